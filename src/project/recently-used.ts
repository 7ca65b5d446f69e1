/**
 * Keeps what was used last, as far as it fits. What was used before that is kept for as long as something else holds it: two of
 * one thing would not know of each other.
 */
export class RecentlyUsed<T extends object> {
  readonly #most: number
  readonly #sizeOf: (value: T) => number
  readonly #recent = new Map<string, T>()
  readonly #earlier = new Map<string, WeakRef<T>>()
  #size = 0

  constructor(most: number, sizeOf: (value: T) => number) {
    this.#most = most
    this.#sizeOf = sizeOf
  }

  get(key: string): T | undefined {
    const value = this.#recent.get(key) ?? this.#earlier.get(key)?.deref()
    if (value) this.set(key, value)
    return value
  }

  set(key: string, value: T): void {
    this.#drop(key)
    this.#earlier.delete(key)
    this.#recent.set(key, value)
    this.#size += this.#sizeOf(value)
    for (const [oldest, one] of this.#recent) {
      if (this.#size <= this.#most || oldest === key) return
      this.#drop(oldest)
      this.#earlier.set(oldest, new WeakRef(one))
    }
  }

  #drop(key: string): void {
    const known = this.#recent.get(key)
    if (!known) return
    this.#recent.delete(key)
    this.#size -= this.#sizeOf(known)
  }
}
