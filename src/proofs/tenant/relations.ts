import type { Table } from '../../catalog/catalog.ts'
import { isSameName, stemOf } from './names.ts'
import type { Ownership } from './ownership.ts'

/** What hangs on a row, or what the row hangs on. */
export interface Relation {
  /** The column of the row by which it does. */
  readonly column: string
  readonly other: Table
  readonly isParent: boolean
}

/** From a row over what hangs on it, by the names of relations, to what says whose it is. */
export interface Way {
  readonly steps: readonly string[]
  readonly ends: (relation: Relation, ownership: Ownership) => boolean
}

/** The column of a table by which its rows are on a way. Members may be called anything: `users` of a `UserTeam`. */
export function columnTowards(table: Table, { steps, ends }: Way, ownership: Ownership): string | undefined {
  const [name, ...further] = steps
  if (name === undefined || table.columns.some((one) => isSameName(one.name, name))) return undefined
  const leading = relationsOf(table, ownership).filter((one) =>
    further.length > 0 ? columnTowards(one.other, { steps: further, ends }, ownership) !== undefined : ends(one, ownership),
  )
  const named = leading.find((one) => isCalled(one, name, table))
  if (named) return named.column
  const [members, ...others] = leading.filter(({ other, isParent }) => !isParent && personOf(other, ownership) !== undefined)
  return others.length === 0 ? members?.column : undefined
}

/** The table of what hangs on the rows of another one, along names of relations that lead on; not over what belongs to nobody. */
export function tableAlong(
  table: Table,
  [name, ...further]: readonly string[],
  ownership: Ownership,
  leadsOn: (first: Relation) => boolean = () => true,
): Table | undefined {
  if (name === undefined) return table
  if (table.columns.some((one) => isSameName(one.name, name))) return undefined
  const called = relationsOf(table, ownership).filter((one) => isCalled(one, name, table))
  const [other, ...more] = new Set(called.map((one) => one.other))
  if (!other || more.length > 0 || !called.every(leadsOn)) return undefined
  const { kind, mayBeShared } = ownership.of(other)
  return further.length === 0 || (kind !== 'global' && !mayBeShared) ? tableAlong(other, further, ownership) : undefined
}

function relationsOf(table: Table, ownership: Ownership): Relation[] {
  const parents = ownership.referencesOf(table).flatMap((key): Relation[] => {
    const [parent, [column, ...more]] = [ownership.parent(key), key.columns]
    return parent && column !== undefined && more.length === 0 ? [{ column, other: parent, isParent: true }] : []
  })
  const children = ownership.keysTo(table).flatMap(({ table: other, key }): Relation[] => {
    const [column, ...more] = key.references.columns
    return column !== undefined && more.length === 0 ? [{ column, other, isParent: false }] : []
  })
  return [...parents, ...children]
}

/** Whether a column of a table, or the reference that it is, says whose its rows are: a tenant's, or those of a person who belongs to one. */
export function saysWhose(table: Table, name: string, ownership: Ownership): boolean {
  const person = personOf(table, ownership)
  const columns = [...ownership.of(table).columns, ...(person === undefined ? [] : [person])]
  const isWhose = (column: string): boolean => columns.some((one) => isSameName(one, column))
  const isReference = (one: Relation): boolean => one.isParent && isWhose(one.column) && isCalled(one, name, table)
  return isWhose(name) || relationsOf(table, ownership).some(isReference)
}

/** The column of the person whom a row joins to a tenant, or gives a row of one. */
export function personOf(table: Table, ownership: Ownership): string | undefined {
  return ownership.of(table).person ?? ownership.grantOf(table)?.person
}

/** `customer`, by `customer_id`; `lines`, of an invoice that has `invoice_lines`. */
function isCalled({ column, other, isParent }: Relation, name: string, of: Table): boolean {
  if (isParent && isSameName(column, `${name}_id`)) return true
  return isNamedAs(other.name, name) || isNamedAs(other.name, `${of.name.replace(/s$/, '')}${name}`)
}

/** Whether a property of a row is called as a table is. */
export function isNamedAs(table: string, property: string): boolean {
  return stemOf(table) === stemOf(property)
}
