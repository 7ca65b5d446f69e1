import { firstWhere } from '../sorted.ts'
import type { HostText } from './host-text.ts'
import type { Range } from './lexer.ts'

/** A piece is data, since most texts are of hundreds, few of which anybody asks about. */
interface Piece {
  /** Where this piece begins in the whole. */
  readonly start: number
  /** The range that means it as a whole, or the text that it is a part of, and how far that lies behind the whole. */
  readonly from: Range | { readonly host: HostText; readonly offset: number }
  /** The placeholder or name that stands for it, where it is written elsewhere. */
  readonly seat: Range | undefined
}

/** A text put together of pieces, each of which knows what wrote it. */
export class WovenText {
  #text = ''
  readonly #pieces: Piece[] = []

  /** A piece that its range means as a whole. */
  add(text: string, written: Range, seat?: Range): this {
    return this.#push(text, written, seat)
  }

  /** A part of a text; one that stands elsewhere is put in at a seat. */
  addPart(host: HostText, start = 0, end = host.text.length, seat?: Range): this {
    return this.#push(host.text.slice(start, end), { host, offset: start - this.#text.length }, seat)
  }

  #push(text: string, from: Piece['from'], seat: Range | undefined): this {
    const last = this.#pieces.at(-1)
    if (text !== '' && (last?.from !== from || last.seat !== seat)) this.#pieces.push({ start: this.#text.length, from, seat })
    this.#text += text
    return this
  }

  /** The whole; an empty one stands at `empty`. */
  finish(empty: Range): HostText {
    const text = this.#text
    const pieces = this.#pieces
    return {
      text,
      seatOf(at) {
        const piece = pieceAt(pieces, at)
        return piece && seatAt(piece, at)
      },
      editAt(range, other) {
        const [from, to] = range
        const [first, last] = [pieceAt(pieces, from === to ? from - 1 : from), pieceAt(pieces, to - 1)]
        return first && first === last ? editOf(first, range, other) : undefined
      },
      hostRange([from, to]) {
        const [first, last] = [pieceAt(pieces, from), pieceAt(pieces, to - 1)]
        if (to <= from || !first || !last) {
          const at = from < text.length ? first && writtenBy(first, [from, from + 1])[0] : endOf(pieces, text)
          return [at ?? empty[0], at ?? empty[0]]
        }
        return first === last ? writtenBy(first, [from, to]) : hull(seatOf(first, from), seatOf(last, to - 1))
      },
    }
  }
}

function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  return pieces[firstWhere(pieces, ({ start }) => start > at) - 1]
}

function writtenBy({ from }: Piece, [start, end]: Range): Range {
  return 'host' in from ? from.host.hostRange([start + from.offset, end + from.offset]) : from
}

function seatAt({ from, seat }: Piece, at: number): Range | undefined {
  return seat ?? ('host' in from ? from.host.seatOf?.(at + from.offset) : undefined)
}

function editOf({ from }: Piece, [start, end]: Range, text: string): ReturnType<HostText['editAt']> {
  return 'host' in from ? from.host.editAt([start + from.offset, end + from.offset], text) : undefined
}

function endOf(pieces: readonly Piece[], { length }: string): number | undefined {
  const last = pieceAt(pieces, length)
  return last && writtenBy(last, [length - 1, length])[1]
}

function seatOf(piece: Piece, at: number): Range {
  const own = writtenBy(piece, [at, at + 1])
  const seat = seatAt(piece, at)
  return seat && (own[0] < seat[0] || own[1] > seat[1]) ? seat : own
}

/** Pieces may stand in another order than they are read. */
function hull(first: Range, last: Range): Range {
  return [Math.min(first[0], last[0]), Math.max(first[1], last[1])]
}
