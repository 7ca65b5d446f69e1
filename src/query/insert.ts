import type { Table } from '../catalog/catalog.ts'
import type { Builder } from './build.ts'
import { withoutCast } from './columns.ts'
import { all, always, link, never, type Formula, type Operand } from './formula.ts'
import { operandOf } from './operand.ts'
import { exported, placed } from './outputs.ts'
import type { Conflict, Insert, Query, TableSource, Term, Written } from './query.ts'
import { accessesOf, relationOf, sourceOf, type Given, type Inserted, type Relation } from './relation.ts'
import { found, returned } from './returning.ts'
import type { Scope } from './scope.ts'
import { targetOf, type Target } from './target.ts'
import { assignedTo, givenBy, termsOf } from './writes.ts'

export function buildInsert(builder: Builder, query: Insert, scope: Scope): Relation {
  const target = targetOf(builder, query.target, 'added')
  const columns = writtenColumns(target, query.columns)
  const { rows, facts } = insertedRows(builder, query, columns, scope)
  const inner: Scope = { ...scope, sources: [target.shown], merged: new Map(), outer: scope }
  const { conflict } = query
  const isKnown = !query.isOpen && (query.columns !== undefined || target.shown.columns !== undefined)
  if (conflict?.action === 'update') {
    const isGiven = (name: string): boolean =>
      !isKnown || rows.length === 0 || rows.some((row) => (row[columns.indexOf(name)] ?? 'unset') !== 'unset')
    const given = (name: string): Operand | undefined => writtenTo(rows, columns.indexOf(name))
    const relation = builder.block(() => conflictRelation(builder, conflict, query.target, { isGiven, given }, scope))
    builder.place({ relation, present: [], inward: always, isAfterGrouping: false, alone: false })
  }
  const isNew = conflict?.action !== 'update'
  const kept = isNew ? columns : arbiterNames(conflict, target)
  const given = (column: string): Operand | undefined => (kept.includes(column) ? writtenTo(rows, columns.indexOf(column)) : undefined)
  const row = found(target)
  const now = (column: string): Operand | undefined => given(column) ?? (isNew ? row(column) : undefined)
  const made = isNew && query.returning.length > 0 ? ownColumns(target, columns).map((name, i) => whatIs(row(name), rows, i)) : []
  const after = returned(query, target, inner, { now, before: () => undefined }, 'now')
  builder.terms(query.returning, after.scope)
  return relationOf({
    formula: all([facts, target.says, ...made, after.says]),
    accesses: accessesOf([target.row], 'insert'),
    outputs: after.outputs,
    inserted: [
      {
        target: target.row,
        columns,
        rows,
        facts,
        checked: target.policies('insert', 'new'),
        range: query.target.range,
        isKnown,
      },
    ],
    written: { query, scope: inner, returning: after.scope },
  })
}

/** The table's own columns that values are given for; a column of a view that is none of them has no name. */
export function writtenColumns({ column, shown }: Target, given: readonly Written[] | undefined): string[] {
  return (given?.map(({ text }) => text) ?? shown.columns ?? []).map((name) => column(name) ?? '')
}

/** What every row that is inserted has in a column, where that is one thing. */
function writtenTo(rows: Inserted['rows'], at: number): Operand | undefined {
  const [only, ...more] = rows
  const given = only?.[at]
  return more.length === 0 && typeof given === 'object' ? given.is : undefined
}

/** The columns that are written, and then those that get their default. */
function ownColumns({ row }: Target, written: readonly string[]): string[] {
  return [...written, ...(row.table?.columns ?? []).map(({ name }) => name).filter((name) => !written.includes(name))]
}

/** A column of the rows that are added is what they were given; a default, and what the program gives, is of no row that is there. */
function whatIs(column: Operand, rows: Inserted['rows'], at: number): Formula | undefined {
  const given = writtenTo(rows, at)
  if (given) return link(column, given)
  const values = rows.map((row) => row[at] ?? 'unset')
  if (values.length === 0 || !values.every(isOfNoRow)) return undefined
  return { kind: 'among', column, mayBeNull: values.some(mayBeNull), range: [0, 0] }
}

function mayBeNull(given: Given): boolean {
  return typeof given === 'string' || given.is?.kind !== 'value' || given.is.mayBeNull
}

function isOfNoRow(given: Given): boolean {
  return given === 'unset' || (given !== 'hidden' && given.is?.kind === 'value')
}

/** The values of columns in the rows of VALUES or of a query. */
function insertedRows(
  builder: Builder,
  { source, columns: named }: Insert,
  columns: readonly string[],
  scope: Scope,
): { rows: Inserted['rows']; facts: Formula } {
  switch (source.kind) {
    case 'default':
      return { rows: [[]], facts: always }
    case 'hidden':
      // Columns that are named are all that rows can have.
      return {
        rows: named ? [columns.map(() => 'hidden')] : [],
        facts: { kind: 'hidden', reason: source.reason, narrows: false, range: source.range },
      }
    case 'rows':
      return writtenRows(builder, source.rows, columns, scope)
    case 'query':
      return queriedRows(builder, source.query, columns, scope)
  }
}

function queriedRows(builder: Builder, query: Query, columns: readonly string[], scope: Scope): { rows: Inserted['rows']; facts: Formula } {
  const relation = builder.query(query, scope)
  const source = sourceOf('', 'relation', { columns: [...columns] })
  const operands = columns.map((name): Operand => ({ kind: 'column', source, name }))
  // What is known of the rows that are added, such as what they refer to, restricts nothing of those that they are made of.
  builder.place({ ...placed(relation, [], operands), alone: true })
  const isHidden = query.kind === 'select' && query.output.some(({ kind }) => kind === 'hidden')
  const row = columns.map((name, i): Given => {
    const given = relation.outputs[i]
    if (isHidden) return 'hidden'
    if (!given) return relation.open.length > 0 ? 'hidden' : 'unset'
    return { kind: 'operand', is: { kind: 'column', source, name } }
  })
  return { rows: [row], facts: { kind: 'of', relation, then: exported(relation, operands, 'link') } }
}

function writtenRows(
  builder: Builder,
  given: readonly (readonly (Term | 'default')[])[],
  columns: readonly string[],
  scope: Scope,
): { rows: Inserted['rows']; facts: Formula } {
  const facts: Formula[] = []
  const rows = given.map((row) =>
    columns.map((_, i): Given => {
      const value = row[i]
      if (value !== undefined && value !== 'default' && value.kind === 'subquery' && !value.array)
        return subqueryValue(builder, value.query, facts, scope)
      if (value !== undefined && value !== 'default') builder.terms([value], scope)
      return givenBy(value, scope)
    }),
  )
  return { rows, facts: all(facts) }
}

/** `(SELECT organization_id FROM …)` as a value is a column of that query. */
function subqueryValue(builder: Builder, query: Query, facts: Formula[], scope: Scope): Given {
  const relation = builder.query(query, scope)
  builder.place(placed(relation, [], undefined))
  const is: Operand = { kind: 'column', source: sourceOf('', 'relation'), name: 'value' }
  facts.push({ kind: 'of', relation, then: exported(relation, [is], 'link') })
  return { kind: 'operand', is }
}

/** What is known of the rows that were to be inserted. */
interface Proposed {
  readonly isGiven: (column: string) => boolean
  /** What all of them have in a column, where that is one thing. */
  readonly given: (column: string) => Operand | undefined
}

/** ON CONFLICT DO UPDATE: an update of the row that has the key of the one that was to be inserted. */
function conflictRelation(builder: Builder, conflict: Conflict, node: TableSource, { isGiven, given }: Proposed, outer: Scope): Relation {
  const target = targetOf(builder, node, 'changed')
  const { row, shown } = target
  const excluded = sourceOf('excluded', 'excluded', { columns: shown.columns, fixed: true, table: shown.table })
  const scopeOf = (sources: Scope['sources']): Scope => ({ sources, merged: new Map(), named: outer.named, outer })
  const scope = scopeOf([shown, excluded])
  const own = scopeOf([shown])
  const same = arbiterTerms(conflict, target).flatMap((term): Formula[] => {
    const [left, right] = [operandOf(term, own), operandOf(term, scopeOf([excluded]))]
    if (!left || !right) return []
    const value = term.kind === 'column' ? given(target.column(term.name) ?? '') : undefined
    return [{ kind: 'equal', left, right, how: 'strict', range: conflict.range }, ...(value ? [link(right, value)] : [])]
  })
  const isNewRow = arbiterNames(conflict, target).some((name) => !isGiven(name) && isAlwaysNew(row.table, name))
  const predicate = conflict.arbiter?.kind === 'columns' ? conflict.arbiter.predicate : undefined
  const where = builder.condition(conflict.where, scope)
  builder.terms(termsOf(conflict.set), scope)
  return relationOf({
    formula: isNewRow
      ? never
      : all([...same, builder.condition(predicate, own), where, target.says, target.policies('update'), target.policies('select')]),
    accesses: accessesOf([row], 'conflict update'),
    assigned: [assignedTo(target, conflict.set, scope)],
  })
}

/** Whether a column that nobody gives a value gets one by itself that no row has: no key that holds it is ever taken. */
function isAlwaysNew(table: Table | undefined, name: string): boolean {
  const column = table?.columns.find((one) => one.name === name)
  if (!column) return false
  const { default: standard, identity, sequence } = column
  const made = standard && withoutCast(standard)
  return identity !== undefined || sequence !== undefined || (made?.kind === 'call' && madeAnew.test(made.name))
}

const madeAnew = /^(?:nextval|gen_random_uuid|uuid_generate_v(?:1|1mc|4)|uuidv\d)$/

function arbiterTerms({ arbiter, range }: Conflict, { row, shown, column }: Target): readonly Term[] {
  if (arbiter?.kind === 'columns') return arbiter.terms
  const key = arbiter && row.table?.keys.find((k) => k.name === arbiter.name)
  const names = (key?.columns ?? []).flatMap((name) => (shown.columns ?? [name]).find((one) => column(one) === name) ?? [])
  return names.map((name) => ({ kind: 'column', of: undefined, schema: undefined, name, range }))
}

function arbiterNames(conflict: Conflict, target: Target): string[] {
  return arbiterTerms(conflict, target).flatMap((term) => (term.kind === 'column' ? (target.column(term.name) ?? []) : []))
}
