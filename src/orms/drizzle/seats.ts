import type { Range } from '../../catalog/place.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'

/** Where the parts of something that a file declares are told: what stands elsewhere is told where it is used. */
export class Seats {
  readonly file: string
  /** All of the declaration. */
  readonly whole: Range
  /** What is pointed at instead of what stands elsewhere. */
  readonly seat: Range

  constructor(file: string, whole: Range, seat: Range = whole) {
    this.file = file
    this.whole = whole
    this.seat = seat
  }

  of({ node, program }: Located, seat: Range = this.seat): Range {
    return program.file === this.file && this.#holds(node) ? node.range : seat
  }

  /** The same declaration, seen from a part of it. */
  from(seat: Range): Seats {
    return new Seats(this.file, this.whole, seat)
  }

  #holds({ range }: Node): boolean {
    return this.whole[0] <= range[0] && range[1] <= this.whole[1]
  }
}
