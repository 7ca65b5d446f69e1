import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import type { QualifiedName } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import type { Script } from '../../catalog/script.ts'

/** The table or view of a name that is there before a script is run. What the script makes itself is empty, and nobody uses it yet. */
export function oldTable({ before }: Pick<Script, 'before'>, { schema, name }: QualifiedName): Table | undefined {
  return before.table(schema, name.text)
}

/** The index of a name that is there before a script is run, with its table. */
export function oldIndex(
  { before }: Pick<Script, 'before'>,
  name: QualifiedName,
): { readonly table: Table; readonly index: Index } | undefined {
  return indexesOf(before, name)[0]
}

function indexesOf({ tables }: Catalog, { schema, name }: QualifiedName): { readonly table: Table; readonly index: Index }[] {
  const cut = cutName(name.text)
  return tables.flatMap((table) =>
    table.indexes.flatMap((index) => (index.name === cut && (schema ?? index.schema) === index.schema ? [{ table, index }] : [])),
  )
}
