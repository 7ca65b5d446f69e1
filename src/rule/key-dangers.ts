import type { Report } from '../proofs/tenant/reports.ts'
import type { PlacedAccess } from './placed-access.ts'

/** What comes of a query that goes by a key alone. */
export const dangers = {
  byKey: 'so whoever knows or guesses an id of another tenant reaches its row',
  byPerson: 'and that may have rows of several tenants, so rows of other tenants than the one asked for may be {{effect}}',
  byShared: 'so all tenants may share that row, and rows of all of them that refer to it are {{effect}}',
  byNull: 'so rows of every tenant that have NULL there are {{effect}}',
  byNobody: 'so a row that belongs to nobody, and that all tenants share, may be {{effect}}',
  byReference: 'so whoever passes an id of another tenant reaches its rows',
} as const

/** What holds the row of the first query does not hold what is tied to it here by another key. */
export const isRepeated = ({ weakest, others }: Report<PlacedAccess>) => [weakest, ...others].every((one) => one.isRepeated)

/** Which of them it is. */
export function dangerOf({
  weakest: { verdict, isByPerson, isByShared, isByNull, isNobodys },
}: Report<PlacedAccess>): keyof typeof dangers {
  if (isNobodys) return 'byNobody'
  if (isByPerson) return 'byPerson'
  if (isByNull) return 'byNull'
  if (isByShared) return 'byShared'
  return verdict === 'by-key' ? 'byKey' : 'byReference'
}

/** The message that tells of it. */
export function messageOf(report: Report<PlacedAccess>): keyof typeof dangers | 'added' | 'byConflict' | 'mayVanish' | 'opened' {
  const { does, isThrough, open } = report.weakest
  if (does === 'insert') return 'added'
  if (does === 'conflict update' && !isThrough) return 'byConflict'
  if (open) return open.mayVanish ? 'mayVanish' : 'opened'
  return dangerOf(report)
}
