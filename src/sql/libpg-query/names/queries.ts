import type {
  CommonTableExpr,
  DeleteStmt,
  InsertStmt,
  IntoClause,
  MergeStmt,
  Node,
  OnConflictClause,
  ResTarget,
  ReturningClause,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from '@pgsql/types'
import { elementEnd } from '../../select-list.ts'
import { elements } from './columns.ts'
import { indirection, window } from './expressions.ts'
import { aliasedRelation, fromItem, fromItems } from './from-items.ts'
import { relationKey, relationOf } from './namespaces.ts'
import { relation } from './relation.ts'
import { strings, type Handlers, type Step, type Steps, type Walk } from './walk.ts'

/** `expression AS name`: the name is the last token of the element, which is located where the expression starts. */
function resultColumn(target: ResTarget, walk: Walk, level: string): Step {
  const { cursor } = walk
  const label = (): void => {
    if (target.name === undefined || !walk.seek(target.location)) return
    const end = elementEnd(cursor, cursor.index)
    walk.takeAt(end - 1, target.name, { role: 'result column', within: `result column of ${level}` })
    cursor.index = end
  }
  return () => [walk.visit(target.val), label]
}

function resultColumns(nodes: readonly Node[] | undefined, walk: Walk, level: string): Steps {
  return (nodes ?? []).map((node) => ('ResTarget' in node ? resultColumn(node.ResTarget, walk, level) : walk.visit(node)))
}

/** The columns that an INSERT or an UPDATE writes. */
function writtenColumns(nodes: readonly Node[] | undefined, walk: Walk): Steps {
  return (nodes ?? []).map((node) => {
    if (!('ResTarget' in node)) return walk.visit(node)
    const { name, location, val } = node.ResTarget
    return () => {
      if (walk.seek(location)) walk.take(name, { role: 'column' })
      return [...indirection(node.ResTarget.indirection, walk), walk.visit(val)]
    }
  })
}

function commonTable(body: CommonTableExpr, walk: Walk, level: string): Steps {
  const located = walk.seek(body.location)
  const columns = `column of ${walk.level()}`
  if (located && walk.take(body.ctename, { role: 'common table expression', within: `common table expression of ${level}` })) {
    walk.bracketOf(strings(body.aliascolnames), { role: 'column', within: columns })
  }
  return [walk.visit(body.ctequery), () => searchAndCycle(body, walk, columns)]
}

function searchAndCycle({ search_clause: search, cycle_clause: cycle }: CommonTableExpr, walk: Walk, within: string): Steps {
  const { cursor } = walk
  if (search && walk.seek(search.location)) {
    cursor.after('by')
    walk.list(strings(search.search_col_list), { role: 'column' })
    cursor.skip('set')
    walk.take(search.search_seq_column, { role: 'column', within })
  }
  if (!cycle || !walk.seek(cycle.location)) return []
  cursor.skip('cycle')
  walk.list(strings(cycle.cycle_col_list), { role: 'column' })
  cursor.skip('set')
  walk.take(cycle.cycle_mark_column, { role: 'column', within })
  const path = (): void => {
    cursor.after('using')
    walk.take(cycle.cycle_path_column, { role: 'column', within })
  }
  return [walk.visit(cycle.cycle_mark_value), walk.visit(cycle.cycle_mark_default), path]
}

function withClause(clause: WithClause | undefined, walk: Walk, level: string): Steps {
  return (clause?.ctes ?? []).map((node) =>
    'CommonTableExpr' in node ? () => commonTable(node.CommonTableExpr, walk, level) : walk.visit(node),
  )
}

function returning(clause: ReturningClause | undefined, walk: Walk, level: string): Steps {
  const options = (clause?.options ?? []).map((node) => {
    if (!('ReturningOption' in node)) return undefined
    const { value, location } = node.ReturningOption
    return () => {
      if (!walk.seek(location)) return
      walk.cursor.after('as')
      walk.take(value, { role: 'alias', within: `alias of ${level}` })
    }
  })
  return [...options, ...resultColumns(clause?.exprs, walk, level)]
}

/** SELECT … INTO, and what CREATE TABLE AS and CREATE MATERIALIZED VIEW bring into being. */
export function into(clause: IntoClause | undefined, walk: Walk, role: 'table' | 'view' = 'table', ifNotExists?: boolean): void {
  if (!clause?.rel) return
  relation(clause.rel, walk, { role, within: relationKey(clause.rel), ifNotExists })
  walk.bracketOf(strings(clause.colNames), { role: 'column', within: `column of ${relationOf(clause.rel)}` })
  if (clause.accessMethod !== undefined && walk.cursor.after('using')) walk.take(clause.accessMethod, { role: 'name' })
  if (clause.tableSpaceName !== undefined && walk.cursor.after('tablespace')) walk.take(clause.tableSpaceName, { role: 'tablespace' })
}

function select(body: SelectStmt, walk: Walk): Steps {
  const level = walk.level()
  return [
    ...withClause(body.withClause, walk, level),
    walk.as('SelectStmt', body.larg),
    walk.as('SelectStmt', body.rarg),
    walk.visit(body.distinctClause),
    ...resultColumns(body.targetList, walk, level),
    () => into(body.intoClause, walk),
    ...fromItems(body.fromClause, walk, level),
    walk.visit(body.whereClause),
    walk.visit(body.groupClause),
    walk.visit(body.havingClause),
    ...(body.windowClause ?? []).map((node) =>
      'WindowDef' in node ? () => window(node.WindowDef, walk, `window of ${level}`) : walk.visit(node),
    ),
    walk.visit(body.valuesLists),
    walk.visit(body.sortClause),
    walk.visit(body.limitCount),
    walk.visit(body.limitOffset),
    walk.visit(body.lockingClause),
  ]
}

function onConflict(clause: OnConflictClause | undefined, walk: Walk): Steps {
  if (!clause) return []
  const { infer, targetList, whereClause } = clause
  const target = (): Steps => {
    if (!infer || !walk.seek(infer.location)) return []
    if (infer.conname !== undefined && walk.cursor.after('constraint')) walk.take(infer.conname, { role: 'constraint' })
    return [() => elements(infer.indexElems, walk), walk.visit(infer.whereClause)]
  }
  return [target, ...writtenColumns(targetList, walk), walk.visit(whereClause)]
}

function insert(body: InsertStmt, walk: Walk): Steps {
  const level = walk.level()
  return [
    ...withClause(body.withClause, walk, level),
    () => aliasedRelation(body.relation, walk, level),
    ...writtenColumns(body.cols, walk),
    walk.visit(body.selectStmt),
    ...onConflict(body.onConflictClause, walk),
    ...returning(body.returningClause, walk, level),
  ]
}

function update(body: UpdateStmt, walk: Walk): Steps {
  const level = walk.level()
  return [
    ...withClause(body.withClause, walk, level),
    () => aliasedRelation(body.relation, walk, level),
    ...writtenColumns(body.targetList, walk),
    ...fromItems(body.fromClause, walk, level),
    walk.visit(body.whereClause),
    ...returning(body.returningClause, walk, level),
  ]
}

function remove(body: DeleteStmt, walk: Walk): Steps {
  const level = walk.level()
  return [
    ...withClause(body.withClause, walk, level),
    () => aliasedRelation(body.relation, walk, level),
    ...fromItems(body.usingClause, walk, level),
    walk.visit(body.whereClause),
    ...returning(body.returningClause, walk, level),
  ]
}

function merge(body: MergeStmt, walk: Walk): Steps {
  const level = walk.level()
  return [
    ...withClause(body.withClause, walk, level),
    () => aliasedRelation(body.relation, walk, level),
    fromItem(body.sourceRelation, walk, level),
    walk.visit(body.joinCondition),
    walk.visit(body.mergeWhenClauses),
    ...returning(body.returningClause, walk, level),
  ]
}

export const queryHandlers: Handlers = {
  SelectStmt: select,
  InsertStmt: insert,
  UpdateStmt: update,
  DeleteStmt: remove,
  MergeStmt: merge,
  MergeWhenClause: (body, walk) => [walk.visit(body.condition), ...writtenColumns(body.targetList, walk), walk.visit(body.values)],
  RangeVar: (body, walk) => void relation(body, walk),
}
