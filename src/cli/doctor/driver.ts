import { lookup } from '../../catalog/lookup.ts'
import { UsageError } from '../given-settings.ts'
import type { Connection } from './connection.ts'
import { redactor } from './redact.ts'

const typed = `Type it as in: tenancy doctor --database postgres://user@host:5432/name
The password may stand in PGPASSWORD or in ~/.pgpass, so that it is in no history of the shell.`

/** Connects by the driver, which no other command loads. */
export async function connect(url: string): Promise<Connection> {
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new UsageError(`--database has to be the URL of a Postgres. ${typed}`)
  const redact = redactor(url)
  const mode = sslMode(url)
  if (mode !== '' && !modes.has(mode)) throw new UsageError(`There is no sslmode ${mode}. Those of psql are: ${[...modes].join(', ')}`)
  try {
    return await connectBy(url, mode).catch((error: unknown) => connectOtherwise(url, mode, error))
  } catch (error) {
    throw new UsageError(`The database could not be reached: ${redact(messageOf(error))}.\n${typed}`)
  }
}

/** With SSL or without, where the mode leaves it open and what failed may be for that. */
async function connectOtherwise(url: string, mode: string, error: unknown): Promise<Connection> {
  const other = isSettled(error) ? undefined : otherways[mode]
  if (other === undefined) throw error
  return connectBy(url, other).catch((second: unknown) => {
    throw hasNoSsl(second) ? error : second
  })
}

function hasNoSsl(error: unknown): boolean {
  return messageOf(error).includes('does not support SSL')
}

/** A URL that says nothing of SSL is taken as psql takes it, with SSL where the server has it. */
function sslMode(url: string): string {
  const [, inUrl] = /[?&]sslmode=([^&#]*)/.exec(url) ?? []
  if (inUrl !== undefined) return inUrl
  if (/[?&]ssl=/.test(url)) return ''
  return process.env['PGSSLMODE'] ?? 'prefer'
}

/** What is tried where the first way leads nowhere. */
const otherways: Readonly<Record<string, string>> = lookup({ prefer: 'disable', allow: 'require' })
const modes: ReadonlySet<string> = new Set(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'])

/** No server was there, or one that let nobody in by this password: the other way would tell nothing else. */
function isSettled(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    /^(?:28P01|3D000|53300|57P03|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)$/.test(code) || messageOf(error).includes('timeout expired')
  )
}

async function connectBy(url: string, mode: string): Promise<Connection> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: asLibpq(url, mode),
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
}

/** With `sslmode` as psql takes it. */
function asLibpq(url: string, mode: string): string {
  const [, base = url, query = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? []
  const others = query.split('&').filter((one) => one !== '' && !/^(?:sslmode|uselibpqcompat)=/.test(one))
  // The driver knows no `allow`, which begins without.
  const ssl = mode === '' ? [] : [`sslmode=${mode === 'allow' ? 'disable' : mode}`, 'uselibpqcompat=true']
  return `${base}?${[...others, ...ssl].join('&')}${hash}`
}

/** A host of several addresses fails with an error for each. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
