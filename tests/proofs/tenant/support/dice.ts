import { randomNumbers } from '../../../support/random.ts'

/** Random decisions, the same ones for the same seed. */
export class Dice {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = randomNumbers(seed)
  }

  /** True so often. */
  chance(often: number): boolean {
    return this.#random() < often
  }

  /** A whole number from 0 up to, but not, a limit. */
  below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)]
    if (picked === undefined) throw new RangeError('there is nothing to pick from')
    return picked
  }

  /** One of several ways, each as often as its weight says. */
  weighted<T>(ways: readonly (readonly [weight: number, way: T])[]): T {
    const total = ways.reduce((sum, [weight]) => sum + weight, 0)
    let at = this.#random() * total
    for (const [weight, way] of ways) if ((at -= weight) < 0) return way
    return this.pick(ways)[1]
  }

  some<T>(from: readonly T[], count: number): T[] {
    const left = [...from]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)[0]).filter(
      (one) => one !== undefined,
    )
  }
}
