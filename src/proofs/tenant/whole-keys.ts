import type { Index, Reference, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { isNullable } from './nulls.ts'

/** Columns of a foreign key that find the row it references, and those of that row. */
export interface KeyPart {
  readonly own: readonly string[]
  readonly to: readonly string[]
}

/** A part names the row only where the whole was checked: a NULL among its columns leaves all of them open. */
export function findingParts(table: Table, { columns, references, validated, enforced }: Reference, parent: Table | undefined): KeyPart[] {
  const whole = { own: columns, to: references.columns }
  if (!parent || !validated || !enforced || columns.some((name) => isNullable(table, name))) return [whole]
  const keys = uniqueKeys(parent).filter((key) => key.length < columns.length && key.every((name) => references.columns.includes(name)))
  return [whole, ...keys.map((to) => ({ own: to.map((name) => columns[references.columns.indexOf(name)] ?? ''), to }))]
}

/** The column lists that are unique for all rows of a table. */
export const uniqueKeys = onceFor((table: Table): readonly (readonly string[])[] =>
  table.indexes.flatMap((index) => [wholeKey(index)].filter((key) => key !== undefined)),
)

/** Whether no two rows of a table have the same in a column. */
export function isKey(column: string, table: Table): boolean {
  return uniqueKeys(table).some(([first, ...more]) => first === column && more.length === 0)
}

/** The columns of an index that is unique for all rows. */
export function wholeKey(index: Index): string[] | undefined {
  const columns = index.keys.flatMap(({ column }) => (column === undefined ? [] : [column]))
  return index.unique && !index.predicate && columns.length === index.keys.length ? columns : undefined
}
