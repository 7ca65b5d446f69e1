import type { HostText } from './host-text.ts'
import type { Range } from './lexer.ts'

interface Piece {
  /** Where this piece begins in the whole. */
  readonly start: number
  readonly written: (range: Range) => Range
  readonly edit: HostText['editAt']
  /** The placeholder or name that stands for a character of it, where it is written elsewhere. */
  readonly seat: (at: number) => Range | undefined
}

/** A text put together of pieces, each of which knows what wrote it. */
export class WovenText {
  #text = ''
  readonly #pieces: Piece[] = []

  /** A piece that its range means as a whole. */
  add(text: string, written: Range): this {
    return this.#push(text, { start: this.#text.length, written: () => written, seat: () => undefined, edit: () => undefined })
  }

  /** A part of a text; one that stands elsewhere is put in at a seat. */
  addPart(host: HostText, start = 0, end = host.text.length, seat?: Range): this {
    const offset = start - this.#text.length
    const written = ([from, to]: Range): Range => host.hostRange([from + offset, to + offset])
    return this.#push(host.text.slice(start, end), {
      start: this.#text.length,
      written,
      seat: (at) => seat ?? host.seatOf?.(at + offset),
      edit: ([from, to], text) => host.editAt([from + offset, to + offset], text),
    })
  }

  #push(text: string, piece: Piece): this {
    if (text !== '') this.#pieces.push(piece)
    this.#text += text
    return this
  }

  /** The whole; an empty one stands at `empty`. */
  finish(empty: Range): HostText {
    const text = this.#text
    const pieces = this.#pieces
    return {
      text,
      seatOf: (at) => pieceAt(pieces, at)?.seat(at),
      editAt(range, other) {
        const [from, to] = range
        const [first, last] = [pieceAt(pieces, from === to ? from - 1 : from), pieceAt(pieces, to - 1)]
        return first && first === last ? first.edit(range, other) : undefined
      },
      hostRange([from, to]) {
        const [first, last] = [pieceAt(pieces, from), pieceAt(pieces, to - 1)]
        if (to <= from || !first || !last) {
          const at =
            from < text.length
              ? first?.written([from, from + 1])[0]
              : pieceAt(pieces, text.length)?.written([text.length - 1, text.length])[1]
          return [at ?? empty[0], at ?? empty[0]]
        }
        return first === last ? first.written([from, to]) : hull(seatOf(first, from), seatOf(last, to - 1))
      },
    }
  }
}

function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle]?.start ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return pieces[low - 1]
}

function seatOf({ written, seat: seatAt }: Piece, at: number): Range {
  const own = written([at, at + 1])
  const seat = seatAt(at)
  return seat && (own[0] < seat[0] || own[1] > seat[1]) ? seat : own
}

/** Pieces may stand in another order than they are read. */
function hull(first: Range, last: Range): Range {
  return [Math.min(first[0], last[0]), Math.max(first[1], last[1])]
}
