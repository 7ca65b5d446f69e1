import type { ShownPlace } from '../places.ts'
import { groups, type Finding, type Group } from './finding.ts'
import type { Server } from './statistics.ts'

/** What `tenancy doctor` prints as JSON. */
export interface DoctorJson {
  readonly server: Server
  readonly findings: readonly Finding[]
  readonly queries: {
    readonly planned: number
    readonly unplanned: readonly { readonly place: ShownPlace; readonly sql: string; readonly reason: string }[]
  }
  /** What could not be read, and what the rest has to be taken with. */
  readonly notes: readonly string[]
}

const headings: Readonly<Record<Group, string>> = {
  drift: 'Files and database',
  indexes: 'Indexes and constraints',
  statistics: 'Statistics',
  plans: 'Plans of queries',
}

export function doctorTable({ server, findings, queries, notes }: DoctorJson): string {
  const { planned, unplanned } = queries
  const sum = findings.length === 0 ? 'Nothing found.' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`
  return [
    `${server.database} on PostgreSQL ${server.version}, as ${server.user}`,
    ...groups.flatMap((group) => section(group, findings)),
    ...(unplanned.length > 0 ? ['', `Without a plan (${unplanned.length})`] : []),
    ...unplanned.flatMap(({ place, sql, reason }) => [`  ${shownPlace(place)}  ${reason}`, `    ${short(sql)}`]),
    ...(notes.length > 0 ? ['', 'To be borne in mind', ...notes.map((note) => `  ${note}`)] : []),
    '',
    `${sum} ${planned} of ${planned + unplanned.length} queries planned, none of them run.`,
  ].join('\n')
}

function section(group: Group, findings: readonly Finding[]): string[] {
  const own = findings.filter((one) => one.group === group)
  if (own.length === 0) return []
  return [
    '',
    `${headings[group]} (${own.length})`,
    ...own.flatMap(({ place, message, fix }) => [
      `  ${place ? `${shownPlace(place)}  ` : ''}${message}`,
      ...(fix === null ? [] : [`    ${fix}`]),
    ]),
  ]
}

function shownPlace({ file, line, column }: ShownPlace): string {
  return `${file}:${line}:${column}`
}

function short(sql: string): string {
  return sql.length > 120 ? `${sql.slice(0, 119)}…` : sql
}
