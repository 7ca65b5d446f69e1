import { UsageError } from '../given-settings.ts'
import type { Connection } from './connection.ts'
import { redactor } from './redact.ts'

const typed = `Type it as in: tenancy doctor --database postgres://user@host:5432/name
The password may stand in PGPASSWORD or in ~/.pgpass, so that it is in no history of the shell.`

/** Connects by the driver, which no other command loads. */
export async function connect(url: string): Promise<Connection> {
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new UsageError(`--database has to be the URL of a Postgres. ${typed}`)
  const redact = redactor(url)
  const { default: pg } = await import('pg')
  try {
    const client = new pg.Client({
      connectionString: asLibpq(url),
      connectionTimeoutMillis: 10_000,
      application_name: 'tenancy doctor',
    })
    // Else an end of the connection between two statements would end the process.
    client.on('error', () => {})
    await client.connect()
    return {
      query: async (text) => {
        // The extended protocol takes one statement, whatever stands in the text.
        const config = { text, queryMode: 'extended' }
        return (await client.query<Record<string, unknown>>(config)).rows
      },
      end: () => client.end(),
    }
  } catch (error) {
    throw new UsageError(`The database could not be reached: ${redact(messageOf(error))}.\n${typed}`)
  }
}

/** With `sslmode` as psql takes it. */
function asLibpq(url: string): string {
  return /[?&]sslmode=/.test(url) && !url.includes('uselibpqcompat=') ? `${url}&uselibpqcompat=true` : url
}

/** A host of several addresses fails with an error for each. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
