import { quoteName } from '../../catalog/names.ts'
import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import { ownColumns } from '../../query/columns.ts'
import type { Leaf, Origin } from '../../query/formula.ts'
import { expressionText } from '../../query/operand.ts'
import { printCondition, printTerm } from '../../query/print.ts'
import type { Condition, Term } from '../../query/query.ts'
import { resolve } from '../../query/scope.ts'
import type { Settings } from '../../settings/settings.ts'
import { mutablePartOf } from '../mutable-expression.ts'
import { knownFunctions } from '../unknown-functions.ts'
import type { Use } from '../uses.ts'
import { isPinned, type Asked } from './asked.ts'
import { isExempt } from './exempt.ts'
import { indexUse, type IndexUse, type WayUse } from './index-use.ts'
import type { Service } from './serve.ts'
import { elementType, familyOf, keepsColumn, typeOfValue } from './types.ts'

/** A condition on a column that an index could answer if the column stood in it as it is kept. */
export interface Unusable {
  readonly kind: 'time' | 'text' | 'json' | 'function' | 'cast' | 'value' | 'member'
  readonly column: string
  readonly index: Index
  /** What stands in the way, as SQL. */
  readonly written: string
  /** The expression of the column, as an index could have it. */
  readonly expression: string
  /** Whether it gives the same at all times, as Postgres asks of an index. */
  readonly isImmutable: boolean
  /** The columns that stand before it in the index, as SQL; the query compares them as they are. */
  readonly leading: readonly string[]
  readonly type: string
  readonly range: Range
}

/** The conditions of a reference to a table that keep an index from being used, in each way of reading it. */
export function unusableConditions(uses: readonly Use[], catalog: Catalog, settings: Readonly<Settings>): Unusable[] {
  return uses.flatMap((use) => unusableOf(use, catalog, settings))
}

const unusableOf = onceFor((use: Use, catalog: Catalog, settings: Readonly<Settings>): readonly Unusable[] => {
  if (!use.leaves.some(mayBeUnusable) || isExempt(use, catalog, settings) || use.isCutShort) return []
  const found = indexUse(use, settings)
  const ways = found.ways
    .filter(({ asked }) => !asked.isHidden)
    .map((way) => ({ way, hindering: unusableIn(way, found, { catalog, settings }) }))
  // Indexes answer an OR only where each of its branches has one.
  const gains = (before: ReadonlySet<string>): boolean =>
    ways.every(({ way, hindering }) => hindering.length > 0 || isPinned(way.asked, found.table) || isServedBeyond(before, way))
  return ways.flatMap(({ hindering }) => hindering.filter(({ before }) => gains(before)).map(({ unusable }) => unusable))
})

/** Most conditions compare columns with values as they are: for them nothing is worked out. */
function mayBeUnusable(leaf: Leaf): boolean {
  if (leaf.kind === 'hidden' || !leaf.origin) return false
  const { condition, not } = leaf.origin
  if (isMembership(condition)) return true
  return comparedTerms(condition, not).some(([term, value]) => term.kind !== 'column' || typeOfValue(value) !== undefined)
}

/** Whether an index finds the rows of a way by more than some columns. */
function isServedBeyond(columns: ReadonlySet<string>, { services, serves }: WayUse): boolean {
  if (columns.size === 0) return serves !== 'no'
  return services.some(({ index: { keys, method }, equal, used, serves: served }) => {
    if (method !== 'btree') return served !== 'no'
    return keys.slice(0, Math.max(equal, used)).some(({ column }) => column === undefined || !columns.has(column))
  })
}

interface Around {
  readonly catalog: Catalog
  readonly settings: Readonly<Settings>
}

interface Hindering {
  readonly unusable: Unusable
  /** The columns before it, by which the index is used anyway. */
  readonly before: ReadonlySet<string>
}

function unusableIn(way: WayUse, found: IndexUse, around: Around): Hindering[] {
  if (isPinned(way.asked, found.table)) return []
  return way.way.atoms.flatMap((atom) => {
    if (atom.kind === 'hidden' || !atom.origin) return []
    return wrappedIn(atom.origin, way.asked, found.table, around).flatMap((wrapped) => {
      const service = hinderedIndex(wrapped, way, found)
      if (!service) return []
      const before = leadingColumns(service)
      return [{ unusable: { ...wrapped, index: service.index, leading: Array.from(before, quoteName), range: atom.range }, before }]
    })
  })
}

function leadingColumns({ index, equal }: Service): ReadonlySet<string> {
  return new Set(index.keys.slice(0, equal).flatMap(({ column }) => column ?? []))
}

type Wrapped = Omit<Unusable, 'index' | 'leading' | 'range'>

/** The index that would be used, or used further, if the column stood alone. */
function hinderedIndex({ column, kind, expression }: Wrapped, way: WayUse, { table }: IndexUse): Service | undefined {
  const isIndexed = table.indexes.some(({ keys }) => keys.some((key) => key.expression && expressionText(key.expression) === expression))
  if (isIndexed || way.asked.ofColumn(column).length > 0) return undefined
  const best = Math.max(...way.services.map(({ equal, used }) => Math.max(equal, used)))
  return way.services.find(({ index, equal, isUsable }) => {
    if (!isUsable) return false
    if (kind === 'json' || kind === 'member')
      return index.method === 'gin' && way.serves === 'no' && index.keys.some((key) => key.column === column)
    if (index.method !== 'btree' || index.keys[equal]?.column !== column) return false
    return equal === 0 ? way.serves === 'no' : best <= equal
  })
}

function wrappedIn({ condition, scope, not }: Origin, asked: Asked, table: Table, { catalog, settings }: Around): Wrapped[] {
  return comparedTerms(condition, not).flatMap(([term, value]): Wrapped[] => {
    if ([...ownColumns(value)].length > 0) return []
    const columns = [...ownColumns(term)]
    const names = columns.flatMap((one) => resolve(one, scope)?.operands.map(({ operand }) => asked.columnOf(operand, table)) ?? [])
    const [name, ...more] = new Set(names)
    const column = table.columns.find((one) => one.name === name)
    if (!column?.type || more.length > 0 || name === undefined) return []
    const isImmutable = mutablePartOf(term, table, catalog) === undefined
    const common = { column: name, written: printTerm(term), expression: expressionText(term), isImmutable, type: column.type.name }
    if (term.kind === 'column' && isMembership(condition))
      return column.type.array
        ? [{ ...common, kind: 'member', written: printCondition(condition), expression: memberSql(name, value) }]
        : []
    if (term.kind === 'column') {
      const isOfMany = condition.kind === 'compare' && condition.quantifier !== undefined
      const type = isOfMany ? elementType(typeOfValue(value)) : typeOfValue(value)
      return type && familyOf(type) && !keepsColumn(column.type, type) ? [{ ...common, kind: 'value', written: printTerm(value) }] : []
    }
    const kind = isRefused(term, catalog, settings) ? undefined : kindOf(term, column.type.name)
    return kind ? [{ ...common, kind }] : []
  })
}

/** Whether it is a call that Postgres does not know of so many arguments: `date(time, 'unixepoch')` is for another database. */
function isRefused(term: Term, catalog: Catalog, settings: Readonly<Settings>): boolean {
  return knownFunctions(catalog, settings)
    .unknownIn(term)
    .some(({ kind }) => kind === 'arguments')
}

/** What a condition compares, each with what it is compared with. Patterns may be for any part of a text. */
function comparedTerms(condition: Condition, not: boolean): [Term, Term][] {
  if (condition.kind === 'between') return condition.not === not ? [[condition.term, condition.low]] : []
  if (condition.kind !== 'compare' || not || condition.op === '<>' || condition.op.startsWith('is ')) return []
  const { left, right, quantifier } = condition
  if (left.kind === 'row' || right.kind === 'subquery') return []
  if (isMembership(condition)) return [[right, left]]
  if (quantifier !== undefined) return quantifier === 'any' ? [[left, right]] : []
  return [
    [left, right],
    [right, left],
  ]
}

/** `'a' = ANY (tags)`, which no index of the list answers. */
function isMembership(condition: Condition): boolean {
  return condition.kind === 'compare' && condition.op === '=' && condition.quantifier === 'any' && condition.right.kind === 'column'
}

/** The same, as a GIN index answers it. */
function memberSql(column: string, value: Term): string {
  return `${quoteName(column)} @> ARRAY[${printTerm(value)}]`
}

const ofTime: ReadonlySet<string> = new Set(['date', 'date_trunc', 'date_part', 'extract', 'to_char', 'date_bin'])
const ofText: ReadonlySet<string> = new Set(['lower', 'upper', 'trim', 'btrim', 'ltrim', 'rtrim', 'unaccent'])

function kindOf(term: Term, type: string): Wrapped['kind'] | undefined {
  const isTime = type.startsWith('timestamp') || type === 'date'
  switch (term.kind) {
    case 'cast':
      if (isTime && term.term.kind !== 'column') return kindOf(term.term, type)
      return isTime && term.type === 'date' ? 'time' : term.term.kind === 'column' ? 'cast' : kindOf(term.term, type)
    case 'call':
      if (term.operator && /^(?:->>|#>>|->|#>)$/.test(term.name)) return 'json'
      if (isTime) return ofTime.has(term.name) ? 'time' : 'function'
      return ofText.has(term.name) ? 'text' : 'function'
    default:
      return undefined
  }
}
