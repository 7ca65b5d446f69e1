import type { Column, Output, Query, Source, TableSource, Term } from '../../query/query.ts'
import type { TypeReference } from '../change.ts'
import { figureName } from './choose-name.ts'
import type { Id, State } from './state.ts'

/** A column of a query's result; the type is undefined where it would have to be inferred. */
export interface ResultColumn {
  readonly name: string
  readonly type: TypeReference | undefined
}

interface Scope {
  readonly ctes: ReadonlyMap<string, readonly ResultColumn[]>
}

interface SourceColumns {
  readonly name: string
  readonly columns: readonly ResultColumn[]
}

/** The columns that a query gives, as far as its text and the catalog tell. */
export function outputColumns(state: State, query: Query, outer: Scope = { ctes: new Map() }): ResultColumn[] {
  const scope = withTables(state, query, outer)
  switch (query.kind) {
    case 'select': {
      const sources = query.from.flatMap((source) => sourceColumns(state, source, scope))
      return query.output.flatMap((output) => resultColumns(output, sources))
    }
    case 'combined':
      return outputColumns(state, query.left, scope)
    case 'values':
      return (query.rows[0] ?? []).map((term, i) => ({ name: `column${i + 1}`, type: typeOf(term, []) }))
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge': {
      const sources = sourceColumns(state, query.target, scope)
      return query.returning.flatMap((output) => resultColumns(output, sources))
    }
    case 'truncate':
      return []
  }
}

function withTables(state: State, query: Query, outer: Scope): Scope {
  let scope = outer
  for (const table of query.with) {
    const columns = outputColumns(state, query.recursive && table.query.kind === 'combined' ? table.query.left : table.query, scope)
    scope = { ctes: new Map([...scope.ctes, [table.name, renamed(columns, table.columns)]]) }
  }
  return scope
}

function renamed(columns: readonly ResultColumn[], names: readonly string[]): ResultColumn[] {
  return columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }))
}

function sourceColumns(state: State, source: Source, scope: Scope): SourceColumns[] {
  const aliased = (name: string, columns: readonly ResultColumn[], alias: { name: string; columns: readonly string[] } | undefined): SourceColumns => ({
    name: alias?.name ?? name,
    columns: renamed(columns, alias?.columns ?? []),
  })
  switch (source.kind) {
    case 'table': {
      const cte = source.schema === undefined ? scope.ctes.get(source.name) : undefined
      const id = cte ? undefined : state.relation(source.schema, source.name)
      const table = id === undefined ? undefined : state.tables.get(id)
      return [aliased(source.name, cte ?? table?.columns ?? [], source.alias)]
    }
    case 'derived':
      return [aliased('', outputColumns(state, source.query, scope), source.alias)]
    case 'join': {
      const sides = [...sourceColumns(state, source.left, scope), ...sourceColumns(state, source.right, scope)]
      return source.alias ? [aliased('', sides.flatMap((s) => s.columns), source.alias)] : merged(sides, source.using, source.natural)
    }
    case 'function': {
      const [call] = source.calls
      const own = call?.kind === 'call' ? call.name : ''
      const name = source.alias?.name ?? own
      const columns = source.alias && source.alias.columns.length > 0 ? source.alias.columns : [name]
      return [{ name, columns: columns.map((column) => ({ name: column, type: undefined })) }]
    }
    case 'hidden':
      return []
  }
}

/** USING and NATURAL show their columns once, first. */
function merged(sides: readonly SourceColumns[], using: readonly string[], natural: boolean): SourceColumns[] {
  const [left, right] = [sides[0], sides.at(-1)]
  const shared = natural ? (left?.columns ?? []).map((c) => c.name).filter((name) => right?.columns.some((c) => c.name === name)) : using
  if (shared.length === 0) return [...sides]
  const common = shared.flatMap((name) => sides.flatMap((side) => side.columns).find((c) => c.name === name) ?? [])
  return [{ name: '', columns: common }, ...sides.map((side) => ({ ...side, columns: side.columns.filter((c) => !shared.includes(c.name)) }))]
}

function resultColumns(output: Output, sources: readonly SourceColumns[]): ResultColumn[] {
  if (output.kind === 'hidden') return []
  if (output.kind === 'star') {
    const from = output.of === undefined ? sources : sources.filter((source) => source.name === output.of)
    return from.flatMap((source) => source.columns)
  }
  return [{ name: output.name ?? figureName(output.term) ?? '?column?', type: typeOf(output.term, sources) }]
}

function typeOf(term: Term, sources: readonly SourceColumns[]): TypeReference | undefined {
  if (term.kind !== 'column') return undefined
  const from = term.of === undefined ? sources : sources.filter((source) => source.name === term.of)
  return from.flatMap((source) => source.columns).find((column) => column.name === term.name)?.type
}

/** A table that a view reads, with the columns that it cannot do without. */
export interface Reading {
  readonly table: Id
  readonly columns: ReadonlySet<number>
}

/** What a query reads, at any depth. A star means the columns that there are now. */
export function readingsOf(state: State, query: Query): Reading[] {
  const tables: TableSource[] = []
  const columns: Column[] = []
  const stars: (string | undefined)[] = []
  const open: unknown[] = [query]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if (isKind<TableSource>(next, 'table')) tables.push(next)
    else if (isKind<Column>(next, 'column')) columns.push(next)
    else if (isKind<{ of: string | undefined }>(next, 'star')) stars.push(next.of)
    else if (isKind<{ natural: boolean; using: readonly string[] }>(next, 'join')) {
      if (next.natural) stars.push(undefined)
      for (const name of next.using) columns.push({ kind: 'column', of: undefined, schema: undefined, name, range: [0, 0] })
    }
    open.push(...Object.values(next))
  }
  return tables.flatMap((source): Reading[] => {
    const id = state.relation(source.schema, source.name)
    const table = id === undefined ? undefined : state.tables.get(id)
    if (!table) return []
    const isOwn = (of: string | undefined): boolean => of === undefined || of === (source.alias?.name ?? source.name)
    const read = table.columns.filter((c) => stars.some(isOwn) || columns.some(({ name, of }) => name === c.name && isOwn(of)))
    return [{ table: table.id, columns: new Set(read.map((c) => c.number)) }]
  })
}

function isKind<T extends object>(value: object, kind: string): value is T & { kind: string } {
  return 'kind' in value && value.kind === kind
}
