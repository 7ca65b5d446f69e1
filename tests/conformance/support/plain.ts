import type { Catalog } from '../../../src/catalog/catalog.ts'
import type { TableState } from '../../../src/catalog/fold/objects.ts'
import type { State } from '../../../src/catalog/fold/state.ts'
import { plainDatabase as plainOf } from '../../../src/cli/doctor/database/of-catalog.ts'
import type { PlainDatabase, PlainTable } from '../../../src/cli/doctor/database/plain.ts'

/** The catalog in the words of the comparison, with the names of the constraints that only the fold knows. */
export function plainDatabase(catalog: Catalog, state: State): PlainDatabase {
  const database = plainOf(catalog)
  const states = new Map([...state.tables.values()].map((table) => [`${table.schema}.${table.name}`, table]))
  return { ...database, tables: database.tables.map((table) => ofTable(table, states.get(table.name))) }
}

function ofTable(table: PlainTable, state: TableState | undefined): PlainTable {
  const { columns = [], constraints = [] } = state ?? {}
  const ofColumn = (name: string): string | null => {
    const constraint = columns.find((c) => c.name === name)?.notNull
    return constraint ? `${constraint.name}${constraint.noInherit ? ' no inherit' : ''}${constraint.validated ? '' : ' not valid'}` : null
  }
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, constraint: ofColumn(column.name) })),
    constraintNames: [...constraints.map((c) => c.name), ...columns.flatMap((c) => c.notNull?.name ?? [])].sort(),
  }
}
