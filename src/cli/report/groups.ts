import { weaker, type Verdict } from '../../proofs/tenant/judge.ts'

/** What verdicts come to for somebody who asks whether tenants are kept apart. */
export type Group = 'open' | 'key' | 'unseen' | 'held' | 'global'

/** Worst first. */
export const groups: readonly Group[] = ['open', 'key', 'unseen', 'held', 'global']

export const groupNames: Readonly<Record<Group, string>> = {
  open: 'Not held',
  key: 'Held by a key alone',
  unseen: 'Cannot be seen',
  held: 'Held to one tenant',
  global: 'No tenant’s data',
}

const groupOf: Readonly<Record<Verdict, Group>> = {
  scoped: 'held',
  'by-member': 'held',
  'by-secret': 'held',
  'by-parent': 'held',
  'by-row': 'held',
  'by-guard': 'held',
  global: 'global',
  dynamic: 'unseen',
  'by-key': 'key',
  'by-reference': 'key',
  'may-vanish': 'open',
  vacuous: 'open',
  unscoped: 'open',
}

export function group(verdict: Verdict): Group {
  return groupOf[verdict]
}

/** That of a query: of its tables that are not everybody's, the one that is held worst. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const own = verdicts.filter((verdict) => verdict !== 'global')
  return own.reduce<Verdict>((worst, next) => weaker(worst, next), own[0] ?? 'global')
}

export type Counts = Readonly<Record<Group, number>>

export function countGroups(of: readonly Group[]): Counts {
  const counts = { open: 0, key: 0, unseen: 0, held: 0, global: 0 }
  for (const one of of) counts[one]++
  return counts
}

/** Those that are about some tenant's data. */
export function ofTenants({ open, key, unseen, held }: Counts): number {
  return open + key + unseen + held
}

/** What has most that is not held comes first. */
export function byWorst(a: Counts, b: Counts): number {
  const differs = groups.find((one) => a[one] !== b[one])
  return differs === undefined ? 0 : b[differs] - a[differs]
}

/** In whole percents, so that all of them is said of all of them alone. */
export function percentHeld(counts: Counts): number | undefined {
  const all = ofTenants(counts)
  return all === 0 ? undefined : Math.floor((100 * counts.held) / all)
}
