import type { Range } from '../../catalog/place.ts'
import type { Query } from '../../query/query.ts'
import type { Judged } from './judge.ts'
import { weaker, type Verdict } from './verdict.ts'

/** A query as it is under some conditions of the program; the first of several has all that may be left out. */
export interface Reading {
  readonly query: Query
  /** Where a range of its text is in the file. */
  readonly place: (range: Range) => Range
  /** The conditions that are otherwise than in the first reading, as they are written. */
  readonly on: readonly string[]
}

const reported: ReadonlySet<Verdict> = new Set(['by-key', 'by-reference', 'vacuous', 'unscoped'])

/** What holds of a query in all of its readings; where they differ, a condition of the program decides. */
export function judgeReadings([first, ...others]: readonly Reading[], judge: (query: Query) => readonly Judged[]): readonly Judged[] {
  if (!first) return []
  const judged = judge(first.query)
  if (others.length === 0) return judged
  const found = new Map(judged.map((one) => [keyOf(one, first), one]))
  for (const other of others) {
    for (const one of judge(other.query)) {
      const known = found.get(keyOf(one, other))
      if (known) found.set(keyOf(one, other), together(known, one, other))
    }
  }
  return [...found.values()]
}

function keyOf({ access: { range, name, does } }: Judged, { place }: Reading): string {
  return `${place(range).join()} ${name} ${does}`
}

function together(known: Judged, other: Judged, { on }: Reading): Judged {
  const worst = weaker(known.verdict, other.verdict)
  if (reported.has(known.verdict) === reported.has(other.verdict))
    return worst === known.verdict ? known : { ...known, verdict: worst, reason: other.reason }
  return { ...known, verdict: 'dynamic', reason: `\`${on.join('`, `')}\` decides whether it is held to a tenant`, at: undefined }
}
