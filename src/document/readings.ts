import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Query } from '../query/query.ts'
import { nothingTold, type ToldOf } from '../query/told.ts'
import type { Settings } from '../settings/settings.ts'
import { isSubquery } from '../sql/subquery.ts'
import type { FilledHole } from '../sql/template/template.ts'
import type { Document, SqlStatement } from './document.ts'

/** The queries that a statement may be, as conditions of the program decide. */
export function readingsOf({ statement, source, told, variants, replaces = false }: SqlStatement): {
  readonly query: Query
  readonly place: (range: Range) => Range
  readonly told: ToldOf
  readonly on: readonly string[]
  readonly replaces: boolean
}[] {
  return [{ statement, source, told, on: [], replaces }, ...variants].flatMap(
    ({ statement: one, source: text, told: toldOf = nothingTold, on, replaces: does = false }) =>
      one?.query ? [{ query: one.query, place: text.hostRange, told: toldOf, on, replaces: does }] : [],
  )
}

/** Whether a text is a statement: one that only looks like SQL is where it names a table of ours. */
export function isMeant(statement: SqlStatement, catalog: Catalog, settings: Readonly<Settings>): boolean {
  return statement.isCertain || namesTable(statement, catalog, settings)
}

/** The queries of a document that are wholly there: what a text goes on with may ask anything. */
export function wholeQueries({ statements }: Document, catalog: Catalog, settings: Readonly<Settings>): SqlStatement[] {
  return statements.filter((one) => one.statement?.query && one.goesOn === undefined && isMeant(one, catalog, settings))
}

/** Whether a text is put into the one of another query, whose tables it may name. */
export function isPart({ source }: SqlStatement): boolean {
  return isSubquery(source.text)
}

/** Whether a part of the file is one that the program fills in. */
export function touchesHole(statement: SqlStatement, range: Range): boolean {
  return holesIn(statement).some(({ range: own, usedAt = own }) => [own, usedAt].some(([from, to]) => from < range[1] && range[0] < to))
}

/** What the program fills in, in whichever way a text is read. */
export function holesIn({ holes, variants }: SqlStatement): readonly FilledHole[] {
  return [...holes, ...variants.flatMap((one) => one.holes)]
}

/** Whether a statement reads or writes a table of the schema: a text that only looks like SQL seldom does by chance. */
export function namesTable({ statement }: SqlStatement, catalog: Catalog, { unknownTables }: Readonly<Settings>): boolean {
  if (catalog.isEmpty || unknownTables === 'tenant') return true
  const open: unknown[] = [statement?.query]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if ('kind' in node && node.kind === 'table' && 'name' in node && typeof node.name === 'string' && isTable(node.name, catalog))
      return true
    open.push(...Object.values(node as Record<string, unknown>))
  }
  return false
}

function isTable(name: string, catalog: Catalog): boolean {
  return tableNames(catalog).has(name)
}

const tableNames = onceFor(({ tables }: Catalog): ReadonlySet<string> => new Set(tables.map(({ name }) => name)))
