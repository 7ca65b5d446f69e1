import type { Range } from '../catalog/place.ts'
import { all, always, any, never, when, type Formula, type Operand } from './formula.ts'
import { columnsOf, isFixed, meaningOf, mentionedColumns, strictColumns, type Meaning } from './operand.ts'
import type { Comparison, Condition, Query, Term } from './query.ts'
import type { Scope } from './scope.ts'

/** How a condition gets at the relations inside it. */
export interface Subqueries {
  /** A row of the query exists whose columns are these. */
  exists(query: Query, scope: Scope, of: readonly (Operand | undefined)[], how: 'equalBothWays' | 'equalOutwards' | 'none'): Formula
  /** The query stands here and its rows say nothing of ours. */
  beside(query: Query, scope: Scope): Formula
}

/** What a condition says of the rows for which it is true. */
export function formulaOf(condition: Condition, scope: Scope, inner: Subqueries, not = false): Formula {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const parts = condition.of.map((part) => formulaOf(part, scope, inner, not))
      return (condition.kind === 'and') === not ? any(parts) : all(parts)
    }
    case 'not':
      return formulaOf(condition.of, scope, inner, !not)
    case 'compare':
      return comparison(condition, scope, inner, not)
    case 'null':
      return nullTest(condition.term, condition.not !== not, condition.range, scope, inner)
    case 'truth':
      return truthTest(condition, scope, inner, not)
    case 'like':
      return other([condition.term, condition.pattern], condition, scope, inner)
    case 'between':
      return other([condition.term, condition.low, condition.high], condition, scope, inner)
    case 'exists':
      return not ? inner.beside(condition.query, scope) : inner.exists(condition.query, scope, [], 'none')
    case 'constant':
      return condition.value === null ? never : condition.value === not ? never : always
    case 'bare':
      return bare(condition.term, condition, scope, inner, not)
    case 'hidden':
      return { kind: 'hidden', reason: condition.reason, narrows: false, range: condition.range }
  }
}

/** Something that is no equality: it may still rule out NULLs. */
function other(strict: readonly Term[], node: Condition, scope: Scope, inner: Subqueries): Formula {
  const rejects = strict.flatMap((term) => strictColumns(term, scope))
  return all([{ kind: 'other', rejects, mentions: mentionedColumns(node, scope), range: node.range }, ...besides(node, scope, inner)])
}

/** Subqueries that stand in a condition without saying anything of its rows. */
function besides(node: object, scope: Scope, inner: Subqueries): Formula[] {
  return subqueriesIn(node).map((query) => inner.beside(query, scope))
}

/** The queries that stand directly in a term or condition. */
export function subqueriesIn(node: object): Query[] {
  const found: Query[] = []
  const open: unknown[] = [node]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if ('kind' in next && (next.kind === 'subquery' || next.kind === 'exists') && 'query' in next) found.push(next.query as Query)
    else open.push(...Object.values(next as Record<string, unknown>))
  }
  return found
}

function nullTest(term: Term, not: boolean, range: Range, scope: Scope, inner: Subqueries): Formula {
  const meaning = meaningOf(term, scope)
  const columns = columnsOf(meaning)
  const [column] = columns
  if (column && meaning?.operands.length === 1) return { kind: 'null', column, not, range }
  const parts = besides(term, scope, inner)
  return all([{ kind: 'other', rejects: not ? strictColumns(term, scope) : [], mentions: mentionedColumns(term, scope), range }, ...parts])
}

function truthTest(
  { of, is, not: isNot, range }: Extract<Condition, { kind: 'truth' }>,
  scope: Scope,
  inner: Subqueries,
  not: boolean,
): Formula {
  const negated = isNot !== not
  if (!negated && is === 'true') return formulaOf(of, scope, inner)
  if (!negated && is === 'false') return formulaOf(of, scope, inner, true)
  return all([{ kind: 'other', rejects: [], mentions: mentionedColumns(of, scope), range }, ...besides(of, scope, inner)])
}

/** The condition that a boolean term is, if it is one. */
function asCondition(term: Term): Condition | undefined {
  if (term.kind === 'condition') return term.condition
  return term.kind === 'cast' && term.type === 'boolean' ? asCondition(term.term) : undefined
}

function asTruth(term: Term): boolean | undefined {
  if (term.kind === 'cast') return asTruth(term.term)
  if (term.kind === 'value' && term.value.kind === 'literal' && typeof term.value.literal === 'boolean') return term.value.literal
  const condition = asCondition(term)
  return condition?.kind === 'constant' ? (condition.value ?? undefined) : undefined
}

function bare(term: Term, node: Condition, scope: Scope, inner: Subqueries, not: boolean): Formula {
  const condition = asCondition(term)
  if (condition) return formulaOf(condition, scope, inner, not)
  if (term.kind === 'call' && term.name === 'coalesce') {
    const [first, fallback] = term.args
    const truth = fallback && asTruth(fallback)
    if (first && truth !== undefined && term.args.length === 2 && truth === not) {
      return formulaOf(asCondition(first) ?? { kind: 'bare', term: first, range: first.range }, scope, inner, not)
    }
  }
  if (term.kind === 'hidden') return { kind: 'hidden', reason: term.reason, narrows: false, range: term.range }
  return other([term], node, scope, inner)
}

function comparison(node: Comparison, scope: Scope, inner: Subqueries, not: boolean): Formula {
  const { op, quantifier, left, right } = node
  const booleanForm = quantifier ? undefined : truthComparison(node, scope, inner, not)
  if (booleanForm) return booleanForm
  const isEqual = (op === '=' && !not) || (op === '<>' && not)
  if (quantifier === undefined) {
    if (isEqual) return equality(left, right, 'strict', node, scope, inner)
    if ((op === 'is not distinct from' && !not) || (op === 'is distinct from' && not))
      return equality(left, right, 'equivalent', node, scope, inner)
    return op.startsWith('is ') ? other([], node, scope, inner) : other([left, right], node, scope, inner)
  }
  const some = (quantifier === 'any') !== not
  if (isEqual && some) return membership(left, right, node, scope, inner)
  return other(some ? [left] : [], node, scope, inner)
}

/** `(c) = true` is c. */
function truthComparison({ op, left, right }: Comparison, scope: Scope, inner: Subqueries, not: boolean): Formula | undefined {
  const [term, truth] = asTruth(right) === undefined ? [right, asTruth(left)] : [left, asTruth(right)]
  const condition = asCondition(term)
  if (truth === undefined || !condition || (op !== '=' && op !== '<>')) return undefined
  return formulaOf(condition, scope, inner, (truth !== (op === '=')) !== not)
}

function isNullLiteral(term: Term): boolean {
  return term.kind === 'value' && term.value.kind === 'literal' && term.value.literal === null
}

function equality(left: Term, right: Term, how: 'strict' | 'equivalent', node: Condition, scope: Scope, inner: Subqueries): Formula {
  if (left.kind === 'row' && right.kind === 'row' && left.terms.length === right.terms.length) {
    return all(left.terms.map((term, i) => equality(term, right.terms[i] ?? term, how, node, scope, inner)))
  }
  if (how === 'strict' && (isNullLiteral(left) || isNullLiteral(right))) return never
  if (how === 'equivalent' && isNullLiteral(right)) return nullTest(left, false, node.range, scope, inner)
  if (how === 'strict' && right.kind === 'subquery' && !right.array) return equalToSubquery(left, right.query, node, scope, inner)
  if (how === 'strict' && left.kind === 'subquery' && !left.array) return equalToSubquery(right, left.query, node, scope, inner)
  const open = openEquality(left, right, node, scope, inner) ?? openEquality(right, left, node, scope, inner)
  if (open) return open
  const [a, b] = [meaningOf(left, scope), meaningOf(right, scope)]
  if (!a || !b) return how === 'strict' ? other([left, right], node, scope, inner) : other([], node, scope, inner)
  return pairs(a, b, how, node.range)
}

function pairs(a: Meaning, b: Meaning, how: 'strict' | 'equivalent', range: Range): Formula {
  return all(
    a.operands.flatMap((x) =>
      b.operands.map((y) => when([...x.sides, ...y.sides], { kind: 'equal', left: x.operand, right: y.operand, how, range })),
    ),
  )
}

/** COALESCE(column, value) = value also takes in the rows where the column is NULL. */
function openEquality(left: Term, right: Term, node: Condition, scope: Scope, inner: Subqueries): Formula | undefined {
  if (left.kind !== 'call' || left.name !== 'coalesce' || left.args.length !== 2 || !isFixed(right, scope)) return undefined
  const [first, fallback] = left.args
  if (!first || !fallback || !isFixed(fallback, scope) || isFixed(first, scope)) return undefined
  return any([equality(first, right, 'strict', node, scope, inner), nullTest(first, false, node.range, scope, inner)])
}

function leftOperands(left: Term, scope: Scope): (Operand | undefined)[] {
  const terms = left.kind === 'row' ? left.terms : [left]
  return terms.map((term) => {
    const meaning = meaningOf(term, scope)
    return meaning?.operands.length === 1 && !meaning.many ? meaning.operands[0]?.operand : undefined
  })
}

function equalToSubquery(left: Term, query: Query, node: Condition, scope: Scope, inner: Subqueries): Formula {
  return all([
    inner.exists(query, scope, leftOperands(left, scope), 'equalOutwards'),
    { kind: 'other', rejects: strictColumns(left, scope), mentions: [], range: node.range },
  ])
}

function membership(left: Term, right: Term, node: Condition, scope: Scope, inner: Subqueries): Formula {
  const query =
    right.kind === 'subquery' ? right.query : right.kind === 'cast' && right.term.kind === 'subquery' ? right.term.query : undefined
  const strict: Formula = { kind: 'other', rejects: strictColumns(left, scope), mentions: [], range: node.range }
  if (query) return all([inner.exists(query, scope, leftOperands(left, scope), 'equalBothWays'), strict])
  if (left.kind === 'row') return rowMembership(left.terms, right, node, scope, inner)
  if ((right.kind === 'list' || right.kind === 'array') && right.terms.length === 1 && right.terms[0])
    return equality(left, right.terms[0], 'strict', node, scope, inner)
  if (right.kind === 'list' && right.terms.some((term) => !isFixed(term, scope)))
    return any(right.terms.map((term) => equality(left, term, 'strict', node, scope, inner)))
  return isFixed(right, scope) ? among(left, node, scope, inner) : other([left], node, scope, inner)
}

function among(left: Term, node: Condition, scope: Scope, inner: Subqueries): Formula {
  const meaning = meaningOf(left, scope)
  const columns = (meaning?.operands ?? []).filter(({ operand }) => operand.kind === 'column')
  if (columns.length === 0) return other([left], node, scope, inner)
  return all(columns.map(({ operand, sides }) => when(sides, { kind: 'among', column: operand, range: node.range })))
}

function rowMembership(terms: readonly Term[], right: Term, node: Condition, scope: Scope, inner: Subqueries): Formula {
  const rows = right.kind === 'list' ? right.terms : []
  if (rows.length === 0 || !rows.every((row) => row.kind === 'row' && row.terms.length === terms.length))
    return other(terms, node, scope, inner)
  return all(
    terms.map((term, i) => {
      const values = rows.flatMap((row) => (row.kind === 'row' && row.terms[i] ? [row.terms[i]] : []))
      const [only] = values
      if (rows.length === 1 && only) return equality(term, only, 'strict', node, scope, inner)
      return values.every((value) => isFixed(value, scope)) ? among(term, node, scope, inner) : other([term], node, scope, inner)
    }),
  )
}
