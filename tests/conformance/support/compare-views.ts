import type { PGlite } from '@electric-sql/pglite'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { quoteName } from '../../../src/catalog/names.ts'
import { printQuery } from '../../../src/query/print-query.ts'

/** In what the queries of views differ from Postgres', which prints both. */
export async function compareViews(db: PGlite, catalog: Catalog): Promise<string[]> {
  const views = catalog.tables.flatMap(({ schema, name, columns, query }) => {
    if (!query) return []
    const names = columns.map((column) => quoteName(column.name)).join(', ')
    return [{ name: `${quoteName(schema)}.${quoteName(name)}`, columns: names, query: printQuery(query) }]
  })
  if (views.length === 0) return []
  const { rows } = await db.query<{ difference: string }>('select conformance.view_differences($1) as difference', [JSON.stringify(views)])
  return rows.map((row) => row.difference)
}
