import type { Catalog, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { stemOf } from './names.ts'

/** The tables that are called by a word, of one or of several: `orders` and `Order`. */
export function tablesCalled(word: string, catalog: Catalog): readonly Table[] {
  return tablesByStem(catalog).get(stemOf(word)) ?? []
}

const tablesByStem = onceFor(({ tables }: Catalog): ReadonlyMap<string, readonly Table[]> => {
  const found = new Map<string, Table[]>()
  for (const table of tables) {
    const stem = stemOf(table.name)
    const known = found.get(stem)
    if (known) known.push(table)
    else found.set(stem, [table])
  }
  return found
})
