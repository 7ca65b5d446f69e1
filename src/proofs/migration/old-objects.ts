import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import type { Change, QualifiedName } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import type { Script } from '../../catalog/script.ts'

/** The table or view of a name that is there before a script is run. What the script makes itself is empty, and nobody uses it yet. */
export function oldTable({ before, actions }: Pick<Script, 'before' | 'actions'>, { schema, name }: QualifiedName): Table | undefined {
  if (actions.some(({ change }) => givesName(change, name.text))) return undefined
  return before.table(schema, name.text)
}

/** Whether a table or view of the name is another than the one that was there. */
function givesName(change: Change, name: string): boolean {
  switch (change.kind) {
    case 'create table':
      return !change.ifNotExists && change.name.name.text === name
    case 'create view':
      return change.materialized && !change.ifNotExists && change.name.name.text === name
    case 'rename':
      return change.object !== 'column' && change.to.text === name
    default:
      return false
  }
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
