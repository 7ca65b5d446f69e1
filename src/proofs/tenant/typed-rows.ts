import type { Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { TypedRow } from '../../query/told.ts'
import { stemOf } from './names.ts'
import type { Ownership } from './ownership.ts'

/** What the program calls a row of tenants that it was given, by the name of its type. */
export function typedRow({ text, name, isOfLibrary }: TypedRow, ownership: Ownership): string | undefined {
  const tables = tablesCalled(name, ownership)
  const isRow = tables.length === 0 ? isOfLibrary : tables.some((table) => ownership.of(table).kind !== 'global')
  return isRow ? text : undefined
}

/** What types of rows have in their names beside those of tables: `OrderRow`, `OrderWithLines`. */
const besideTable = /^(?:I|Db|DB)(?=[A-Z])|_?(?:[Rr]ows?|[Rr]ecords?)$|(?:Entity|Model|Table|Type)$|(?:With|And|Including)[A-Z]\w*$/g

function tablesCalled(type: string, ownership: Ownership): readonly Table[] {
  const known = tablesByStem(ownership)
  return known.get(stemOf(type)) ?? known.get(stemOf(type.replace(besideTable, ''))) ?? []
}

const tablesByStem = onceFor(({ catalog }: Ownership): ReadonlyMap<string, readonly Table[]> => {
  const found = new Map<string, Table[]>()
  for (const table of catalog.tables) {
    const stem = stemOf(table.name)
    const known = found.get(stem)
    if (known) known.push(table)
    else found.set(stem, [table])
  }
  return found
})
