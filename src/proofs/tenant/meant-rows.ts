import type { Table } from '../../catalog/catalog.ts'
import type { Ownership } from './ownership.ts'
import { isKey } from './whole-keys.ts'

/** A column of a table. */
export interface ColumnOf {
  readonly table: Table
  readonly column: string
}

/** Whether a column says which tenant it is, and what it is compared with is known to be something else: the key of a row that has a tenant itself, or what refers to such a row. */
export function isOtherThanTenant(one: ColumnOf, tenant: ColumnOf, ownership: Ownership): boolean {
  const own = ownership.of(one.table).columns
  if (own.length === 0 || own.includes(one.column) || !ownership.of(tenant.table).columns.includes(tenant.column)) return false
  const [named, asked] = [one, tenant].map((each) => keysMeant(each, ownership))
  if (!named || !asked || named.size === 0) return false
  if (asked.size === 0) return isKey(one.column, one.table) && one.table.columns.some(({ name }) => name === tenant.column)
  return [...named].every((key) => !asked.has(key))
}

/** The keys that a column may hold: its own, and those that it refers to. */
function keysMeant(start: ColumnOf, ownership: Ownership): ReadonlySet<string> {
  const keys = new Set<string>()
  const seen = new Set<string>()
  const open = [start]
  for (let next = open.pop(); next; next = open.pop()) {
    const { table, column } = next
    const name = JSON.stringify([table.schema, table.name, column])
    if (seen.has(name)) continue
    seen.add(name)
    if (isKey(column, table)) keys.add(name)
    for (const key of ownership.referencesOf(table)) {
      const [parent, to] = [ownership.parent(key), key.references.columns[key.columns.indexOf(column)]]
      if (parent && to !== undefined && key.columns.includes(column)) open.push({ table: parent, column: to })
    }
  }
  return keys
}
