import type { ForeignKey, Index, Table } from '../../catalog/catalog.ts'
import type { Change } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Script } from '../../catalog/script.ts'
import { shownTable } from '../index-sql.ts'
import type { DestructiveMessage } from './destructive-messages.ts'
import { alteredTable, found, type Check, type Moment } from './finding.ts'
import { Past } from './past.ts'

/** An index that a foreign key needs, be it that of a constraint, where no other does the same. */
export const foreignKeyIndex: Check<DestructiveMessage> = (moment) => {
  const { index, table } = droppedIndex(moment) ?? {}
  if (!index || !table || index.predicate) return []
  const others = otherIndexes(table, index, moment)
  const key = table.foreignKeys.find(
    (one) => leads(index, one) && !others.some((other) => leads(other, one)) && !isDropped(one, table, moment),
  )
  if (!key) return []
  const { past, script } = moment
  const other = script.before.table(key.references.schema, key.references.table)
  return [
    found('droppedForeignKeyIndex', moment, table, {
      index: past.nameOf(index) ?? index.name,
      other: shownTable(other ? past.called(other) : { schema: key.references.schema, name: key.references.table }),
      columns: key.columns.map((name) => past.columnCalled(table, name)).join(', '),
    }),
  ]
}

/** The last index that begins with a column. */
export const lastIndex: Check<DestructiveMessage> = (moment) => {
  const { index, table } = droppedIndex(moment) ?? {}
  const first = index?.keys[0]?.column
  if (!index || !table || first === undefined) return []
  if (otherIndexes(table, index, moment).some(({ keys }) => keys[0]?.column === first)) return []
  return [
    found('droppedLastIndex', moment, table, {
      index: moment.past.nameOf(index) ?? index.name,
      columns: moment.past.columnCalled(table, first),
    }),
  ]
}

interface Keyed {
  readonly keys: readonly { readonly column: string | undefined }[]
  readonly predicate: unknown
}

function droppedIndex(moment: Moment): { index: Index; table: Table } | undefined {
  const { action, past } = moment
  const { change } = action
  if (change.kind === 'drop' && change.object === 'index') return past.index(change.name)
  const table = change.kind === 'drop constraint' ? alteredTable(moment) : undefined
  const index = table && change.kind === 'drop constraint' ? past.indexOf(table, change.constraint.text) : undefined
  return table && index && { index, table }
}

/** What is left of the others, with those that the file makes. */
function otherIndexes(table: Table, index: Index, { script, past }: Moment): readonly Keyed[] {
  const old = table.indexes.filter((one) => one !== index && one.valid && endOf(script).nameOf(one) !== undefined)
  const made = script.actions.flatMap(({ change }) =>
    (change.kind === 'create index' || change.kind === 'add constraint') && past.table(change.table) === table ? madeBy(change) : [],
  )
  return [...old, ...made]
}

function isDropped({ name }: ForeignKey, table: Table, { script: { actions }, past }: Moment): boolean {
  return actions.some(
    ({ change }) => change.kind === 'drop constraint' && cutName(change.constraint.text) === name && past.table(change.table) === table,
  )
}

/** The past by the names that it has behind the file. */
const endOf = onceFor((script: Script): Past => {
  const past = new Past(script)
  for (const { change } of script.actions) past.take(change)
  return past
})

function madeBy(change: Change): readonly Keyed[] {
  if (change.kind === 'create index') {
    const { keys, predicate } = change
    return [{ keys: keys.map(({ column }) => ({ column: column && cutName(column.text) })), predicate }]
  }
  const constraint = change.kind === 'add constraint' ? change.constraint : undefined
  if (constraint?.kind !== 'primary key' && constraint?.kind !== 'unique') return []
  return [{ keys: constraint.columns.map(({ text }) => ({ column: cutName(text) })), predicate: undefined }]
}

function leads({ keys, predicate }: Keyed, { columns }: ForeignKey): boolean {
  const first = keys.slice(0, columns.length).map(({ column }) => column)
  return predicate === undefined && first.length === columns.length && columns.every((column) => first.includes(column))
}
