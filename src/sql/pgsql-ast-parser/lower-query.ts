import type {
  Expr,
  LimitStatement,
  SelectedColumn,
  SelectFromStatement,
  SelectFromUnion,
  SelectStatement,
  Statement as Node,
  ValuesStatement,
  WithRecursiveStatement,
  WithStatement,
  WithStatementBinding,
} from 'pgsql-ast-parser'
import type { CommonTable, Grouping, Locking, Output, Query, Select, Term } from '../../query/query.ts'
import { lockingSpan } from '../locking-span.ts'
import { isQuery, type AstText } from './ast-text.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerFrom } from './lower-source.ts'
import { literal, lowerOrder, lowerTerm, lowerTerms } from './lower-term.ts'
import { lowerWrite } from './lower-write.ts'

/** The query that a statement is, or that stands in its PREPARE. */
export function lowerStatementQuery(node: Node, text: AstText): Query | undefined {
  switch (node.type) {
    case 'prepare':
      return lowerStatementQuery(node.statement, text)
    case 'truncate table':
    case 'insert':
    case 'update':
    case 'delete':
      return lowerWrite(node, text)
    case 'select':
    case 'union':
    case 'union all':
    case 'values':
    case 'with':
    case 'with recursive':
      return lowerQuery(node, text)
    default:
      return undefined
  }
}

/** A statement that reads or writes rows, at the top or inside another. */
export function lowerQuery(node: WithStatementBinding, text: AstText): Query {
  switch (node.type) {
    case 'insert':
    case 'update':
    case 'delete':
      return lowerWrite(node, text)
    case 'with':
    case 'with recursive':
      return withTables(node, text)
    case 'union':
    case 'union all':
      return union(node, text)
    case 'values':
      return values(node, text)
    case 'select':
      return { ...select(node, text), ...cutOf(node, text) }
  }
}

type Cut = Pick<Select, 'orderBy' | 'limit' | 'offset' | 'withTies' | 'locking'>

const noCut: Cut = { orderBy: [], limit: undefined, offset: undefined, withTies: false, locking: [] }
const noTables = { with: [], recursive: false }

function withTables(node: WithStatement | WithRecursiveStatement, text: AstText): Query {
  const { in: main } = node
  if (main.type === 'with' || main.type === 'with recursive') text.refuse('a WITH cannot follow a WITH', main)
  const tables =
    node.type === 'with' ? node.bind.map((bind) => commonTable(bind.alias, bind.statement, text)) : [recursiveTable(node, text)]
  const query = lowerQuery(main, text)
  const [start, end] = text.range(text.bare(node))
  const range = [Math.min(start, query.range[0]), Math.max(end, query.range[1])] as const
  return { ...query, with: tables, recursive: node.type === 'with recursive', range }
}

function commonTable(alias: WithStatement['bind'][number]['alias'], statement: WithStatementBinding, text: AstText): CommonTable {
  const first = text.first(alias)
  const query = lowerQuery(statement, text)
  const close = isQuery(statement) ? text.bare(statement)[1] : text.tokens.partner(text.first(statement) - 1)
  return { name: text.name(first), columns: [], query, range: text.range([first, close + 1]) }
}

function recursiveTable({ alias, bind, columnNames }: WithRecursiveStatement, text: AstText): CommonTable {
  return { ...commonTable(alias, bind, text), columns: columnNames.map((column) => text.nameOf(column)) }
}

/** The package gives what ends a union to its last part. */
function union(node: SelectFromUnion, text: AstText): Query {
  const parts = laterParts(node, text)
  const last = parts.at(-1)?.part
  const open = last?.type === 'select' && !isBracketed(last, text) ? last : undefined
  let query = lowerQuery(node.left, text)
  for (const { all, part } of parts) {
    const right = part === open ? { ...select(open, text), ...noCut } : lowerQuery(part, text)
    const cut = part === open ? cutOf(open, text) : noCut
    const range = [query.range[0], right.range[1]] as const
    query = { kind: 'combined', how: 'union', all, left: query, right, ...noTables, ...cut, range }
  }
  return query
}

/** The parts of a union behind its first, which the package groups from the right and Postgres from the left. */
function laterParts(node: SelectFromUnion, text: AstText): { all: boolean; part: SelectStatement }[] {
  const parts: { all: boolean; part: SelectStatement }[] = []
  for (let rest = node; ;) {
    const { right } = rest
    const goesOn = (right.type === 'union' || right.type === 'union all') && !isBracketed(right, text)
    parts.push({ all: rest.type === 'union all', part: goesOn ? right.left : right })
    if (!goesOn) return parts
    rest = right
  }
}

/** The package counts the brackets around a part of a union in. */
function isBracketed(node: SelectStatement, text: AstText): boolean {
  return text.first(node) < text.bare(node)[0]
}

function values(node: ValuesStatement, text: AstText): Query {
  const { locking: _, ...cut } = noCut
  return { kind: 'values', rows: node.values.map((row) => lowerTerms(row, text)), ...cut, ...noTables, range: text.range(text.bare(node)) }
}

function select(node: SelectFromStatement, text: AstText): Omit<Select, keyof Cut> {
  const output = lowerOutput(node.columns, text)
  const where = node.where ? lowerCondition(node.where, text) : undefined
  const [start, end] = text.range(text.bare(node))
  return {
    ...noTables,
    kind: 'select',
    distinct: Array.isArray(node.distinct) ? lowerTerms(node.distinct, text) : node.distinct === 'distinct',
    output,
    from: lowerFrom(node.from, text),
    where,
    groupBy: node.groupBy ? grouping(node.groupBy, text) : undefined,
    having: node.having ? lowerCondition(node.having, text) : undefined,
    windows: [],
    range: [start, Math.max(end, output.at(-1)?.range[1] ?? 0, where?.range[1] ?? 0)],
  }
}

function cutOf(node: SelectFromStatement, text: AstText): Cut {
  const { orderBy, limit, for: lock, skip } = node
  const wait = skip?.type === 'nowait' || skip?.type === 'skip locked' ? skip.type : 'block'
  const span = lock && lockingSpan(text.tokens, text.bare(node)[0])
  const locking: Locking[] = lock ? [{ strength: lock.type, of: [], wait, range: span ? text.range(span) : text.whole }] : []
  return {
    orderBy: lowerOrder(orderBy, text),
    limit: limit?.limit ? limitOf(limit, limit.limit, text) : undefined,
    offset: limit?.offset ? lowerTerm(limit.offset, text) : undefined,
    withTies: false,
    locking,
  }
}

function limitOf(limit: LimitStatement, count: Expr, text: AstText): Term | undefined {
  if (count.type === 'null') return undefined
  const first = text.first(count)
  if (text.tokens.word(first) !== 'fetch' || count.type === 'integer' || count.type === 'parameter') return lowerTerm(count, text)
  // The package takes FIRST of FETCH FIRST ROW for a column.
  if (/^fetch (?:first|next) rows?$/.test(text.words(first, first + 3))) return literal(1, text.range(text.bare(limit)))
  return text.refuse('pgsql-ast-parser misreads this FETCH', limit)
}

export function lowerOutput(columns: readonly SelectedColumn[] | null | undefined, text: AstText): Output[] {
  return (columns ?? []).map(({ expr, alias }): Output => {
    const term = lowerTerm(expr, text)
    if (term.kind === 'column' && term.name === '*') return { kind: 'star', of: term.of, range: term.range }
    if (!alias) return { kind: 'term', term, name: undefined, range: term.range }
    const [first, end] = text.outer(expr)
    const at = text.tokens.word(end) === 'as' ? end + 1 : end
    return { kind: 'term', term, name: text.name(at), range: text.range([first, at + 1]) }
  })
}

/** The package takes the brackets off a GROUP BY that is one row, and ROLLUP and CUBE for functions. */
function grouping(nodes: readonly Expr[], text: AstText): Grouping {
  const [first, last] = [nodes[0], nodes.at(-1)]
  if (!first || !last) return text.refuse('it groups by nothing')
  const whole = [text.outer(first)[0], text.outer(last)[1]] as const
  const isRow = nodes.length > 1 && text.bracketed(whole)[0] < whole[0]
  const range = text.range(isRow ? text.bracketed(whole) : whole)
  const sets = nodes.map((node) => (isRow ? undefined : setKind(node, text)))
  if (sets.every((set) => set === undefined)) {
    const terms = lowerTerms(nodes, text)
    return { kind: 'terms', terms: isRow ? [{ kind: 'row', terms, range }] : terms, distinct: false, range }
  }
  const [only] = sets
  if (nodes.length === 1 && only && first.type === 'call') {
    return { kind: 'sets', how: only, sets: first.args.map((member) => setMembers(member, text)), range }
  }
  const members = (node: Expr, i: number): Term[] =>
    node.type === 'call' && sets[i] ? node.args.flatMap((member) => setMembers(member, text)) : setMembers(node, text)
  return { kind: 'sets', how: 'mixed', sets: nodes.map(members), range }
}

function setKind(node: Expr, text: AstText): 'rollup' | 'cube' | undefined {
  if (node.type !== 'call' || node.function.schema !== undefined || text.depth(node) > 0) return undefined
  const word = text.tokens.word(text.first(node.function))
  return word === 'rollup' || word === 'cube' ? word : undefined
}

function setMembers(node: Expr, text: AstText): Term[] {
  if (node.type === 'list') return lowerTerms(node.expressions, text)
  const isRow = node.type === 'call' && text.tokens.word(text.first(node.function)) === 'row'
  return isRow ? lowerTerms(node.args, text) : [lowerTerm(node, text)]
}
