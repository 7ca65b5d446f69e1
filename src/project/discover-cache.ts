import { showing } from './text-files.ts'

interface Entry<V> {
  readonly shown: number
  readonly value: V
  readonly at: number
  readonly took: number
}

const trustedFor = 300

/** Looking again may take a fortieth of the time. */
const share = 40

/** Keeps what was found on disk for a while: the longer, the longer finding it took. */
export class DiskCache<V> {
  readonly #entries = new Map<string, Entry<V>>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  get(key: string, find: (before: V | undefined) => V): V {
    const known = this.#entries.get(key)
    const from = this.#now()
    const shown = showing()
    if (known?.shown === shown && from - known.at < Math.max(trustedFor, share * known.took)) return known.value
    const value = find(known?.value)
    const at = this.#now()
    this.#entries.set(key, { value, shown, at, took: at - from })
    return value
  }
}
