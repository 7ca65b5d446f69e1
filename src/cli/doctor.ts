import { join } from 'node:path'
import { visibleIn } from '../catalog/visible.ts'
import { loadSchema, type Schema } from '../project/project.ts'
import type { Settings } from '../settings/settings.ts'
import { collectQueries } from './doctor/collected.ts'
import { Session, type Answer, type Connection } from './doctor/connection.ts'
import type { PlainDatabase } from './doctor/database/plain.ts'
import { readingSql } from './doctor/database/reading.ts'
import { catalogOf } from './doctor/database/to-catalog.ts'
import { driftFindings } from './doctor/drift.ts'
import { connect, messageOf } from './doctor/driver.ts'
import type { Finding } from './doctor/finding.ts'
import { cutNames, indexFindings } from './doctor/index-findings.ts'
import { objectsOf } from './doctor/objects.ts'
import { planFindings, planQueries, tablesIn, type Budgets, type Plans } from './doctor/plans.ts'
import { redactor } from './doctor/redact.ts'
import { doctorTable, type DoctorJson } from './doctor/report.ts'
import { statisticsFindings } from './doctor/statistics-findings.ts'
import { readServer, readStatistics, type Server, type Statistics } from './doctor/statistics.ts'
import { codeFiles, filesOf } from './files.ts'
import { givenSettings, UsageError, type SettingsFlags } from './given-settings.ts'
import { jsonText } from './output.ts'
import { placeShower } from './places.ts'

export interface DoctorFlags extends SettingsFlags, Budgets {
  readonly database: string
  readonly format: 'json' | 'table'
}

/** The oldest version that supported versions of Postgres can be upgraded from without a dump of their own. */
const oldestVersion = 120_000

/** Runs `tenancy doctor`; what it prints, and the exit code. */
export async function doctorCommand(
  paths: readonly string[],
  flags: DoctorFlags,
  cwd: string,
  open: (url: string) => Promise<Connection> = connect,
): Promise<{ readonly code: 0 | 1; readonly out: string }> {
  const settings = await givenSettings(flags, cwd)
  const schema = loadSchema(join(cwd, 'schema.sql'), settings, cwd)
  if (schema.problems.length > 0) throw new UsageError(schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
  const files = filesOf(paths, cwd, codeFiles)
  const connection = await open(flags.database)
  try {
    const report = await examine(connection, { schema, settings, files, cwd, flags })
    return {
      code: report.findings.length > 0 ? 1 : 0,
      out: flags.format === 'json' ? jsonText(report) : doctorTable(visibleIn(report)),
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`The database did not answer: ${redactor(flags.database)(messageOf(error))}.`)
  } finally {
    await connection.end().catch(() => {})
  }
}

interface Project {
  readonly schema: Schema
  readonly settings: Readonly<Settings>
  readonly files: readonly string[]
  readonly cwd: string
  readonly flags: DoctorFlags
}

interface Reading {
  readonly server: Server
  readonly database: PlainDatabase
  readonly statistics: Statistics
  readonly plans: Plans
}

async function examine(connection: Connection, project: Project): Promise<DoctorJson> {
  const session = await Session.open(connection, redactor(project.flags.database))
  try {
    return reportOf(await readAll(session, project), project)
  } finally {
    await session.close().catch(() => {})
  }
}

function needed<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  const locked = answer.code === '55P03' ? ' Something has locked a table, as a migration that runs does: try again when it is done.' : ''
  throw new UsageError(`The database's catalog could not be read: ${answer.reason}.${locked}`)
}

async function readAll(session: Session, { files, settings, cwd }: Project): Promise<Reading> {
  const version = Number(needed(await session.ask<string>('SHOW server_version_num')))
  if (version < oldestVersion) throw new UsageError('The database is older than PostgreSQL 12, which this command cannot read.')
  const server = needed(await readServer(session))
  const database = needed(await session.ask<PlainDatabase>('SET LOCAL search_path = public', readingSql(version)))
  const statistics = await readStatistics(session)
  const plans = await planQueries(session, collectQueries(files, settings, cwd))
  return { server, database, statistics, plans }
}

function reportOf({ server, database, statistics, plans }: Reading, { schema, settings, cwd, flags }: Project): DoctorJson {
  const show = placeShower(cwd)
  const theirs = catalogOf(database)
  const ours = schema.catalog
  const objects = objectsOf(ours, show)
  const counted = statisticsFindings(statistics, server, theirs, objects, flags.maxSeqScanRows)
  const tables = statistics.tables.ok ? statistics.tables.value : []
  const rows = new Map(tables.map((table) => [table.name, table.rows]))
  const rowsOf = (table: string): number => rows.get(table) ?? 0
  const findings: Finding[] = [
    ...(ours.isEmpty ? [] : driftFindings(ours, database, server.user, show)),
    ...cutNames(ours, theirs, ({ place }) => show(place)),
    ...indexFindings(database, { theirs, statistics, objects, settings }),
    ...counted.findings,
    ...planFindings(plans, flags, rowsOf),
  ]
  return {
    server,
    findings,
    queries: {
      planned: plans.planned.length,
      unplanned: plans.unplanned.map(({ query: { place, sql }, reason }) => ({ place, sql, reason })),
    },
    notes: [...schemaNotes(schema), ...unreadNotes(statistics), ...planNotes(plans, rowsOf, statistics), ...counted.notes],
  }
}

function schemaNotes({ catalog, reason }: Schema): string[] {
  if (catalog.isEmpty) {
    const why = reason === undefined ? '' : `: ${reason}`
    return [`No schema was found in the files${why}. The database is compared with none; name the files: --schema 'db/**/*.sql'.`]
  }
  const { length } = catalog.parts.unread
  if (length === 0) return []
  const many = length === 1 ? '1 statement of the schema files is' : `${length} statements of the schema files are`
  return [`${many} not in the catalog, and what the database has of that shows as made by hand: tenancy catalog says why.`]
}

const parts: Readonly<Record<keyof Statistics, string>> = {
  tables: 'How often tables are read',
  indexes: 'How often indexes are used',
  sizes: 'How large tables and indexes are',
  cache: 'How much of what is read is in memory',
  transactions: 'Which transactions are open',
  statements: 'Which statements are slow',
}

/** What the user may not see, or what was locked. */
function unreadNotes(statistics: Statistics): string[] {
  return Object.entries(statistics).flatMap(([part, answer]: [string, Statistics[keyof Statistics]]) =>
    answer === undefined || answer.ok
      ? []
      : [`${parts[part as keyof Statistics]} could not be read: ${answer.reason}. GRANT pg_monitor TO the user lets it see all.`],
  )
}

/** A database of which the plans are others than those of the one that matters. */
function planNotes(plans: Plans, rowsOf: (table: string) => number, { tables }: Statistics): string[] {
  const read = tablesIn(plans)
  if (read.length === 0) return []
  const most = Math.max(...read.map(rowsOf))
  const unknown = tables.ok ? tables.value.filter(({ name, isAnalyzed, rows }) => read.includes(name) && !isAnalyzed && rows > 0) : []
  return [
    ...(most < 1000
      ? [`The tables that queries read hold ${most} rows at most: their plans tell little of a database that is in use.`]
      : []),
    ...(unknown.length > 0
      ? [`Never analyzed, so that plans go by guesses: ${unknown.map(({ name }) => name).join(', ')}. Type: ANALYZE;`]
      : []),
  ]
}
