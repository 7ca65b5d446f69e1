import type { PGlite } from '@electric-sql/pglite'
import { faultsOf, type Fault, type World } from '../../../src/proofs/analysis/analysis.ts'
import { isFilledElsewhere } from '../../../src/proofs/analysis/filled.ts'
import type { FaultId } from '../../../src/proofs/analysis/messages.ts'
import { queryOf, type Schema } from '../tenant/support/schema.ts'

/** What Postgres says where a fault is. */
export const codes: Readonly<Record<FaultId, readonly string[]>> = {
  aggregatePlace: ['42803'],
  windowPlace: ['42P20'],
  setPlace: ['0A000'],
  nestedAggregate: ['42803'],
  nestedWindow: ['42P20', '42803'],
  withoutWindow: ['42809'],
  distinctWindow: ['0A000'],
  withoutGroup: ['42883', '42809'],
  unknownWindow: ['42704'],
  lockedGroups: ['0A000'],
  lockedOuter: ['0A000'],
  lockedName: ['42P01'],
  ungrouped: ['42803'],
  distinctOrder: ['42P10'],
  distinctOnOrder: ['42P10'],
  position: ['42P10'],
  constantOrder: ['42601'],
  unionColumns: ['42601'],
  unionOrder: ['0A000'],
  subqueryColumns: ['42601'],
  rowLengths: ['42601'],
  limitColumn: ['42P10'],
  repeatedName: ['42712'],
  repeatedWith: ['42712'],
  tooManyNames: ['42P10'],
  ambiguous: ['42702'],
  excludedColumn: ['42702'],
  insertLonger: ['42601'],
  insertShorter: ['42601'],
  rowsDiffer: ['42601'],
  repeatedColumn: ['42701', '42601'],
  setColumns: ['42601', '0A000'],
  qualifiedColumn: ['42703'],
  conflictTarget: ['42601'],
  conflictKey: ['42P10'],
  conflictPartial: ['42P10'],
  generated: ['428C9'],
  identity: ['428C9'],
  nullValue: ['23502'],
  missingValue: ['23502'],
  recursiveForm: ['42P19'],
  recursiveAggregate: ['42P19'],
  recursivePlace: ['42P19'],
  recursiveCut: ['0A000'],
}

/** Faults that show when rows are written. */
export const ofRows: ReadonlySet<FaultId> = new Set(['nullValue', 'missingValue'])

/** Looks at a statement with all of a schema known, or with nothing of it. */
export function faultsIn(sql: string, { catalog, settings }: Schema, isWhole = true): Fault[] {
  const world: World = { catalog, isWhole, isFilled: (table, column) => isFilledElsewhere(table, column, catalog, settings) }
  return faultsOf(queryOf(sql), world)
}

/** The code with which Postgres refuses to plan a statement, or to run it. */
export async function codeOf(db: PGlite, sql: string, how: 'plan' | 'run' = 'plan'): Promise<string | undefined> {
  await db.exec('savepoint one')
  try {
    await db.exec(how === 'plan' ? `explain (generic_plan) ${sql}` : sql)
    return undefined
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'other'
  } finally {
    await db.exec('rollback to one')
  }
}
