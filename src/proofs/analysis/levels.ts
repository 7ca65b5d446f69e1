import { ownColumns } from '../../query/columns.ts'
import type { Call } from '../../query/query.ts'
import { find, type Space } from './space.ts'
import { isNode, kindOf } from './terms.ts'

/** Of which query around it an aggregate is: of the innermost whose columns it reads. Undefined where that is not sure. */
export function aggregateLevel(call: Call, space: Space): number | undefined {
  const columns = [...ownColumns([call.args, call.orderBy])]
  const levels = columns.map((column) => {
    const found = find(column, space)
    if (found && 'among' in found) return 0
    return found?.level
  })
  if (levels.includes(0)) return 0
  if (levels.includes(undefined)) return isOutermost(space) ? 0 : undefined
  if (holdsQuery([call.args, call.orderBy])) return isOutermost(space) ? 0 : undefined
  return levels.length === 0 ? 0 : Math.min(...levels.map((level) => level ?? 0))
}

/** No query around it has columns. */
function isOutermost({ outer }: Space): boolean {
  return outer === undefined || (outer.items.length === 0 && isOutermost(outer))
}

function holdsQuery(node: unknown): boolean {
  if (!isNode(node)) return false
  return kindOf(node) === 'subquery' || kindOf(node) === 'exists' || Object.values(node).some(holdsQuery)
}
