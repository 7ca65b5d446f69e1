import { isWithin, type Range } from '../../catalog/place.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Kind } from '../../javascript/symbolic/value.ts'

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

  /** What a call is given, or else the place in the call that names it. */
  argument(call: Pick<Kind<'call'>, 'at' | 'args'>, index: number, seat: Range = this.of(call.at)): Range {
    const { at, args } = call
    const written = at.node.type === 'CallExpression' ? at.node.arguments : []
    const node = written.some(({ type }) => type === 'SpreadElement') ? undefined : written[index]
    const named = node ? this.of({ node, program: at.program }, seat) : seat
    const value = args[index]
    return value ? this.of(value.at, named) : named
  }

  /** The same declaration, seen from a part of it. */
  from(seat: Range): Seats {
    return new Seats(this.file, this.whole, seat)
  }

  #holds({ range }: Node): boolean {
    return isWithin(range, this.whole)
  }
}
