import { lookup } from '../catalog/lookup.ts'
import { stringParts, type Token } from './lexer.ts'

const asciiUpper = /[A-Z]/g

function character(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
}

function unicodeEscapes(body: string, escape: string): string {
  const e = escape.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  const pattern = new RegExp(`${e}${e}|${e}\\+([0-9A-Fa-f]{6})|${e}([0-9A-Fa-f]{4})`, 'g')
  return body.replace(pattern, (_, six?: string, four?: string) => {
    const hex = six ?? four
    if (hex === undefined) return escape
    return character(Number.parseInt(hex, 16))
  })
}

/** The character of the UESCAPE that follows a U&"…" token, if there is one. */
export function statedEscape(text: string, after: number): string | undefined {
  return /^\s*uescape\s*'(.)'/i.exec(text.slice(after, after + 40))?.[1]
}

function escapeCharacter(text: string, after: number): string {
  return statedEscape(text, after) ?? '\\'
}

/** The name that an identifier token stands for, before Postgres cuts it to 63 bytes: quotes undone, unquoted ASCII letters folded. */
export function identifierText(text: string, token: Token): string | undefined {
  if (token.kind === 'word') return text.slice(token.start, token.end).replace(asciiUpper, (c) => c.toLowerCase())
  if (token.kind !== 'quoted' || !token.closed) return undefined
  const unicode = text[token.start] !== '"'
  const body = text.slice(token.start + (unicode ? 3 : 1), token.end - 1).replaceAll('""', '"')
  return unicode ? unicodeEscapes(body, escapeCharacter(text, token.end)) : body
}

const controls: Readonly<Record<string, string>> = lookup({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' })

function backslashEscapes(body: string): string {
  return body.replace(
    /''|\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^]))/g,
    (_, octal?: string, byte?: string, four?: string, eight?: string, other?: string) => {
      if (octal !== undefined) return character(Number.parseInt(octal, 8) & 0xff)
      const hex = byte ?? four ?? eight
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      return other === undefined ? "'" : (controls[other] ?? other)
    },
  )
}

/**
 * The value of a string token.
 * Limit: a byte escape of an E'' string above \177 is read as one character.
 */
export function stringText(text: string, token: Token): string | undefined {
  if (token.kind !== 'string' || !token.closed) return undefined
  const [prefix = ''] = /^(?:[Uu]&|[EeBbXx])/.exec(text.slice(token.start, token.start + 2)) ?? []
  const escapes = /^[Ee]/.test(prefix)
  const { parts } = stringParts(text, token.start + prefix.length + 1, escapes)
  const body = parts.map(([start, end]) => text.slice(start, end)).join('')
  if (escapes) return backslashEscapes(body)
  const plain = body.replaceAll("''", "'")
  return prefix.length === 2 ? unicodeEscapes(plain, escapeCharacter(text, token.end)) : plain
}
