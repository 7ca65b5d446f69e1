import { accessOf, exported, outputColumns, placed, type Builder } from './build.ts'
import { bareSource, fromItem, tableSource } from './from.ts'
import { all, always, type Formula, type Operand } from './formula.ts'
import { meaningOf } from './operand.ts'
import type { Assignment, Conflict, Delete, Insert, Merge, MergeAction, Output, Query, Term, Truncate, Update } from './query.ts'
import type { Access, Deed, Inserted, OutputColumn, Relation, RowSource } from './relation.ts'
import type { Scope } from './scope.ts'

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
  }
}

function targetSource(builder: Builder, target: Update['target']): RowSource {
  const { table, isKnown } = builder.table(target.schema, target.name)
  return tableSource(target, table, isKnown, target.alias?.name ?? target.name, [])
}

function deed(source: RowSource, does: Deed): Access[] {
  return accessOf(source).map((access) => ({ ...access, does }))
}

function block(parts: Partial<Relation>): Relation {
  return {
    kind: 'block',
    outputs: [],
    open: [],
    formula: always,
    arms: [],
    armsInward: [],
    accesses: [],
    inside: [],
    alwaysHasRow: false,
    inserted: [],
    assigned: [],
    ...parts,
  }
}

function returningColumns(
  outputs: readonly Output[],
  scope: Scope,
  changed: ReadonlyMap<string, Term | 'default'>,
  target: RowSource,
): OutputColumn[] {
  return outputs
    .flatMap((output) => outputColumns(output, scope, undefined, () => false, false))
    .map((column) => {
      const { is } = column
      if (is?.kind !== 'column' || is.source !== target || !changed.has(is.name)) return column
      const value = changed.get(is.name)
      const meaning = value === undefined || value === 'default' ? undefined : meaningOf(value, scope)
      return { ...column, is: meaning?.operands.length === 1 && !meaning.many ? meaning.operands[0]?.operand : undefined }
    })
}

function assignedOf(set: readonly (Assignment | { kind: 'hidden' })[]): Map<string, Term | 'default'> {
  return new Map(set.flatMap((item) => ('kind' in item ? [] : [[item.column, item.value] as const])))
}

function buildUpdate(builder: Builder, query: Update, scope: Scope): Relation {
  const target = targetSource(builder, query.target)
  scope.sources.push(target)
  const from = query.from.map((source) => fromItem(builder, source, [], scope))
  const where = builder.condition(query.where, scope)
  const set = assignedOf(query.set)
  builder.terms(
    [...set.values()].filter((value) => value !== 'default'),
    scope,
  )
  builder.terms(query.returning, scope)
  const others = scope.sources.filter((source) => source !== target).flatMap((source) => accessOf(source))
  return block({
    formula: all([...from, where]),
    accesses: [...deed(target, 'update'), ...others],
    inside: builder.places,
    outputs: returningColumns(query.returning, scope, set, target),
    assigned: [
      {
        target,
        set: query.set.flatMap((item) =>
          'kind' in item ? [] : [{ column: item.column, is: operandOf(item.value, scope), range: item.range }],
        ),
      },
    ],
  })
}

function operandOf(value: Term | 'default', scope: Scope): Operand | undefined {
  const meaning = value === 'default' ? undefined : meaningOf(value, scope)
  return meaning?.operands.length === 1 ? meaning.operands[0]?.operand : undefined
}

function buildDelete(builder: Builder, query: Delete, scope: Scope): Relation {
  const target = targetSource(builder, query.target)
  scope.sources.push(target)
  const using = query.using.map((source) => fromItem(builder, source, [], scope))
  const where = builder.condition(query.where, scope)
  builder.terms(query.returning, scope)
  const others = scope.sources.filter((source) => source !== target).flatMap((source) => accessOf(source))
  return block({
    formula: all([...using, where]),
    accesses: [...deed(target, 'delete'), ...others],
    inside: builder.places,
    outputs: returningColumns(query.returning, scope, new Map(), target),
  })
}

function buildTruncate(builder: Builder, query: Truncate, scope: Scope): Relation {
  const sources = query.tables.map((table) => targetSource(builder, table))
  scope.sources.push(...sources)
  return block({ accesses: sources.flatMap((source) => deed(source, 'truncate')) })
}

/** The values of a column in the rows of VALUES or of a query. */
function insertedRows(
  builder: Builder,
  query: Insert,
  columns: readonly string[],
  scope: Scope,
): { rows: Inserted['rows']; formula: Formula } {
  const { source } = query
  if (source.kind === 'default') return { rows: [[]], formula: always }
  if (source.kind === 'hidden') return { rows: [], formula: always }
  if (source.kind === 'rows') {
    builder.terms(
      source.rows.flat().filter((value) => value !== 'default'),
      scope,
    )
    return { rows: source.rows.map((row) => columns.map((_, i) => insertedValue(row[i], scope))), formula: always }
  }
  const relation = builder.query(source.query, scope)
  const rows: RowSource = { ...bareSource('', 'relation', []), relation, columns: columns.map((name) => name) }
  const operands = columns.map((name): Operand => ({ kind: 'column', source: rows, name }))
  builder.place(placed(relation, [], operands))
  const known = relation.outputs.length >= columns.length || relation.open.length === 0
  return {
    rows: [
      columns.map((name, i) => (known && !relation.outputs[i] ? 'unset' : { kind: 'operand', is: { kind: 'column', source: rows, name } })),
    ],
    formula: { kind: 'of', relation, then: exported(relation, operands, 'link') },
  }
}

function insertedValue(value: Term | 'default' | undefined, scope: Scope): Inserted['rows'][number][number] {
  if (value === undefined || value === 'default') return 'unset'
  if (value.kind === 'value' && value.value.kind === 'literal' && value.value.literal === null) return 'unset'
  if (value.kind === 'hidden') return 'hidden'
  return { kind: 'operand', is: operandOf(value, scope) }
}

function buildInsert(builder: Builder, query: Insert, scope: Scope): Relation {
  const target = targetSource(builder, query.target)
  const columns = query.columns?.map((column) => column.text) ?? target.columns ?? []
  const { rows, formula } = insertedRows(builder, query, columns, scope)
  const inner: Scope = { ...scope, sources: [target], outer: scope }
  builder.terms(query.returning, inner)
  if (query.conflict?.action === 'update')
    builder.place({ relation: conflictRelation(builder, query.conflict, target, scope), present: [], inward: always, alone: false })
  const [only] = query.source.kind === 'rows' && query.source.rows.length === 1 ? query.source.rows : []
  const values = new Map(columns.map((name, i) => [name, only?.[i] ?? 'default'] as const))
  return block({
    formula,
    accesses: deed(target, 'insert'),
    inside: builder.places,
    outputs: returningColumns(query.returning, inner, values, target),
    inserted: [{ target, columns, rows, range: query.target.range, isKnown: query.columns !== undefined || target.columns !== undefined }],
  })
}

/** ON CONFLICT DO UPDATE: an update of the row that has the key of the one that was to be inserted. */
function conflictRelation(builder: Builder, conflict: Conflict, target: RowSource, outer: Scope): Relation {
  const row: RowSource = { ...target }
  const excluded: RowSource = { ...bareSource('excluded', 'excluded', []), columns: target.columns, fixed: true, table: target.table }
  const scope: Scope = { sources: [row, excluded], merged: new Map(), named: outer.named, outer }
  const columns = arbiterColumns(conflict, target)
  const same = columns.map((name): Formula => ({
    kind: 'equal',
    left: { kind: 'column', source: row, name },
    right: { kind: 'column', source: excluded, name },
    how: 'strict',
    range: conflict.range,
  }))
  const where = builder.condition(conflict.where, scope)
  builder.terms(
    conflict.set.flatMap((item) => (item.value === 'default' ? [] : [item.value])),
    scope,
  )
  return block({
    formula: all([...same, where]),
    accesses: deed(row, 'conflict update'),
    assigned: [
      { target: row, set: conflict.set.map((item) => ({ column: item.column, is: operandOf(item.value, scope), range: item.range })) },
    ],
  })
}

function arbiterColumns({ arbiter }: Conflict, { table }: RowSource): string[] {
  if (arbiter?.kind === 'columns') return arbiter.terms.flatMap((term) => (term.kind === 'column' ? [term.name] : []))
  const key = arbiter && table?.keys.find((k) => k.name === arbiter.name)
  return [...(key?.columns ?? [])]
}

/** MERGE is one block an action, since ON holds of its rows for some and not for others. */
function buildMerge(builder: Builder, query: Merge, scope: Scope): Relation {
  for (const action of query.actions) {
    builder.place({ relation: mergeAction(builder, query, action, scope), present: [], inward: always, alone: false })
  }
  return block({ inside: builder.places })
}

function mergeAction(builder: Builder, query: Merge, action: MergeAction, outer: Scope): Relation {
  const before = builder.places.length
  const scope: Scope = { sources: [], merged: new Map(), named: outer.named, outer }
  const target = targetSource(builder, query.target)
  const { does } = action
  const hasSource = action.when !== 'not matched by source'
  if (action.when !== 'not matched') scope.sources.push(target)
  const source = hasSource ? fromItem(builder, query.source, [], scope) : always
  const on = action.when === 'matched' ? builder.condition(query.on, scope) : always
  const and = builder.condition(action.and, scope)
  const set = does.kind === 'update' ? does.set : []
  builder.terms(
    set.flatMap((item) => (item.value === 'default' ? [] : [item.value])),
    scope,
  )
  const reads = scope.sources.filter((s) => s !== target).flatMap((s) => accessOf(s))
  const own =
    action.when === 'not matched' ? [] : deed(target, does.kind === 'update' ? 'update' : does.kind === 'delete' ? 'delete' : 'read')
  const columns = does.kind === 'insert' ? (does.columns?.map((c) => c.text) ?? target.columns ?? []) : []
  const inserted: Inserted[] =
    does.kind === 'insert'
      ? [
          {
            target,
            columns,
            rows: [columns.map((_, i) => insertedValue(does.row?.[i], scope))],
            range: query.target.range,
            isKnown: does.columns !== undefined || target.columns !== undefined,
          },
        ]
      : []
  const inside = builder.places.splice(before)
  return block({
    formula: all([source, on, and]),
    accesses: [...own, ...reads],
    inside,
    inserted,
    assigned:
      set.length > 0
        ? [{ target, set: set.map((item) => ({ column: item.column, is: operandOf(item.value, scope), range: item.range })) }]
        : [],
  })
}
