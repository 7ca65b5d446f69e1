import type { Entry, Watch } from './watched.ts'

interface Replaced {
  readonly map: Map<unknown, unknown>
  readonly at: unknown
  readonly before: unknown
}

/** Told of each replacement under a number. */
type OnChange = (map: ReadonlyMap<unknown, unknown>, id: number, before: unknown, after: unknown) => void

/** Notes every replacement in maps, so that any earlier state can be gone back to. Numbers are ids, each of one map alone. */
export class Journal {
  readonly #entries: Replaced[] = []
  readonly #watch: Watch
  readonly #onChange: OnChange
  /** The mark since which an object's state has been noted: between two marks only the first can be gone back to. */
  readonly #notedSince = new Map<number, number>()
  #marks = 0

  constructor(watch: Watch, onChange: OnChange) {
    this.#watch = watch
    this.#onChange = onChange
  }

  /** A point that `rollback` and `undo` can go back to. */
  mark(): number {
    this.#marks++
    return this.#entries.length
  }

  /** Forgets everything since a mark. */
  rollback(mark: number): void {
    this.#marks++
    while (this.#entries.length > mark) {
      const entry = this.#entries.pop()
      if (entry) this.#assign(entry.map, entry.at, entry.map.get(entry.at), entry.before)
    }
  }

  /** Takes back everything since a mark as a step of its own, as ROLLBACK does; marks made in between stay good. */
  undo(mark: number): void {
    for (let i = this.#entries.length - 1; i >= mark; i--) {
      const entry = this.#entries[i]
      if (entry) this.put(entry.map, entry.at, entry.before)
    }
  }

  /** What has been put since a mark, as it is now. */
  since(mark: number): Entry[] {
    return this.#entries.slice(mark).map(({ map, at }) => ({ map, at, value: map.get(at) }))
  }

  put<K, V>(map: Map<K, V>, at: K, value: V | undefined): void {
    this.#watch.changed(map, at)
    const before = map.get(at)
    if (typeof at !== 'number' || this.#notedSince.get(at) !== this.#marks) {
      this.#entries.push({ map, at, before })
      if (typeof at === 'number') this.#notedSince.set(at, this.#marks)
    }
    this.#assign(map, at, before, value)
  }

  #assign<K, V>(map: Map<K, V>, at: K, before: V | undefined, value: V | undefined): void {
    if (value === undefined) map.delete(at)
    else map.set(at, value)
    if (typeof at === 'number') this.#onChange(map, at, before, value)
  }
}
