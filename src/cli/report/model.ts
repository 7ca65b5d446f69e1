import type { Service } from '../service.ts'
import type { Group, Counts } from './groups.ts'
import type { CatalogGraph, NodeKind } from '../catalog-graph.ts'
import type { ShownPlace } from '../places.ts'

/** All that the page shows, in the order in which it does. */
export interface ReportModel {
  readonly project: string
  readonly version: string
  readonly sources: readonly string[]
  /** How many files the queries stand in. */
  readonly counts: Counts
  readonly partly: number
  readonly unread: number
  readonly tables: readonly TableRow[]
  readonly files: readonly FileRow[]
  readonly graph: CatalogGraph
  readonly unindexed: number
  readonly indexes: readonly IndexRow[]
  /** Whether all queries of the application are known to be among those that were read. */
  readonly isWhole: boolean
  readonly queries: readonly QueryRow[]
  readonly unserved: readonly UnservedRow[]
  readonly findings: readonly FindingRow[]
  readonly gaps: Gaps
}

export interface TableRow {
  readonly name: string
  /** Undefined where the schema does not have it. */
  readonly kind: NodeKind | undefined
  readonly place: ShownPlace | undefined
  readonly rowSecurity: boolean
  /** How its accesses are held. */
  readonly counts: Counts
}

export interface FileRow {
  readonly file: string
  /** How its queries are held. */
  readonly counts: Counts
}

export interface AccessRow {
  readonly table: string
  readonly verdict: string
  readonly group: Group
  readonly reason: string
  readonly service: Service
}

export interface QueryRow {
  readonly id: string
  readonly place: ShownPlace
  readonly notation: string
  readonly sql: string
  readonly verdict: string
  readonly group: Group
  readonly accesses: readonly AccessRow[]
}

export interface UnservedRow {
  readonly query: QueryRow
  readonly access: AccessRow
}

/**
 * What an index is for: queries, a key, a foreign key; or whether queries may use it, none can, or none was seen among those
 * that are known.
 */
export type IndexState = 'queries' | 'key' | 'foreign key' | 'perhaps' | 'unused' | 'unseen'

export interface IndexRow {
  readonly table: string
  readonly name: string
  readonly keys: string
  readonly details: readonly string[]
  readonly state: IndexState
  /** What it is for besides queries. */
  readonly purposes: readonly string[]
  readonly queries: readonly QueryRow[]
  readonly perhaps: readonly QueryRow[]
  readonly place: ShownPlace
}

export interface FindingRow {
  readonly id: string
  readonly rule: string
  readonly url: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly table: string
  readonly place: ShownPlace
  readonly frame: readonly FrameLine[]
}

/** A line of code with the part that is marked, if any. */
export interface FrameLine {
  readonly number: number
  readonly before: string
  readonly marked: string
  readonly after: string
}

/** What the report does not know, and why. */
export interface Gaps {
  readonly settings: readonly string[]
  readonly schema: readonly string[]
  readonly files: readonly { readonly file: string; readonly line: number; readonly reason: string }[]
  readonly steps: readonly { readonly place: ShownPlace; readonly reason: string }[]
  readonly differences: readonly { readonly place: ShownPlace; readonly what: string; readonly only: string }[]
}
