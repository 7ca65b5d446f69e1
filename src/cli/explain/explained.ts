import type { NodeKind } from '../catalog-graph.ts'
import type { TableJson, ViewJson } from '../catalog-json.ts'
import type { ShownPlace } from '../places.ts'
import type { ServiceKind } from '../service.ts'

export interface ExplainJson {
  readonly queries: readonly ExplainedQuery[]
  readonly definitions: readonly ExplainedDefinition[]
  readonly findings: readonly ExplainedFinding[]
}

export interface ExplainedQuery {
  readonly place: ShownPlace
  readonly endLine: number
  readonly notation: string
  readonly sql: string
  /** What it is under other conditions of the program. */
  readonly otherwise: readonly { readonly on: readonly string[]; readonly sql: string }[]
  readonly holes: readonly { readonly text: string; readonly takenFor: string; readonly why: string | null; readonly place: ShownPlace }[]
  readonly tables: readonly ExplainedTable[]
  readonly notes: readonly string[]
}

export interface ExplainedTable {
  readonly table: string
  /** Where the query names it. */
  readonly place: ShownPlace
  /** Null where the schema does not have it. */
  readonly definedAt: ShownPlace | null
  readonly kind: NodeKind | null
  readonly kindReason: string
  readonly verdict: string
  readonly reason: string
  readonly indexedBy: string | null
  readonly service: ServiceKind
  /** Those that serve it together, or that perhaps do. */
  readonly indexes: readonly string[]
  /** The index that would serve it, where none does. */
  readonly missingIndex: string | null
}

export interface ExplainedDefinition {
  readonly what: string
  readonly place: ShownPlace
  readonly kind: NodeKind | null
  readonly kindReason: string
  readonly table: TableJson | null
  readonly view: ViewJson | null
}

export interface ExplainedFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly suggestions: readonly string[]
  readonly place: ShownPlace
}
