import type { Call, Column, Output, Query, Source, TableSource, Term, Value } from '../../query/query.ts'
import { cutName } from '../names.ts'
import { parseType } from '../types.ts'
import { bindType } from './bind-type.ts'
import { figureName } from './choose-name.ts'
import type { BoundType, Id, Meaning, NamingNode } from './objects.ts'
import {
  beside,
  emptyScope,
  hiddenScope,
  joined,
  lookUp,
  scopeOfResult,
  scopeOfTable,
  type Result,
  type ResultColumn,
  type Scope,
  type SeenColumn,
} from './scope.ts'
import type { State } from './state.ts'

/** The scopes around an expression, the innermost first, and the common tables that hide others of their name. */
interface Surroundings {
  readonly scopes: readonly Scope[]
  readonly commonTables: ReadonlyMap<string, Result>
}

const queryKinds: ReadonlySet<unknown> = new Set<Query['kind']>([
  'select',
  'combined',
  'values',
  'insert',
  'update',
  'delete',
  'merge',
  'truncate',
])

function isQuery(node: object): node is Query {
  return 'kind' in node && queryKinds.has(node.kind)
}

function isKind<T extends { readonly kind: string }>(node: object, kind: T['kind']): node is T {
  return 'kind' in node && node.kind === kind
}

/** Finds what the names of expressions and queries mean, and notes it. */
export class Resolver {
  readonly columns = new Map<Column, Meaning>()
  readonly sources = new Map<
    TableSource,
    { readonly table: Id; readonly columns: Map<number, string>; readonly merged: Set<number>; asRow: boolean }
  >()
  readonly objects = new Map<NamingNode, Id>()
  /** What each star of a select list stands for, and columns that nothing else is noted of with the source that they are read from. */
  readonly spelled = new Map<object, Column | readonly Output[]>()
  /** What each column that is read is of, where that is known, and what each query gives. */
  readonly types = new Map<Column, BoundType>()
  readonly results = new Map<Query, Result>()
  /** Whether there is a query in it. */
  hasQuery = false
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  /** An expression, or any part of a query. */
  read(node: unknown, around: Surroundings): void {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) {
      for (const part of node) if (typeof part === 'object') this.read(part, around)
      return
    }
    if (isQuery(node)) {
      this.query(node, around)
      return
    }
    if (isKind<Column>(node, 'column')) {
      const seen = lookUp(node, around.scopes)
      if (seen) this.#note(seen, node)
      else this.#noteRow(node, around.scopes)
      if (seen?.type) this.types.set(node, seen.type)
      if (seen && !this.columns.has(node) && mayMeanAnother(node, seen, around.scopes)) this.spelled.set(node, { ...node, of: seen.of })
      return
    }
    if (isKind<Call>(node, 'call')) this.#call(node)
    else if (isKind<Extract<Term, { kind: 'cast' }>>(node, 'cast')) this.#cast(node)
    for (const value of Object.values(node)) if (typeof value === 'object') this.read(value, around)
  }

  /** A query with everything in it; what it gives. */
  query(query: Query, outer: Surroundings): Result {
    const result = this.#given(query, outer)
    this.results.set(query, result)
    return result
  }

  #given(query: Query, outer: Surroundings): Result {
    this.hasQuery = true
    const around = this.#commonTables(query, outer)
    switch (query.kind) {
      case 'select':
        return this.#select(query, around)
      case 'combined':
        return combined(this.query(query.left, around), this.query(query.right, around))
      case 'values':
        this.read(query.rows, around)
        return { columns: (query.rows[0] ?? []).map((_, i) => unknownColumn(`column${String(i + 1)}`)), complete: true }
      case 'truncate':
      case 'copy':
        return { columns: [], complete: true }
      default:
        return this.#write(query, around)
    }
  }

  #commonTables({ with: tables, recursive }: Query, outer: Surroundings): Surroundings {
    let around = outer
    for (const { name, columns, query } of tables) {
      const add = (result: Result): Surroundings => ({
        ...around,
        commonTables: new Map([...around.commonTables, [name, renamed(result, columns)]]),
      })
      if (recursive && query.kind === 'combined') around = add(this.query(query.left, this.#commonTables(query, around)))
      around = add(this.query(query, around))
    }
    return around
  }

  #select(query: Extract<Query, { kind: 'select' }>, around: Surroundings): Result {
    let scope = emptyScope
    for (const source of query.from) scope = beside(scope, this.#source(source, around, scope))
    const inside = { ...around, scopes: [scope, ...around.scopes] }
    const result = this.#outputs(query.output, inside)
    const names = new Set(result.columns.map((column) => column.name))
    const isOutput = (term: Term): boolean => term.kind === 'column' && term.of === undefined && names.has(term.name)
    const isInput = (term: Term): boolean => term.kind === 'column' && scope.visible.some((column) => column.name === term.name)
    const { where, having, windows, groupBy, orderBy, distinct, limit, offset } = query
    this.read([where, having, windows, limit, offset], inside)
    const grouped = groupBy?.kind === 'terms' ? groupBy.terms : (groupBy?.sets ?? []).flat()
    this.read(
      grouped.filter((term) => isInput(term) || !isOutput(term)),
      inside,
    )
    const ordered = [...orderBy.map((order) => order.term), ...(typeof distinct === 'boolean' ? [] : distinct)]
    this.read(
      ordered.filter((term) => !isOutput(term)),
      inside,
    )
    return result
  }

  #write(query: Extract<Query, { target: TableSource }>, around: Surroundings): Result {
    const others =
      query.kind === 'update' ? query.from : query.kind === 'delete' ? query.using : query.kind === 'merge' ? [query.source] : []
    let scope = this.#source(query.target, around, emptyScope)
    for (const source of others) scope = beside(scope, this.#source(source, around, scope))
    const { with: _with, target: _target, returning, ...rest } = query
    this.read({ ...rest, kind: undefined }, { ...around, scopes: [hiddenScope] })
    return this.#outputs(returning, { ...around, scopes: [scope, ...around.scopes] })
  }

  #source(source: Source, around: Surroundings, before: Scope): Scope {
    const lateral = { ...around, scopes: [before, ...around.scopes] }
    switch (source.kind) {
      case 'table':
        return this.#table(source, around)
      case 'derived':
        return scopeOfResult(this.query(source.query, source.lateral ? lateral : around), '', source.alias)
      case 'join': {
        const left = this.#source(source.left, around, before)
        const right = this.#source(source.right, around, beside(before, left))
        this.read(source.on, { ...around, scopes: [beside(left, right), ...around.scopes] })
        const scope = joined(left, right, source)
        for (const name of source.natural ? scope.visible.map((column) => column.name) : source.using) this.#noteMerged(name, scope)
        return scope
      }
      case 'function': {
        this.read(source.calls, lateral)
        const [call] = source.calls
        const name = source.alias?.name ?? (call?.kind === 'call' ? call.name : '')
        const columns = source.alias && source.alias.columns.length > 0 ? source.alias.columns : [name]
        return scopeOfResult({ columns: columns.map(unknownColumn), complete: false }, name, undefined)
      }
      case 'hidden':
        return hiddenScope
    }
  }

  #table(source: TableSource, { commonTables }: Surroundings): Scope {
    const common = source.schema === undefined ? commonTables.get(source.name) : undefined
    if (common) return scopeOfResult(common, source.name, source.alias)
    const id = this.#state.relation(source.schema, source.name)
    const table = id === undefined ? undefined : this.#state.tables.get(id)
    if (!table) return scopeOfResult({ columns: [], complete: false }, source.name, source.alias)
    this.sources.set(source, { table: table.id, columns: new Map(), merged: new Set(), asRow: false })
    return scopeOfTable(table, source)
  }

  #outputs(outputs: readonly Output[], around: Surroundings): Result {
    const columns: ResultColumn[] = []
    let complete = true
    for (const output of outputs) {
      if (output.kind === 'hidden') complete = false
      else if (output.kind === 'star') {
        const [scope = emptyScope] = around.scopes
        const from = output.of === undefined ? scope : (scope.entries.find((entry) => entry.name === output.of) ?? hiddenScope)
        const seen = 'visible' in from ? from.visible : from.columns
        const spelled = seen.map((column) => this.#spell(column, output))
        if (from.complete) this.spelled.set(output, spelled)
        else complete = false
        columns.push(...seen)
      } else {
        this.read(output.term, around)
        columns.push({ ...this.#typeOf(output.term, around), name: cutName(output.name ?? figureName(output.term) ?? '?column?') })
      }
    }
    return { columns, complete }
  }

  /** A column that a star stands for, as if it were written out. */
  #spell(column: SeenColumn, { range }: Output): Output {
    const { name, of } = column
    const term: Column = { kind: 'column', of, schema: undefined, name, range }
    this.#note(column, term)
    return { kind: 'term', name, term, range }
  }

  /** Limit: the type of an output that is neither a column nor a cast is not inferred. */
  #typeOf(term: Term, { scopes }: Surroundings): Omit<ResultColumn, 'name'> {
    const seen = term.kind === 'column' ? lookUp(term, scopes) : undefined
    return { type: term.kind === 'cast' ? bindType(this.#state, parseType(term.type)) : seen?.type, collation: seen?.collation }
  }

  /** A column that several are merged into stays under its name. */
  #note({ name: seen, origins }: SeenColumn, node?: Column): void {
    for (const { source, number, name } of origins) {
      const reading = source && this.sources.get(source)
      reading?.columns.set(number, name)
      if (origins.length > 1) reading?.merged.add(number)
      else if (node && seen === name) this.columns.set(node, { source, number })
    }
  }

  #noteRow({ name, of = name }: Column, scopes: readonly Scope[]): void {
    const entry = scopes.flatMap(({ entries }) => entries).find((e) => e.name === of)
    const reading = entry?.source && this.sources.get(entry.source)
    if (reading) reading.asRow = true
  }

  #noteMerged(name: string, scope: Scope): void {
    for (const column of scope.visible) if (column.name === name && column.origins.length > 1) this.#note(column)
  }

  #call(node: Call): void {
    const { name, schema, operator, args } = node
    if (operator) return
    const found = this.#state.functionNamed(schema, name)
    if (found) this.objects.set(node, found.id)
    if (sequenceFunctions.has(name) && args[0]?.kind === 'value') this.#relation(args[0])
  }

  #cast(node: Extract<Term, { kind: 'cast' }>): void {
    if (node.type === 'regclass' && node.term.kind === 'value') this.#relation(node.term)
    const { id } = bindType(this.#state, parseType(node.type))
    if (id !== undefined) this.objects.set(node, id)
  }

  #relation(node: Value): void {
    const { value } = node
    if (value.kind !== 'literal' || typeof value.literal !== 'string') return
    const [schema, name] = namesIn(value.literal)
    const id = this.#state.relation(schema, name)
    if (id !== undefined && this.#state.sequences.has(id)) this.objects.set(node, id)
  }
}

/** Whether tables may come to have a column of that name that hides the one that is meant, or is as near as it; and the name of its source would say which. */
function mayMeanAnother(node: Column, seen: SeenColumn, scopes: readonly Scope[]): boolean {
  if (node.of !== undefined || seen.of === undefined) return false
  const named = scopes.find(({ entries }) => entries.some((entry) => entry.name === seen.of))
  return named?.visible.includes(seen) === true && (named.entries.length > 1 || named !== scopes[0])
}

const sequenceFunctions: ReadonlySet<string> = new Set(['nextval', 'currval', 'setval'])

/** The schema and name in a text such as `public."Orders"`. */
function namesIn(text: string): [schema: string | undefined, name: string] {
  const names = [...text.matchAll(/"((?:[^"]|"")*)"|([^."]+)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
  return [names.at(-2), names.at(-1) ?? '']
}

function unknownColumn(name: string): ResultColumn {
  return { name, type: undefined, collation: undefined }
}

function renamed({ columns, complete }: Result, names: readonly string[]): Result {
  return { columns: columns.map((column, i) => ({ ...column, name: names[i] ?? column.name })), complete }
}

/** What the arms of UNION give. */
function combined(left: Result, right: Result): Result {
  const columns = left.columns.map((column, i): ResultColumn => {
    const type = commonType(column.type, right.columns[i]?.type)
    return type ? { ...column, type } : unknownColumn(column.name)
  })
  return { columns, complete: left.complete }
}

/** Each is taken for the other. */
const texts = ['character varying', 'text']

/** Types of one kind, each of which Postgres takes for the next where both stand in a column. */
const widening = [
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'],
  ['date', 'timestamp without time zone', 'timestamp with time zone'],
]

/** To say no length means one of 1, while what has several has none. */
const ofOneWithoutLength: ReadonlySet<string> = new Set(['character', 'bit'])

/** The type of what is of one or the other; undefined where nobody here knows it. */
function commonType(one: BoundType | undefined, other: BoundType | undefined): BoundType | undefined {
  if (!one || one.array !== other?.array) return undefined
  if (one.id === other.id && one.name === other.name) {
    if (String(one.modifiers) === String(other.modifiers)) return one
    return ofOneWithoutLength.has(one.name) ? undefined : { ...one, modifiers: [] }
  }
  if (texts.includes(one.name) && texts.includes(other.name)) return { ...one, modifiers: [] }
  const order = one.array ? undefined : widening.find((names) => names.includes(one.name) && names.includes(other.name))
  const wider = order && order.indexOf(one.name) > order.indexOf(other.name) ? one : other
  return order && { ...wider, modifiers: [] }
}
