import type { AlterAction, Change, ConstraintDefinition, QualifiedName } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import {
  addIdentity,
  alterType,
  dropColumn,
  dropExpression,
  dropIdentity,
  resetIdentity,
  setDefault,
  setExpression,
} from './alter-column.ts'
import { alterConstraint, dropConstraint, validateConstraint } from './alter-constraint.ts'
import { bindType } from './bind-type.ts'
import { findColumn } from './bind.ts'
import { addColumn } from './columns.ts'
import { addConstraint, mergedKeys } from './constraints.ts'
import { editTable } from './edit.ts'
import { constraintOf, getIndex } from './indexes.ts'
import { adoptIndex, requireSameShape, validateParents } from './spread-index.ts'
import { disinherit, inherit } from './inheritance.ts'
import { dropNotNull, requireNotNull } from './not-null.ts'
import { refuse, type TableKind, type TableState } from './objects.ts'
import { askedOfColumns } from './keys.ts'
import { attachPartition, detachPartition } from './partitions.ts'
import { sameType } from './same.ts'
import type { State } from './state.ts'
import { alterDomain } from './types.ts'

export type AlterChange = Extract<Change, { table: QualifiedName; only: boolean; ifExists: boolean }>

export function isAlter(change: Change): change is AlterChange {
  return 'only' in change && 'ifExists' in change
}

/** Postgres runs the actions of one ALTER TABLE in passes, whatever their order in the text: see AlterTablePass in its `tablecmds.c`. */
const passes: Readonly<Partial<Record<AlterAction['kind'], number>>> = {
  'drop not null': 0,
  'drop expression': 0,
  'drop identity': 0,
  'drop column': 0,
  'drop constraint': 0,
  'alter column type': 1,
  'add column': 2,
  'set expression': 3,
  'set not null': 5,
  'set default': 8,
  'add identity': 8,
}
const passCount = 10

const sorting = 4

function passOf(change: AlterChange): number {
  if (change.kind === 'add constraint') return sorting
  if (change.kind === 'set default' && !change.default) return 0
  return passes[change.kind] ?? 9
}

/** Constraints are sorted behind those of new columns. */
function passOfConstraint(constraint: Extract<AlterChange, { kind: 'add constraint' }>['constraint']): number {
  if (constraint.kind === 'not null') return 5
  if (constraint.kind === 'check' || constraint.kind === 'foreign key') return 8
  return 'index' in constraint && constraint.index !== undefined ? 6 : 7
}

/** Runs the actions of one statement. `begin` is told of each, and gives its place. */
export function alterTable(state: State, changes: readonly AlterChange[], begin: (change: AlterChange) => Place): void {
  requireDistinctTypes(state, changes)
  requireNotNullKept(state, changes)
  const queues = Array.from({ length: passCount }, (): AlterChange[] => [])
  const sort = (change: AlterChange): void => {
    if (change.kind !== 'add constraint') return
    const { constraint } = change
    for (const more of constraint.kind === 'primary key' ? askedOfColumns(state, change.table, constraint, change.only) : [])
      sort({ ...change, only: false, constraint: more })
    queues[passOfConstraint(constraint)]?.push(change)
  }
  for (const change of changes) queues[passOf(change)]?.push(change)
  queues.forEach((queue, pass) => {
    if (pass === sorting) queue.forEach(sort)
    else for (const change of queue) alter(state, change, begin(change)).forEach(sort)
  })
}

/** A column whose type one action has changed cannot get another by the next. */
function requireDistinctTypes(state: State, changes: readonly AlterChange[]): void {
  const changed = new Set<string>()
  for (const change of changes) {
    if (change.kind !== 'alter column type') continue
    const table = state.findTable(change.table)
    const column = table && findColumn(table, change.column.text)
    if (!column) continue
    if (changed.has(column.name)) refuse(`cannot alter type of column "${column.name}" twice`)
    if (!sameType(column.type, bindType(state, change.type))) changed.add(column.name)
  }
}

/** Postgres looks which columns of a primary key are not null before it runs the first action. */
function requireNotNullKept(state: State, changes: readonly AlterChange[]): void {
  const named = (kind: 'drop not null' | 'set not null'): string[] =>
    changes.flatMap((change) => (change.kind === kind ? [cutName(change.column.text)] : []))
  const added = changes.flatMap((change) =>
    change.kind === 'add constraint' && change.constraint.kind === 'not null' ? [cutName(change.constraint.column.text)] : [],
  )
  const kept = [...named('set not null'), ...added]
  const lost = named('drop not null').filter((name) => !kept.includes(name))
  for (const change of lost.length === 0 ? [] : changes) {
    if (change.kind !== 'add constraint' || change.constraint.kind !== 'primary key') continue
    const table = state.findTable(change.table)
    const column = change.constraint.columns.find(({ text }) => lost.includes(cutName(text)) && table && findColumn(table, text)?.notNull)
    if (column) refuse(`primary key column "${column.text}" is not marked NOT NULL`)
  }
}

/** Runs an action; what it leaves to do are the constraints of a new column. */
function alter(state: State, change: AlterChange, place: Place): AlterChange[] {
  if (change.kind === 'attach index') {
    attachIndex(state, change.table, change.index)
    return []
  }
  const table = state.findTable(change.table)
  if (!table) {
    if (!alterDomain(state, change) && !(change.ifExists && state.relation(change.table.schema, change.table.name.text) === undefined))
      state.getTable(change.table)
    return []
  }
  requireKind(table, change)
  const left = act(state, table, change, place)
  const current = state.tables.get(table.id)
  if (current) state.setTable({ ...current, history: [...current.history, place] })
  return left
}

const tables: readonly TableKind[] = ['table', 'partitioned table']
const withForeign: readonly TableKind[] = [...tables, 'foreign table']
const withTypes: readonly TableKind[] = [...withForeign, 'composite type']

/** The kinds of relations that can do an action; most are for tables, foreign ones among them. */
const able: Readonly<Partial<Record<AlterAction['kind'], readonly TableKind[]>>> = {
  'add column': withTypes,
  'drop column': withTypes,
  'alter column type': withTypes,
  'set default': [...withForeign, 'view'],
  'alter constraint': tables,
  'row security': tables,
  'attach partition': ['partitioned table'],
  'detach partition': ['partitioned table'],
}

function requireKind(table: TableState, change: AlterChange): void {
  if ((able[change.kind] ?? withForeign).includes(table.kind) || isOfInvoker(table, change)) return
  refuse(`ALTER action ${change.kind.toUpperCase()} cannot be performed on relation "${table.name}"`)
}

/** A view has row security as a whole, by its option `security_invoker`. */
function isOfInvoker(table: TableState, change: AlterChange): boolean {
  return table.kind === 'view' && change.kind === 'row security' && change.enabled !== undefined && change.forced !== undefined
}

function act(state: State, table: TableState, change: AlterChange, place: Place): AlterChange[] {
  const { id } = table
  switch (change.kind) {
    case 'add column': {
      const constraints = addColumn(state, id, change.column, change.ifNotExists, change.only, place)
      const { ifExists, only } = change
      const shared = { kind: 'add constraint' as const, table: change.table, ifExists, only }
      return orderedConstraints(constraints).map((constraint) => ({
        ...shared,
        constraint,
        range: constraint.name?.range ?? constraint.range,
      }))
    }
    case 'drop column':
      dropColumn(state, id, change)
      break
    case 'alter column type':
      alterType(state, id, change)
      break
    case 'set default':
      setDefault(state, table, change)
      break
    case 'set not null':
      requireNotNull(state, id, change.column.text, change.only)
      break
    case 'drop not null':
      dropNotNull(state, id, change.column.text, change.only)
      break
    case 'drop expression':
      dropExpression(state, id, change)
      break
    case 'set expression':
      setExpression(state, id, change)
      break
    case 'add identity':
      addIdentity(state, id, change, place)
      break
    case 'set identity':
      resetIdentity(state, id, change)
      break
    case 'drop identity':
      dropIdentity(state, id, change)
      break
    case 'add constraint':
      addConstraint(state, id, change.constraint, place, change.only)
      break
    case 'drop constraint':
      dropConstraint(state, id, change)
      break
    case 'validate constraint':
      validateConstraint(state, id, cutName(change.constraint.text))
      break
    case 'alter constraint':
      alterConstraint(state, id, change)
      break
    case 'row security': {
      const { enabled = table.rowSecurity.enabled, forced = table.rowSecurity.forced } = change
      editTable(state, id, table.kind === 'view' ? { securityInvoker: enabled } : { rowSecurity: { enabled, forced } })
      break
    }
    case 'attach partition':
      attachPartition(state, id, state.getTable(change.partition).id, change.bound)
      break
    case 'detach partition':
      detachPartition(state, id, state.getTable(change.partition).id)
      break
    case 'inherit':
      inherit(state, state.getTable(change.parent), id)
      break
    case 'no inherit':
      disinherit(state, state.getTable(change.parent), id)
      break
    case 'attach index':
  }
  return []
}

/** A NOT NULL comes before the primary key, which would ask for one without a name. */
function orderedConstraints(constraints: readonly ConstraintDefinition[]): ConstraintDefinition[] {
  const isKey = ({ kind }: ConstraintDefinition): boolean => kind === 'primary key' || kind === 'unique'
  return [...constraints.filter((c) => !isKey(c)), ...mergedKeys(constraints.filter(isKey))]
}

/** ALTER INDEX … ATTACH PARTITION: the parent is valid once every partition has its index. */
function attachIndex(state: State, parentName: QualifiedName, childName: QualifiedName): void {
  const parent = getIndex(state, parentName)
  const child = getIndex(state, childName)
  if (child.parent === parent.id) return
  const [table, own] = [state.table(parent.table), state.table(child.table)]
  const other = own.indexes.some((index) => state.index(index).parent === parent.id)
  const isWrong = child.parent !== undefined || own.partitionOf !== table.id || other
  const isMissing = constraintOf(table, parent.id) !== undefined && !constraintOf(own, child.id)
  if (isWrong || isMissing) refuse(`cannot attach index "${child.name}" as a partition of index "${parent.name}"`)
  requireSameShape(state, child, parent)
  adoptIndex(state, child, parent)
  validateParents(state, parent.id)
}
