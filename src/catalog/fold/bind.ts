import type { Column, Condition, Output, Query, TableSource, Term } from '../../query/query.ts'
import type { TypeReference, Written } from '../change.ts'
import { cutName } from '../names.ts'
import { refuse, type Bound, type BoundType, type ColumnState, type Expression, type Id, type TableState } from './objects.ts'
import { Resolver } from './resolve.ts'
import { scopeOfTable, type Result } from './scope.ts'
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

/** A user's type is known by its id from where it is found, so that a later search_path cannot change it. */
export function bindType(state: State, type: TypeReference): BoundType {
  return { ...type, id: state.typeNamed(type.schema, type.name) }
}

function bound<E extends Expression>(expression: E, { own, sources, objects }: Resolver): Bound<E> {
  return { expression, own, sources, objects }
}

/** Notes what the names of an expression of a table mean at this moment. */
export function bind<E extends Term | Condition>(state: State, expression: E, table: TableState): Bound<E> {
  const resolver = new Resolver(state)
  resolver.read(expression, { scopes: [scopeOfTable(table, undefined)], commonTables: new Map() })
  return bound(expression, resolver)
}

/** An expression of the table's own row, as all but policies are. */
export function bindRow<E extends Term | Condition>(state: State, expression: E, table: TableState, what: string): Bound<E> {
  const row = bind(state, expression, table)
  if (row.sources.size > 0) refuse(`cannot use subquery in ${what}`)
  return row
}

/** NULL is no default, unless it hides that of a domain. */
export function bindDefault(state: State, expression: Term, table: TableState, { type }: ColumnState): Bound<Term> | undefined {
  const value = expression.kind === 'cast' ? expression.term : expression
  const isNull = value.kind === 'value' && value.value.kind === 'literal' && value.value.literal === null
  if (isNull && (type?.id === undefined || state.types.get(type.id)?.kind !== 'domain')) return undefined
  const standard = bindRow(state, expression, table, 'DEFAULT expression')
  if (standard.own.size > 0) refuse('cannot use column reference in DEFAULT expression')
  return standard
}

export function bindGenerated(state: State, expression: Term, table: TableState): Bound<Term> {
  const generated = bindRow(state, expression, table, 'column generation expression')
  for (const number of ownNumbers(generated)) {
    const column = columnByNumber(table, number)
    if (column?.generated) refuse(`cannot use generated column "${column.name}" in column generation expression`)
  }
  return generated
}

/** A query with its stars written out, as they stay when tables get more columns; and what it gives. */
export function bindQuery(state: State, query: Query): { readonly query: Bound<Query>; readonly result: Result } {
  const resolver = new Resolver(state)
  const result = resolver.query(query, { scopes: [], commonTables: new Map() })
  return { query: bound(spellOut(query, resolver.stars), resolver), result }
}

function spellOut(query: Query, stars: ReadonlyMap<object, readonly Output[]>): Query {
  return stars.size === 0 ? query : replaceNodes(query, (node) => stars.get(node) ?? node)
}

/** The same tree with other nodes in it; what holds none of them stays the same object. */
export function replaceNodes<T extends object>(tree: T, replace: (node: object) => object): T {
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const other = replace(value)
    if (other !== value) return other
    if (Array.isArray(value)) {
      const items: unknown[] = value.flatMap((item: unknown) => (Array.isArray(item) ? [visit(item)] : visit(item)))
      return items.length === value.length && items.every((item, i) => item === value[i]) ? value : items
    }
    const entries = Object.entries(value).map(([key, inner]) => [key, visit(inner)] as const)
    return entries.some(([key, inner]) => inner !== value[key as keyof typeof value]) ? Object.fromEntries(entries) : value
  }
  return visit(tree) as T
}

/** The columns of its own table that an expression reads. */
export function ownNumbers(expression: Bound | undefined): number[] {
  return expression ? [...new Set(expression.own.values())] : []
}

/** Whether an expression that belongs to a table, or to none, reads a column of another or the same. */
export function readsColumn(expression: Bound | undefined, owner: Id | undefined, table: Id, number: number): boolean {
  if (!expression) return false
  if (owner === table && ownNumbers(expression).includes(number)) return true
  return [...expression.sources.values()].some((source) => source.table === table && source.columns.has(number))
}

/** A bound expression of one table for another whose columns have the same names. */
export function rebind<E extends Expression>(expression: Bound<E>, from: TableState, to: TableState): Bound<E> {
  const own = new Map<Column, number>()
  for (const [node, number] of expression.own) own.set(node, numberIn(to, number, from))
  return { ...expression, own }
}

/** An expression under the names that its columns and tables have at this moment. */
export function currentExpression<E extends Expression>(state: State, { expression, own, sources }: Bound<E>, table: TableState): E {
  const renamed = new Map<object, object>()
  for (const [node, number] of own) {
    const name = columnName(table, number)
    if (name !== cutName(node.name)) renamed.set(node, { ...node, name })
    if (node.of !== undefined && node.of !== table.name) renamed.set(node, { ...node, name, of: table.name, schema: undefined })
  }
  for (const [node, { table: id, columns }] of sources) {
    const source = state.tables.get(id)
    if (source) {
      const other = currentSource(node, source, columns)
      if (other !== node) renamed.set(node, other)
    }
  }
  return renamed.size === 0 ? expression : replaceNodes(expression, (node) => renamed.get(node) ?? withoutSchema(node))
}

/** A column cannot be written with the schema of a table that has an alias. */
function withoutSchema(node: object): object {
  return 'kind' in node && node.kind === 'column' && 'schema' in node && node.schema !== undefined ? { ...node, schema: undefined } : node
}

/** A table that was renamed keeps its old name as an alias, and so do its columns. */
function currentSource(node: TableSource, table: TableState, columns: ReadonlyMap<number, string>): TableSource {
  const schema = node.schema === undefined && table.schema === 'public' ? undefined : table.schema
  const moved = table.name !== cutName(node.name) || schema !== node.schema
  const renamed = [...columns].some(([number, name]) => columnName(table, number) !== name)
  if (!moved && !renamed) return node
  const aliases = node.alias?.columns ?? []
  const old = renamed ? table.columns.map((column, i) => aliases[i] ?? columns.get(column.number) ?? unused(column, columns)) : aliases
  const alias = renamed || node.alias || table.name !== node.name ? { name: node.alias?.name ?? node.name, columns: old } : undefined
  return { ...node, schema, name: table.name, alias }
}

/** A column that the query does not read may have taken the name of one that it does. */
function unused({ name, number }: ColumnState, columns: ReadonlyMap<number, string>): string {
  return [...columns.values()].includes(name) ? `${name}_${String(number)}` : name
}
