import type { PGlite, Results } from '@electric-sql/pglite'

interface Config {
  readonly text: string
  readonly values?: readonly unknown[] | undefined
}

interface Answer {
  readonly rows: Record<string, unknown>[]
  readonly rowCount: number
  readonly command: string
}

type Done = (error: unknown, answer?: Answer) => void

/** What of a database in process is asked. */
export type Asked = Pick<PGlite, 'query' | 'exec'>

/** A database in process as a connection of the package `pg`. */
export class PgConnection {
  readonly #db: Asked

  constructor(db: Asked) {
    this.#db = db
  }

  query(config: Config | string, valuesOrDone?: readonly unknown[] | Done, done?: Done): Promise<Answer> | undefined {
    const { text, values } = typeof config === 'string' ? { text: config, values: undefined } : config
    const last = typeof valuesOrDone === 'function' ? valuesOrDone : done
    const answer = this.#ask(text, typeof valuesOrDone === 'object' ? valuesOrDone : values)
    if (!last) return answer
    answer.then(
      (one) => last(undefined, one),
      (error: unknown) => last(error),
    )
    return undefined
  }

  async #ask(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const results = values.length > 0 ? [await this.#db.query<Record<string, unknown>>(text, [...values])] : await this.#db.exec(text)
    const last = results.at(-1) as Results<Record<string, unknown>> | undefined
    const command = (/^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase()
    return { rows: last?.rows ?? [], rowCount: last?.affectedRows ?? 0, command }
  }

  on(): this {
    return this
  }

  removeListener(): this {
    return this
  }

  end(): Promise<void> {
    return Promise.resolve()
  }
}
