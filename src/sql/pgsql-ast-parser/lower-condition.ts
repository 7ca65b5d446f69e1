import type { Expr, ExprBinary, ExprCall, ExprTernary, ExprUnary, SelectStatement } from 'pgsql-ast-parser'
import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'
import type { Condition, Term } from '../../query/query.ts'
import { isQuery, type AstText } from './ast-text.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerTerm, lowerTerms } from './lower-term.ts'
import { checkBinding, operatorOf, type Operator } from './operator.ts'

const testing: ReadonlySet<string> = new Set(
  ['and', 'or', '=', '<>', '<', '<=', '>', '>=', 'in', 'not in'].concat(['like', 'not like', 'ilike', 'not ilike']),
)

/** Whether a node is a condition by its form; anything else of type boolean is a bare term. */
export function isCondition(node: Expr, text: AstText): boolean {
  if (node.type === 'ternary') return true
  if (node.type === 'call') return existsQuery(node, text) !== undefined
  if (node.type !== 'unary' && node.type !== 'binary') return false
  const operator = operatorOf(node, text)
  if (node.type === 'unary') return operator?.name === 'not' || operator?.right === undefined
  return operator !== undefined && (testing.has(operator.name) || operator.quantifier !== undefined)
}

export function lowerCondition(node: Expr, text: AstText): Condition {
  if (node.type === 'call') return exists(node, text) ?? bare(node, text)
  const operator = isCondition(node, text) ? operatorOf(node, text) : undefined
  if (!operator) return bare(node, text)
  checkBinding(node, operator, text)
  if (node.type === 'unary') return unary(node, operator, text)
  if (node.type === 'ternary') return between(node, operator, text)
  return node.type === 'binary' ? binary(node, operator, text) : bare(node, text)
}

function bare(node: Expr, text: AstText): Condition {
  const term = lowerTerm(node, text)
  if (term.kind === 'hidden') return term
  if (term.kind === 'value' && term.value.kind === 'literal') {
    const { literal } = term.value
    if (literal === null || typeof literal === 'boolean') return { kind: 'constant', value: literal, range: term.range }
  }
  return { kind: 'bare', term, range: term.range }
}

function rangeOf(node: Expr, text: AstText): Range {
  return text.range(text.bare(node))
}

function existsQuery(node: ExprCall, text: AstText): SelectStatement | undefined {
  const [only] = node.args
  const isExists = node.function.schema === undefined && text.tokens.word(text.first(node)) === 'exists'
  return isExists && only && isQuery(only) ? only : undefined
}

function exists(node: ExprCall, text: AstText): Condition | undefined {
  const query = existsQuery(node, text)
  return query && { kind: 'exists', query: lowerQuery(query, text), range: rangeOf(node, text) }
}

function unary(node: ExprUnary, { name }: Operator, text: AstText): Condition {
  const range = rangeOf(node, text)
  switch (name) {
    case 'not':
      return { kind: 'not', of: lowerCondition(node.operand, text), range }
    case 'isnull':
    case 'is null':
      return { kind: 'null', term: lowerTerm(node.operand, text), not: false, range }
    case 'notnull':
    case 'is not null':
      return { kind: 'null', term: lowerTerm(node.operand, text), not: true, range }
    case 'is true':
    case 'is false':
    case 'is not true':
    case 'is not false': {
      const is = name.endsWith('true') ? 'true' : 'false'
      return { kind: 'truth', of: lowerCondition(node.operand, text), is, not: name.startsWith('is not'), range }
    }
    default:
      return text.refuse('pgsql-ast-parser gives an operator without its meaning', node)
  }
}

function between(node: ExprTernary, { name }: Operator, text: AstText): Condition {
  const [term, low, high] = [lowerTerm(node.value, text), lowerTerm(node.lo, text), lowerTerm(node.hi, text)]
  return { kind: 'between', term, low, high, symmetric: false, not: name.startsWith('not'), range: rangeOf(node, text) }
}

function binary(node: ExprBinary, operator: Operator, text: AstText): Condition {
  const { name, quantifier } = operator
  const range = rangeOf(node, text)
  if (name === 'and' || name === 'or') return junction(node, name, text)
  if (quantifier) return quantified(node, operator, range, text)
  if (name === 'in' || name === 'not in') return among(node, name === 'not in', range, text)
  const [left, right] = [lowerTerm(node.left, text), lowerTerm(node.right, text)]
  if (!name.endsWith('like')) return { kind: 'compare', op: name, quantifier: undefined, left, right, range }
  return { kind: 'like', how: name.endsWith('ilike') ? 'ilike' : 'like', term: left, pattern: right, not: name.startsWith('not'), range }
}

/** Postgres takes `a and b and c` as one, brackets or none around the first two. */
function junction(node: ExprBinary, kind: 'and' | 'or', text: AstText): Condition {
  const of: Condition[] = []
  let first: Expr = node
  while (first.type === 'binary') {
    const operator = operatorOf(first, text)
    if (operator?.name !== kind) break
    checkBinding(first, operator, text)
    of.push(lowerCondition(first.right, text))
    first = first.left
  }
  of.push(lowerCondition(first, text))
  return { kind, of: of.reverse(), range: rangeOf(node, text) }
}

const operators: Readonly<Record<string, string>> = lookup({ like: '~~', 'not like': '!~~', ilike: '~~*', 'not ilike': '!~~*' })

/** `a = any (…)`, which the package takes for a call. */
function quantified({ left, right }: ExprBinary, { name, quantifier }: Operator, range: Range, text: AstText): Condition {
  const [only, ...others] = right.type === 'call' ? right.args : []
  if (!only || others.length > 0) return text.refuse('pgsql-ast-parser takes ANY and ALL for functions', right)
  return { kind: 'compare', op: operators[name] ?? name, quantifier, left: lowerTerm(left, text), right: rowsOrTerm(only, text), range }
}

function rowsOrTerm(node: Expr, text: AstText): Term {
  if (!isQuery(node)) return lowerTerm(node, text)
  const query = lowerQuery(node, text)
  return { kind: 'subquery', query, array: false, range: query.range }
}

function among({ left, right }: ExprBinary, not: boolean, range: Range, text: AstText): Condition {
  const depth = text.depth(right)
  if (depth === 0) return text.refuse('pgsql-ast-parser binds the operators of this otherwise than Postgres', right)
  const term = lowerTerm(left, text)
  if (isQuery(right)) {
    const found: Condition = { kind: 'compare', op: '=', quantifier: 'any', left: term, right: rowsOrTerm(right, text), range }
    return not ? { kind: 'not', of: found, range } : found
  }
  const terms = right.type === 'list' && depth === 1 ? lowerTerms(right.expressions, text) : [lowerTerm(right, text)]
  const [only, ...others] = terms
  const list: Term = { kind: 'list', terms, range: only && others.length === 0 ? only.range : rangeOf(right, text) }
  return { kind: 'compare', op: not ? '<>' : '=', quantifier: not ? 'all' : 'any', left: term, right: list, range }
}
