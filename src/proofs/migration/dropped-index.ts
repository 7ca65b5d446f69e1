import type { ForeignKey, Index, Table } from '../../catalog/catalog.ts'
import type { Change } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import { isNamed } from './locks.ts'
import { shownTable } from '../index-sql.ts'
import type { DestructiveMessage } from './destructive-messages.ts'
import { found, type Check, type Moment } from './finding.ts'

/** An index that a foreign key needs, where no other does the same. */
export const foreignKeyIndex: Check<DestructiveMessage> = (moment) => {
  const { index, table } = droppedIndex(moment) ?? {}
  if (!index || !table || index.predicate) return []
  const others = otherIndexes(table, index, moment)
  const key = table.foreignKeys.find((one) => leads(index, one) && !others.some((other) => leads(other, one)))
  if (!key) return []
  const other = shownTable({ schema: key.references.schema, name: key.references.table })
  return [found('droppedForeignKeyIndex', moment, table, { index: index.name, other, columns: key.columns.join(', ') })]
}

/** The last index that begins with a column. */
export const lastIndex: Check<DestructiveMessage> = (moment) => {
  const { index, table } = droppedIndex(moment) ?? {}
  const first = index?.keys[0]?.column
  if (!index || !table || first === undefined) return []
  if (otherIndexes(table, index, moment).some(({ keys }) => keys[0]?.column === first)) return []
  return [found('droppedLastIndex', moment, table, { index: index.name, columns: first })]
}

interface Keyed {
  readonly name: string
  readonly keys: readonly { readonly column: string | undefined }[]
  readonly predicate: unknown
}

function droppedIndex({ action: { change }, script: { before }, past }: Moment): { index: Index; table: Table } | undefined {
  if (change.kind !== 'drop' || change.object !== 'index') return undefined
  for (const table of before.tables) {
    const index = table.indexes.find((one) => isNamed(one, change.name))
    // The table may have gone before.
    if (index) return past.table(table) === table ? { index, table } : undefined
  }
  return undefined
}

/** What is left of the others, with those that the file makes. */
function otherIndexes(table: Table, index: Index, { script: { actions }, past }: Moment): readonly Keyed[] {
  const changes = actions.map(({ change }) => change)
  const dropped = changes.flatMap((change) => (change.kind === 'drop' && change.object === 'index' ? [change.name] : []))
  const old = table.indexes.filter((one) => one !== index && one.valid && !dropped.some((name) => isNamed(one, name)))
  return [
    ...old,
    ...changes.flatMap((change) => (change.kind === 'create index' && past.table(change.table) === table ? [madeBy(change)] : [])),
  ]
}

function madeBy({ name, keys, predicate }: Extract<Change, { kind: 'create index' }>): Keyed {
  return { name: name?.text ?? '', keys: keys.map(({ column }) => ({ column: column && cutName(column.text) })), predicate }
}

function leads({ keys, predicate }: Keyed, { columns }: ForeignKey): boolean {
  const first = keys.slice(0, columns.length).map(({ column }) => column)
  return predicate === undefined && first.length === columns.length && columns.every((column) => first.includes(column))
}
