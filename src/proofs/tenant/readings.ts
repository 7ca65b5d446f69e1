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

/** A reference of one of the readings, which may stand in that one alone. */
export interface PlacedJudged extends Judged {
  readonly place: Reading['place']
}

const reported: ReadonlySet<Verdict> = new Set(['by-key', 'by-reference', 'may-vanish', 'vacuous', 'unscoped'])

/** What holds of a query in all of its readings; where they differ, a condition of the program decides. */
export function judgeReadings(readings: readonly Reading[], judge: (query: Query) => readonly Judged[]): readonly PlacedJudged[] {
  const found = new Map<string, PlacedJudged>()
  for (const reading of readings) {
    for (const [key, one] of judgedOnce(reading, judge)) {
      const known = found.get(key)
      found.set(key, known ? together(known, one, reading) : one)
    }
  }
  return [...found.values()]
}

/** What one reading says of each place: the weakest, where a table is used twice by what is written there. */
function judgedOnce(reading: Reading, judge: (query: Query) => readonly Judged[]): ReadonlyMap<string, PlacedJudged> {
  const found = new Map<string, PlacedJudged>()
  for (const one of judge(reading.query)) {
    const key = keyOf(one, reading)
    const known = found.get(key)?.verdict
    if (known !== undefined && weaker(known, one.verdict) === known) continue
    found.set(key, { ...one, place: reading.place })
  }
  return found
}

function keyOf({ access: { range, name, does } }: Judged, { place }: Reading): string {
  return `${place(range).join()} ${name} ${does}`
}

function together(known: PlacedJudged, other: Judged, { on }: Reading): PlacedJudged {
  const worst = weaker(known.verdict, other.verdict)
  if (reported.has(known.verdict) === reported.has(other.verdict))
    return worst === known.verdict ? known : { ...known, verdict: worst, reason: other.reason }
  return { ...known, verdict: 'dynamic', reason: `\`${on.join('`, `')}\` decides whether it is held to a tenant`, at: undefined }
}
