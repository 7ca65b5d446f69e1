import type { Table } from '../../catalog/catalog.ts'
import { withoutCast } from '../../query/columns.ts'
import { plainText } from '../../query/program-text.ts'
import type { Column, Comparison, Query, Term } from '../../query/query.ts'
import { columnThatIs } from './asked-columns.ts'
import type { RowGuard } from '../../query/told.ts'
import { comparesPerson } from './compared-people.ts'
import type { Judged } from './judge.ts'
import { isOtherThanTenant, type ColumnOf } from './meant-rows.ts'
import type { Ownership } from './ownership.ts'
import { personOf } from './relations.ts'
import { isKey } from './whole-keys.ts'

/** Whether a query asks whether a person, who is not that of the row itself or of what it leads to, belongs to the tenant that a value of the row is, or has to do with the row. */
export function isForPerson(
  query: Query,
  judged: readonly Judged[],
  ownership: Ownership,
  value: string,
  ofNobody: readonly string[],
  about?: ColumnOf,
  guards: readonly RowGuard[] = [],
): boolean {
  const equal = equalities(query)
  const people = judged.flatMap(({ table }) => (table && personOf(table, ownership)) ?? [])
  const saysWho = (column: Column): boolean =>
    people.includes(column.name) ||
    (people.length > 0 && tablesOf(column, judged).some((table) => ownership.isPeople(table) && isKey(column.name, table)))
  const isCompared = (guard: RowGuard): boolean => comparesPerson(guard, query, judged, ownership) && mayBeWhoAsks(guard.text, ofNobody)
  if (!equal.some((one) => isOfPerson(one, saysWho, ofNobody)) && !guards.some(isCompared)) return false
  const metBy = (comparisons: readonly Comparison[]): readonly Column[] => comparisons.flatMap((one) => columnThatIs(one, value) ?? [])
  const met = metBy(equal)
  const isMet = ({ name }: Column, table: Table): boolean =>
    saysWhich(name, table, ownership) && !(about && isOtherThanTenant(about, { table, column: name }, ownership))
  // Where the value may be left out, any membership of the person will do: `:organization_id IS NULL OR organization_id = :organization_id`.
  if (met.length === 0) return metBy(equalities(query, 'whatever holds')).length === 0
  return met.some((column) => tablesOf(column, judged).every((table) => isMet(column, table)))
}

/** The conditions of a query, and of those within it, that hold whatever else does, or all of them. */
function equalities(query: Query, which: 'sure' | 'whatever holds' = 'sure'): Comparison[] {
  const found: Comparison[] = []
  const open: object[] = 'where' in query && query.where ? [query.where] : []
  for (let next = open.pop(); next; next = open.pop()) {
    if (which === 'sure' && 'kind' in next && (next.kind === 'or' || next.kind === 'not')) continue
    if (isCompare(next) && next.op === '=') found.push(next)
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) open.push(part as object)
  }
  return found
}

function isCompare(node: object): node is Comparison {
  return 'kind' in node && node.kind === 'compare'
}

function isOfPerson({ left, right }: Comparison, saysWho: (column: Column) => boolean, ofNobody: readonly string[]): boolean {
  const terms = [left, right]
  const isColumn = terms.some((term) => term.kind === 'column' && saysWho(term))
  return isColumn && terms.some((term) => mayAsk(term, ofNobody))
}

/** Whether a value may be who asks: what is written out is not, nor is what the row itself says, or leads to. */
function mayAsk(term: Term, ofNobody: readonly string[]): boolean {
  const of = withoutCast(term)
  if (of.kind !== 'value') return term.kind === 'cast'
  if (of.value.kind !== 'program') return of.value.kind === 'parameter'
  return mayBeWhoAsks(of.value.text, ofNobody)
}

function mayBeWhoAsks(value: string, ofNobody: readonly string[]): boolean {
  const text = plainText(value)
  return !writtenOut.test(text) && !ofNobody.some((one) => plainText(one) === text)
}

const writtenOut = /^(?:'[^']*'|"[^"]*"|`[^`$]*`|\d+n?)$/

/** The tables that a column may be of. */
function tablesOf({ of, name }: Column, judged: readonly Judged[]): readonly Table[] {
  return judged.flatMap(({ table, access }) => {
    const isMeant = of === undefined || access.source.name === of
    return isMeant && table?.columns.some((one) => one.name === name) ? [table] : []
  })
}

/** Whether a column says whose a row is: of which tenant, or on which row of one it hangs. Other references to a tenant do not. */
function saysWhich(column: string, table: Table, ownership: Ownership): boolean {
  if (ownership.of(table).columns.includes(column)) return true
  if (personOf(table, ownership) === column) return false
  if (isKey(column, table)) return true
  const references = ownership.referencesOf(table)
  if (references.length === 0) return /id$/i.test(column)
  return references.some((key) => {
    const parent = ownership.parent(key)
    return key.columns.includes(column) && (!parent || (ownership.of(parent).kind !== 'root' && !ownership.isPeople(parent)))
  })
}
