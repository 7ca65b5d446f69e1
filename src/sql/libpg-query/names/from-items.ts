import type { Alias, JoinExpr, JsonTable, Node, RangeFunction, RangeSubselect, RangeTableFunc, RangeVar } from '@pgsql/types'
import { columnDefinition } from './columns.ts'
import { labelled } from './expressions.ts'
import { relation } from './relation.ts'
import { strings, type Step, type Steps, type Walk } from './walk.ts'

/** The alias that stands here, with its column list. */
function alias(body: Alias | undefined, walk: Walk, level: string): void {
  if (!body) return
  walk.cursor.skip('as')
  if (!walk.take(body.aliasname, { role: 'alias', within: `alias of ${level}` })) return
  if (walk.cursor.word() !== '(') return
  walk.bracketOf(strings(body.colnames), { role: 'column', within: `column of ${walk.level()}` })
}

export function aliasedRelation(body: RangeVar | undefined, walk: Walk, level: string): void {
  const { cursor } = walk
  if (!body || !walk.seek(body.location)) return
  const bracketed = cursor.word(cursor.index - 1) === '(' && cursor.word(cursor.index - 2) === 'only'
  if (!relation(body, walk)) return
  if (bracketed) cursor.skip(')')
  cursor.skip('*')
  alias(body.alias, walk, level)
}

function bracketAlias(body: Alias | undefined, walk: Walk, start: number, level: string): void {
  if (walk.toAliasBehindBracket(body?.aliasname, start)) alias(body, walk, level)
}

/** Where a function call of FROM ends. */
function callEnd(walk: Walk): number {
  const { cursor } = walk
  while (cursor.word(cursor.index + 1) === '.') cursor.index += 2
  cursor.index++
  cursor.skip('for')
  return cursor.word() === '(' ? cursor.partner(cursor.index) + 1 : cursor.index
}

function locationOf(node: Node | undefined): number | undefined {
  const body: object = Object.values(node ?? {})[0] ?? {}
  return 'location' in body && typeof body.location === 'number' ? body.location : undefined
}

function fromFunction(body: RangeFunction, walk: Walk, level: string): Steps {
  const calls = (body.functions ?? []).map((node) => ('List' in node ? (node.List.items ?? []) : []))
  const after = (): Steps => {
    const { cursor } = walk
    if (!walk.seek(locationOf(calls[0]?.[0]))) return []
    cursor.index = body.is_rowsfrom ? cursor.partner(cursor.index - 1) + 1 : callEnd(walk)
    cursor.skip('with ordinality')
    alias(body.alias, walk, level)
    return columnDefinitions(body.coldeflist, walk)
  }
  return [...calls.map(([call, columns]) => call && callWithColumns(call, columns, walk)), after]
}

function callWithColumns(call: Node, columns: Node | undefined, walk: Walk): Step {
  return () => [walk.visit(call), () => columnDefinitions(columns && 'List' in columns ? columns.List.items : [], walk)]
}

function columnDefinitions(nodes: readonly Node[] | undefined, walk: Walk): Steps {
  const key = walk.level()
  const owner = { columns: `column of ${key}`, constraints: `constraint of ${key}`, relations: 'relation ' }
  return (nodes ?? []).map((node) => ('ColumnDef' in node ? () => columnDefinition(node.ColumnDef, walk, owner) : walk.visit(node)))
}

function join(body: JoinExpr, walk: Walk, level: string): Steps {
  const { cursor } = walk
  const start = cursor.index
  return [
    fromItem(body.larg, walk, level),
    fromItem(body.rarg, walk, level),
    () => {
      if (!body.usingClause || !cursor.after('using (')) return
      cursor.index--
      walk.bracketOf(strings(body.usingClause), { role: 'column' })
      alias(body.join_using_alias, walk, level)
    },
    walk.visit(body.quals),
    () => bracketAlias(body.alias, walk, start, level),
  ]
}

function subselect(body: RangeSubselect, walk: Walk, level: string): Steps {
  const start = walk.cursor.index
  return [walk.visit(body.subquery), () => bracketAlias(body.alias, walk, start, level)]
}

function tableColumn(node: Node, walk: Walk, within: string): Step {
  return () => {
    if ('RangeTableFuncCol' in node) {
      if (walk.seek(node.RangeTableFuncCol.location)) walk.take(node.RangeTableFuncCol.colname, { role: 'column', within })
      return walk.children(node.RangeTableFuncCol)
    }
    if (!('JsonTableColumn' in node)) return [walk.visit(node)]
    const { location, name, columns } = node.JsonTableColumn
    if (walk.seek(location)) walk.take(name, { role: 'column', within })
    return [...walk.children(node.JsonTableColumn, ['columns']), ...(columns ?? []).map((column) => tableColumn(column, walk, within))]
  }
}

/** XMLTABLE and JSON_TABLE: the alias follows the bracket. */
function tableFunction(body: JsonTable | RangeTableFunc, walk: Walk, level: string): Steps {
  const within = `column of ${walk.level()}`
  return [
    () => walk.children(body, ['alias', 'columns', 'namespaces']),
    ...('namespaces' in body ? (body.namespaces ?? []) : []).map((node) =>
      'ResTarget' in node ? () => labelled(node.ResTarget, walk) : walk.visit(node),
    ),
    ...(body.columns ?? []).map((column) => tableColumn(column, walk, within)),
    () => {
      if (!walk.seek(body.location)) return
      walk.cursor.index = callEnd(walk)
      alias(body.alias, walk, level)
    },
  ]
}

/** One element of FROM, USING or INTO; all aliases of a query's level share a namespace. */
export function fromItem(node: Node | undefined, walk: Walk, level: string): Step | undefined {
  if (!node) return undefined
  return () => {
    if ('RangeVar' in node) aliasedRelation(node.RangeVar, walk, level)
    else if ('JoinExpr' in node) return join(node.JoinExpr, walk, level)
    else if ('RangeSubselect' in node) return subselect(node.RangeSubselect, walk, level)
    else if ('RangeFunction' in node) return fromFunction(node.RangeFunction, walk, level)
    else if ('RangeTableFunc' in node) return tableFunction(node.RangeTableFunc, walk, level)
    else if ('JsonTable' in node) return tableFunction(node.JsonTable, walk, level)
    else if ('RangeTableSample' in node) {
      const { relation: sampled, method, args, repeatable, location } = node.RangeTableSample
      const sampling = (): void => {
        if (walk.seek(location)) walk.takePath(strings(method), { role: 'function' })
      }
      return [fromItem(sampled, walk, level), sampling, walk.visit(args), walk.visit(repeatable)]
    } else return [walk.visit(node)]
    return []
  }
}

export function fromItems(nodes: readonly Node[] | undefined, walk: Walk, level: string): Steps {
  return (nodes ?? []).map((node) => fromItem(node, walk, level))
}
