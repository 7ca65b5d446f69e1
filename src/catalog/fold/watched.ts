/** Something of the state: what a map has under a key. */
export interface Entry {
  readonly map: Map<unknown, unknown>
  readonly at: unknown
  readonly value: unknown
}

/** A step that asks for more would take longer to compare than to run. */
const mostAsked = 1_000

/** Notes what a step asks of maps before it changes that itself. */
export class Watch {
  #asked: Entry[] | undefined

  begin(): void {
    this.#asked = []
  }

  /** What was asked for since the beginning; undefined where that cannot be told. */
  end(): readonly Entry[] | undefined {
    const asked = this.#asked
    this.#asked = undefined
    return asked?.filter(({ value }) => value !== own)
  }

  /** The step asks for something that is not noted. */
  giveUp(): void {
    this.#asked = undefined
  }

  asked(map: Map<unknown, unknown>, at: unknown, value: unknown): void {
    const asked = this.#asked
    if (!asked || asked.some((entry) => entry.at === at && entry.map === map)) return
    if (asked.length < mostAsked) asked.push({ map, at, value })
    else this.giveUp()
  }

  changed(map: Map<unknown, unknown>, at: unknown): void {
    this.asked(map, at, own)
  }
}

/** In place of a value that the step set itself. */
const own = Symbol('own')

/** A map that tells what is asked of it; all of it at once is more than is noted. */
export class Watched<K, V> extends Map<K, V> {
  readonly #watch: Watch

  constructor(watch: Watch) {
    super()
    this.#watch = watch
  }

  override get(at: K): V | undefined {
    const value = super.get(at)
    this.#watch.asked(this, at, value)
    return value
  }

  override has(at: K): boolean {
    return this.get(at) !== undefined
  }

  override keys(): MapIterator<K> {
    this.#watch.giveUp()
    return super.keys()
  }

  override values(): MapIterator<V> {
    this.#watch.giveUp()
    return super.values()
  }

  override entries(): MapIterator<[K, V]> {
    this.#watch.giveUp()
    return super.entries()
  }

  override forEach(each: (value: V, at: K, map: Map<K, V>) => void): void {
    this.#watch.giveUp()
    super.forEach(each)
  }

  override get size(): number {
    this.#watch.giveUp()
    return super.size
  }

  override [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}
