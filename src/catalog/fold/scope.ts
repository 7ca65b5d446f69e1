import type { Alias, Column, JoinSource, TableSource } from '../../query/query.ts'
import { cutName } from '../names.ts'
import { refuse, type BoundType, type TableState } from './objects.ts'

/** A column of a query's result; the type is undefined where it would have to be inferred. */
export interface ResultColumn {
  readonly name: string
  readonly type: BoundType | undefined
  readonly collation: string | undefined
}

/** What a query gives; more than these columns where it is not complete. */
export interface Result {
  readonly columns: readonly ResultColumn[]
  readonly complete: boolean
}

/** A column of a table that a name leads to. Without a source it is the table that the expression belongs to. */
export interface Origin {
  readonly source: TableSource | undefined
  readonly number: number
  readonly name: string
}

export interface SeenColumn extends ResultColumn {
  /** The source that it is written with, where it may be. */
  readonly of: string | undefined
  /** Several where USING merges columns. */
  readonly origins: readonly Origin[]
}

interface Entry {
  readonly source?: TableSource | undefined
  readonly name: string
  readonly schema: string | undefined
  readonly columns: readonly SeenColumn[]
  readonly complete: boolean
}

/** What the names of one FROM mean: with a source's name before them, and without. */
export interface Scope {
  readonly entries: readonly Entry[]
  readonly visible: readonly SeenColumn[]
  readonly complete: boolean
}

export const emptyScope: Scope = { entries: [], visible: [], complete: true }

/** Of everything a scope has columns that nobody knows. */
export const hiddenScope: Scope = { ...emptyScope, complete: false }

function scopeOf(entry: Entry): Scope {
  return { entries: [entry], visible: entry.columns, complete: entry.complete }
}

/** A table under its own name or an alias. */
export function scopeOfTable(table: TableState, source: TableSource | undefined): Scope {
  const name = source?.alias?.name ?? table.name
  const columns = table.columns.map((c): SeenColumn => ({
    name: c.name,
    type: c.type,
    collation: c.collation,
    of: name,
    origins: [{ source, number: c.number, name: c.name }],
  }))
  return scopeOf({
    source,
    name,
    schema: source?.alias ? undefined : table.schema,
    columns: aliased(columns, source?.alias),
    complete: table.complete,
  })
}

/** The row of a table, which most expressions read nothing of. */
export function scopeOfRow(table: TableState): Scope {
  let made: Scope | undefined
  const scope = (): Scope => (made ??= scopeOfTable(table, undefined))
  return {
    get entries() {
      return scope().entries
    },
    get visible() {
      return scope().visible
    },
    complete: table.complete,
  }
}

export function scopeOfResult({ columns, complete }: Result, name: string, alias: Alias | undefined): Scope {
  const seen = columns.map((column): SeenColumn => ({ ...column, of: alias?.name ?? name, origins: [] }))
  return scopeOf({ name: alias?.name ?? name, schema: undefined, columns: aliased(seen, alias), complete })
}

function aliased(columns: readonly SeenColumn[], alias: Alias | undefined): readonly SeenColumn[] {
  const names = alias?.columns ?? []
  return names.length === 0 ? columns : columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }))
}

export function beside(left: Scope, right: Scope): Scope {
  return {
    entries: [...left.entries, ...right.entries],
    visible: [...left.visible, ...right.visible],
    complete: left.complete && right.complete,
  }
}

/** USING and NATURAL show their columns once, first, and USING may name them as a row; an alias of all hides the two sides. */
export function joined(left: Scope, right: Scope, { how, using, usingAlias, natural, alias }: JoinSource): Scope {
  const names = natural ? left.visible.map((c) => c.name).filter((name) => right.visible.some((c) => c.name === name)) : using
  const merged = names.map((name) => mergedColumn(name, left, right, how))
  const rest = [...left.visible, ...right.visible].filter((column) => !names.includes(column.name))
  const visible = [...merged, ...rest]
  const complete = left.complete && right.complete
  if (!alias) {
    const { entries } = beside(left, right)
    return { entries: usingAlias === undefined ? entries : [...entries, entryOf(usingAlias, merged, complete)], visible, complete }
  }
  return scopeOf(entryOf(alias.name, aliased(visible, alias), complete))
}

function entryOf(name: string, columns: readonly SeenColumn[], complete: boolean): Entry {
  return { name, schema: undefined, columns: columns.map((column) => ({ ...column, of: name })), complete }
}

function mergedColumn(name: string, left: Scope, right: Scope, how: JoinSource['how']): SeenColumn {
  const sides = (how === 'right' ? [right, left] : [left, right]).map((side) => {
    const column = only(
      side.visible.filter((c) => c.name === name),
      name,
    )
    if (!column && side.complete) refuse(`column "${name}" specified in USING clause does not exist`)
    return column
  })
  const known = sides.filter((side) => side !== undefined)
  const [first] = known
  return { name, type: first?.type, collation: first?.collation, of: undefined, origins: known.flatMap((column) => column.origins) }
}

function only<T>(found: readonly T[], name: string): T | undefined {
  if (found.length > 1) refuse(`column reference "${name}" is ambiguous`)
  return found[0]
}

const systemColumns: ReadonlySet<string> = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'])

/** What a column's name means in the innermost scope that has it; undefined for a whole row, a system column and what nobody knows. */
export function lookUp({ name, of, schema }: Column, scopes: readonly Scope[]): SeenColumn | undefined {
  const cut = cutName(name)
  for (const scope of scopes) {
    if (of === undefined) {
      const column = only(
        scope.visible.filter((c) => c.name === cut),
        cut,
      )
      if (column) return column
      if (!scope.complete || scope.entries.some((entry) => entry.name === cut)) return undefined
      if (systemColumns.has(cut) && scope.entries.length > 0) return undefined
      continue
    }
    const entry = scope.entries.find((e) => e.name === of && (schema === undefined || e.schema === schema))
    if (entry) return columnOf(entry, cut)
    if (!scope.complete) return undefined
  }
  return refuse(of === undefined ? `column "${cut}" does not exist` : `missing FROM-clause entry for table "${of}"`)
}

function columnOf(entry: Entry, name: string): SeenColumn | undefined {
  const column = only(
    entry.columns.filter((c) => c.name === name),
    name,
  )
  if (!column && entry.complete && name !== '*' && !systemColumns.has(name)) refuse(`column ${entry.name}.${name} does not exist`)
  return column
}
