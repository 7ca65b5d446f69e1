import type { Column, Condition, Query, Term } from '../../query/query.ts'
import type { Written } from '../change.ts'
import { cutName } from '../names.ts'
import { refuse, type Bound, type ColumnState, type Expression, type Id, type Meaning, type TableState } from './objects.ts'
import { replaceNodes } from './replace-nodes.ts'
import { Resolver } from './resolve.ts'
import { scopeOfRow, type Result } from './scope.ts'
import type { State } from './state.ts'

export function findColumn(table: TableState, name: string): ColumnState | undefined {
  const cut = cutName(name)
  return table.columns.find((column) => column.name === cut)
}

export function getColumn(table: TableState, name: string): ColumnState {
  return findColumn(table, name) ?? refuse(`column "${name}" of relation "${table.name}" does not exist`)
}

export function columnNumbers(table: TableState, names: readonly Written[]): number[] {
  return names.map(({ text }) => getColumn(table, text).number)
}

/** Of those that the table has. */
export function numbersOf(table: TableState, columns: readonly Written[]): number[] {
  return columns.flatMap(({ text }) => findColumn(table, text)?.number ?? [])
}

export function columnByNumber(table: TableState, number: number): ColumnState | undefined {
  return table.columns.find((column) => column.number === number)
}

export function columnName(table: TableState, number: number): string {
  return columnByNumber(table, number)?.name ?? ''
}

/** The number in another table of the column that has the same name. */
export function numberIn(to: TableState, number: number, from: TableState): number {
  return getColumn(to, columnName(from, number)).number
}

/** Most expressions mention nothing, and share this. */
const nothing: ReadonlyMap<never, never> = new Map<never, never>()

function bound<E extends Expression>(expression: E, { columns, sources, objects }: Resolver): Bound<E> {
  return {
    expression,
    columns: columns.size > 0 ? columns : nothing,
    sources: sources.size > 0 ? sources : nothing,
    objects: objects.size > 0 ? objects : nothing,
  }
}

/** Notes what the names of an expression of a table mean at this moment. */
export function bind<E extends Term | Condition>(state: State, expression: E, table: TableState): Bound<E> {
  return bound(expression, resolve(state, expression, table))
}

function resolve(state: State, expression: Term | Condition, table: TableState): Resolver {
  const resolver = new Resolver(state)
  if (expression.kind !== 'value') resolver.read(expression, { scopes: [scopeOfRow(table)], commonTables: nothing })
  return resolver
}

/** An expression of the table's own row, as all but policies are. */
export function bindRow<E extends Term | Condition>(state: State, expression: E, table: TableState, what: string): Bound<E> {
  const resolver = resolve(state, expression, table)
  if (resolver.hasQuery) refuse(`cannot use subquery in ${what}`)
  return bound(expression, resolver)
}

/** NULL is no default, unless it hides that of a domain. */
export function bindDefault(state: State, expression: Term, table: TableState, { type }: ColumnState): Bound<Term> | undefined {
  const value = expression.kind === 'cast' ? expression.term : expression
  const isNull = value.kind === 'value' && value.value.kind === 'literal' && value.value.literal === null
  if (isNull && (type?.id === undefined || state.types.get(type.id)?.kind !== 'domain')) return undefined
  const standard = bindRow(state, expression, table, 'DEFAULT expression')
  if (standard.columns.size > 0) refuse('cannot use column reference in DEFAULT expression')
  return standard
}

/** An expression reads no column that is generated itself, nor one that is about to be. */
export function bindGenerated(state: State, expression: Term, table: TableState, others?: ReadonlySet<string>): Bound<Term> {
  const generated = bindRow(state, expression, table, 'column generation expression')
  for (const number of ownNumbers(generated)) {
    const column = columnByNumber(table, number)
    if (column?.generated || (column && others?.has(column.name)))
      refuse(`cannot use generated column "${column.name}" in column generation expression`)
  }
  return generated
}

/** A query with its stars written out, as they stay when tables get more columns; and what it gives. */
export function bindQuery(state: State, query: Query): { readonly query: Bound<Query>; readonly result: Result } {
  const resolver = new Resolver(state)
  const result = resolver.query(query, { scopes: [], commonTables: nothing })
  return { query: bound(spellOut(query, resolver.spelled), resolver), result }
}

function spellOut(query: Query, spelled: Resolver['spelled']): Query {
  return spelled.size === 0 ? query : replaceNodes(query, (node) => spelled.get(node) ?? node)
}

/** The columns of its own table that an expression reads. */
export function ownNumbers(expression: Bound | undefined): number[] {
  const numbers = new Set<number>()
  for (const { source, number } of expression?.columns.values() ?? []) if (!source) numbers.add(number)
  return [...numbers]
}

/** Whether an expression that belongs to a table, or to none, reads a column of another or the same. */
export function readsColumn(expression: Bound | undefined, owner: Id | undefined, table: Id, number: number): boolean {
  if (!expression) return false
  if (owner === table && ownNumbers(expression).includes(number)) return true
  return [...expression.sources.values()].some((source) => source.table === table && source.columns.has(number))
}

/** A bound expression of one table for another whose columns have the same names. */
export function rebind<E extends Expression>(expression: Bound<E>, from: TableState, to: TableState): Bound<E> {
  if (expression.columns.size === 0) return expression
  const columns = new Map<Column, Meaning>()
  for (const [node, meaning] of expression.columns)
    columns.set(node, meaning.source ? meaning : { ...meaning, number: numberIn(to, meaning.number, from) })
  return { ...expression, columns }
}
