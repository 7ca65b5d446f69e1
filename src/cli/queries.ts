import { documentOf } from '../document/document-of.ts'
import { hostPlace } from '../project/host-place.ts'
import { judgeDocument } from '../project/judged-document.ts'
import { schemaFor } from '../project/project.ts'
import { loadTextFile } from '../project/text-files.ts'
import { Judge, type Judged } from '../proofs/tenant/judge.ts'
import { printQuery } from '../query/print-query.ts'
import type { Settings } from '../settings/settings.ts'
import { sourceOf } from './code-files.ts'
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

/** What `tenancy queries` prints. */
export async function queriesCommand(paths: readonly string[], flags: QueriesFlags, cwd: string): Promise<string> {
  const settings = await givenSettings(flags, cwd)
  const queries = filesOf(paths, cwd, codeFiles).flatMap((file) => queriesOf(file, settings, cwd))
  return flags.format === 'json' ? JSON.stringify(queries, null, 2) : queriesTable(queries)
}

function queriesOf(file: string, settings: Readonly<Settings>, cwd: string): QueryJson[] {
  const { text } = loadTextFile(file)
  const source = text === undefined ? undefined : sourceOf(file, text)
  if (!source) return []
  const document = documentOf(source, settings, hostPlace(file, source.text, settings, cwd))
  if (!document.statements.some(({ statement }) => statement?.query)) return []
  const { catalog, isMigration } = schemaFor(file, source.text, document.statements, settings, cwd)
  if (isMigration && settings.migrations.queries !== true) return []
  const judge = new Judge(catalog, settings)
  const show = placeShower(cwd)
  const all = judgeDocument(document, judge, catalog, settings, (by, ...given) => by.judgeAll(...given))
  return all.flatMap(({ statement: { statement, range, sentBy }, judged }): QueryJson[] => {
    if (!statement?.query) return []
    const { line, column } = show({ file, range })
    const endLine = show({ file, range: [range[1], range[1]] }).line
    const accesses = judged.map(accessJson)
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
}

function accessJson({ access, verdict, reason }: Judged): QueryJson['accesses'][number] {
  const table = access.schema === undefined || access.schema === 'public' ? access.name : `${access.schema}.${access.name}`
  return { table, verdict, reason, indexedBy: null }
}

/** The queries as lines for a terminal. */
function queriesTable(queries: readonly QueryJson[]): string {
  return queries
    .flatMap(({ file, line, column, sql, accesses }) => [
      `${file}:${line}:${column}  ${sql.length > 100 ? `${sql.slice(0, 99)}…` : sql}`,
      ...accesses.map(({ table, verdict, reason }) => `  ${table}: ${verdict}${reason === '' ? '' : ` (${reason})`}`),
    ])
    .join('\n')
}
