import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite'
import type { Asked } from '../../support/pg-connection.ts'

const begins = /^\s*(?:begin|start transaction)\b/i
const ends = /^\s*(?:commit|end)\b/i
const undoes = /^\s*rollback(?! to)\b/i

/** A database within a transaction that goes on: the transactions of a library are parts of it. It notes what it is asked. */
export class Session implements Asked {
  readonly sent: string[] = []
  readonly #db: PGlite
  #depth = 0

  constructor(db: PGlite) {
    this.#db = db
  }

  /** Begins anew, whatever a call left open. */
  reset(): void {
    this.#depth = 0
    this.sent.length = 0
  }

  async query<T>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    this.sent.push(text)
    return this.#db.query<T>(this.#nested(text) ?? text, values, options)
  }

  async exec(text: string, options?: QueryOptions): Promise<Results[]> {
    this.sent.push(text)
    return this.#db.exec(this.#nested(text) ?? text, options)
  }

  /** A transaction as PGlite runs one. */
  async transaction<T>(run: (part: Asked & { rollback(): Promise<void> }) => Promise<T>): Promise<T> {
    await this.exec('begin')
    const part = { isOpen: true }
    const rollback = async (): Promise<void> => {
      part.isOpen = false
      await this.exec('rollback')
    }
    try {
      const result = await run({ query: this.query.bind(this), exec: this.exec.bind(this), rollback })
      if (part.isOpen) await this.exec('commit')
      return result
    } catch (error) {
      if (part.isOpen) await rollback()
      throw error
    }
  }

  #nested(text: string): string | undefined {
    if (begins.test(text)) return `savepoint part_${++this.#depth}`
    if (ends.test(text)) return `release savepoint part_${this.#depth--}`
    if (undoes.test(text)) return `rollback to savepoint part_${this.#depth--}`
    return undefined
  }
}
