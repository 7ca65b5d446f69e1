/** A text as the engine sees it, with the way back from its offsets to UTF-16. */
export interface EncodedText {
  /** How many bytes of UTF-8 it is. */
  readonly length: number
  /** From a byte offset, as in the tree's `location`. */
  fromByte(byte: number): number
  /** From a one-based count of characters, as in Postgres' error positions; 0 means unknown. */
  fromCharacter(position: number): number
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

function byteTable(text: string, length: number): Uint32Array {
  const table = new Uint32Array(length + 1)
  let byte = 0
  for (let i = 0; i < text.length;) {
    const codePoint = text.codePointAt(i) ?? 0
    const next = byte + bytesOf(codePoint)
    table.fill(i, byte, next)
    byte = next
    i += codePoint > 0xffff ? 2 : 1
  }
  table[byte] = text.length
  return table
}

export function encodeText(text: string): EncodedText {
  const length = Buffer.byteLength(text)
  const ascii = length === text.length
  let table: Uint32Array | undefined
  return {
    length,
    fromByte(byte) {
      if (ascii) return byte
      table ??= byteTable(text, length)
      return table[Math.min(byte, length)] ?? text.length
    },
    fromCharacter(position) {
      if (ascii) return Math.max(0, Math.min(position - 1, text.length))
      let i = 0
      for (let n = 1; n < position && i < text.length; n++) i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1
      return i
    },
  }
}
