import { showing } from './text-files.ts'

interface Entry<V> {
  readonly shown: number
  readonly value: V
  readonly at: number
  readonly took: number
}

/** For how long the disk is taken for granted after a look at it that took so many milliseconds: looking again may take a hundredth of the time. */
export function trustedFor(took: number): number {
  return Math.max(300, 100 * took)
}

/** Keeps what was found on disk for a while: the longer, the longer finding it took. */
export class DiskCache<V> {
  readonly #entries = new Map<string, Entry<V>>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get(key: string, find: (before: V | undefined) => V): V {
    const known = this.#entries.get(key)
    const from = this.#now()
    const shown = showing()
    if (known?.shown === shown && from - known.at < trustedFor(known.took)) return known.value
    const value = find(known?.value)
    const at = this.#now()
    this.#entries.set(key, { value, shown, at, took: at - from })
    return value
  }
}
