import { firstWhere } from '../sorted.ts'
import type { Range } from './place.ts'

interface Placed<Thing> {
  readonly thing: Thing
  readonly range: Range
  /** The place in the list that was given. */
  readonly at: number
}

/** Things at ranges of a text, found by a range without looking at each. */
export class Ranges<Thing> {
  readonly #byStart: readonly Placed<Thing>[]
  /** How far the things up to each reach. */
  readonly #reach: number[] = []

  constructor(things: readonly Thing[], rangeOf: (thing: Thing) => Range) {
    this.#byStart = things.map((thing, at) => ({ thing, range: rangeOf(thing), at })).sort((a, b) => a.range[0] - b.range[0])
    let reach = -Infinity
    for (const { range } of this.#byStart) this.#reach.push((reach = Math.max(reach, range[1])))
  }

  /** The things that share a place with a range, be it where one ends, in their order. */
  touching([start, end]: Range): Thing[] {
    const found: Placed<Thing>[] = []
    for (let i = this.#firstAfter(end) - 1; i >= 0 && (this.#reach[i] ?? 0) >= start; i--) {
      const one = this.#byStart[i]
      if (one && one.range[1] >= start) found.push(one)
    }
    return found.sort((a, b) => a.at - b.at).map(({ thing }) => thing)
  }

  /** How many things begin at an offset or before it. */
  #firstAfter(offset: number): number {
    return firstWhere(this.#byStart, ({ range }) => range[0] > offset)
  }
}
