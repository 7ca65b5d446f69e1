import type { Range } from '../catalog/place.ts'
import { absence, equality, isEqualityTo, membership, saysOther, type Place } from './equality.ts'
import { all, always, any, never, type Formula, type Origin } from './formula.ts'
import { isOfSome, isSomeEqual } from './quantifiers.ts'
import { branchesOf } from './branches.ts'
import { askingOf, plainTerm, type Asking } from './asking.ts'
import { columnsOf, isFixed, meaningOf, mentionedColumns, strictColumns } from './operand.ts'
import type { Comparison, Condition, Hidden, Term } from './query.ts'
import type { Scope } from './scope.ts'
import { besides, type Subqueries } from './subqueries.ts'

/** What a condition says of the rows for which it is true. */
export function formulaOf(condition: Condition, scope: Scope, inner: Subqueries, not = false): Formula {
  const asking = askingOf(condition, not)
  const plain = asking && plainTerm(asking.term, scope)
  if (asking && plain) return formulaOf(asking.of(plain), scope, inner, not)
  const written = asWritten(condition, scope, inner, not)
  if (condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'not') return written
  return all([written, asking && saidByGiven(asking, scope, inner, not), inner.unread?.(condition, scope)])
}

/** What is asked of what a function gives. */
function saidByGiven({ term, of, isWhole }: Asking, scope: Scope, inner: Subqueries, not: boolean): Formula | undefined {
  if (term.kind !== 'call' || term.operator || isFixed(term, scope)) return undefined
  const { range } = term
  return inner.called?.(term, scope, (given) => {
    if (!isWhole) return { kind: 'null', term: given, not: true, range }
    return not ? { kind: 'not', of: of(given), range } : of(given)
  })
}

function asWritten(condition: Condition, scope: Scope, inner: Subqueries, not = false): Formula {
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
      return other([condition.term, condition.pattern], condition, scope, inner, not)
    case 'between':
      return other(strictInBetween(condition, not), condition, scope, inner, not)
    case 'exists':
      return not ? inner.beside(condition.query, scope) : inner.exists(condition.query, scope, [], 'none')
    case 'constant':
      return condition.value === null || condition.value === not ? never : always
    case 'bare':
      return bare(condition.term, condition, scope, inner, not)
    case 'hidden':
      return hidden(condition, scope, not)
  }
}

function hidden({ reason, narrows = false, scopedBy, range }: Hidden, { sources }: Scope, not: boolean): Formula {
  const scopes = scopedBy !== undefined && !not ? { by: scopedBy, sources } : undefined
  return { kind: 'hidden', reason, narrows, range, ...(scopes && { scopes }) }
}

/** Something that is no equality: it may still rule out NULLs. */
function other(strict: readonly Term[], node: Condition, scope: Scope, inner: Subqueries, not: boolean): Formula {
  return all([saysOther(strict, node, scope, not), ...besides(node, scope, inner)])
}

/** NOT BETWEEN is an OR, of which one half may be true although the other's bound is NULL. */
function strictInBetween({ term, low, high, not }: Extract<Condition, { kind: 'between' }>, negated: boolean): Term[] {
  return not === negated ? [term, low, high] : [term]
}

function nullTest(term: Term, not: boolean, range: Range, scope: Scope, inner: Subqueries): Formula {
  if (term.kind === 'value' && term.value.kind === 'literal') return (term.value.literal === null) === not ? never : always
  const meaning = meaningOf(term, scope)
  const [column, ...more] = columnsOf(meaning)
  const origin: Origin = { condition: { kind: 'null', term, not, range }, not: false, scope }
  if (column && more.length === 0 && meaning?.operands.length === 1) return { kind: 'null', column, not, range, origin }
  const rejects = not ? strictColumns(term, scope) : []
  return all([{ kind: 'other', rejects, mentions: () => mentionedColumns(term, scope), range, origin }, ...besides(term, scope, inner)])
}

function truthTest(node: Extract<Condition, { kind: 'truth' }>, scope: Scope, inner: Subqueries, not: boolean): Formula {
  const { of, is, not: isNot, range } = node
  const negated = isNot !== not
  if (!negated && is === 'true') return formulaOf(of, scope, inner)
  if (!negated && is === 'false') return formulaOf(of, scope, inner, true)
  const origin = { condition: node, not, scope }
  return all([{ kind: 'other', rejects: [], mentions: () => mentionedColumns(of, scope), range, origin }, ...besides(of, scope, inner)])
}

/** The condition that a boolean term is, if it is one. */
function asCondition(term: Term): Condition | undefined {
  if (term.kind === 'condition') return term.condition
  return term.kind === 'cast' && term.type === 'boolean' ? asCondition(term.term) : undefined
}

function asBare(term: Term): Condition {
  return { kind: 'bare', term, range: term.range }
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
  const truth = asTruth(term)
  if (truth !== undefined) return truth === not ? never : always
  if (term.kind === 'hidden') return { kind: 'hidden', reason: term.reason, narrows: term.narrows ?? false, range: term.range }
  if (term.kind === 'case') return chosen(term, scope, inner, not)
  const place: Place = { node, not, scope, inner, other: (strict) => other(strict, node, scope, inner, not) }
  if (term.kind === 'column') return isEqualityTo(term, !not, place)
  if (term.kind === 'subquery' && !term.array) return all([saysOther([], node, scope, not), inner.exists(term.query, scope, [], 'none')])
  if (term.kind !== 'call' || term.name !== 'coalesce' || term.args.length !== 2) return other([term], node, scope, inner, not)
  const [first, fallback] = term.args
  if (!first || !fallback || asTruth(fallback) !== not) return other([], node, scope, inner, not)
  return formulaOf(asCondition(first) ?? asBare(first), scope, inner, not)
}

/** CASE is true where one of its branches is. */
function chosen(term: Term, scope: Scope, inner: Subqueries, not: boolean): Formula {
  const branches = branchesOf(term) ?? []
  return any(branches.map(({ when, then }) => all([when && formulaOf(when, scope, inner), formulaOf(asBare(then), scope, inner, not)])))
}

function comparison(node: Comparison, scope: Scope, inner: Subqueries, not: boolean): Formula {
  const { op, quantifier, left, right } = node
  const place: Place = { node, not, scope, inner, other: (strict) => other(strict, node, scope, inner, not) }
  if (quantifier === undefined) return plainComparison(node, place, not)
  if (isSomeEqual(op, quantifier, not)) return membership(left, right, place)
  const absent = isSomeEqual(op, quantifier, !not) ? absence(left, right, place) : undefined
  return absent ?? place.other(isOfSome(quantifier, not) || isFilledList(right) ? [left] : [])
}

/** NOT IN of a list that cannot be empty is unknown of NULL. */
function isFilledList(term: Term): boolean {
  return term.kind === 'list' && term.terms.length > 0
}

function plainComparison(node: Comparison, place: Place, not: boolean): Formula {
  const { op, left, right } = node
  const known = truthComparison(node, place, not) ?? literalComparison(node, not)
  if (known) return known
  if ((op === '=' && !not) || (op === '<>' && not)) return equality(left, right, 'strict', place)
  if (!op.startsWith('is ')) return place.other(op === '=' || op === '<>' ? [left, right] : [firstOf(left), firstOf(right)])
  if ((op === 'is not distinct from') !== not)
    return isNull(right) ? nullTestOf(left, place) : isNull(left) ? nullTestOf(right, place) : equality(left, right, 'equivalent', place)
  return isNull(right) ? nullTestOf(left, place, true) : isNull(left) ? nullTestOf(right, place, true) : place.other([])
}

/** Of rows, the first columns alone must be known for one to come before the other. */
function firstOf(term: Term): Term {
  return term.kind === 'row' ? (term.terms[0] ?? term) : term
}

function nullTestOf(term: Term, { node, scope, inner }: Place, not = false): Formula {
  return nullTest(term, not, node.range, scope, inner)
}

/** `(c) = true` is c. */
function truthComparison({ op, left, right }: Comparison, place: Place, not: boolean): Formula | undefined {
  const { scope, inner } = place
  const [term, truth] = asTruth(right) === undefined ? [right, asTruth(left)] : [left, asTruth(right)]
  const condition = asCondition(term)
  if (truth === undefined || (op !== '=' && op !== '<>')) return undefined
  if (term.kind === 'column') return isEqualityTo(term, (truth === (op === '=')) !== not, place)
  const itself = condition ?? (isFixed(term, scope) ? undefined : asBare(term))
  return itself && formulaOf(itself, scope, inner, (truth !== (op === '=')) !== not)
}

/** `1 = 1`, which is often there to hang ANDs on, and what is compared with NULL. */
function literalComparison({ op, left, right }: Comparison, not: boolean): Formula | undefined {
  const [a, b] = [literalOf(left), literalOf(right)]
  if (op.startsWith('is ')) return undefined
  if (a === null || b === null) return never
  if (a === undefined || b === undefined || (op !== '=' && op !== '<>')) return undefined
  if (typeof a !== typeof b) return undefined
  return ((a === b) === (op === '=')) === not ? never : always
}

function literalOf(term: Term): string | number | boolean | null | undefined {
  return term.kind === 'value' && term.value.kind === 'literal' ? term.value.literal : undefined
}

function isNull(term: Term): boolean {
  return literalOf(term) === null
}
