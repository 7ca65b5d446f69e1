import type { Operand, Side } from './formula.ts'
import type { Column, CommonTable } from './query.ts'
import type { RowSource } from './relation.ts'

/** A column that USING or NATURAL merged. Of a FULL JOIN it is either side's, where that is present. */
export interface MergedColumn {
  readonly operands: readonly { readonly operand: Operand; readonly sides: readonly Side[] }[]
}

/** A WITH query and what it can see itself. */
export interface NamedQuery {
  readonly table: CommonTable
  readonly recursive: boolean
  readonly scope: Scope
  /** Inside a recursion: the rows that it goes on from. */
  readonly rows: RowSource | undefined
}

/** What names mean at a place of a query. */
export interface Scope {
  readonly sources: RowSource[]
  readonly merged: Map<string, MergedColumn>
  readonly named: ReadonlyMap<string, NamedQuery>
  readonly outer: Scope | undefined
  /** The only columns that hold of a group; all where there is no grouping. */
  readonly grouped?: (operand: Operand) => boolean
}

export function emptyScope(outer?: Scope): Scope {
  return { sources: [], merged: new Map(), named: outer?.named ?? new Map<string, NamedQuery>(), outer }
}

/** What a column name means; nothing where it is ambiguous or unknown. */
export function resolve({ of, name }: Column, scope: Scope): MergedColumn | undefined {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const found = of === undefined ? bare(name, level) : qualified(of, name, level)
    if (found === 'ambiguous') return undefined
    if (found) return found
  }
  return undefined
}

function single(source: RowSource, name: string): MergedColumn {
  return { operands: [{ operand: { kind: 'column', source, name }, sides: [] }] }
}

function qualified(of: string, name: string, { sources }: Scope): MergedColumn | undefined {
  const source = sources.find((candidate) => candidate.name === of)
  return source && single(source, name)
}

function bare(name: string, { sources, merged }: Scope): MergedColumn | 'ambiguous' | undefined {
  const common = merged.get(name)
  if (common) return common
  const having = sources.filter((source) => source.columns?.includes(name))
  const [first] = having
  if (having.length > 1) return 'ambiguous'
  if (first) return single(first, name)
  const unknown = sources.filter((source) => source.columns === undefined && source.kind !== 'hidden' && source.kind !== 'excluded')
  const [only] = unknown
  if (unknown.length > 1) return 'ambiguous'
  return only && single(only, name)
}
