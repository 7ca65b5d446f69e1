import type { Catalog } from '../catalog/catalog.ts'
import type { SqlStatement } from '../document/document.ts'
import type { Judge, Judged } from '../proofs/tenant/judge.ts'
import type { PlacedJudged } from '../proofs/tenant/readings.ts'
import type { AskedQuery, Elsewhere } from '../query/told.ts'
import type { Settings } from '../settings/settings.ts'

/** A statement with what its tables are held by. */
export interface JudgedStatement {
  readonly statement: SqlStatement
  readonly judged: readonly PlacedJudged[]
}

export type Judging = (judge: Judge, ...given: Parameters<Judge['judge']>) => Judged[]

/** What all documents are judged by. */
export interface JudgedBy {
  readonly judge: Judge
  readonly catalog: Catalog
  readonly settings: Readonly<Settings>
  readonly judging: Judging
}

/** A statement that is asked about a value, and what it calls that. */
export type AskedAbout = Pick<AskedQuery, 'statement' | 'file' | 'heir' | 'text' | 'ofNobody'> &
  Partial<Pick<AskedQuery, 'isGuarded' | 'guards'>>

export type KnownOfRow = Pick<NonNullable<Elsewhere['row']>, 'compared' | 'there'>
