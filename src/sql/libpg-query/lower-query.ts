import { emptySelect } from '../../query/empty-select.ts'
import type { LockingClause, Node, SelectStmt, WithClause } from '@pgsql/types'
import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'
import type { CommonTable, Grouping, Locking, NamedWindow, Output, Query, Select, Term } from '../../query/query.ts'
import { lockingSpan } from '../locking-span.ts'
import { elementEnd } from '../select-list.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerFrom } from './lower-source.ts'
import { lowerOrder, lowerTerm, lowerTerms, lowerWindow } from './lower-term.ts'
import { lowerWrite } from './lower-write.ts'
import { spanOf, stringsOf, type TreeText } from './tree-text.ts'

/** The query that a statement is, or that stands in its EXPLAIN, COPY, PREPARE or DECLARE, or fills a table for the session. */
export function lowerStatementQuery(node: Node, text: TreeText): Query | undefined {
  if ('SelectStmt' in node) return lowerSelect(node.SelectStmt, text)
  const inner = innerQuery(node)
  return inner ? lowerStatementQuery(inner, text) : lowerWrite(node, text)
}

function innerQuery(node: Node): Node | undefined {
  if ('ExplainStmt' in node) return node.ExplainStmt.query
  if ('PrepareStmt' in node) return node.PrepareStmt.query
  if ('DeclareCursorStmt' in node) return node.DeclareCursorStmt.query
  if ('CreateTableAsStmt' in node && node.CreateTableAsStmt.into?.rel?.relpersistence === 't') return node.CreateTableAsStmt.query
  return 'CopyStmt' in node ? node.CopyStmt.query : undefined
}

/** A statement that reads or writes rows, at the top or inside another. */
export function lowerQuery(node: Node, text: TreeText): Query {
  if ('SelectStmt' in node) return lowerSelect(node.SelectStmt, text)
  const write = lowerWrite(node, text)
  if (write) return write
  return { ...emptySelect, output: [{ kind: 'hidden', reason: 'it is no query', range: text.whole }], range: text.whole }
}

export function lowerSelect(node: SelectStmt, text: TreeText): Query {
  const tables = lowerWith(node.withClause, text)
  const cut = {
    orderBy: lowerOrder(node.sortClause, text),
    limit: limitOf(node.limitCount, text),
    offset: node.limitOffset && lowerTerm(node.limitOffset, text),
    withTies: node.limitOption === 'LIMIT_OPTION_WITH_TIES',
  }
  const locks = (from: Range): Locking[] => lowerLocking(node.lockingClause, from, text)
  const tail = [...cut.orderBy.map((o) => o.range), cut.limit?.range, cut.offset?.range, ...tables.with.map((t) => t.range)]
  if (node.larg && node.rarg) {
    const left = lowerSelect(node.larg, text)
    const right = lowerSelect(node.rarg, text)
    const how = node.op === 'SETOP_INTERSECT' ? 'intersect' : node.op === 'SETOP_EXCEPT' ? 'except' : 'union'
    const range = spanOf(left.range, right.range, ...tail)
    return { kind: 'combined', how, all: node.all ?? false, left, right, ...cut, ...tables, locking: locks(right.range), range }
  }
  if (node.valuesLists) {
    const rows = node.valuesLists.map((row) => ('List' in row ? lowerTerms(row.List.items, text) : []))
    return { kind: 'values', rows, ...cut, ...tables, range: spanOf(...rows.flat().map((t) => t.range), ...tail) }
  }
  const { range, ...read } = select(node, { ...cut, ...tables }, tail, text)
  return { ...read, locking: locks(range), range }
}

function select(
  node: SelectStmt,
  shared: Pick<Select, 'with' | 'recursive' | 'orderBy' | 'limit' | 'offset' | 'withTies'>,
  tail: readonly (Range | undefined)[],
  text: TreeText,
): Omit<Select, 'locking'> {
  const output = lowerOutput(node.targetList, text)
  const from = lowerFrom(node.fromClause, text)
  const where = node.whereClause && lowerCondition(node.whereClause, text)
  const having = node.havingClause && lowerCondition(node.havingClause, text)
  const groupBy = lowerGrouping(node, text)
  const parts = [...output.map((o) => o.range), ...from.map((s) => s.range), where?.range, groupBy?.range, having?.range, ...tail]
  return {
    kind: 'select',
    distinct: distinctOf(node.distinctClause, text),
    output,
    from,
    where,
    groupBy,
    having,
    windows: lowerWindows(node.windowClause, text),
    range: fromKeyword(spanOf(...parts), text),
    ...shared,
  }
}

/** Takes in the words before the first part: SELECT, and DISTINCT or ALL. */
function fromKeyword([start, end]: Range, text: TreeText): Range {
  const { tokens } = text
  let first = tokens.at(start)
  if (/^(?:distinct|all)$/.test(tokens.word(first - 1))) first--
  return tokens.word(first - 1) === 'select' ? [tokens.range(first - 1)[0], end] : [start, end]
}

/** DISTINCT is a list with one empty node, DISTINCT ON a list of terms. */
function distinctOf(nodes: readonly Node[] | undefined, text: TreeText): Select['distinct'] {
  if (!nodes) return false
  const terms = nodes.filter((node) => Object.keys(node).length > 0)
  return terms.length === 0 ? true : lowerTerms(terms, text)
}

function limitOf(node: Node | undefined, text: TreeText): Term | undefined {
  if (!node || ('A_Const' in node && node.A_Const.isnull)) return undefined
  return lowerTerm(node, text)
}

export function lowerOutput(nodes: readonly Node[] | undefined, text: TreeText): Output[] {
  return (nodes ?? []).flatMap((node): Output[] => {
    if (!('ResTarget' in node) || !node.ResTarget.val) return []
    const { val, name, location } = node.ResTarget
    if ('ColumnRef' in val && val.ColumnRef.fields?.some((field) => 'A_Star' in field)) {
      return [{ kind: 'star', of: stringsOf(val.ColumnRef.fields).at(-1), range: text.path(val.ColumnRef.location) }]
    }
    const term = lowerTerm(val, text)
    return [{ kind: 'term', term, name, range: name === undefined ? term.range : elementRange(location, text) }]
  })
}

function elementRange(location: number | undefined, text: TreeText): Range {
  const { tokens } = text
  const first = tokens.at(text.offset(location) ?? 0)
  return [tokens.range(first)[0], tokens.range(elementEnd(tokens, first) - 1)[1]]
}

export function lowerWith(clause: WithClause | undefined, text: TreeText): Pick<Select, 'with' | 'recursive'> {
  const tables = (clause?.ctes ?? []).flatMap((node): CommonTable[] => {
    if (!('CommonTableExpr' in node) || !node.CommonTableExpr.ctequery) return []
    const { ctename = '', aliascolnames, ctequery, location, search_clause: search, cycle_clause: cycle } = node.CommonTableExpr
    const added = [search?.search_seq_column, cycle?.cycle_mark_column, cycle?.cycle_path_column].filter((name) => name !== undefined)
    const range = tableRange(location, text)
    return [
      { name: ctename, columns: stringsOf(aliascolnames), ...(added.length > 0 && { added }), query: lowerQuery(ctequery, text), range },
    ]
  })
  return { with: tables, recursive: clause?.recursive ?? false }
}

/** A common table from its name to the bracket that closes its query. */
function tableRange(location: number | undefined, text: TreeText): Range {
  const { tokens } = text
  const first = tokens.at(text.offset(location) ?? 0)
  let open = first
  while (open < tokens.end && tokens.word(open) !== 'as') open = Math.max(open, tokens.partner(open)) + 1
  while (open < tokens.end && tokens.word(open) !== '(') open++
  return [tokens.range(first)[0], tokens.range(tokens.partner(open))[1]]
}

function lowerGrouping(node: SelectStmt, text: TreeText): Grouping | undefined {
  const group = node.groupClause
  if (!group) return undefined
  const sets = group.flatMap((item) => ('GroupingSet' in item ? [item.GroupingSet] : []))
  if (sets.length === 0) {
    const terms = lowerTerms(group, text)
    return { kind: 'terms', terms, distinct: node.groupDistinct ?? false, range: spanOf(...terms.map((t) => t.range)) }
  }
  const [only] = sets
  const single = sets.length === 1 && group.length === 1 ? only : undefined
  const how =
    single?.kind === 'GROUPING_SET_CUBE' ? 'cube' : single?.kind === 'GROUPING_SET_ROLLUP' ? 'rollup' : single ? 'grouping sets' : 'mixed'
  const members = (single?.content ?? group).map((item) => setMembers(item, text))
  return { kind: 'sets', how, sets: members, range: spanOf(text.token(only?.location), ...members.flat().map((t) => t.range)) }
}

function setMembers(node: Node, text: TreeText): Term[] {
  if ('GroupingSet' in node) return (node.GroupingSet.content ?? []).flatMap((item) => setMembers(item, text))
  if ('RowExpr' in node) return lowerTerms(node.RowExpr.args, text)
  return [lowerTerm(node, text)]
}

function lowerWindows(nodes: readonly Node[] | undefined, text: TreeText): NamedWindow[] {
  return (nodes ?? []).flatMap((node) => {
    if (!('WindowDef' in node)) return []
    const window = lowerWindow(node.WindowDef, text)
    return [{ name: node.WindowDef.name ?? '', window, range: window.range }]
  })
}

const strengths: Readonly<Record<string, Locking['strength']>> = lookup({
  LCS_FORKEYSHARE: 'key share',
  LCS_FORSHARE: 'share',
  LCS_FORNOKEYUPDATE: 'no key update',
  LCS_FORUPDATE: 'update',
})

/** The tree does not say where they stand: behind the start of the query, outside its brackets. */
function lowerLocking(nodes: readonly Node[] | undefined, [start]: Range, text: TreeText): Locking[] {
  if (!nodes) return []
  let from = text.tokens.at(start)
  return nodes.flatMap((node) => {
    if (!('LockingClause' in node)) return []
    const found = lockingSpan(text.tokens, from)
    from = found?.[1] ?? from
    return [locking(node.LockingClause, found ? [text.tokens.range(found[0])[0], text.tokens.range(found[1] - 1)[1]] : text.whole)]
  })
}

function locking({ strength = 'LCS_FORUPDATE', lockedRels, waitPolicy }: LockingClause, range: Range): Locking {
  return {
    strength: strengths[strength] ?? 'update',
    of: (lockedRels ?? []).flatMap((rel) => ('RangeVar' in rel ? [rel.RangeVar.relname ?? ''] : [])),
    wait: waitPolicy === 'LockWaitError' ? 'nowait' : waitPolicy === 'LockWaitSkip' ? 'skip locked' : 'block',
    range,
  }
}
