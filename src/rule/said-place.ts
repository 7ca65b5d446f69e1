import { isPartOf, type Range } from '../catalog/place.ts'
import type { SqlStatement } from '../document/document.ts'

/** A part of a query and the statement that it is of. */
interface Placed {
  readonly statement: SqlStatement
  readonly place: (range: Range) => Range
}

/** Where a part of a query is said. What a library writes of itself is of its whole call: beside it, the names and values count that the call gives. */
export function saidPlace({ statement, place }: Placed, [start, end]: Range): Range {
  const whole = place([start, end])
  if (statement.sentBy === undefined) return whole
  let said: Range | undefined
  for (let at = start; at < end; at++) {
    const part = place([at, at + 1])
    if (part[0] < part[1] && isPartOf(part, whole)) said = said ? [Math.min(said[0], part[0]), Math.max(said[1], part[1])] : part
  }
  return said ?? whole
}
