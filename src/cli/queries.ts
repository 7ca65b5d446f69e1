import { join } from 'node:path'
import { visibleIn } from '../catalog/visible.ts'
import { loadSchema } from '../project/project.ts'
import { verdicts } from '../proofs/tenant/judge.ts'
import { codeFiles, filesOf } from './files.ts'
import { givenSettings, type SettingsFlags } from './given-settings.ts'
import { hasNoTenant, noTenant } from './no-tenant.ts'
import { jsonText } from './output.ts'
import { queriesOf, type SeenQuery } from './queries-of.ts'

export interface QueriesFlags extends SettingsFlags {
  readonly format: 'json' | 'table'
}

export interface QueryJson extends Omit<SeenQuery, 'accesses' | 'catalog'> {
  readonly accesses: readonly {
    readonly table: string
    readonly verdict: string
    readonly reason: string
    readonly indexedBy: string | null
  }[]
}

/** What `tenancy queries` prints. */
export async function queriesCommand(paths: readonly string[], flags: QueriesFlags, cwd: string): Promise<string> {
  const settings = await givenSettings(flags, cwd)
  const { queries, partly, unread, closed } = queriesOf(filesOf(paths, cwd, codeFiles), settings, cwd, queryJson)
  if (flags.format === 'json') return jsonText(queries)
  const isAllGlobal = queries.length > 0 && hasNoTenant(loadSchema(join(cwd, 'schema.sql'), settings, cwd).catalog, settings)
  return [
    ...queriesTable(visibleIn(queries)),
    ...notRead([
      ...unread.map(({ file, line, column, reason }) => `${file}:${line}:${column}  ${reason}`),
      ...closed.map(({ file, reason }) => `${file}  ${reason}`),
    ]),
    ...summary(queries, partly, unread.length),
    ...(isAllGlobal ? ['', noTenant] : []),
  ].join('\n')
}

function notRead(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', 'Not read:', ...visibleIn(lines).map((line) => `  ${line}`)]
}

function queryJson({ catalog: _, accesses, ...query }: SeenQuery): QueryJson {
  return {
    ...query,
    accesses: accesses.map(({ name, verdict, reason, indexedBy }) => ({
      table: name,
      verdict,
      reason,
      indexedBy: indexedBy?.name ?? null,
    })),
  }
}

/** The queries as lines for a terminal. */
function queriesTable(queries: readonly QueryJson[]): string[] {
  return queries.flatMap(({ file, line, column, sql, askedBy, accesses }) => [
    `${file}:${line}:${column}  ${sql.length > 100 ? `${sql.slice(0, 99)}…` : sql}`,
    ...(askedBy ? [`  asked by ${askedBy.name}() of ${askedBy.file}`] : []),
    ...accesses.map(
      ({ table, verdict, reason, indexedBy }) =>
        `  ${table}: ${verdict}${reason === '' ? '' : ` (${reason})`}${indexedBy === null ? '' : `, by index ${indexedBy}`}`,
    ),
  ])
}

/** How many queries there are, how far they were read, and how often each verdict was given. */
function summary(queries: readonly QueryJson[], partly: number, unread: number): string[] {
  const given = queries.flatMap(({ accesses }) => accesses.map(({ verdict }) => verdict))
  const counts = verdicts.flatMap((verdict) => {
    const count = given.filter((one) => one === verdict).length
    return count === 0 ? [] : [`${count} ${verdict}`]
  })
  const number = queries.length + unread
  return [
    '',
    `${number} ${number === 1 ? 'query' : 'queries'}: ${queries.length - partly} read wholly, ${partly} in part, ${unread} not`,
    ...(counts.length > 0 ? [`${given.length} ${given.length === 1 ? 'access' : 'accesses'}: ${counts.join(', ')}`] : []),
  ]
}
