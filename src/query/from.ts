import type { Table } from '../catalog/catalog.ts'
import { exported, placed, type Builder } from './build.ts'
import { all, always, when, type Formula, type Operand, type Side } from './formula.ts'
import { isFixed } from './operand.ts'
import type { JoinSource, Query, Source, TableSource } from './query.ts'
import { recursiveSource } from './recursion.ts'
import type { Relation, RowSource } from './relation.ts'
import type { NamedQuery, Scope } from './scope.ts'

/** The scope with the WITH queries of a statement; those that write run whole, read or not. */
export function namedQueries(builder: Builder, query: Query, scope: Scope): Scope {
  let current = scope
  for (const table of query.with) {
    const named: NamedQuery = { table, recursive: query.recursive, scope: current, rows: undefined }
    current = { ...current, named: new Map([...current.named, [table.name, named]]) }
    if (writes(table.query)) builder.alone.push(builder.query(table.query, named.scope))
  }
  return current
}

function writes(query: Query): boolean {
  return query.kind === 'insert' || query.kind === 'update' || query.kind === 'delete' || query.kind === 'merge'
}

/** Takes a source of FROM into the scope; gives what its joins say. */
export function fromItem(builder: Builder, source: Source, sides: readonly Side[], scope: Scope): Formula {
  switch (source.kind) {
    case 'table':
      return tableItem(builder, source, sides, scope)
    case 'derived': {
      const relation = builder.query(source.query, source.lateral ? scope : scope.outer)
      return relationItem(builder, relation, source.alias?.name ?? '', source.alias?.columns ?? [], sides, scope)
    }
    case 'function': {
      builder.terms(source.calls, scope)
      const fixed = source.calls.every(
        (call) =>
          isFixed(call, { ...scope, sources: scope.sources }) || (call.kind === 'call' && call.args.every((arg) => isFixed(arg, scope))),
      )
      const [call] = source.calls
      const name = source.alias?.name ?? (call?.kind === 'call' ? call.name : '')
      const columns = source.alias && source.alias.columns.length > 0 ? source.alias.columns : undefined
      addSource(scope, { ...bareSource(name, 'function', sides), columns, fixed })
      return always
    }
    case 'join':
      return joinItem(builder, source, sides, scope)
    case 'hidden':
      addSource(scope, bareSource('', 'hidden', sides))
      return { kind: 'hidden', reason: source.reason, narrows: false, range: source.range }
  }
}

export function bareSource(name: string, kind: RowSource['kind'], sides: readonly Side[]): RowSource {
  return { name, kind, table: undefined, node: undefined, relation: undefined, columns: undefined, fixed: false, assumed: false, sides }
}

function addSource(scope: Scope, source: RowSource): void {
  scope.sources.push(source)
  for (const side of source.sides) (side.sources as Set<RowSource>).add(source)
}

function tableItem(builder: Builder, node: TableSource, sides: readonly Side[], scope: Scope): Formula {
  const name = node.alias?.name ?? node.name
  const named = node.schema === undefined ? scope.named.get(node.name) : undefined
  if (named) return namedItem(builder, named, name, node.alias?.columns ?? [], sides, scope)
  const { table, isKnown } = builder.table(node.schema, node.name)
  if (table?.kind === 'view' && table.query) {
    const relation = builder.query(atPlace(table.query, node.range))
    return relationItem(builder, relation, name, node.alias?.columns ?? table.columns.map((c) => c.name), sides, scope)
  }
  addSource(scope, tableSource(node, table, isKnown, name, sides))
  return always
}

export function tableSource(
  node: TableSource,
  table: Table | undefined,
  isKnown: boolean,
  name: string,
  sides: readonly Side[],
): RowSource {
  const columns = !isKnown ? undefined : table?.columns.map((column, i) => node.alias?.columns[i] ?? column.name)
  return { ...bareSource(name, 'table', sides), table, node, columns }
}

/** A view's definition, told at the place where it is read. */
function atPlace(query: Query, range: TableSource['range']): Query {
  const move = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(move)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, value]: [string, unknown]) => [key, key === 'range' ? range : move(value)]))
  }
  return move(query) as Query
}

/** A use of a WITH query: built anew, since each use restricts it by itself. */
function namedItem(
  builder: Builder,
  named: NamedQuery,
  name: string,
  columns: readonly string[],
  sides: readonly Side[],
  scope: Scope,
): Formula {
  if (named.rows) {
    addSource(scope, { ...named.rows, name, sides })
    return always
  }
  const shown = columns.length > 0 ? columns : named.table.columns
  if (named.recursive && named.table.query.kind === 'combined') {
    const recursion = recursiveSource(builder, named)
    if (recursion) {
      const source: RowSource = {
        ...recursion.source,
        name,
        sides,
        columns: (recursion.source.columns ?? []).map((column, i) => columns[i] ?? column),
      }
      addSource(scope, source)
      for (const relation of recursion.relations) builder.place({ relation, present: [], inward: always, alone: true })
      return when(sides, recursion.links(source))
    }
  }
  const relation = builder.query(named.table.query, named.scope)
  if (writes(named.table.query)) relation.accesses.length = 0
  return relationItem(builder, relation, name, shown, sides, scope)
}

function relationItem(
  builder: Builder,
  relation: Relation,
  name: string,
  columns: readonly string[],
  sides: readonly Side[],
  scope: Scope,
): Formula {
  const names = relation.outputs.map((output, i) => columns[i] ?? output.name)
  const source: RowSource = { ...bareSource(name, 'relation', sides), relation, columns: relation.open.length > 0 ? undefined : names }
  addSource(scope, source)
  const operands = names.map((column): Operand => ({ kind: 'column', source, name: column }))
  builder.place(placed(relation, sides, operands))
  return when(sides, { kind: 'of', relation, then: exported(relation, operands, 'link') })
}

function joinItem(builder: Builder, join: JoinSource, sides: readonly Side[], scope: Scope): Formula {
  const side = (): Side => ({ sources: new Set() })
  const leftSide = join.how === 'right' || join.how === 'full' ? [side()] : []
  const rightSide = join.how === 'left' || join.how === 'full' ? [side()] : []
  const first = scope.sources.length
  const left = fromItem(builder, join.left, [...sides, ...leftSide], scope)
  const middle = scope.sources.length
  const right = fromItem(builder, join.right, [...sides, ...rightSide], scope)
  const leftSources = scope.sources.slice(first, middle)
  const rightSources = scope.sources.slice(middle)
  const using = join.natural ? commonColumns(leftSources, rightSources) : join.using
  const merged = using.map((name) => mergeColumn(join, name, leftSources, rightSources, scope, leftSide, rightSide))
  const holds = [...sides, ...leftSide, ...rightSide]
  return all([left, right, when(holds, all([builder.condition(join.on, scope), ...merged]))])
}

function commonColumns(left: readonly RowSource[], right: readonly RowSource[]): string[] {
  const names = new Set(right.flatMap((source) => source.columns ?? []))
  return [...new Set(left.flatMap((source) => source.columns ?? []))].filter((name) => names.has(name))
}

function find(sources: readonly RowSource[], name: string): RowSource | undefined {
  return sources.find((source) => source.columns?.includes(name)) ?? sources.find((source) => source.columns === undefined)
}

/** Makes USING's column one, and gives the equality that it stands for. */
function mergeColumn(
  join: JoinSource,
  name: string,
  lefts: readonly RowSource[],
  rights: readonly RowSource[],
  scope: Scope,
  leftSide: readonly Side[],
  rightSide: readonly Side[],
): Formula {
  const [left, right] = [find(lefts, name), find(rights, name)]
  if (!left || !right) return always
  const before = scope.merged.get(name)?.operands.find(({ operand }) => operand.kind === 'column' && lefts.includes(operand.source))
  const a: Operand = before?.operand ?? { kind: 'column', source: left, name }
  const b: Operand = { kind: 'column', source: right, name }
  const operands =
    join.how === 'full'
      ? [
          { operand: a, sides: leftSide },
          { operand: b, sides: rightSide },
        ]
      : [{ operand: join.how === 'right' ? b : a, sides: [] }]
  scope.merged.set(name, { operands })
  return { kind: 'equal', left: a, right: b, how: 'strict', range: join.range }
}
