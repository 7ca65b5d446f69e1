import type {
  CopyStmt,
  InsertStmt,
  MergeStmt,
  MergeWhenClause,
  Node,
  OnConflictClause,
  RangeVar,
  ReturningClause,
  SelectStmt,
  UpdateStmt,
  DeleteStmt,
} from '@pgsql/types'
import type {
  Assignment,
  Conflict,
  Delete,
  Insert,
  Merge,
  MergeAction,
  Query,
  Returns,
  TableSource,
  Term,
  Update,
  Written,
} from '../../query/query.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerOutput, lowerSelect, lowerWith } from './lower-query.ts'
import { lowerFrom, lowerSource, lowerTable } from './lower-source.ts'
import { lowerTerm } from './lower-term.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

/** INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY of a table; undefined for anything else. */
export function lowerWrite(node: Node, text: TreeText): Query | undefined {
  if ('InsertStmt' in node) return insert(node.InsertStmt, text)
  if ('UpdateStmt' in node) return update(node.UpdateStmt, text)
  if ('DeleteStmt' in node) return remove(node.DeleteStmt, text)
  if ('MergeStmt' in node) return merge(node.MergeStmt, text)
  if ('CopyStmt' in node) return copy(node.CopyStmt, text)
  if (!('TruncateStmt' in node)) return undefined
  const tables = (node.TruncateStmt.relations ?? []).flatMap((rel) => ('RangeVar' in rel ? [lowerTable(rel.RangeVar, text)] : []))
  return { kind: 'truncate', tables, with: [], recursive: false, range: text.whole }
}

function copy({ relation, attlist, is_from }: CopyStmt, text: TreeText): Query | undefined {
  if (!relation) return undefined
  const direction = is_from ? 'from' : 'to'
  return {
    kind: 'copy',
    table: lowerTable(relation, text),
    columns: stringsOf(attlist),
    direction,
    with: [],
    recursive: false,
    range: text.whole,
  }
}

function target(relation: RangeVar | undefined, text: TreeText): TableSource {
  return lowerTable(relation ?? {}, text)
}

function returning(clause: ReturningClause | undefined, text: TreeText): Returns {
  const names = (clause?.options ?? []).flatMap((node) => ('ReturningOption' in node ? [node.ReturningOption] : []))
  const returningAs = Object.fromEntries(
    names.map(({ option, value }) => [option === 'RETURNING_OPTION_OLD' ? 'old' : 'new', value] as const),
  )
  return { returning: lowerOutput(clause?.exprs, text), ...(names.length > 0 && { returningAs }) }
}

function columnsOf(nodes: readonly Node[] | undefined, text: TreeText): Written[] | undefined {
  return nodes?.flatMap((node): Written[] => {
    if (!('ResTarget' in node)) return []
    const written = text.nameAt(node.ResTarget.name ?? '', node.ResTarget.location)
    return [node.ResTarget.indirection ? { ...written, isPart: true } : written]
  })
}

function valueOf(node: Node, text: TreeText): Term | 'default' {
  return 'SetToDefault' in node ? 'default' : lowerTerm(node, text)
}

function insert(node: InsertStmt, text: TreeText): Insert {
  return {
    kind: 'insert',
    ...lowerWith(node.withClause, text),
    target: target(node.relation, text),
    columns: columnsOf(node.cols, text),
    source: insertSource(node.selectStmt, text),
    ...(isOverriding(node.override) && { isOverriding: true }),
    conflict: node.onConflictClause && conflict(node.onConflictClause, text),
    ...returning(node.returningClause, text),
    range: text.whole,
  }
}

function isOverriding(override: InsertStmt['override']): boolean {
  return override === 'OVERRIDING_SYSTEM_VALUE' || override === 'OVERRIDING_USER_VALUE'
}

/** Plain VALUES are rows, where DEFAULT may stand; with an ORDER BY, a LIMIT or a WITH they are a query. */
function insertSource(node: Node | undefined, text: TreeText): Insert['source'] {
  if (!node || !('SelectStmt' in node)) return { kind: 'default' }
  const select = node.SelectStmt
  if (!isPlainValues(select)) return { kind: 'query', query: lowerSelect(select, text) }
  const rows = (select.valuesLists ?? []).map((row) => ('List' in row ? (row.List.items ?? []).map((item) => valueOf(item, text)) : []))
  return { kind: 'rows', rows }
}

function isPlainValues(select: SelectStmt): boolean {
  return select.valuesLists !== undefined && !select.sortClause && !select.limitCount && !select.limitOffset && !select.withClause
}

function conflict({ action, infer, targetList, whereClause, location }: OnConflictClause, text: TreeText): Conflict {
  return {
    action: action === 'ONCONFLICT_UPDATE' ? 'update' : 'nothing',
    arbiter: arbiter(infer, text),
    set: assignments(targetList, text),
    where: whereClause && lowerCondition(whereClause, text),
    range: text.token(location),
  }
}

function arbiter(infer: OnConflictClause['infer'], text: TreeText): Conflict['arbiter'] {
  if (!infer) return undefined
  if (infer.conname !== undefined) return { kind: 'constraint', name: infer.conname }
  let from = text.offset(infer.location) ?? 0
  const terms = (infer.indexElems ?? []).flatMap((item): Term[] => {
    if (!('IndexElem' in item)) return []
    const { name, expr } = item.IndexElem
    const term = expr ? lowerTerm(expr, text) : name === undefined ? undefined : inferred(name, from, text)
    from = Math.max(from, term?.range[1] ?? 0)
    return term ? [term] : []
  })
  return { kind: 'columns', terms, predicate: infer.whereClause && lowerCondition(infer.whereClause, text) }
}

function inferred(name: string, from: number, text: TreeText): Term {
  return { kind: 'column', of: undefined, schema: undefined, name, range: text.nameFrom(name, from).range }
}

/** SET (a, b) = (…) is one assignment a column; of a subquery, each column is set to it. */
function assignments(nodes: readonly Node[] | undefined, text: TreeText): Assignment[] {
  return (nodes ?? []).flatMap((node): Assignment[] => {
    if (!('ResTarget' in node) || !node.ResTarget.val) return []
    const { name = '', val, location, indirection } = node.ResTarget
    const range = text.nameAt(name, location).range
    const set = { column: name, range, ...(indirection && { isPart: true as const }) }
    if (!('MultiAssignRef' in val)) return [{ ...set, value: valueOf(val, text) }]
    const { source, colno = 1, ncolumns = 1 } = val.MultiAssignRef
    if (!source) return []
    const items = 'RowExpr' in source ? (source.RowExpr.args ?? []) : undefined
    const atOnce = colno === 1 && !('SubLink' in source) ? { atOnce: { columns: ncolumns, values: items?.length } } : {}
    return [{ ...set, ...atOnce, value: valueOf(items?.[colno - 1] ?? source, text) }]
  })
}

function update(node: UpdateStmt, text: TreeText): Update {
  return {
    kind: 'update',
    ...lowerWith(node.withClause, text),
    target: target(node.relation, text),
    set: assignments(node.targetList, text),
    from: lowerFrom(node.fromClause, text),
    where: node.whereClause && lowerCondition(node.whereClause, text),
    ...returning(node.returningClause, text),
    range: text.whole,
  }
}

function remove(node: DeleteStmt, text: TreeText): Delete {
  return {
    kind: 'delete',
    ...lowerWith(node.withClause, text),
    target: target(node.relation, text),
    using: lowerFrom(node.usingClause, text),
    where: node.whereClause && lowerCondition(node.whereClause, text),
    ...returning(node.returningClause, text),
    range: text.whole,
  }
}

function merge(node: MergeStmt, text: TreeText): Merge {
  const hidden = { kind: 'hidden', reason: 'it is empty', range: text.whole } as const
  return {
    kind: 'merge',
    ...lowerWith(node.withClause, text),
    target: target(node.relation, text),
    source: node.sourceRelation ? lowerSource(node.sourceRelation, text) : hidden,
    on: node.joinCondition ? lowerCondition(node.joinCondition, text) : hidden,
    actions: (node.mergeWhenClauses ?? []).flatMap((clause) =>
      'MergeWhenClause' in clause ? [mergeAction(clause.MergeWhenClause, text)] : [],
    ),
    ...returning(node.returningClause, text),
    range: text.whole,
  }
}

function mergeAction(clause: MergeWhenClause, text: TreeText): MergeAction {
  const { matchKind, condition } = clause
  const when =
    matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE'
      ? 'not matched by source'
      : matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_TARGET'
        ? 'not matched'
        : 'matched'
  return { when, and: condition && lowerCondition(condition, text), does: mergeEffect(clause, text), range: text.whole }
}

function mergeEffect({ commandType, targetList, values }: MergeWhenClause, text: TreeText): MergeAction['does'] {
  if (commandType === 'CMD_UPDATE') return { kind: 'update', set: assignments(targetList, text) }
  if (commandType === 'CMD_INSERT') {
    return { kind: 'insert', columns: columnsOf(targetList, text), row: values?.map((value) => valueOf(value, text)) }
  }
  return { kind: commandType === 'CMD_DELETE' ? 'delete' : 'nothing' }
}
