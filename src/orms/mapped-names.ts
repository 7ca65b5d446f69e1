import type { Catalog } from '../catalog/catalog.ts'
import { camelCase } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'

export const asWritten = (name: string): string => name

/** What a mapper of names may do that is not seen: what the database has in snake case alone is called so there. */
export function mappedNames(catalog: Catalog | undefined): (name: string) => string {
  return catalog ? mapped(catalog) : asWritten
}

const mapped = onceFor((catalog: Catalog) => {
  const names = catalog.tables.flatMap((table) => [table.name, ...table.columns.map(({ name }) => name)])
  const all = new Set(names)
  const byCamel = new Map(names.filter((name) => name.includes('_')).map((name) => [camelCase(name), name]))
  return (name: string): string => (all.has(name) ? name : (byCamel.get(name) ?? name))
})
