import type { Table } from '../../catalog/catalog.ts'
import type { TypedRow } from '../../query/told.ts'
import { tablesCalled } from './called-tables.ts'
import type { Ownership } from './ownership.ts'
import { isNamedAs } from './relations.ts'

/** What the program calls a row of tenants that it was given, by the name of its type; where no schema tells of the table, by that of the table that is asked. */
export function typedRow({ text, name, isOfLibrary, relation }: TypedRow, asked: Table, ownership: Ownership): string | undefined {
  const whole = tablesCalled(name, ownership.catalog)
  const tables = whole.length > 0 ? whole : tablesCalled(name.replace(besideTable, ''), ownership.catalog)
  // What a column holds, such as one of JSON, is no row.
  if (tables.some((table) => table.columns.some((column) => column.name === relation))) return undefined
  const isOfAsked = isNamedAs(asked.name, name) || isNamedAs(asked.name, name.replace(besideTable, ''))
  const isRow = tables.length === 0 ? isOfLibrary || isOfAsked : tables.some((table) => ownership.of(table).kind !== 'global')
  return isRow ? text : undefined
}

/** What types of rows have in their names beside those of tables: `OrderRow`, `OrderWithLines`. */
const besideTable = /^(?:I|Db|DB)(?=[A-Z])|_?(?:[Rr]ows?|[Rr]ecords?)$|(?:Entity|Model|Table|Type)$|(?:With|And|Including)[A-Z]\w*$/g
