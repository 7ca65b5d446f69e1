import type { Either, Held, Passage } from '../../javascript/state.ts'
import type { Node } from '../../javascript/nodes.ts'

/** What a change puts to what was there. */
export interface Put<T> {
  readonly put: readonly T[]
  readonly where: 'behind' | 'before' | 'instead'
}

/** When something is changed: in each round of a loop, and by calls of functions of its own that lead to it. */
export interface ChangeAt {
  readonly isRepeated: boolean
  readonly through: readonly Passage[]
}

/** How the parts that a variable is put together of are read. */
export interface Parts<T> {
  start(): readonly T[] | undefined
  /** Undefined where it cannot be told what is there then. */
  put(by: Node, change: ChangeAt, before: () => T[] | undefined): Put<T> | undefined
  /** One of several; undefined where that is too much. */
  either(held: Either, rests: readonly T[][]): T[] | undefined
  /** Which of its two ways a test always goes. */
  wayOf(test: Node): 0 | 1 | undefined
}

/** The parts that a variable holds; undefined where they cannot be told. Parts that ways share are read once. */
export function readHeld<T>(held: Held, parts: Parts<T>): T[] | undefined {
  return new Reading(parts).read(held)
}

type Changed = Extract<Held, { kind: 'changed' }>

class Reading<T> {
  readonly #parts: Parts<T>
  readonly #known = new Map<Held, T[] | undefined>()
  readonly #puts = new Map<Changed, Put<T> | undefined>()

  constructor(parts: Parts<T>) {
    this.#parts = parts
  }

  /** Goes back to where the changes begin, and from there on through them. */
  read(held: Held): T[] | undefined {
    const steps: Changed[] = []
    let at = held
    for (; at.kind === 'changed'; at = at.before) {
      steps.push(at)
      if (this.#puts.get(at)?.where === 'instead') break
    }
    let parts = at.kind === 'changed' ? [] : this.#begin(at)
    for (const step of steps.reverse()) parts = this.#after(step, parts)
    return parts
  }

  #begin(held: Exclude<Held, Changed>): T[] | undefined {
    if (held.kind === 'lost') return undefined
    const known = this.#known.get(held)
    if (known || this.#known.has(held)) return known
    const start = held.kind === 'start' ? this.#parts.start() : this.#oneOf(held)
    const parts = start && [...start]
    this.#known.set(held, parts)
    return parts
  }

  #after(step: Changed, before: T[] | undefined): T[] | undefined {
    if (!this.#puts.has(step))
      this.#puts.set(
        step,
        this.#parts.put(step.by, step, () => before),
      )
    const change = this.#puts.get(step)
    if (change?.where === 'instead') return [...change.put]
    if (!change || !before) return undefined
    return change.where === 'behind' ? [...before, ...change.put] : [...change.put, ...before]
  }

  #oneOf(held: Either): T[] | undefined {
    const way = held.isTest && typeof held.on !== 'string' ? this.#parts.wayOf(held.on) : undefined
    const only = way === undefined ? undefined : held.of[way]
    if (only) return this.read(only)
    const ways = held.of.map((one) => this.read(one))
    const seen = ways.filter((way) => way !== undefined)
    if (seen.length < ways.length) return undefined
    const [before, behind] = [alike(seen, (way, i) => way[i]), alike(seen, (way, i) => way[way.length - 1 - i])]
    const shortest = Math.min(...seen.map((way) => way.length))
    const end = Math.min(behind, shortest - before)
    const rests = seen.map((way) => way.slice(before, way.length - end))
    const shared = seen[0] ?? []
    const choice = rests.every((rest) => rest.length === 0) ? [] : this.#parts.either(held, rests)
    return choice && [...shared.slice(0, before), ...choice, ...shared.slice(shared.length - end)]
  }
}

/** How many parts all ways have alike. */
function alike<T>([first = [], ...others]: readonly T[][], at: (way: T[], i: number) => T | undefined): number {
  let count = 0
  while (count < first.length && others.every((way) => count < way.length && at(way, count) === at(first, count))) count++
  return count
}
