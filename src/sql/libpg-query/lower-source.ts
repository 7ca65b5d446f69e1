import type { Alias as AliasNode, JoinExpr, Node, RangeVar } from '@pgsql/types'
import { lookup } from '../../catalog/lookup.ts'
import { plainCall } from '../../query/plain-call.ts'
import type { Alias, JoinSource, Source, TableSource, Term } from '../../query/query.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerTerm } from './lower-term.ts'
import { spanOf, stringsOf, type TreeText } from './tree-text.ts'

export function lowerFrom(nodes: readonly Node[] | undefined, text: TreeText): Source[] {
  return (nodes ?? []).map((node) => lowerSource(node, text))
}

export function lowerSource(node: Node, text: TreeText): Source {
  if ('RangeVar' in node) return lowerTable(node.RangeVar, text)
  if ('JoinExpr' in node) return join(node.JoinExpr, text)
  if ('RangeSubselect' in node && node.RangeSubselect.subquery) {
    const { subquery, lateral = false, alias } = node.RangeSubselect
    const query = lowerQuery(subquery, text)
    return { kind: 'derived', query, lateral, alias: aliasOf(alias), range: query.range }
  }
  if ('RangeFunction' in node) return tableFunction(node.RangeFunction, text)
  if ('RangeTableSample' in node && node.RangeTableSample.relation) {
    const of = lowerSource(node.RangeTableSample.relation, text)
    return of.kind === 'table' ? { ...of, sampled: true } : of
  }
  return tableExpression(node, text)
}

function aliasOf(alias: AliasNode | undefined): Alias | undefined {
  return alias && { name: alias.aliasname ?? '', columns: stringsOf(alias.colnames) }
}

export function lowerTable({ schemaname, relname = '', inh, alias, location }: RangeVar, text: TreeText): TableSource {
  return { kind: 'table', schema: schemaname, name: relname, only: !inh, alias: aliasOf(alias), sampled: false, range: text.path(location) }
}

const joins: Readonly<Record<string, JoinSource['how']>> = lookup({ JOIN_LEFT: 'left', JOIN_RIGHT: 'right', JOIN_FULL: 'full' })

function join(node: JoinExpr, text: TreeText): Source {
  const { jointype = 'JOIN_INNER', isNatural = false, larg, rarg, usingClause, quals, alias, join_using_alias: given } = node
  if (!larg || !rarg) return { kind: 'hidden', reason: 'it is empty', range: text.whole }
  const left = lowerSource(larg, text)
  const right = lowerSource(rarg, text)
  const on = quals && lowerCondition(quals, text)
  const crossed = jointype === 'JOIN_INNER' && !isNatural && !usingClause && !quals
  return {
    kind: 'join',
    how: joins[jointype] ?? (crossed ? 'cross' : 'inner'),
    left,
    right,
    on,
    using: stringsOf(usingClause),
    ...(given?.aliasname !== undefined && { usingAlias: given.aliasname }),
    natural: isNatural,
    alias: aliasOf(alias),
    range: spanOf(left.range, right.range, on?.range),
  }
}

function tableFunction(node: Extract<Node, { RangeFunction: unknown }>['RangeFunction'], text: TreeText): Source {
  const calls = (node.functions ?? []).flatMap((item): Term[] => {
    const call = 'List' in item ? item.List.items?.[0] : item
    return call ? [lowerTerm(call, text)] : []
  })
  const declared = (node.coldeflist ?? []).flatMap((column) => ('ColumnDef' in column ? [column.ColumnDef.colname ?? ''] : []))
  const given = aliasOf(node.alias)
  const alias = given
    ? declared.length > 0
      ? { ...given, columns: declared }
      : given
    : declared.length > 0
      ? { name: '', columns: declared }
      : undefined
  return {
    kind: 'function',
    calls,
    lateral: true,
    ordinality: node.ordinality ?? false,
    alias,
    range: spanOf(...calls.map((c) => c.range)),
  }
}

/** XMLTABLE and JSON_TABLE: functions of their arguments. */
function tableExpression(node: Node, text: TreeText): Source {
  const [tag, body] = Object.entries(node)[0] ?? ['', undefined]
  const alias = isAliased(body) ? aliasOf(body.alias) : undefined
  const location = isAliased(body) ? body.location : undefined
  const document = 'RangeTableFunc' in node ? node.RangeTableFunc.docexpr : undefined
  const range = text.bracketed(location)
  const args = document ? [lowerTerm(document, text)] : [{ kind: 'hidden' as const, reason: 'its document is not followed', range }]
  const call: Term = {
    ...plainCall,
    kind: 'call',
    name: tag === 'RangeTableFunc' ? 'xmltable' : 'json_table',
    args,
    range,
  }
  return { kind: 'function', calls: [call], lateral: true, ordinality: false, alias, range }
}

function isAliased(value: unknown): value is { alias?: AliasNode; location?: number } {
  return typeof value === 'object' && value !== null
}
