import type { Catalog, Table } from '../catalog/catalog.ts'
import { formulaOf, subqueriesIn, type Subqueries } from './conditions.ts'
import { fromItem, namedQueries } from './from.ts'
import { all, always, any, link, type Formula, type Operand, type Side } from './formula.ts'
import { isAggregate, isSetReturning } from './functions.ts'
import { meaningOf } from './operand.ts'
import type { Call, Combined, Order, Output, Query, Select, Term, Values } from './query.ts'
import type { OutputColumn, Placed, Relation, RowSource } from './relation.ts'
import { emptyScope, type Scope } from './scope.ts'
import { buildWrite } from './writes.ts'
import { figureName } from '../catalog/fold/choose-name.ts'

/** Beyond this many relations a statement is not followed any further. */
const maxRelations = 2_000

/** What is known of the rows that a relation gives, by the names of its columns. */
export interface Knowledge {
  /** Columns that are the same for all rows, or among values. */
  fixedColumns(relation: Relation, names: readonly string[]): string[]
  /** Tables of which each row carries one of the tenant's own, with their columns. */
  ownRows(relation: Relation, names: readonly string[]): OwnRows[]
}

export interface OwnRows {
  readonly table: Table
  /** The table's columns, and what they are called here. */
  readonly columns: readonly (readonly [name: string, shown: string])[]
}

/** Turns a query into relations, with every name resolved. */
export class Builder implements Subqueries {
  readonly catalog: Catalog
  readonly knowledge: Knowledge
  readonly searchPath: readonly string[]
  /** Relations that stand alone and run whole, such as a DELETE in a WITH. */
  readonly alone: Relation[] = []
  /** The block that is being built, which takes up the relations found in its terms. */
  #places: Placed[] = []
  #count = 0
  readonly #assume: (name: string) => Table | undefined

  constructor(
    catalog: Catalog,
    knowledge: Knowledge,
    assume: (name: string) => Table | undefined = () => undefined,
    searchPath: readonly string[] = ['public'],
  ) {
    this.catalog = catalog
    this.knowledge = knowledge
    this.#assume = assume
    this.searchPath = searchPath
  }

  /** Builds a query at the top or in any place. */
  query(query: Query, outer?: Scope): Relation {
    if (++this.#count > maxRelations) throw new RangeError('the statement holds too many queries')
    const scope = namedQueries(this, query, emptyScope(outer))
    const saved = this.#places
    this.#places = []
    try {
      switch (query.kind) {
        case 'select':
          return this.#select(query, scope)
        case 'combined':
          return this.#combined(query, scope)
        case 'values':
          return this.#values(query, scope)
        default:
          return buildWrite(this, query, scope)
      }
    } finally {
      this.#places = saved
    }
  }

  /** A table of the catalog, or one that is taken to be there; then its columns are not known. */
  table(schema: string | undefined, name: string): { readonly table: Table | undefined; readonly isKnown: boolean } {
    const table = this.catalog.table(schema, name, this.searchPath)
    return table ? { table, isKnown: true } : { table: this.#assume(name), isKnown: false }
  }

  /** The relations that were found in the terms of the block so far. */
  get places(): Placed[] {
    return this.#places
  }

  place(placed: Placed): void {
    this.#places.push(placed)
  }

  condition(condition: Parameters<typeof formulaOf>[0] | undefined, scope: Scope): Formula {
    return condition ? formulaOf(condition, scope, this) : always
  }

  exists(query: Query, scope: Scope, of: readonly (Operand | undefined)[], how: 'equalBothWays' | 'equalOutwards' | 'none'): Formula {
    const relation = this.query(query, scope)
    this.place(placed(relation, [], how === 'equalBothWays' ? of : undefined))
    return { kind: 'of', relation, then: relation.alwaysHasRow && how === 'none' ? always : exported(relation, of, 'strict') }
  }

  beside(query: Query, scope: Scope): Formula {
    const relation = this.query(query, scope)
    this.place(placed(relation, [], undefined))
    return { kind: 'of', relation, then: always }
  }

  /** Subqueries of terms that are computed once the rows are chosen. */
  terms(nodes: readonly object[], scope: Scope): void {
    for (const node of nodes) for (const query of subqueriesIn(node)) this.beside(query, scope)
  }

  #select(query: Select, scope: Scope): Relation {
    const from = query.from.map((source) => fromItem(this, source, [], scope))
    const where = this.condition(query.where, scope)
    const groupTerms = groupedTerms(query)
    const isGrouped = query.groupBy !== undefined
    const hasAggregate = aggregatesIn([...query.output, query.having])
    const grouped = groupTerms.flatMap((term) => meaningOf(term, scope)?.operands.map(({ operand }) => operand) ?? [])
    const isGroupedColumn = (operand: Operand): boolean =>
      grouped.some((other) => sameOperand(other, operand)) || dependsOnKey(operand, grouped)
    const inGroups = isGrouped || hasAggregate ? { ...scope, grouped: isGroupedColumn } : scope
    const having = this.condition(query.having, inGroups)
    this.terms(
      [
        ...query.output.filter((o) => o.kind === 'term'),
        ...query.orderBy,
        ...groupTerms,
        ...[query.limit, query.offset].filter((t) => t !== undefined),
      ],
      scope,
    )
    const sets = query.groupBy?.kind === 'sets'
    const alwaysHasRow = (hasAggregate && !isGrouped) || sets
    const passes = this.#passing(query, scope, hasAggregate && !isGrouped ? () => false : isGrouped ? isGroupedColumn : undefined)
    const outputs = query.output.flatMap((output) => outputColumns(output, scope, isGrouped ? isGroupedColumn : undefined, passes, sets))
    return {
      kind: 'block',
      outputs,
      open: query.output.some((o) => o.kind === 'star') ? scope.sources.filter((source) => source.columns === undefined) : [],
      formula: all([...from, where, sets ? strictOnly(having) : having]),
      arms: [],
      armsInward: [],
      inserted: [],
      assigned: [],
      accesses: scope.sources.flatMap((source) => accessOf(source)),
      inside: this.#places,
      alwaysHasRow,
    }
  }

  /** Which columns let an outer condition through to the rows inside. */
  #passing(query: Select, scope: Scope, isGrouped: ((operand: Operand) => boolean) | undefined): (operand: Operand | undefined) => boolean {
    const meanings = (terms: readonly Term[]): Operand[] =>
      terms.flatMap((term) => meaningOf(term, scope)?.operands.map(({ operand }) => operand) ?? [])
    if (query.limit ?? query.offset) return () => false
    const barriers: ((operand: Operand) => boolean)[] = []
    const { distinct } = query
    if (typeof distinct !== 'boolean') {
      const on = meanings(distinct)
      barriers.push((operand) => on.some((other) => sameOperand(other, operand)))
    }
    for (const partition of windowsOf(query)) {
      const by = meanings(partition)
      barriers.push((operand) => by.some((other) => sameOperand(other, operand)))
    }
    if (isGrouped) barriers.push(isGrouped)
    return (operand) => operand !== undefined && (operand.kind === 'value' || barriers.every((lets) => lets(operand)))
  }

  #combined(query: Combined, scope: Scope): Relation {
    const left = this.query(query.left, scope)
    const right = this.query(query.right, scope)
    const cuts = (query.limit ?? query.offset) !== undefined
    this.terms(query.orderBy, scope)
    return {
      kind: query.how,
      outputs: left.outputs.map((output) => ({ ...output, is: undefined, passes: !cuts })),
      open: [],
      formula: always,
      arms: [left, right],
      armsInward: [],
      inserted: [],
      assigned: [],
      accesses: [],
      inside: this.#places,
      alwaysHasRow: left.alwaysHasRow,
    }
  }

  #values(query: Values, scope: Scope): Relation {
    this.terms(query.rows.flat(), scope)
    const width = query.rows[0]?.length ?? 0
    const outputs = Array.from({ length: width }, (_, i): OutputColumn => {
      const meanings = query.rows.map((row) => (row[i] ? meaningOf(row[i], scope) : undefined))
      const fixed = meanings.every((meaning) => meaning?.operands.every(({ operand }) => operand.kind === 'value'))
      return { name: `column${i + 1}`, is: undefined, fixed, passes: false }
    })
    return {
      kind: 'values',
      outputs,
      open: [],
      formula: always,
      arms: [],
      armsInward: [],
      accesses: [],
      inside: this.#places,
      alwaysHasRow: false,
      inserted: [],
      assigned: [],
    }
  }
}

/** A relation where it stands; outer conditions on its columns reach its rows where the columns are given. */
export function placed(relation: Relation, present: readonly Side[], of: readonly (Operand | undefined)[] | undefined): Placed {
  return { relation, present, inward: reach(relation, of), alone: false }
}

function reach(relation: Relation, of: readonly (Operand | undefined)[] | undefined): Formula {
  if (relation.arms.length === 0) return of ? inwardLinks(relation, of) : always
  const passes = relation.outputs.some((output) => output.passes)
  relation.armsInward = relation.arms.map((arm) => reach(arm, passes ? of : undefined))
  return always
}

/** What a condition on the columns of a relation says of the rows inside it. */
function inwardLinks(relation: Relation, of: readonly (Operand | undefined)[]): Formula {
  return all(
    relation.outputs.map((output, i) => {
      const operand = of[i]
      return operand && output.is && output.passes ? link(operand, output.is) : undefined
    }),
  )
}

/** What the rows of a relation say of the columns that show them. */
export function exported(relation: Relation, of: readonly (Operand | undefined)[], how: 'strict' | 'link'): Formula {
  const arms = relation.arms.map((arm) => exported(arm, of, how))
  if (relation.kind === 'union') return any(arms)
  if (relation.kind === 'intersect') return all(arms)
  if (relation.kind === 'except') return arms[0] ?? always
  const columns = relation.outputs.map((output, i): Formula | undefined => {
    const operand = of[i]
    if (!operand) return undefined
    if (output.is) return { kind: 'equal', left: operand, right: output.is, how, range: [0, 0] }
    return output.fixed ? { kind: 'among', column: operand, range: [0, 0] } : undefined
  })
  return all([relation.alwaysHasRow ? always : relation.formula, ...columns])
}

export function accessOf(source: RowSource): Relation['accesses'] {
  const { node, table } = source
  if (source.kind !== 'table' || !node) return []
  return [{ source, table, name: node.name, schema: node.schema, does: 'read', range: node.range }]
}

function sameOperand(a: Operand, b: Operand): boolean {
  if (a.kind === 'value') return b.kind === 'value' && a.key === b.key
  if (b.kind === 'value') return false
  return a.source === b.source && a.name === b.name
}

/** A column of a table whose primary key is grouped is the same for the whole group. */
function dependsOnKey(operand: Operand, grouped: readonly Operand[]): boolean {
  if (operand.kind !== 'column') return false
  const key = operand.source.table?.primaryKey
  return key?.columns.every((name) => grouped.some((g) => g.kind === 'column' && g.source === operand.source && g.name === name)) ?? false
}

function groupedTerms({ groupBy, output }: Select): readonly Term[] {
  if (!groupBy) return []
  const terms = groupBy.kind === 'terms' ? groupBy.terms : inEverySet(groupBy.sets, groupBy.how)
  return terms.map((term) => outputTerm(term, output))
}

/** Only GROUPING SETS can have a column in every set; ROLLUP and CUBE leave each one out once. */
function inEverySet(sets: readonly (readonly Term[])[], how: string): readonly Term[] {
  if (how !== 'grouping sets') return []
  return (sets[0] ?? []).filter((term) =>
    sets.every((set) => set.some((other) => JSON.stringify(bareTerm(other)) === JSON.stringify(bareTerm(term)))),
  )
}

function bareTerm(term: Term): object {
  return { ...term, range: undefined }
}

/** GROUP BY 1, or by an output's name, means the output. */
function outputTerm(term: Term, output: readonly Output[]): Term {
  if (term.kind === 'value' && term.value.kind === 'literal' && typeof term.value.literal === 'number') {
    const at = output[term.value.literal - 1]
    return at?.kind === 'term' ? at.term : term
  }
  return term
}

/** Subtotals have NULL in columns that are not in their set: only what rules NULL out holds. */
function strictOnly(formula: Formula): Formula {
  switch (formula.kind) {
    case 'and':
      return all(formula.of.map(strictOnly))
    case 'or':
      return any(formula.of.map(strictOnly))
    case 'null':
      return formula.not ? formula : always
    case 'equal':
      return formula.how === 'strict' ? formula : always
    default:
      return formula
  }
}

export function outputColumns(
  output: Output,
  scope: Scope,
  isGrouped: ((operand: Operand) => boolean) | undefined,
  passes: (operand: Operand | undefined) => boolean,
  sets: boolean,
): OutputColumn[] {
  if (output.kind === 'hidden') return []
  if (output.kind === 'star') return starColumns(output.of, scope).map(({ name, is }) => ({ name, is, fixed: false, passes: passes(is) }))
  const { term } = output
  const name = output.name ?? figureName(term) ?? '?column?'
  const meaning = meaningOf(term, scope)
  const many = meaning?.many === true || (term.kind === 'call' && isSetReturning(term.name))
  const operand = meaning?.operands.length === 1 ? meaning.operands[0]?.operand : undefined
  const fixed = many && operand?.kind === 'value'
  const holds =
    operand !== undefined &&
    !many &&
    (!isGrouped || operand.kind === 'value' || isGrouped(operand)) &&
    !(sets && operand.kind === 'value' && isGrouped === undefined)
  const is = holds ? operand : undefined
  return [{ name, is, fixed, passes: passes(is) }]
}

function starColumns(of: string | undefined, scope: Scope): { name: string; is: Operand | undefined }[] {
  const sources = of === undefined ? scope.sources : scope.sources.filter((source) => source.name === of)
  const merged = of === undefined ? [...scope.merged] : []
  const shown = new Set(merged.map(([name]) => name))
  return [
    ...merged.map(([name, { operands }]) => ({ name, is: operands.length === 1 ? operands[0]?.operand : undefined })),
    ...sources.flatMap((source) =>
      (source.columns ?? []).filter((name) => !shown.has(name)).map((name) => ({ name, is: { kind: 'column', source, name } as const })),
    ),
  ]
}

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call'
}

/** The calls of a term or condition, not those of its subqueries. */
function* callsIn(nodes: readonly unknown[]): Generator<Call> {
  const open: unknown[] = [...nodes]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if ('kind' in next && (next.kind === 'subquery' || next.kind === 'exists')) continue
    if (isCall(next)) yield next
    open.push(...Object.values(next as Record<string, unknown>))
  }
}

function aggregatesIn(nodes: readonly unknown[]): boolean {
  for (const call of callsIn(nodes)) if (call.over === undefined && isAggregate(call.name)) return true
  return false
}

/** The PARTITION BY of each window function of a select. */
function windowsOf({ output, orderBy, windows }: Select): (readonly Term[])[] {
  const found: (readonly Term[])[] = []
  const named = (name: string): readonly Term[] => windows.find((w) => w.name === name)?.window.partitionBy ?? []
  const parts: readonly (Output | Order)[] = [...output, ...orderBy]
  for (const { over } of callsIn(parts)) {
    if (over === undefined) continue
    if (typeof over === 'string') found.push(named(over))
    else found.push(over.partitionBy.length > 0 || over.base === undefined ? over.partitionBy : named(over.base))
  }
  return found
}
