import type { A_Expr, BooleanTest, Node, NullTest, SubLink } from '@pgsql/types'
import type { Range } from '../../catalog/place.ts'
import type { Condition, Term } from '../../query/query.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerTerm } from './lower-term.ts'
import { spanOf, stringsOf, type TreeText } from './tree-text.ts'

const comparing: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>='])
const kinds: ReadonlySet<string | undefined> = new Set([
  'AEXPR_DISTINCT',
  'AEXPR_NOT_DISTINCT',
  'AEXPR_IN',
  'AEXPR_LIKE',
  'AEXPR_ILIKE',
  'AEXPR_SIMILAR',
  'AEXPR_BETWEEN',
  'AEXPR_NOT_BETWEEN',
  'AEXPR_BETWEEN_SYM',
  'AEXPR_NOT_BETWEEN_SYM',
  'AEXPR_OP_ANY',
  'AEXPR_OP_ALL',
])

/** Whether a node is a condition by its form; anything else of type boolean is a bare term. */
export function isCondition(node: Node): boolean {
  if ('BoolExpr' in node || 'NullTest' in node || 'BooleanTest' in node) return true
  if ('SubLink' in node) return node.SubLink.subLinkType === 'EXISTS_SUBLINK' || node.SubLink.testexpr !== undefined
  if (!('A_Expr' in node)) return false
  const { kind, name, lexpr } = node.A_Expr
  return kinds.has(kind) || (kind === 'AEXPR_OP' && lexpr !== undefined && comparing.has(stringsOf(name).at(-1) ?? ''))
}

export function lowerCondition(node: Node, text: TreeText): Condition {
  if ('BoolExpr' in node) return boolean(node.BoolExpr, text)
  if ('NullTest' in node) return nullTest(node.NullTest, text)
  if ('BooleanTest' in node) return truthTest(node.BooleanTest, text)
  if ('SubLink' in node && isCondition(node)) return subqueryTest(node.SubLink, text)
  if ('A_Expr' in node && isCondition(node)) return comparison(node.A_Expr, text)
  const term = lowerTerm(node, text)
  if (term.kind === 'hidden') return term
  if (term.kind === 'value' && term.value.kind === 'literal') {
    const { literal } = term.value
    if (literal === null || typeof literal === 'boolean') return { kind: 'constant', value: literal, range: term.range }
  }
  return { kind: 'bare', term, range: term.range }
}

function operand(node: Node | undefined, text: TreeText): Term {
  return node ? lowerTerm(node, text) : { kind: 'hidden', reason: 'it is empty', range: text.whole }
}

function boolean({ boolop, args = [], location }: Extract<Node, { BoolExpr: unknown }>['BoolExpr'], text: TreeText): Condition {
  const of = args.map((arg) => lowerCondition(arg, text))
  const [first] = of
  if (boolop === 'NOT_EXPR' && first) return { kind: 'not', of: first, range: spanOf(text.token(location), first.range) }
  return { kind: boolop === 'OR_EXPR' ? 'or' : 'and', of, range: spanOf(...of.map((c) => c.range)) }
}

/** The word or sign at a location and the words behind it, as in IS NOT NULL. */
function words(location: number | undefined, count: number, text: TreeText): Range {
  const offset = text.offset(location)
  if (offset === undefined) return [0, 0]
  return [offset, text.tokens.range(text.tokens.at(offset) + count - 1)[1]]
}

function nullTest({ arg, nulltesttype, location }: NullTest, text: TreeText): Condition {
  const term = operand(arg, text)
  const not = nulltesttype === 'IS_NOT_NULL'
  const isOneWord = /^(?:isnull|notnull)$/.test(text.tokens.word(text.tokens.at(text.offset(location) ?? 0)))
  return { kind: 'null', term, not, range: spanOf(term.range, words(location, isOneWord ? 1 : not ? 3 : 2, text)) }
}

function truthTest({ arg, booltesttype = 'IS_TRUE', location }: BooleanTest, text: TreeText): Condition {
  const of: Condition = arg ? lowerCondition(arg, text) : { kind: 'hidden', reason: 'it is empty', range: text.whole }
  const not = booltesttype.startsWith('IS_NOT_')
  const is = booltesttype.endsWith('TRUE') ? 'true' : booltesttype.endsWith('FALSE') ? 'false' : 'unknown'
  return { kind: 'truth', of, is, not, range: spanOf(of.range, words(location, not ? 3 : 2, text)) }
}

function subqueryTest({ subLinkType, testexpr, operName, subselect, location }: SubLink, text: TreeText): Condition {
  if (!subselect) return { kind: 'hidden', reason: 'it is empty', range: text.whole }
  const range = text.bracketed(location)
  const query = lowerQuery(subselect, text)
  if (!testexpr) return { kind: 'exists', query, range }
  const left = lowerTerm(testexpr, text)
  const right: Term = { kind: 'subquery', query, array: false, range: query.range }
  const quantifier = subLinkType === 'ALL_SUBLINK' ? 'all' : subLinkType === 'ANY_SUBLINK' ? 'any' : undefined
  return { kind: 'compare', op: stringsOf(operName).at(-1) ?? '=', quantifier, left, right, range: spanOf(left.range, range) }
}

function comparison({ kind, name, lexpr, rexpr, location }: A_Expr, text: TreeText): Condition {
  const left = operand(lexpr, text)
  const right = operand(rexpr, text)
  const op = stringsOf(name).at(-1) ?? '='
  const range = spanOf(left.range, text.token(location), right.range)
  const compare = (as: string, quantifier?: 'any' | 'all'): Condition => ({ kind: 'compare', op: as, quantifier, left, right, range })
  switch (kind) {
    case 'AEXPR_DISTINCT':
      return compare('is distinct from')
    case 'AEXPR_NOT_DISTINCT':
      return compare('is not distinct from')
    case 'AEXPR_IN':
      return compare(op, op === '<>' ? 'all' : 'any')
    case 'AEXPR_OP_ANY':
      return compare(op, 'any')
    case 'AEXPR_OP_ALL':
      return compare(op, 'all')
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR': {
      const how = kind === 'AEXPR_LIKE' ? 'like' : kind === 'AEXPR_ILIKE' ? 'ilike' : 'similar'
      return { kind: 'like', how, term: left, pattern: right, not: op.startsWith('!'), range }
    }
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
    case 'AEXPR_NOT_BETWEEN_SYM':
      return between(kind, left, right, range)
    default:
      return compare(op)
  }
}

function between(kind: string, term: Term, bounds: Term, range: Range): Condition {
  const [low = bounds, high = bounds] = bounds.kind === 'list' ? bounds.terms : []
  return { kind: 'between', term, low, high, symmetric: kind.endsWith('_SYM'), not: kind.startsWith('AEXPR_NOT'), range }
}
