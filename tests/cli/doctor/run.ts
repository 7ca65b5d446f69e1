import { PGlite } from '@electric-sql/pglite'
import { doctorCommand, type DoctorFlags } from '../../../src/cli/doctor.ts'
import type { Connection } from '../../../src/cli/doctor/connection.ts'
import type { DoctorJson } from '../../../src/cli/doctor/report.ts'

const settled = { format: 'json', config: false, maxCost: undefined, maxRows: undefined, maxSeqScanRows: 10_000 } as const

let started: Promise<PGlite> | undefined

/** A Postgres in process, one for each file of tests, that holds what these statements make and nothing else. */
export async function postgres(sql: string): Promise<PGlite> {
  const db = await (started ??= PGlite.create().then(async (one) => {
    await one.exec('create role app')
    return one
  }))
  await db.exec(
    'reset role; drop schema if exists jobs cascade; drop schema public cascade; create schema public; grant all on schema public to public',
  )
  await db.exec(sql)
  return db
}

/** What the command asks; its connection ends, the database does not. */
export function connectionTo(db: PGlite, asked: string[] = []): Connection {
  return {
    query: async (text) => {
      asked.push(text)
      return (await db.query<Record<string, unknown>>(text)).rows
    },
    end: () => Promise.resolve(),
  }
}

export async function doctor(
  cwd: string,
  db: PGlite | Connection,
  flags: Partial<DoctorFlags> = {},
): Promise<DoctorJson & { readonly code: number }> {
  const connection = db instanceof PGlite ? connectionTo(db) : db
  const { code, out } = await doctorCommand([], { ...settled, database: 'postgres://a@b/c', ...flags }, cwd, () =>
    Promise.resolve(connection),
  )
  return { code, ...(JSON.parse(out) as DoctorJson) }
}

/** A line for each finding of a group. */
export function lines({ findings }: DoctorJson, group: string): string[] {
  return findings
    .filter((one) => one.group === group)
    .map(({ kind, table, name, place }) => `${place ? `${place.file}:${place.line}` : '-'} ${kind} ${table ?? '-'} ${name ?? '-'}`)
}
