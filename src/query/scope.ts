import type { Operand, Side } from './formula.ts'
import type { Column, CommonTable } from './query.ts'
import type { RowSource } from './relation.ts'

/** What a column name means. A column of USING is either side's, where that is present. */
export interface Meant {
  readonly operands: readonly { readonly operand: Operand; readonly sides: readonly Side[] }[]
}

/** A WITH query and what it can see itself. */
export interface NamedQuery {
  readonly table: CommonTable
  readonly isRecursive: boolean
  readonly scope: Scope
  /** Inside a recursion: the rows that it goes on from. */
  readonly rows: RowSource | undefined
}

/** What names mean at a place of a query. */
export interface Scope {
  readonly sources: RowSource[]
  readonly merged: Map<string, Meant>
  readonly named: ReadonlyMap<string, NamedQuery>
  readonly outer: Scope | undefined
  /** What a column is once rows are grouped; nothing where it is not the same for a whole group. */
  readonly grouped?: (operand: Operand) => Operand | undefined
}

export function emptyScope(outer?: Scope): Scope {
  return { sources: [], merged: new Map(), named: outer?.named ?? new Map<string, NamedQuery>(), outer }
}

/** Where a scope has the column of a USING that has a name. */
export function columnOfUsing(name: string, column: string): string {
  return JSON.stringify([name, column])
}

/** What a column name means; nothing where it is ambiguous or unknown. */
export function resolve(column: Column, scope: Scope): Meant | undefined {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const found = column.of === undefined ? bare(column.name, level) : qualified(column.of, column, level)
    if (found === 'ambiguous') return undefined
    if (found) return shown(found, level)
  }
  return undefined
}

/** Whether a column is of something that no FROM around it names. */
export function isOutside({ of }: Column, scope: Scope): boolean {
  if (of === undefined) return false
  for (let level: Scope | undefined = scope; level; level = level.outer)
    if (level.sources.some((source) => source.name === of || source.kind === 'hidden')) return false
  return true
}

/** Whether a bare name is a column of the sources of a scope itself. */
export function isOwnColumn({ of, name }: Column, scope: Scope): boolean {
  return of === undefined && (scope.merged.has(name) || scope.sources.some(({ columns }) => columns?.includes(name)))
}

function shown(found: Meant, { grouped }: Scope): Meant | undefined {
  if (!grouped) return found
  const operands = found.operands.flatMap(({ operand, sides }) => {
    const is = grouped(operand)
    return is ? [{ operand: is, sides }] : []
  })
  return operands.length === found.operands.length ? { operands } : undefined
}

function single(source: RowSource, name: string): Meant {
  return { operands: [{ operand: { kind: 'column', source, name }, sides: [] }] }
}

function qualified(of: string, { name, schema }: Column, { sources, merged }: Scope): Meant | undefined {
  const common = merged.get(columnOfUsing(of, name))
  if (common) return common
  const isMeant = (source: RowSource): boolean => source.name === of && (schema === undefined || source.schema === schema)
  const source = sources.find(isMeant)
  return source && single(source, name)
}

/** Columns that every table has without listing them. */
const systemColumns: ReadonlySet<string> = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'])

function bare(name: string, level: Scope): Meant | 'ambiguous' | undefined {
  const { sources, merged } = level
  const common = merged.get(name)
  if (common) return common
  const having = sources.filter((source) => source.columns?.includes(name))
  const [first] = having
  if (having.length > 1) return 'ambiguous'
  if (first) return single(first, name)
  const unknown = sources.filter((source) => isOpen(source) || (source.kind === 'table' && systemColumns.has(name)))
  const [only] = unknown
  if (!only) return undefined
  return unknown.length > 1 || isKnownOutside(name, level.outer) ? 'ambiguous' : single(only, name)
}

function isOpen({ columns, kind }: RowSource): boolean {
  return columns === undefined && kind !== 'hidden' && kind !== 'excluded'
}

function isKnownOutside(name: string, scope: Scope | undefined): boolean {
  for (let level = scope; level; level = level.outer) {
    if (level.merged.has(name) || level.sources.some(({ columns }) => columns?.includes(name))) return true
  }
  return false
}
