import type { Catalog, Column, Index, Table } from '../../catalog/catalog.ts'
import { asWanted, type WantedIndex } from '../../catalog/wanted-index.ts'
import { columnsIn } from '../../query/columns.ts'
import type { Condition, Query, Select, Source } from '../../query/query.ts'
import { printCondition } from '../../query/print.ts'
import { resolve } from '../../query/scope.ts'
import { subqueriesIn } from '../../query/subqueries.ts'
import type { Settings } from '../../settings/settings.ts'
import { createIndexSql } from '../index-sql.ts'
import { isNamed } from '../owner.ts'
import { conjuncts } from '../predicate.ts'
import type { Use } from '../uses.ts'
import { isExempt } from './exempt.ts'
import { indexUse, type IndexUse } from './index-use.ts'
import type { Service } from './serve.ts'

/** Names, or words of names, of columns that are counted up and down or written with each change of their row. */
export const changingNames: readonly string[] = [
  ...['balance', 'balances', 'count', 'counts', 'counter', 'total', 'totals', 'amount', 'quantity', 'remaining', 'version'],
  ...['updated_at', 'modified_at', 'last_seen_at', 'last_used_at', 'last_login_at'],
]

export interface CoveringOptions {
  /** Words of names of columns that change often, or whole names. */
  readonly volatileColumns: readonly string[]
  /** How many columns an index may include at most. */
  readonly maxIncluded: number
}

/** An index that finds the rows of a query and lacks columns that it gives. */
export interface UncoveredQuery {
  readonly index: Index
  readonly missing: readonly string[]
  readonly wanted: WantedIndex
  /** The statement that makes it. */
  readonly sql: string
}

/** What all readings of a reference have in common. */
export function uncoveredQuery(
  uses: readonly Use[],
  queries: readonly Query[],
  options: CoveringOptions,
  catalog: Catalog,
  settings: Readonly<Settings>,
): UncoveredQuery | undefined {
  const found = uses.map((use) => (isExempt(use, catalog, settings) ? undefined : uncovered(use, queries, options, settings)))
  const [first] = found
  return first && found.every((one) => one?.sql === first.sql) ? first : undefined
}

function uncovered(
  use: Use,
  queries: readonly Query[],
  { volatileColumns, maxIncluded }: CoveringOptions,
  settings: Readonly<Settings>,
): UncoveredQuery | undefined {
  const { access, table, relation } = use
  const query = relation.written?.query
  if (access.does !== 'read' || query?.kind !== 'select' || !queries.includes(query) || use.isCutShort) return undefined
  const found = indexUse(use, settings)
  const serving = servingIndexes(found)
  const lacking = serving.map((index) => ({ index, missing: missingIn(index, query, use) }))
  const [best, ...others] = lacking
  // Where one of them has all of it, Postgres may take that one.
  if (!best?.missing || best.missing.length === 0 || others.some(({ missing }) => missing?.length === 0)) return undefined
  const { index, missing } = best
  const columns = missing.map((name) => table.columns.find((column) => column.name === name))
  if (index.constraint !== undefined || index.include.length + missing.length > maxIncluded) return undefined
  if (!columns.every((column) => column !== undefined && isWorthIncluding(column, volatileColumns))) return undefined
  const wanted = { ...asWanted(index), include: [...index.include, ...missing] }
  return { index, missing, wanted, sql: createIndexSql(table, wanted, index.name, { commitsEach: false, qualifies: false }) }
}

/** The b-trees that find all of the rows, best first. */
function servingIndexes({ ways, delivery, serves }: IndexUse): Index[] {
  const [way, ...more] = ways
  if (!way || more.length > 0 || way.asked.isHidden || serves !== 'yes') return []
  const isGood = ({ index, isUsable, serves: own }: Service): boolean =>
    isUsable && index.method === 'btree' && (own === 'yes' || index === delivery.index)
  const delivers = ({ index }: Service): number => Number(index === delivery.index && delivery.how === 'whole')
  return way.services
    .filter(isGood)
    .sort((a, b) => b.equal - a.equal || b.used - a.used || delivers(b) - delivers(a) || b.index.include.length - a.index.include.length)
    .map(({ index }) => index)
}

/** The columns that the query asks of the table besides those of the index; undefined where they cannot all be told. */
function missingIn(index: Index, query: Select, { access, table, relation }: Use): string[] | undefined {
  const scope = relation.written?.scope
  const joined = conditionsOf(query.from)
  if (!scope || !joined || query.with.length > 0 || query.locking.length > 0 || subqueriesIn(query).length > 0) return undefined
  if (query.output.some(({ kind }) => kind !== 'term')) return undefined
  const { where, from: _, ...rest } = query
  const known = new Set(index.predicate ? conjuncts(index.predicate).map(plainText) : [])
  // What the condition of the index says already is not asked again.
  const asked = [...(where ? [where] : []), ...joined].flatMap(conjuncts).filter((part) => !known.has(plainText(part)))
  const names = new Set<string>()
  for (const column of columnsIn({ rest, asked })) {
    const isOutput = column.of === undefined && query.output.some((output) => output.kind === 'term' && output.name === column.name)
    const meant = resolve(column, { ...scope, grouped: (operand) => operand })
    if (!meant && !isOutput) return undefined
    for (const { operand } of meant?.operands ?? []) {
      if (operand.kind !== 'column' || operand.source !== access.source) continue
      if (!table.columns.some(({ name }) => name === operand.name)) return undefined
      names.add(operand.name)
    }
  }
  const held = [...index.keys.flatMap(({ column }) => column ?? []), ...index.include]
  return table.columns.flatMap(({ name }) => (names.has(name) && !held.includes(name) ? [name] : []))
}

/** The conditions of the joins; undefined where FROM holds more than tables with conditions. */
function conditionsOf(from: readonly Source[]): Condition[] | undefined {
  const found: Condition[] = []
  const open: Source[] = [...from]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'join' && next.using.length === 0 && !next.natural) {
      open.push(next.left, next.right)
      if (next.on) found.push(next.on)
    } else if (next.kind !== 'table' || (next.alias?.columns.length ?? 0) > 0) return undefined
  }
  return found
}

function plainText(condition: Condition): string {
  return printCondition(condition).replaceAll(/\b\w+\./g, '')
}

const large: ReadonlySet<string> = new Set(['json', 'jsonb', 'bytea', 'xml', 'tsvector', 'vector', 'geometry', 'geography'])

/** A column that is small, and stays as it is. */
function isWorthIncluding({ name, type }: Column, volatileColumns: readonly string[]): boolean {
  return type !== undefined && !type.array && !large.has(type.name) && !isVolatileName(name, volatileColumns)
}

function isVolatileName(name: string, volatileColumns: readonly string[]): boolean {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').split('_')
  return [name, ...words].some((word) => isNamed(word, volatileColumns))
}

export function withoutIncluded(index: Index, columns: readonly string[]): WantedIndex {
  return { ...asWanted(index), include: index.include.filter((name) => !columns.includes(name)) }
}

/** Columns that an index includes though each of their changes writes it again. */
export function volatileIncluded(
  { columns }: Table,
  { include }: Index,
  { volatileColumns }: Pick<CoveringOptions, 'volatileColumns'>,
): string[] {
  return include.filter((name) => columns.some((column) => column.name === name) && isVolatileName(name, volatileColumns))
}
