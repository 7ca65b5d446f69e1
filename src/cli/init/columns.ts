import type { Column, Table } from '../../catalog/catalog.ts'
import { formatType } from '../../catalog/types.ts'
import { isNamed, isNamedForPeople, isSameName } from '../../proofs/owner.ts'
import { mostUsed } from '../../proofs/tenant/candidates.ts'

/** A column that may mark rows as deleted. */
export interface SoftDeleteCandidate {
  readonly name: string
  readonly type: string
  readonly tables: number
  /** Whether such rows may be shown all the same. */
  readonly isDoubtful: boolean
}

/** People of whom a column says where they are working, and another table whose members they are. */
export interface PeopleOfSeveral {
  readonly table: string
  readonly column: string
  readonly members: string
}

const deletedNames = ['deleted_at', 'is_deleted', 'deleted', 'deleted_on', 'removed_at', 'is_removed', 'trashed_at', 'discarded_at']
const archivedNames = ['archived_at', 'is_archived', 'archived']

/** A tenant that may be missing is no owner where a table of members joins the same people to tenants. */
export function peopleOfSeveral(tables: readonly Table[], tenantColumns: readonly string[]): PeopleOfSeveral[] {
  return tables.flatMap((people) => {
    if (!isNamedForPeople(people.name)) return []
    const own = people.columns.filter(({ name }) => isNamed(name, tenantColumns))
    const [column] = own
    if (!column || own.some(({ nullable }) => !nullable)) return []
    const members = tables.find((table) => table !== people && joins(table, people, tenantColumns))
    return members ? [{ table: people.name, column: column.name, members: members.name }] : []
  })
}

/** Whether a table has one row for each person and tenant, or for each of what they have in common. */
function joins(table: Table, people: Table, tenantColumns: readonly string[]): boolean {
  const always = table.columns.filter(({ nullable }) => !nullable).map(({ name }) => name)
  const persons = table.foreignKeys.flatMap(({ columns: [name = '', ...more], references }) =>
    references.table === people.name && references.schema === people.schema && more.length === 0 && always.includes(name) ? [name] : [],
  )
  return table.indexes.some(({ unique, predicate, keys }) => {
    const columns = keys.flatMap(({ column }) => (column !== undefined && always.includes(column) ? [column] : []))
    const isOfBoth = columns.some((name) => persons.includes(name)) && columns.some((name) => isNamed(name, tenantColumns))
    return unique && !predicate && isOfBoth
  })
}

export function softDeleteCandidates(tables: readonly Table[]): SoftDeleteCandidate[] {
  return [...deletedNames, ...archivedNames]
    .flatMap((wanted) => {
      const columns = tables.flatMap((table) => table.columns.filter((column) => isSameName(column.name, wanted) && marksRows(column)))
      const [first] = columns
      if (!first?.type) return []
      const isDoubtful = archivedNames.includes(wanted)
      return [{ name: mostUsed(columns.map(({ name }) => name)), type: formatType(first.type), tables: columns.length, isDoubtful }]
    })
    .sort((a, b) => b.tables - a.tables)
}

/** A moment that may be missing, or a truth. */
function marksRows({ type, nullable }: Column): boolean {
  if (!type) return false
  const written = formatType(type)
  return written === 'boolean' || (nullable && /^(?:timestamp|date)/.test(written))
}
