import type { Builder } from './build.ts'
import { all, always, type Formula, type Operand } from './formula.ts'
import { addSource, fromItem } from './from.ts'
import { buildInsert } from './insert.ts'
import { buildMerge } from './merge.ts'
import { ownColumns } from './columns.ts'
import { operandOf } from './operand.ts'
import type { Assignment, Column, Copy, Delete, Query, Term, Truncate, Update } from './query.ts'
import { accessesOf, relationOf, type Assigned, type Given, type Relation, type RowSource } from './relation.ts'
import { found, returned, type Made, type Returned } from './returning.ts'
import { policiesOn } from './row-security.ts'
import { resolve, type Scope } from './scope.ts'
import { namedSource, targetOf, type Target } from './target.ts'

type Write = Exclude<Query, { kind: 'select' | 'combined' | 'values' }>

export function buildWrite(builder: Builder, query: Write, scope: Scope): Relation {
  switch (query.kind) {
    case 'insert':
      return buildInsert(builder, query, scope)
    case 'update':
      return buildUpdate(builder, query, scope)
    case 'delete':
      return buildDelete(builder, query, scope)
    case 'merge':
      return buildMerge(builder, query, scope)
    case 'truncate':
      return buildTruncate(builder, query, scope)
    case 'copy':
      return buildCopy(builder, query, scope)
  }
}

/** A value that is written to a column. */
export function givenBy(value: Term | 'default' | undefined, scope: Scope): Given {
  if (value === undefined || value === 'default') return 'unset'
  if (isNull(value)) return 'unset'
  if (value.kind === 'cast') return givenBy(value.term, scope) === 'unset' ? 'unset' : { kind: 'operand', is: operandOf(value, scope) }
  return value.kind === 'hidden' ? 'hidden' : { kind: 'operand', is: operandOf(value, scope) }
}

function isNull(value: Assignment['value']): boolean {
  return value !== 'default' && value.kind === 'value' && value.value.kind === 'literal' && value.value.literal === null
}

function operandIn(given: Given): Operand | undefined {
  return typeof given === 'string' ? undefined : given.is
}

export function assignedTo(target: Target, set: readonly Assignment[], scope: Scope): Assigned {
  return {
    target: target.row,
    set: set.flatMap(({ column: name, value, range }) => {
      const column = target.column(name)
      return column === undefined ? [] : [{ column, given: assignedValue(value, scope), range }]
    }),
  }
}

/** Limit: what a query within gives is not followed. */
function assignedValue(value: Assignment['value'], scope: Scope): Given {
  return value !== 'default' && value.kind === 'subquery' ? 'hidden' : givenBy(value, scope)
}

export function termsOf(set: readonly Assignment[]): Term[] {
  return set.flatMap(({ value }) => (value === 'default' ? [] : [value]))
}

/** What policies say of rows that are changed; those for reading count where the statement reads the table. */
function changed(query: Update | Delete, target: Target, scope: Scope, { scope: after, isOfRow }: Returned): Formula {
  const command = query.kind
  const before = [...ownColumns([query.where, query.kind === 'update' ? query.set : undefined])]
  const isRead =
    before.some((column) => isAny(column, scope, (operand) => isOf(operand, target.shown))) ||
    [...ownColumns(query.returning)].some((column) => isAny(column, after, isOfRow))
  return all([target.says, target.policies(command), isRead ? target.policies('select') : always])
}

function isAny(column: Column, scope: Scope, is: (operand: Operand) => boolean): boolean {
  return resolve(column, scope)?.operands.some(({ operand }) => is(operand)) ?? false
}

function isOf(operand: Operand, target: RowSource): boolean {
  return operand.kind === 'column' && operand.source === target
}

function buildUpdate(builder: Builder, query: Update, scope: Scope): Relation {
  const target = targetOf(builder, query.target, 'changed')
  addSource(scope, target.shown)
  const from = query.from.map((source) => fromItem(builder, source, [], scope))
  const where = builder.condition(query.where, scope)
  const set = query.set.flatMap((item) => ('kind' in item ? [] : [item]))
  builder.terms(termsOf(set), scope)
  const assigned = assignedTo(target, set, scope)
  const written = new Map(assigned.set.map(({ column, given }) => [column, operandIn(given)]))
  const emptied = new Set(set.flatMap(({ column, value }) => (isNull(value) ? (target.column(column) ?? []) : [])))
  const before = found(target)
  const now: Made['now'] = (column) => (emptied.has(column) ? 'null' : written.has(column) ? written.get(column) : before(column))
  const after = returned(query, target, scope, { now, before }, 'now')
  builder.terms(query.returning, after.scope)
  return relationOf({
    formula: all([...from, where, changed(query, target, scope, after), after.says]),
    accesses: [...accessesOf([target.row], 'update'), ...accessesOf(scope.sources.slice(1))],
    outputs: after.outputs,
    assigned: [assigned],
    written: { query, scope, returning: after.scope },
  })
}

function buildDelete(builder: Builder, query: Delete, scope: Scope): Relation {
  const target = targetOf(builder, query.target, 'changed')
  addSource(scope, target.shown)
  const using = query.using.map((source) => fromItem(builder, source, [], scope))
  const where = builder.condition(query.where, scope)
  const after = returned(query, target, scope, { now: () => undefined, before: found(target) }, 'before')
  builder.terms(query.returning, after.scope)
  return relationOf({
    formula: all([...using, where, changed(query, target, scope, after), after.says]),
    accesses: [...accessesOf([target.row], 'delete'), ...accessesOf(scope.sources.slice(1))],
    outputs: after.outputs,
    written: { query, scope, returning: after.scope },
  })
}

function buildTruncate(builder: Builder, { tables }: Truncate, scope: Scope): Relation {
  const sources = tables.map((table) => namedSource(builder, table))
  for (const source of sources) addSource(scope, source)
  return relationOf({ accesses: accessesOf(sources, 'truncate') })
}

function buildCopy(builder: Builder, { table, direction }: Copy, scope: Scope): Relation {
  const source = namedSource(builder, table)
  addSource(scope, source)
  return relationOf({
    formula: direction === 'to' ? policiesOn(builder, source, 'select') : always,
    accesses: accessesOf([source], direction === 'to' ? 'copy to' : 'copy from'),
  })
}
