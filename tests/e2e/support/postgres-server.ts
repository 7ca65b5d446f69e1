import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { runWell } from './run.ts'

/** A Postgres server of Debian's package, in a folder of its own. */
export interface PostgresServer {
  url(database: string, user?: string): string
  /** Runs statements one by one, each by itself; those that may fail are told. */
  run(database: string, statements: readonly string[]): Promise<string[]>
  /** What it was asked so far. */
  log(): string
  stop(): Promise<void>
}

const packages = '/usr/lib/postgresql'

function binaries(): string {
  const versions = existsSync(packages) ? readdirSync(packages).sort((a, b) => Number(b) - Number(a)) : []
  const [newest] = versions
  if (newest === undefined) throw new Error(`There is no Postgres in ${packages}: apt-get install postgresql`)
  return join(packages, newest, 'bin')
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export async function startServer(): Promise<PostgresServer> {
  const bin = binaries()
  const dir = mkdtempSync(join(tmpdir(), 'tenancy-postgres-'))
  const isRoot = process.getuid?.() === 0
  // Postgres does not run as root.
  if (isRoot) await runWell('chown', ['postgres', dir], { cwd: '/' })
  const asOwner = async (program: string, ...args: string[]): Promise<string> =>
    isRoot
      ? runWell('runuser', ['-u', 'postgres', '--', join(bin, program), ...args], { cwd: '/' })
      : runWell(join(bin, program), args, { cwd: '/' })
  const [data, log, port] = [join(dir, 'data'), join(dir, 'log'), await freePort()]
  await asOwner('initdb', '-D', data, '-A', 'trust', '-U', 'postgres')
  const options = `-p ${port} -c unix_socket_directories=${dir} -c fsync=off -c log_statement=all`
  await asOwner('pg_ctl', '-D', data, '-l', log, '-o', options, '-w', 'start')
  const url = (database: string, user = 'postgres'): string => `postgres://${user}:never-shown@127.0.0.1:${port}/${database}`
  return {
    url,
    run: async (database, statements) => {
      const client = new pg.Client(url(database))
      await client.connect()
      const failed: string[] = []
      for (const sql of statements)
        await client.query(sql).catch((error: unknown) => void failed.push(error instanceof Error ? error.message : String(error)))
      await client.end()
      return failed
    },
    log: () => readFileSync(log, 'utf8'),
    stop: async () => {
      await asOwner('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
