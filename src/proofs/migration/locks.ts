import type { Table } from '../../catalog/catalog.ts'
import type { Change, ConstraintDefinition, QualifiedName } from '../../catalog/change.ts'
import { isAlter, type AlterChange } from '../../catalog/fold/alter.ts'
import type { Script } from '../../catalog/script.ts'
import type { Past } from './past.ts'

/** A table that others cannot write to, or not even read, until the end of the transaction. */
export interface Lock {
  readonly table: Table
  readonly mode: 'access exclusive' | 'share row exclusive'
}

/** The locks of a step that keep the queries of tables waiting: https://www.postgresql.org/docs/current/explicit-locking.html */
export function locksOf(change: Change, past: Past, script: Pick<Script, 'before'>): readonly Lock[] {
  return namedLocks(change, past, script).flatMap(({ name, mode }) => {
    const table = past.table(name)
    return table ? [{ table, mode }] : []
  })
}

interface NamedLock {
  readonly name: QualifiedName
  readonly mode: Lock['mode']
}

/** What has no rows, by whatever name. */
const lockless = /^(?:index|schema|sequence|type|domain|extension|function|other)$/

function namedLocks(change: Change, past: Past, script: Pick<Script, 'before'>): readonly NamedLock[] {
  if (isAlter(change)) return locksOfAlter(change)
  switch (change.kind) {
    case 'drop':
      return locksOfDrop(change, past, script)
    case 'rename':
      return lockless.test(change.object) ? [] : [exclusive('table' in change ? change.table : change.name)]
    case 'set schema':
      return [exclusive(change.name)]
    case 'create policy':
    case 'alter policy':
      return [exclusive(change.table)]
    case 'create trigger':
      return [sharing(change.table)]
    case 'create table': {
      const elements = change.elements.flatMap((element) =>
        element.kind === 'column' ? element.column.constraints : element.kind === 'constraint' ? [element.constraint] : [],
      )
      return [...elements.flatMap(locksOfConstraint), ...(change.partitionOf ? [exclusive(change.partitionOf)] : [])]
    }
    case 'rewrite':
      return change.tables.map(exclusive)
    case 'write':
      return change.query.kind === 'truncate'
        ? change.query.tables.map(({ schema, name, range }) => exclusive({ schema, name: { text: name, range } }))
        : []
    default:
      return []
  }
}

function exclusive(name: QualifiedName): NamedLock {
  return { name, mode: 'access exclusive' }
}

function sharing(name: QualifiedName): NamedLock {
  return { name, mode: 'share row exclusive' }
}

function locksOfAlter(change: AlterChange): readonly NamedLock[] {
  switch (change.kind) {
    case 'validate constraint':
    case 'attach index':
      return []
    case 'attach partition':
      return [exclusive(change.partition)]
    case 'detach partition':
      return change.concurrently ? [] : [exclusive(change.table)]
    case 'add constraint': {
      const { constraint } = change
      return constraint.kind === 'foreign key' ? [sharing(change.table), ...locksOfConstraint(constraint)] : [exclusive(change.table)]
    }
    case 'add column':
      return [exclusive(change.table), ...change.column.constraints.flatMap(locksOfConstraint)]
    default:
      return [exclusive(change.table)]
  }
}

function locksOfConstraint(constraint: ConstraintDefinition): readonly NamedLock[] {
  return constraint.kind === 'foreign key' ? [sharing(constraint.references)] : []
}

function locksOfDrop(
  { object, name, table, concurrently }: Extract<Change, { kind: 'drop' }>,
  past: Past,
  { before }: Pick<Script, 'before'>,
): readonly NamedLock[] {
  if (table) return [exclusive(table)]
  if (object === 'table' || object === 'foreign table') {
    const dropped = past.table(name)
    const others = dropped?.foreignKeys.map(({ references }) => before.table(references.schema, references.table)) ?? []
    return [exclusive(name), ...others.flatMap((other) => (other ? [exclusive(nameOf(other, name))] : []))]
  }
  if (object !== 'index' || concurrently) return []
  const owner = past.index(name)?.table
  return owner ? [exclusive(nameOf(owner, name))] : []
}

function nameOf({ schema, name }: Table, { name: { range } }: QualifiedName): QualifiedName {
  return { schema, name: { text: name, range } }
}
