import type { Builder } from './build.ts'
import { all, always, type Formula, type Operand } from './formula.ts'
import { operandOf } from './operand.ts'
import { exported, placed } from './outputs.ts'
import type { Conflict, Insert, Query, Term } from './query.ts'
import { accessesOf, relationOf, shownName, sourceOf, type Given, type Inserted, type Relation, type RowSource } from './relation.ts'
import { policiesOn } from './row-security.ts'
import type { Scope } from './scope.ts'
import { assignedTo, givenBy, returningColumns, targetSource, termsOf } from './writes.ts'

export function buildInsert(builder: Builder, query: Insert, scope: Scope): Relation {
  const target = targetSource(builder, query.target)
  const columns = query.columns?.map((column) => column.text) ?? target.columns ?? []
  const { rows, facts } = insertedRows(builder, query.source, columns, scope)
  const inner: Scope = { ...scope, sources: [target], merged: new Map(), outer: scope }
  builder.terms(query.returning, inner)
  const { conflict } = query
  if (conflict?.action === 'update') {
    const relation = builder.block(() => conflictRelation(builder, conflict, target, scope))
    builder.place({ relation, present: [], inward: always, isAfterGrouping: false, alone: false })
  }
  const kept = conflict?.action === 'update' ? arbiterNames(conflict, target) : columns
  const written = new Map(
    (target.columns ?? columns).map((name) => [name, kept.includes(name) ? writtenTo(rows, columns.indexOf(name)) : undefined]),
  )
  return relationOf({
    formula: facts,
    accesses: accessesOf([target], 'insert'),
    outputs: returningColumns(query.returning, inner, target, written),
    inserted: [
      {
        target,
        columns,
        rows,
        facts,
        checked: policiesOn(builder, target, 'insert', 'new'),
        range: query.target.range,
        isKnown: query.columns !== undefined || target.columns !== undefined,
      },
    ],
  })
}

/** What every row that is inserted has in a column, where that is one thing. */
function writtenTo(rows: Inserted['rows'], at: number): Operand | undefined {
  const [only, ...more] = rows
  const given = only?.[at]
  return more.length === 0 && typeof given === 'object' ? given.is : undefined
}

/** The values of columns in the rows of VALUES or of a query. */
function insertedRows(
  builder: Builder,
  source: Insert['source'],
  columns: readonly string[],
  scope: Scope,
): { rows: Inserted['rows']; facts: Formula } {
  switch (source.kind) {
    case 'default':
      return { rows: [[]], facts: always }
    case 'hidden':
      return { rows: [], facts: { kind: 'hidden', reason: source.reason, narrows: false, range: source.range } }
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
  builder.place(placed(relation, [], operands))
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

/** ON CONFLICT DO UPDATE: an update of the row that has the key of the one that was to be inserted. */
function conflictRelation(builder: Builder, conflict: Conflict, target: RowSource, outer: Scope): Relation {
  const row: RowSource = { ...target }
  const excluded = sourceOf('excluded', 'excluded', { columns: target.columns, fixed: true, table: target.table })
  const scopeOf = (sources: RowSource[]): Scope => ({ sources, merged: new Map(), named: outer.named, outer })
  const scope = scopeOf([row, excluded])
  const own = scopeOf([row])
  const same = arbiterTerms(conflict, target).flatMap((term): Formula[] => {
    const [left, right] = [operandOf(term, own), operandOf(term, scopeOf([excluded]))]
    return left && right ? [{ kind: 'equal', left, right, how: 'strict', range: conflict.range }] : []
  })
  const predicate = conflict.arbiter?.kind === 'columns' ? conflict.arbiter.predicate : undefined
  const where = builder.condition(conflict.where, scope)
  builder.terms(termsOf(conflict.set), scope)
  return relationOf({
    formula: all([
      ...same,
      builder.condition(predicate, own),
      where,
      policiesOn(builder, row, 'update'),
      policiesOn(builder, row, 'select'),
    ]),
    accesses: accessesOf([row], 'conflict update'),
    assigned: [assignedTo(row, conflict.set, scope)],
  })
}

function arbiterTerms({ arbiter, range }: Conflict, target: RowSource): readonly Term[] {
  if (arbiter?.kind === 'columns') return arbiter.terms
  const key = arbiter && target.table?.keys.find((k) => k.name === arbiter.name)
  return (key?.columns ?? []).map((name) => ({ kind: 'column', of: undefined, schema: undefined, name: shownName(target, name), range }))
}

function arbiterNames(conflict: Conflict, target: RowSource): string[] {
  return arbiterTerms(conflict, target).flatMap((term) => (term.kind === 'column' ? [term.name] : []))
}
