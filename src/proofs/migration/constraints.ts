import type { Table } from '../../catalog/catalog.ts'
import type { ConstraintDefinition, Change } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import { shownTable } from '../index-sql.ts'
import { isRequired, saysStored } from './added-column.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { alteredTable, found, type Check, type Finding, type Moment } from './finding.ts'
import { ProvenColumns } from './proven-columns.ts'

/** Constraints on rows that are there already, unless they are left for later. */
export const constraintScan: Check<BlockingMessage> = (moment) => {
  const { change, edit } = moment.action
  if (change.kind === 'add column') return columnScans(moment, change)
  if (change.kind !== 'add constraint') return []
  const { constraint } = change
  const table = alteredTable(moment)
  if (!table) return []
  const finding = scanOf(moment, table, constraint)
  if (!finding) return []
  const isLast = constraint.range[1] >= endOfStatement(moment)
  // Before Postgres 18, a partitioned table has no foreign key that is not valid; the end of a DO block is not that of the statement in it.
  const mayBeLeft = isLast && change.statement === undefined && table.kind === 'table'
  const edits = mayBeLeft ? edit.atEnd(' NOT VALID') : []
  return [{ ...finding, suggest: edits.length > 0 ? [{ messageId: 'sayNotValid', edits }] : [] }]
}

/** The end of the last action of a statement. */
function endOfStatement({ action, script: { actions } }: Moment): number {
  const same = actions.filter(({ statement }) => statement === action.statement)
  return Math.max(...same.map(({ change }) => (change.kind === 'add constraint' ? change.constraint.range[1] : change.range[1])))
}

function scanOf(moment: Moment, table: Table, constraint: ConstraintDefinition): Finding<BlockingMessage> | undefined {
  if (constraint.kind === 'check' && constraint.validated && constraint.enforced) return found('checkScan', moment, table)
  if (constraint.kind !== 'foreign key' || !constraint.validated || !constraint.enforced) return undefined
  return found('foreignKeyScan', moment, table, { other: shownName(moment, constraint.references) })
}

function shownName({ past }: Moment, name: { readonly schema: string | undefined; readonly name: { readonly text: string } }): string {
  const other = past.table({ schema: name.schema, name: name.name.text })
  return other ? shownTable(past.called(other)) : name.name.text
}

/** What is written behind a new column: a CHECK is asked of each row, a foreign key only where the rows have a value. */
function columnScans(moment: Moment, { column }: Extract<Change, { kind: 'add column' }>): readonly Finding<BlockingMessage>[] {
  if (column.constraints.length === 0) return []
  // Postgres looks them up even where the default is NULL.
  const hasValue = column.default !== undefined
  const scans = column.constraints.flatMap((constraint) =>
    constraint.kind === 'check' || (constraint.kind === 'foreign key' && hasValue) ? [constraint] : [],
  )
  const table = scans.length > 0 ? alteredTable(moment) : undefined
  if (!table) return []
  return scans.map((constraint) =>
    constraint.kind === 'check'
      ? found('checkScan', moment, table)
      : found('foreignKeyScan', moment, table, { other: shownName(moment, constraint.references) }),
  )
}

/** Unique and primary keys that make their index while nobody can read. */
export const keyBuild: Check<BlockingMessage> = (moment) => {
  const { change } = moment.action
  const constraints = change.kind === 'add constraint' ? [change.constraint] : change.kind === 'add column' ? change.column.constraints : []
  const keys = constraints.filter(({ kind }) => kind === 'unique' || kind === 'primary key' || kind === 'exclusion')
  const table = keys.length > 0 ? alteredTable(moment) : undefined
  // Of a partitioned table, Postgres makes no index otherwise.
  if (!table || table.kind === 'partitioned table') return []
  return keys.flatMap((key) => {
    if (key.kind === 'exclusion') return [found<BlockingMessage>('exclusionBuild', moment, table)]
    const isBuilt = 'index' in key && key.index === undefined
    return isBuilt ? [found<BlockingMessage>('keyBuild', moment, table, { kind: key.kind.toUpperCase() })] : []
  })
}

/** NOT NULL of a column that may hold NULL, as far as Postgres knows. */
export function notNullScan(): Check<BlockingMessage> {
  const proven = new ProvenColumns()
  return (moment) => {
    const { change } = moment.action
    const columns = requiredColumns(moment)
    if (columns.length === 0 || change.kind !== 'add column') proven.take(moment)
    if (columns.length === 0) return []
    const table = alteredTable(moment)
    if (!table) return []
    const scanned = columns.filter((name) => {
      const column = moment.past.column(table, name)
      const isNew = change.kind === 'add column' || moment.past.isNewColumn(table, name)
      // A new column that may be NULL is filled by then, which is a scan like any other.
      return (isNew || column?.nullable === true) && !proven.has(moment, table, name)
    })
    if (change.kind === 'set not null') proven.add(table, change.column.text)
    return scanned.map((column) => found('notNullScan', moment, table, { column }))
  }
}

/** The columns of which a step says that none is NULL. */
function requiredColumns(moment: Moment): readonly string[] {
  const { change } = moment.action
  const { past } = moment
  // What is computed whenever it is read may be NULL for any row.
  if (change.kind === 'add column')
    return change.column.generated && isRequired(change.column) && !saysStored(moment) ? [cutName(change.column.name.text)] : []
  if (change.kind === 'set not null') return [cutName(change.column.text)]
  if (change.kind !== 'add constraint') return []
  const { constraint } = change
  if (constraint.kind === 'not null') return constraint.validated ? [cutName(constraint.column.text)] : []
  if (constraint.kind !== 'primary key') return []
  // Without an index of its own, more is wrong with it than that.
  if (constraint.index === undefined) return []
  const name = cutName(constraint.index)
  const index = past.table(change.table)?.indexes.find((one) => one.name === name)
  return index ? index.keys.flatMap(({ column }) => column ?? []) : columnsOfNewIndex(moment, name)
}

/** Those of an index that the file itself makes. */
function columnsOfNewIndex({ script: { actions }, at }: Moment, index: string): readonly string[] {
  return actions
    .slice(0, at)
    .flatMap(({ change }) =>
      change.kind === 'create index' && change.name && cutName(change.name.text) === index
        ? change.keys.flatMap(({ column }) => (column ? [cutName(column.text)] : []))
        : [],
    )
}

/** VALIDATE in the transaction that adds the constraint, which keeps its lock until the end. */
export function validatedAtOnce(): Check<BlockingMessage> {
  const added = new Map<string, number>()
  return (moment) => {
    const { change } = moment.action
    const { transaction } = moment
    if (transaction === undefined) return []
    if (change.kind === 'add constraint' && change.constraint.name && 'validated' in change.constraint && !change.constraint.validated) {
      const table = alteredTable(moment)
      if (table) added.set(`${shownTable(table)}.${cutName(change.constraint.name.text)}`, transaction)
    }
    if (change.kind !== 'validate constraint' || added.size === 0) return []
    const table = alteredTable(moment)
    const isSame = table && added.get(`${shownTable(table)}.${cutName(change.constraint.text)}`) === transaction
    return isSame ? [found('validatedAtOnce', moment, table, { constraint: change.constraint.text })] : []
  }
}
