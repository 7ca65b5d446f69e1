import { all, link, type Formula } from '../../query/formula.ts'
import type { Inserted } from '../../query/relation.ts'
import { operand } from './nulls.ts'
import type { Found, Verdict } from './verdict.ts'

/** Of many rows that are written out the first ones tell what the others are. */
const mostRows = 20

/** What each row that is added has in its columns. */
export function rowsAdded({ target, columns, rows, facts }: Inserted): Formula[] {
  return rows.slice(0, mostRows).map((row) => {
    const set = row.flatMap((given, i) => {
      const is = typeof given === 'object' ? given.is : undefined
      const name = columns[i] ?? ''
      return is && name !== '' ? [link(operand(target, name), is)] : []
    })
    return all([facts, ...set])
  })
}

const openings: ReadonlySet<Verdict> = new Set(['unscoped', 'vacuous', 'may-vanish'])

/** A row that refers to none is nobody's, and does no harm. */
export function foundOfAdded<One extends Found>(found: One): One {
  return openings.has(found.verdict) ? { ...found, verdict: 'scoped', reason: 'it only adds rows', open: undefined } : found
}
