import type { Change, CreateIndex } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bindRow, columnNumbers } from './bind.ts'
import { chooseRelationName, nameAddition } from './choose-name.ts'
import { addIndex, bindKeys, namesInIndex } from './indexes.ts'
import { refuse } from './objects.ts'
import { spreadIndex } from './spread-index.ts'
import { printed, type State } from './state.ts'

export function createIndex(state: State, change: CreateIndex, place: Place): void {
  const table = state.getTable(change.table)
  if (change.name) {
    const isTaken = state.relationIn(table.schema, cutName(change.name.text)) !== undefined
    if (isTaken && change.ifNotExists) return
    if (isTaken) refuse(`relation "${change.name.text}" already exists`)
  }
  if (!['table', 'partitioned table', 'materialized view'].includes(table.kind))
    refuse(`cannot create index on relation "${printed(change.table)}"`)
  if (table.kind === 'partitioned table' && change.concurrently)
    refuse(`cannot create index on partitioned table "${table.name}" concurrently`)
  const keys = bindKeys(state, table, change.keys)
  const include = columnNumbers(table, change.include)
  const predicate = change.predicate && bindRow(state, change.predicate, table, 'index predicate')
  const names = namesInIndex(state, table, keys, include)
  const name = change.name ? cutName(change.name.text) : chooseRelationName(state, table.schema, table.name, nameAddition(names), 'idx')
  const { method, unique, nullsNotDistinct } = change
  const index = {
    name,
    written: change.name?.text ?? name,
    place,
    table: table.id,
    method,
    unique,
    nullsNotDistinct,
    keys,
    include,
    names,
    predicate,
    primary: false,
    deferrable: false,
    withoutOverlaps: false,
    operators: undefined,
    ...(change.implied && { implied: true as const }),
  }
  const made = addIndex(state, index, change.only)
  if (!change.only) spreadIndex(state, made)
}

export function useTable(state: State, { name }: Extract<Change, { kind: 'use table' }>): void {
  if (state.relation(name.schema, name.name.text) === undefined) refuse(`relation "${printed(name)}" does not exist`)
}
