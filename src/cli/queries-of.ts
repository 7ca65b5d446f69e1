import type { Catalog } from '../catalog/catalog.ts'
import { hands, withHanded, type SqlStatement } from '../document/document.ts'
import { readingsOf } from '../document/readings.ts'
import { judgeDocument, judgeFor } from '../project/judged-document.ts'
import { readProjectFile } from '../project/project-file.ts'
import { loadTextFile } from '../project/text-files.ts'
import { isUnreadQuery } from '../project/unseen-tables.ts'
import { usesOf } from '../project/uses.ts'
import { shortened } from '../proofs/syntax-place.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { holdsHidden } from '../query/tree.ts'
import { printQuery } from '../query/print-query.ts'
import type { Query } from '../query/query.ts'
import { tableSourcesIn } from '../query/table-names.ts'
import type { Settings } from '../settings/settings.ts'
import { hasHole, shownWithHoles } from '../sql/template/hole.ts'
import { seeAccess, type SeenAccess } from './accesses.ts'
import { placeShower, shownPath, type ShownPlace } from './places.ts'

/** A query with what holds it to one tenant. */
export interface SeenQuery {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  /** A file of SQL, a text of a program, or the library whose call sends it. */
  readonly notation: string
  readonly kind: string
  readonly sql: string
  /** The function that asks it, of which a call says what; null where the query stands here. */
  readonly askedBy: { readonly name: string; readonly file: string } | null
  readonly accesses: readonly SeenAccess[]
  /** What its file is judged against. */
  readonly catalog: Catalog
}

/** A query that cannot be read. */
export interface UnreadQuery extends ShownPlace {
  readonly reason: string
}

/** What is wanted of the queries of files; how many of them are read in part, and further ones that are not read. */
export interface SeenQueries<Wanted> {
  readonly queries: readonly Wanted[]
  readonly partly: number
  readonly unread: readonly UnreadQuery[]
  /** Files of which nothing can be told. */
  readonly closed: readonly { readonly file: string; readonly reason: string }[]
}

/** The queries of the files in their order. Each is made into what is wanted of it right away: all that was read of all files takes more memory than there is. */
export function queriesOf<Wanted>(
  files: readonly string[],
  settings: Readonly<Settings>,
  cwd: string,
  wanted: (query: SeenQuery) => Wanted,
): SeenQueries<Wanted> {
  const found = files.map((file) => {
    const { queries, ...rest } = queriesOfFile(file, settings, cwd)
    return { ...rest, queries: queries.map(wanted) }
  })
  return {
    queries: found.flatMap((file) => file.queries),
    partly: found.reduce((all, { partly }) => all + partly, 0),
    unread: found.flatMap(({ unread }) => unread),
    closed: found.flatMap(({ closed }) => closed),
  }
}

const none: SeenQueries<SeenQuery> = { queries: [], partly: 0, unread: [], closed: [] }

function queriesOfFile(file: string, settings: Readonly<Settings>, cwd: string): SeenQueries<SeenQuery> {
  const read = readProjectFile(file, settings, cwd)
  if (!read) return { ...none, closed: [{ file: shownPath(file, cwd), reason: whyClosed(file) }] }
  const failed = read.document.statements.filter(isUnreadQuery)
  const document = hands(read.document) ? withHanded(read.document) : read.document
  if ((failed.length === 0 && !document.statements.some(({ statement }) => statement?.query)) || read.isLeftOut()) return none
  const { catalog } = read.schema()
  const uses = usesOf(document, catalog, settings).flat()
  const show = placeShower(cwd)
  const all = judgeDocument(document, judgeFor(catalog, settings), catalog, settings, (by, ...given) => by.judgeAll(...given))
  const queries = all.flatMap(({ statement: one, judged }): SeenQuery[] => {
    const { statement, range, sentBy, askedBy } = one
    if (!statement?.query) return []
    const { line, column } = show({ file, range })
    const endLine = show({ file, range: [range[1], range[1]] }).line
    const own = uses.filter((use) => use.statement === one)
    return [
      {
        file: shownPath(file, cwd),
        line,
        column,
        endLine,
        notation: sentBy ?? (file.endsWith('.sql') ? 'sql' : 'string'),
        kind: statement.kind,
        sql: printQuery(statement.query),
        askedBy: askedBy ? { name: askedBy.name, file: shownPath(askedBy.file ?? file, cwd) } : null,
        accesses: judged.map((access) => seeAccess(access, own, settings)),
        catalog,
      },
    ]
  })
  const unread = failed.map(({ range, error }) => ({ ...show({ file, range }), reason: shortened(shownWithHoles(error?.message ?? '')) }))
  return { ...none, queries, partly: all.filter(({ statement }) => isReadInPart(statement)).length, unread }
}

function whyClosed(file: string): string {
  return loadTextFile(file).problem ?? 'cannot be parsed'
}

function isReadInPart(statement: SqlStatement): boolean {
  const isPartial = (query: Query): boolean => holdsHidden(query) || tableSourcesIn(query).some(({ name }) => hasHole(name))
  return statement.goesOn !== undefined || readingsOf(statement).some(({ query }) => unlessTooDeep(() => isPartial(query), true))
}
