import type { Delete, Merge, MergeAction, Query, Returns, Update, Values } from '../../query/query.ts'
import type { Analysis, Columns } from './analysis.ts'
import { visit, type Clause } from './expressions.ts'
import { plainItem, readFrom } from './from.ts'
import { checkInsert, checkInsertedRow, checkLengths } from './insert.ts'
import { returnedColumns } from './select.ts'
import { checkAssignments } from './assignments.ts'
import type { Item, Space } from './space.ts'

/** VALUES as a query of its own. */
export function checkValues(analysis: Analysis, { rows }: Values, around: Space): Columns {
  visit(analysis, rows, { space: around, clause: 'VALUES' })
  return checkLengths(analysis, rows)
}

export function checkWrite(analysis: Analysis, query: Exclude<Query, { kind: 'select' | 'combined' | 'values' }>, around: Space): Columns {
  switch (query.kind) {
    case 'insert':
      return checkInsert(analysis, query, around)
    case 'update':
      return checkUpdate(analysis, query, around)
    case 'delete':
      return checkDelete(analysis, query, around)
    case 'merge':
      return checkMerge(analysis, query, around)
    default:
      return undefined
  }
}

function checkUpdate(analysis: Analysis, query: Update, around: Space): Columns {
  const target = plainItem(analysis, query.target)
  const space = withItems(analysis, query.from, around, target)
  const set = query.set.flatMap((one) => ('kind' in one ? [] : [one]))
  checkAssignments(analysis, set, target, { space, clause: 'SET' })
  visit(analysis, query.where, { space, clause: 'WHERE' })
  return checkReturning(analysis, query, space)
}

function checkDelete(analysis: Analysis, query: Delete, around: Space): Columns {
  const target = plainItem(analysis, query.target)
  const space = withItems(analysis, query.using, around, target)
  visit(analysis, query.where, { space, clause: 'WHERE' })
  return checkReturning(analysis, query, space)
}

/** The names of a statement: its target, then those of its FROM. */
function withItems(analysis: Analysis, sources: Update['from'], around: Space, target: Item): Space {
  const part = readFrom(analysis, sources, around, [target])
  return { ...around, ...part, items: [target, ...part.items] }
}

export function checkReturning(analysis: Analysis, { returning }: Returns, space: Space): Columns {
  visit(analysis, returning, { space, clause: 'RETURNING' })
  const star = space.items.every(({ columns }) => columns !== undefined)
    ? space.items.flatMap((item) => (item.columns ?? []).map((name) => ({ name, item })))
    : undefined
  return returnedColumns(returning, { items: space.items, star: space.merged.size > 0 || space.mergesUnknown ? undefined : star })
}

function checkMerge(analysis: Analysis, query: Merge, around: Space): Columns {
  const target = plainItem(analysis, query.target)
  const space = withItems(analysis, [query.source], around, target)
  visit(analysis, query.on, { space, clause: 'a join condition' })
  for (const action of query.actions) checkAction(analysis, action, target, space)
  return checkReturning(analysis, query, space)
}

/** Of a row that is not matched, only the side that has it is there. */
function checkAction(analysis: Analysis, { when, and, does }: MergeAction, target: Item, whole: Space): void {
  const items = whole.items.filter((item) => when === 'matched' || (item === target) === (when === 'not matched by source'))
  const space = { ...whole, items }
  const within = (clause: Clause): { space: Space; clause: Clause } => ({ space, clause })
  visit(analysis, and, within('a condition of MERGE'))
  if (does.kind === 'update') checkAssignments(analysis, does.set, target, within('SET'))
  if (does.kind !== 'insert') return
  visit(analysis, does.row, within('VALUES'))
  if (!does.isHidden) checkInsertedRow(analysis, target, does.columns, does.row)
}
