import type { Catalog, Table } from '../catalog/catalog.ts'
import { byteLength, maxNameBytes, type NameRole } from '../catalog/names.ts'
import type { PlacedName } from '../document/names.ts'

type Part = Pick<Table, 'name' | 'written' | 'place'>

/** The names that a program tells the database, as the catalog knows them; none unless one of them is too long. */
export function toldNames(catalog: Catalog, file: string): readonly PlacedName[] {
  const names = catalog.tablesOf(file).flatMap((table) => namesOfTable(table, file))
  return names.some(({ text }) => byteLength(text) > maxNameBytes) ? names : []
}

/** A key has the name of its index. */
function namesOfTable(table: Table, file: string): PlacedName[] {
  const [relation, owner] = [`relation ${table.schema}`, `${table.schema}.${table.name}`]
  const named = (parts: readonly Part[], role: NameRole, within: string): PlacedName[] =>
    parts
      .filter(({ place }) => place.file === file)
      .map(({ written, place }) => ({
        text: written,
        range: place.range,
        role,
        within,
        defines: true,
        ifNotExists: false,
        rename: () => undefined,
      }))
  return [
    ...named([table], 'table', relation),
    ...named(table.columns, 'column', `column of ${owner}`),
    ...named(table.indexes, 'index', relation),
    ...named([...table.foreignKeys, ...table.checks], 'constraint', `constraint of ${owner}`),
  ].sort((a, b) => a.range[0] - b.range[0])
}
