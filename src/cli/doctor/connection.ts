/** What the command needs of a database: a driver and a Postgres in process both have it. */
export interface Connection {
  /** Runs one statement: a text that holds more has to be refused. */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  end(): Promise<void>
}

/** What a statement gave, or why Postgres refused it. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string; readonly code: string }

const opening = [
  // What a statement could end the transaction with could not write either.
  'SET default_transaction_read_only = on',
  'BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY',
  "SET LOCAL TimeZone = 'UTC'",
  "SET LOCAL statement_timeout = '15s'",
  "SET LOCAL lock_timeout = '1s'",
  "SET LOCAL idle_in_transaction_session_timeout = '10min'",
]
const closing = ['ROLLBACK', 'RESET default_transaction_read_only']

/** One transaction that reads, and is undone. */
export class Session {
  readonly #connection: Connection
  readonly #redact: (text: string) => string

  private constructor(connection: Connection, redact: (text: string) => string) {
    this.#connection = connection
    this.#redact = redact
  }

  static async open(connection: Connection, redact: (text: string) => string): Promise<Session> {
    for (const statement of opening) await connection.query(statement)
    return new Session(connection, redact)
  }

  async close(): Promise<void> {
    for (const statement of closing) await this.#connection.query(statement)
  }

  /** Runs statements, and gives what the last one says. What they set and lock holds no longer than they take. */
  async ask<T>(...statements: readonly string[]): Promise<Answer<T>> {
    await this.#connection.query('SAVEPOINT tenancy_doctor')
    const answer = await this.#run<T>(statements)
    await this.#connection.query('ROLLBACK TO SAVEPOINT tenancy_doctor')
    return answer
  }

  async #run<T>(statements: readonly string[]): Promise<Answer<T>> {
    try {
      let value: unknown
      for (const statement of statements) [value] = Object.values((await this.#connection.query(statement))[0] ?? {})
      return { ok: true, value: value as T }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
      // Of the database alone: what is wrong with the connection ends the command.
      if (!/^[0-9A-Z]{5}$/.test(code)) throw error
      return { ok: false, reason: this.#redact(error.message), code }
    }
  }
}
