import type { Catalog } from '../catalog/catalog.ts'
import type { SqlStatement } from '../document/document.ts'
import { readingsOf } from '../document/readings.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { tableNamesIn, tableSourcesIn } from '../query/table-names.ts'
import { hasHole } from '../sql/template/hole.ts'

/** Whether a statement is a query that cannot be read. */
export function isUnreadQuery({ error, source }: SqlStatement): boolean {
  return error !== undefined && /^[\s(]*(?:with|select|insert|update|delete|merge)\b/i.test(source.text)
}

/** Whether a query may be of further tables than those that are seen in it; `text` is that of its file. */
export function mayNameOthers(one: SqlStatement, text: string): boolean {
  if (one.goesOn !== undefined) return true
  const names = readingsOf(one).flatMap(({ query }) => unlessTooDeep(() => tableNamesIn(query), [undefined]))
  return names.some((name) => name === undefined || hasHole(name)) || one.holes.some((hole) => mayJoin(hole, one, text))
}

/** The names of tables of schemas that are not known: one for each tenant may have the same tables. */
export function tablesElsewhere(one: SqlStatement, { tables }: Catalog): string[] {
  const schemas = new Set(tables.map(({ schema }) => schema))
  const named = readingsOf(one).flatMap(({ query }) => unlessTooDeep(() => tableSourcesIn(query), []))
  return named.flatMap(({ schema, name }) => (schema === undefined || schemas.has(schema) ? [] : [name]))
}

const clauses = /\b(?:from|join|using|into|update|on|where|group|order|having|limit|set|values|select|returning|window)\b/gi

/** Whether a fragment stands among the tables of a query. */
function mayJoin(
  { seat, range, usedAt = range }: SqlStatement['holes'][number],
  { range: [start, end] }: SqlStatement,
  text: string,
): boolean {
  if (seat !== 'nothing') return false
  if (usedAt[0] < start || end < usedAt[1]) return true
  const clause = text.slice(start, usedAt[0]).match(clauses)?.at(-1) ?? ''
  return /^(?:from|join|using|into|update|on)$/i.test(clause)
}
