import type { Catalog, Index, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { columnsIn } from '../query/columns.ts'
import { printTerm } from '../query/print.ts'
import type { Call, Column, Comparison, Condition, Query, Select, Source, Term } from '../query/query.ts'
import { holdsHidden } from '../query/tree.ts'
import type { Settings } from '../settings/settings.ts'
import { Analysis } from './analysis/analysis.ts'
import { readFrom } from './analysis/from.ts'
import { emptySpace, placeOf, type Item, type NamedColumns, type Space } from './analysis/space.ts'
import { isNode, isPlainAggregate, isSetFunction, kindOf } from './analysis/terms.ts'
import { onceOfSchema } from './of-schema.ts'
import { conjuncts } from './predicate.ts'

/** An aggregate over rows that a join has multiplied. */
export interface FanOut {
  /** The aggregate, as SQL. */
  readonly text: string
  readonly range: Range
  /** The table whose rows are counted more than once. */
  readonly one: string
  /** The table with several rows for each of them. */
  readonly many: string
}

/** Aggregates of a query over columns of one table, each row of which a join gives once for each row of another. */
export function fanOutsIn(query: Query, catalog: Catalog, settings: Readonly<Settings>): readonly FanOut[] {
  return finderFor(catalog, settings)(query)
}

const finderFor = onceOfSchema((catalog, settings) =>
  onceFor((query: Query) => selectsIn(query, new Map()).flatMap(({ select, tables }) => fanOutsOf(select, tables, catalog, settings))),
)

type Tables = ReadonlyMap<string, NamedColumns>

/** The blocks of a query, each with the WITH queries that it sees. */
function selectsIn(node: unknown, tables: Tables): { readonly select: Select; readonly tables: Tables }[] {
  if (!isNode(node)) return []
  const named = 'with' in node && Array.isArray(node.with) ? (node.with as { name: string }[]) : []
  const inner = named.length > 0 ? new Map([...tables, ...named.map(({ name }) => [name, { columns: undefined }] as const)]) : tables
  const own = isSelect(node) ? [{ select: node, tables: inner }] : []
  return [...own, ...Object.values(node).flatMap((part) => selectsIn(part, inner))]
}

function isSelect(node: object): node is Select {
  return kindOf(node) === 'select'
}

function fanOutsOf(select: Select, tables: Tables, catalog: Catalog, settings: Readonly<Settings>): FanOut[] {
  const calls = [...summedIn(select.output)]
  if (calls.length === 0 || select.distinct !== false || holdsHidden(select)) return []
  const analysis = new Analysis({ catalog, isWhole: true, isFilled: () => true })
  const part = readFrom(analysis, select.from, { ...emptySpace, tables })
  const space: Space = { ...emptySpace, ...part, tables }
  if (part.merged.size > 0 || part.mergesUnknown) return []
  const asked = new Asked(select, space, settings)
  return calls.flatMap((call) => {
    const one = onlyItem(call, space)
    const many = one && asked.manyFor(one)
    return one?.table && many?.table ? [{ text: printTerm(call), range: call.range, one: one.table.name, many: many.table.name }] : []
  })
}

const summing: ReadonlySet<string> = new Set(['sum', 'avg', 'count'])

/** Sums, averages and counts; not what is only compared or divided, which may undo the multiplication. */
function* summedIn(node: unknown): Generator<Call> {
  if (!isNode(node)) return
  const kind = kindOf(node)
  if (kind === 'subquery' || kind === 'exists' || kind === 'compare') return
  if (kind === 'call') {
    const call = node as Call
    if (call.over !== undefined || (call.operator && call.name === '/')) return
    if (isPlainAggregate(call)) {
      if (summing.has(call.name) && !call.distinct && !call.star) yield call
      return
    }
  }
  for (const part of Object.values(node)) yield* summedIn(part)
}

/** The table that all columns of an aggregate are of. */
function onlyItem(call: Call, space: Space): Item | undefined {
  const items = columnsIn([call.args, ...(call.filter ? [call.filter] : [])]).map((column) => itemOf(column, space))
  const [first] = items
  return first?.table?.kind === 'table' && items.every((item) => item === first) ? first : undefined
}

function itemOf(column: Column, space: Space): Item | undefined {
  const place = placeOf(column, space)
  return place?.level === 0 && !place.isOther ? place.item : undefined
}

/** What the conditions of a block ask of its tables. */
class Asked {
  readonly #space: Space
  readonly #conditions: readonly Condition[]
  readonly #grouped: readonly Column[]
  readonly #settings: Readonly<Settings>
  readonly #hasSets: boolean

  constructor(select: Select, space: Space, settings: Readonly<Settings>) {
    this.#space = space
    this.#settings = settings
    this.#conditions = [...select.from.flatMap(joinConditions), ...(select.where ? [select.where] : [])].flatMap(conjuncts)
    this.#grouped = select.groupBy ? columnsIn(select.groupBy) : []
    this.#hasSets = select.output.some((one) => one.kind === 'term' && one.term.kind === 'call' && isSetFunction(one.term))
  }

  /** A table with several rows for one of another, which the block neither tells apart nor chooses among. */
  manyFor(one: Item): Item | undefined {
    if (this.#hasSets) return undefined
    const others = this.#space.items.filter((item) => item !== one && item.kind === 'table')
    return others.find((many) => this.#isManyFor(many, one)) ?? others.find((many) => this.#isBeside(many, one, others))
  }

  /** Whether both have several rows for one of a third: each row of the one meets each of the other. */
  #isBeside(many: Item, one: Item, others: readonly Item[]): boolean {
    return others.some((shared) => shared !== many && this.#isOneFor(shared, one) && this.#isManyFor(many, shared))
  }

  #isOneFor(shared: Item, one: Item): boolean {
    const { table } = shared
    return table?.kind === 'table' && table.complete && isKeyed(table, this.#linked(one, shared), 'surely')
  }

  #isManyFor(many: Item, one: Item): boolean {
    const { table } = many
    if (table?.kind !== 'table' || !table.complete || !one.table?.complete || (many.source?.kind === 'table' && many.source.sampled))
      return false
    if (!isKeyed(one.table, this.#linked(many, one), 'surely') || this.#isChosen(many)) return false
    const fixed = new Set([...this.#fixed(many), ...this.#groupedOf(many)])
    return !isKeyed(table, fixed, 'perhaps')
  }

  #equalities(): Comparison[] {
    return this.#conditions.flatMap((one) => (one.kind === 'compare' && one.op === '=' && one.quantifier === undefined ? [one] : []))
  }

  /** The columns of a table that another one is joined by: `id` of `many.order_id = orders.id`. */
  #linked(many: Item, one: Item): ReadonlySet<string> {
    return new Set(
      this.#equalities().flatMap(({ left, right }) => this.#link(left, right, many, one) ?? this.#link(right, left, many, one) ?? []),
    )
  }

  #link(a: Term, b: Term, many: Item, one: Item): string | undefined {
    if (a.kind !== 'column' || b.kind !== 'column') return undefined
    return itemOf(a, this.#space) === many && itemOf(b, this.#space) === one ? b.name : undefined
  }

  /** Columns that are equal to something else, and so the same for all rows that meet one row of the others. */
  #fixed(many: Item): string[] {
    return this.#equalities().flatMap(({ left, right }) => [left, right].flatMap((side) => this.#ownColumn(side, many) ?? []))
  }

  #ownColumn(term: Term, item: Item): string | undefined {
    if (term.kind === 'cast') return this.#ownColumn(term.term, item)
    return term.kind === 'column' && itemOf(term, this.#space) === item ? term.name : undefined
  }

  #groupedOf(item: Item): string[] {
    return this.#grouped.flatMap((column) => this.#ownColumn(column, item) ?? [])
  }

  /** Whether a condition looks as if it chose one of several rows: the current one, the first, one that another query finds. */
  #isChosen(many: Item): boolean {
    return this.#conditions.some((condition) => {
      const columns = columnsIn(condition).filter((column) => (itemOf(column, this.#space) ?? many) === many)
      return columns.length > 0 && this.#chooses(condition, columns)
    })
  }

  #chooses(condition: Condition, columns: readonly Column[]): boolean {
    const isDeletion = columns.every(({ name }) => this.#settings.softDeleteColumns.includes(name))
    switch (condition.kind) {
      case 'compare':
        return [condition.left, condition.right].some((term) => (condition.op === '=' ? isChoice(term) : term.kind === 'subquery'))
      case 'null':
        return !condition.not && !isDeletion
      case 'like':
      case 'between':
        return false
      default:
        return !isDeletion
    }
  }
}

/** `= 1`, `= true` and `= (SELECT max(…) …)`. */
function isChoice(term: Term): boolean {
  if (term.kind === 'value') return term.value.kind === 'literal' && typeof term.value.literal !== 'string'
  return term.kind !== 'column' && term.kind !== 'list' && !(term.kind === 'cast' && !isChoice(term.term))
}

function joinConditions(source: Source): Condition[] {
  if (source.kind !== 'join' || source.alias) return []
  return [...(source.on ? [source.on] : []), ...joinConditions(source.left), ...joinConditions(source.right)]
}

/** Whether columns hold all of a unique key; `perhaps`: also where it is one of some rows, or over expressions. */
function isKeyed({ keys, indexes }: Table, columns: ReadonlySet<string>, how: 'surely' | 'perhaps'): boolean {
  const unique = [...indexes, ...keys.map(({ index }) => index)].filter((index) => index.unique)
  return unique.some(
    (index) => (how === 'perhaps' || isPlain(index)) && index.keys.every(({ column, expression }) => isCovered(column, expression)),
  )

  function isCovered(column: string | undefined, expression: Term | undefined): boolean {
    if (column !== undefined) return columns.has(column)
    return how === 'perhaps' && expression !== undefined && columnsIn(expression).every(({ name }) => columns.has(name))
  }
}

function isPlain({ predicate }: Index): boolean {
  return predicate === undefined
}
