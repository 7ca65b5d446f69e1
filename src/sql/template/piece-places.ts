import type { Piece } from './pieces.ts'

/** Says by a short word which pieces are the same texts of the same places; what stands in several ways is looked at once. */
export class PiecePlaces {
  readonly #words = new Map<Piece, string>()
  readonly #numbers = new Map<string, number>()

  of(pieces: readonly Piece[]): string {
    return pieces.map((piece) => this.#wordFor(piece)).join()
  }

  #wordFor(piece: Piece): string {
    const known = this.#words.get(piece)
    if (known !== undefined) return known
    const told = this.#tell(piece)
    const number = this.#numbers.get(told) ?? this.#numbers.size
    this.#numbers.set(told, number)
    const word = String(number)
    this.#words.set(piece, word)
    return word
  }

  #tell(piece: Piece): string {
    switch (piece.kind) {
      case 'text':
        return piece.host.hostRange([0, piece.host.text.length]).join('-')
      case 'known':
        return `${piece.range.join('-')} ${piece.text}`
      case 'hole':
        return piece.hole.range.join('-')
      case 'choice':
        return `(${piece.of.map((way) => this.of(way)).join('|')})`
      case 'joined':
        return `[${[...piece.items, piece.separator].map((part) => this.of(part)).join('|')}]`
    }
  }
}
