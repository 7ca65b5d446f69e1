import type { SqlStatement } from '../document/document.ts'
import { readingsOf } from '../document/readings.ts'
import { judgeDocument, judgeFor } from '../project/judged-document.ts'
import { readProjectFile } from '../project/project-file.ts'
import { isUnreadQuery } from '../project/unseen-tables.ts'
import { usesOf, type PlacedUse } from '../project/uses.ts'
import { servingIndex } from '../proofs/index-use/serving-index.ts'
import { verdicts } from '../proofs/tenant/judge.ts'
import type { PlacedJudged } from '../proofs/tenant/readings.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { holdsHidden } from '../proofs/unknown-names.ts'
import { printQuery } from '../query/print-query.ts'
import type { Settings } from '../settings/settings.ts'
import { codeFiles, filesOf } from './files.ts'
import { givenSettings, type SettingsFlags } from './given-settings.ts'
import { placeShower, shownPath } from './places.ts'

export interface QueriesFlags extends SettingsFlags {
  readonly format: 'json' | 'table'
}

export interface QueryJson {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  /** A file of SQL, a text of a program, or the library whose call sends it. */
  readonly notation: string
  readonly kind: string
  readonly sql: string
  readonly accesses: readonly {
    readonly table: string
    readonly verdict: string
    readonly reason: string
    readonly indexedBy: string | null
  }[]
}

/** The queries of a file; how many of them are read in part, and how many further ones are not read. */
interface FileQueries {
  readonly queries: readonly QueryJson[]
  readonly partly: number
  readonly unread: number
}

const none: FileQueries = { queries: [], partly: 0, unread: 0 }

/** What `tenancy queries` prints. */
export async function queriesCommand(paths: readonly string[], flags: QueriesFlags, cwd: string): Promise<string> {
  const settings = await givenSettings(flags, cwd)
  const found = filesOf(paths, cwd, codeFiles).map((file) => queriesOf(file, settings, cwd))
  const queries = found.flatMap((file) => file.queries)
  if (flags.format === 'json') return JSON.stringify(queries, null, 2)
  const sum = (count: (file: FileQueries) => number): number => found.reduce((all, file) => all + count(file), 0)
  return [
    ...queriesTable(queries),
    ...summary(
      queries,
      sum(({ partly }) => partly),
      sum(({ unread }) => unread),
    ),
  ].join('\n')
}

function queriesOf(file: string, settings: Readonly<Settings>, cwd: string): FileQueries {
  const read = readProjectFile(file, settings, cwd)
  if (!read) return none
  const { statements } = read.document
  const unread = statements.filter(isUnreadQuery).length
  if ((unread === 0 && !statements.some(({ statement }) => statement?.query)) || read.isLeftOut()) return none
  const { catalog } = read.schema()
  const uses = usesOf(read.document, catalog, settings).flat()
  const show = placeShower(cwd)
  const all = judgeDocument(read.document, judgeFor(catalog, settings), catalog, settings, (by, ...given) => by.judgeAll(...given))
  const queries = all.flatMap(({ statement: one, judged }): QueryJson[] => {
    const { statement, range, sentBy } = one
    if (!statement?.query) return []
    const { line, column } = show({ file, range })
    const endLine = show({ file, range: [range[1], range[1]] }).line
    const own = uses.filter((use) => use.statement === one)
    const accesses = judged.map((access) => accessJson(access, own, settings))
    return [
      {
        file: shownPath(file, cwd),
        line,
        column,
        endLine,
        notation: sentBy ?? (file.endsWith('.sql') ? 'sql' : 'string'),
        kind: statement.kind,
        sql: printQuery(statement.query),
        accesses,
      },
    ]
  })
  return { queries, partly: all.filter(({ statement }) => isReadInPart(statement)).length, unread }
}

function isReadInPart(statement: SqlStatement): boolean {
  return statement.goesOn !== undefined || readingsOf(statement).some(({ query }) => unlessTooDeep(() => holdsHidden(query), true))
}

function accessJson(
  { access, table, verdict, reason, place }: PlacedJudged,
  uses: readonly PlacedUse[],
  settings: Readonly<Settings>,
): QueryJson['accesses'][number] {
  const name = access.schema === undefined || access.schema === 'public' ? access.name : `${access.schema}.${access.name}`
  const at = String(place(access.range))
  const use = uses.find((one) => one.does === access.does && String(one.range) === at && one.table.name === table?.name)
  const index = use && unlessTooDeep(() => servingIndex(use.readings.flat(), settings), undefined)
  return { table: name, verdict, reason, indexedBy: index?.name ?? null }
}

/** The queries as lines for a terminal. */
function queriesTable(queries: readonly QueryJson[]): string[] {
  return queries.flatMap(({ file, line, column, sql, accesses }) => [
    `${file}:${line}:${column}  ${sql.length > 100 ? `${sql.slice(0, 99)}…` : sql}`,
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
