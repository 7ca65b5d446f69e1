import type { HostText } from './host-text.ts'
import type { Range } from './lexer.ts'

/** A text put together of pieces, each of which knows what wrote it. */
export class WovenText {
  #text = ''
  readonly #ranges: Range[] = []

  /** A piece that its range means as a whole. */
  add(text: string, range: Range): this {
    this.#text += text
    for (let i = 0; i < text.length; i++) this.#ranges.push(range)
    return this
  }

  /** A part of a text, letter by letter. */
  addPart({ text, hostRange }: HostText, start = 0, end = text.length): this {
    this.#text += text.slice(start, end)
    for (let i = start; i < end; i++) this.#ranges.push(hostRange([i, i + 1]))
    return this
  }

  /** The whole; an empty one stands at `empty`. */
  finish(empty: Range, encode: (text: string) => string): HostText {
    const ranges = this.#ranges
    const end = ranges.at(-1)?.[1] ?? empty[1]
    return {
      text: this.#text,
      encode,
      hostRange([from, to]) {
        const [first, last] = [ranges[from] ?? [end, end], ranges[to - 1]]
        // Pieces may stand in another order than they are read.
        return to > from && last ? [Math.min(first[0], last[0]), Math.max(first[1], last[1])] : [first[0], first[0]]
      },
    }
  }
}
