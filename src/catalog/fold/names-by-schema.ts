import { cutName } from '../names.ts'
import type { Journal } from './journal.ts'
import { refuse } from './objects.ts'
import { Watched, type Watch } from './watched.ts'

/** What is named within a schema; each name is given once. */
export class NamesBySchema<V> {
  readonly #journal: Journal
  readonly #what: string
  readonly #watch: Watch
  readonly #schemas = new Map<string, Watched<string, V>>()

  constructor(journal: Journal, watch: Watch, what: string) {
    this.#journal = journal
    this.#watch = watch
    this.#what = what
  }

  get(schema: string, name: string): V | undefined {
    return this.#namesIn(schema).get(name)
  }

  holdsAny(schema: string): boolean {
    return this.#namesIn(schema).size > 0
  }

  /** Looks a name up as Postgres does: temporary objects hide all others. */
  find(schema: string | undefined, name: string, path: readonly string[]): V | undefined {
    const cut = cutName(name)
    if (schema !== undefined) return this.get(schema, cut)
    const temporary = this.get('pg_temp', cut)
    if (temporary !== undefined) return temporary
    for (const candidate of path) {
      const found = this.get(candidate, cut)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Gives a name that is free. */
  give(schema: string, name: string, value: V): void {
    if (this.get(schema, name) !== undefined) refuse(`${this.#what} "${name}" already exists in schema "${schema}"`)
    this.set(schema, name, value)
  }

  set(schema: string, name: string, value: V | undefined): void {
    this.#journal.put(this.#namesIn(schema), name, value)
  }

  #namesIn(schema: string): Watched<string, V> {
    const known = this.#schemas.get(schema)
    if (known) return known
    const names = new Watched<string, V>(this.#watch)
    this.#schemas.set(schema, names)
    return names
  }
}
