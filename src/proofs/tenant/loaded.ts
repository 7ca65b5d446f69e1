import type { Table } from '../../catalog/catalog.ts'
import type { RowSource } from '../../query/relation.ts'
import { operand } from './nulls.ts'
import type { Ownership } from './ownership.ts'
import type { Given, LoadedColumn, Standings } from './standing.ts'

/** Whether a whole key of a row, or a whole foreign key, comes from a row that was loaded for the tenant before. */
export function isLoaded(source: RowSource, table: Table, { classes }: Standings, { ownership, loaded }: Given): boolean {
  if (!loaded) return false
  const isFromRow = (column: string): boolean =>
    classes.valuesOf(operand(source, column)).some(({ program }) => {
      return program?.from !== undefined && loaded(program.from).some((from) => isSame({ table, column }, from, ownership))
    })
  return keysOf(table, ownership).some((columns) => columns.every(isFromRow))
}

function keysOf(table: Table, ownership: Ownership): string[][] {
  const { indexes } = table
  const unique = indexes.filter((index) => index.unique && !index.predicate && index.keys.every(({ column }) => column !== undefined))
  return [
    ...unique.map(({ keys }) => keys.flatMap(({ column }) => column ?? [])),
    ...ownership.foreignKeysOf(table).map(({ columns }) => [...columns]),
  ]
}

/** One and the same column, one that references the other, or two that reference the same. */
function isSame(a: LoadedColumn, b: LoadedColumn, ownership: Ownership): boolean {
  const [aims, others] = [meantBy(a, ownership), meantBy(b, ownership)]
  return aims.some((one) => others.some((other) => one.table === other.table && one.column === other.column))
}

/** A column, and those that it references. */
function meantBy({ table, column }: LoadedColumn, ownership: Ownership): LoadedColumn[] {
  const referenced = ownership.foreignKeysOf(table).flatMap((key): LoadedColumn[] => {
    const [parent, to] = [ownership.parent(key), key.references.columns[key.columns.indexOf(column)]]
    return parent && to !== undefined ? [{ table: parent, column: to }] : []
  })
  return [{ table, column }, ...referenced]
}
