import type { Range } from '../catalog/place.ts'
import { withoutCast } from './columns.ts'
import { all, any, when, type Formula, type Operand, type Origin } from './formula.ts'
import { isFixed, meaningOf, mentionedColumns, operandOf, strictColumns, type Meaning } from './operand.ts'
import type { Call, Condition, Query, Term } from './query.ts'
import { isOutside, type Scope } from './scope.ts'
import { besides, onlyTerm, type GivenAs, type Reach, type Subqueries } from './subqueries.ts'

/** Where an equality stands. */
export interface Place {
  readonly node: Condition
  /** Its opposite is meant. */
  readonly not: boolean
  readonly scope: Scope
  readonly inner: Subqueries
  /** What it says when it is no equality: that these are not NULL. */
  readonly other: (strict: readonly Term[]) => Formula
}

type How = 'strict' | 'equivalent'

export function equality(left: Term, right: Term, how: How, place: Place): Formula {
  const rows = rowPairs(left, right)
  if (rows) return all(rows.map(([a, b]) => equality(a, b, how, pairIn(place, a, b))))
  const { scope } = place
  const query = how === 'strict' && (queryOf(right, scope) ?? queryOf(left, scope))
  if (query) return equalToQuery(queryOf(right, scope) ? left : right, query, 'outwards', place)
  const other = openEquality(left, right, place) ?? openEquality(right, left, place)
  const known = other ?? (how === 'strict' ? (givenValue(left, right, place) ?? givenValue(right, left, place)) : undefined)
  if (known) return known
  const [a, b] = [meaningOf(left, scope), meaningOf(right, scope)]
  if (!a || !b) return withOutside(a, right, place) ?? withOutside(b, left, place) ?? place.other(how === 'strict' ? [left, right] : [])
  return pairs(a, b, how, place.node.range, originAt(place))
}

/** `orders.id` in a fragment whose surroundings bring `orders`: alone it would be refused. Which row that is holds the rows in here. */
function withOutside(own: Meaning | undefined, other: Term, { scope, node }: Place): Formula | undefined {
  const [first] = own?.operands ?? []
  if (first?.operand.kind !== 'column') return undefined
  const column = withoutCast(other)
  if (column.kind !== 'column' || !isOutside(column, scope)) return undefined
  const reason = `which row of ${column.of ?? ''} is meant stands outside of this text`
  return { kind: 'hidden', reason, narrows: true, of: first.operand.source, range: node.range }
}

function originAt({ node, not, scope }: Place): Origin {
  return { condition: node, not, scope }
}

/** One equality of those that a condition stands for. */
function pairIn(place: Place, left: Term, right: Term): Place {
  return { ...place, not: false, node: { kind: 'compare', op: '=', quantifier: undefined, left, right, range: place.node.range } }
}

/** A boolean column that stands for itself, or behind NOT. */
export function isEqualityTo(column: Term, truth: boolean, place: Place): Formula {
  const meaning = meaningOf(column, place.scope)
  const value: Meaning = {
    operands: [{ operand: { kind: 'value', key: truth ? 'TRUE' : 'FALSE', mayBeNull: false }, sides: [] }],
    many: false,
  }
  return meaning ? pairs(meaning, value, 'strict', place.node.range, originAt(place)) : place.other([column])
}

function rowPairs(left: Term, right: Term): [Term, Term][] | undefined {
  if (left.kind !== 'row' || right.kind !== 'row' || left.terms.length !== right.terms.length) return undefined
  return left.terms.flatMap((term, i): [Term, Term][] => (right.terms[i] ? [[term, right.terms[i]]] : []))
}

/** A scalar subquery that is not the same for every row. */
function queryOf(term: Term, scope: Scope): Query | undefined {
  return term.kind === 'subquery' && !term.array && !isFixed(term, scope) ? term.query : undefined
}

function pairs(a: Meaning, b: Meaning, how: How, range: Range, origin?: Origin): Formula {
  return all(
    a.operands.flatMap((x) =>
      b.operands.map((y) => {
        const says: Formula[] =
          a.many || b.many
            ? [amongOf(x.operand, y.operand, range, origin), amongOf(y.operand, x.operand, range, origin)].flat()
            : [{ kind: 'equal', left: x.operand, right: y.operand, how, range, ...(origin && { origin }) }]
        return when([...x.sides, ...y.sides], all(says))
      }),
    ),
  )
}

function amongOf(column: Operand, values: Operand, range: Range, origin: Origin | undefined): Formula[] {
  const of = values.kind === 'value' ? values : undefined
  return column.kind === 'value' ? [] : [{ kind: 'among', column, of, range, ...(origin && { origin }) }]
}

/** The columns that USING or NATURAL makes one are equal. */
export function mergedEquality(left: Meaning['operands'], right: Meaning['operands'], range: Range): Formula {
  return pairs({ operands: left, many: false }, { operands: right, many: false }, 'strict', range)
}

/** COALESCE(column, value) = value also takes in the rows where the column is NULL. */
function openEquality(left: Term, right: Term, place: Place): Formula | undefined {
  const { scope, node } = place
  if (left.kind !== 'call' || left.name !== 'coalesce' || left.args.length !== 2 || !isFixed(right, scope)) return undefined
  const [first, fallback] = left.args
  if (!first || !fallback || !isFixed(fallback, scope) || isFixed(first, scope)) return undefined
  const column = operandOf(first, scope)
  if (column?.kind !== 'column') return undefined
  return any([equality(first, right, 'strict', place), { kind: 'null', column, not: false, range: node.range, origin: originAt(place) }])
}

function equalToQuery(left: Term, query: Query, reach: Reach, place: Place): Formula {
  const { scope, inner } = place
  return all([inner.exists(query, scope, columnsOf(left, scope), reach), ...besidesEqual(left, place)])
}

function columnsOf(left: Term, scope: Scope): (Operand | undefined)[] {
  return termsOf(left).map((term) => operandOf(term, scope))
}

function termsOf(left: Term): readonly Term[] {
  return left.kind === 'row' ? left.terms : [left]
}

/** What holds of what is equal to something, whatever that is. */
function besidesEqual(left: Term, place: Place): Formula[] {
  const { node, scope, inner } = place
  const rejects = termsOf(left).flatMap((term) => strictColumns(term, scope))
  return [{ kind: 'other', rejects, mentions: () => [], range: node.range, origin: originAt(place) }, ...besides(left, scope, inner)]
}

/** The value that a function gives: `organization_id = my_organization()`. */
function givenValue(column: Term, value: Term, place: Place): Formula | undefined {
  const { scope, inner } = place
  const call = calledValue(value)
  const operand = operandOf(column, scope)
  const said = call && operand?.kind === 'column' ? inner.given?.(call, scope, [operand], 'value') : undefined
  return said && all([said, ...besidesEqual(column, place), ...besides(value, scope, inner)])
}

function calledValue(value: Term): Call | undefined {
  const plain = withoutCast(value)
  if (isCalled(plain)) return plain
  const only = plain.kind === 'subquery' && !plain.array ? onlyTerm(plain.query) : undefined
  return only && calledValue(only)
}

/** One of what a function gives: `IN (SELECT f())` of its rows, `= ANY (f())` of the elements of its array. */
function givenMembers(left: Term, right: Term, place: Place): Formula | undefined {
  const { scope, inner } = place
  const found = calledMembers(right)
  const said = found && inner.given?.(found.call, scope, columnsOf(left, scope), found.as)
  return said && all([said, ...besidesEqual(left, place), ...besides(right, scope, inner)])
}

function calledMembers(members: Term): { readonly call: Call; readonly as: GivenAs } | undefined {
  const plain = withoutCast(members)
  if (isCalled(plain)) return { call: plain, as: 'element' }
  const only = plain.kind === 'subquery' ? onlyTerm(plain.query) : undefined
  // A list that is cast is one value: the array that a row holds.
  return only && isCalled(only)
    ? { call: only, as: plain === members || (plain.kind === 'subquery' && plain.array) ? 'row' : 'element' }
    : undefined
}

function isCalled(term: Term): term is Call {
  return term.kind === 'call' && !term.operator
}

/** `IN` and `= ANY`. */
export function membership(left: Term, right: Term, place: Place): Formula {
  const { scope } = place
  const given = givenMembers(left, right, place)
  if (given) return given
  const query = queryOfMembers(right)
  if (query) return equalToQuery(left, query, 'both ways', place)
  if (left.kind === 'row') return rowMembership(left.terms, right, place)
  const members = right.kind === 'list' || right.kind === 'array' ? right.terms : undefined
  const values = members?.map((term) => givenValue(left, term, place)) ?? []
  const areGiven = values.some((value) => value !== undefined)
  if (members && (areGiven || members.length === 1 || members.some((term) => !isFixed(term, scope)) || areEachTold(members)))
    return any(members.map((term) => (isMany(term) ? among(left, term, place) : equality(left, term, 'strict', pairIn(place, left, term)))))
  return isFixed(right, scope) ? among(left, right, place) : place.other([left])
}

/** `NOT IN` and `<> ALL`. */
export function absence(left: Term, right: Term, place: Place): Formula | undefined {
  const { node, scope, inner, not } = place
  const query = queryOfMembers(right)
  if (!query) return undefined
  return all([inner.none(query, scope, columnsOf(left, scope)), saysOther([], node, scope, not), ...besides(left, scope, inner)])
}

/** What a condition says of which no more is known than which terms must be something. */
export function saysOther(strict: readonly Term[], node: Condition, scope: Scope, not: boolean): Formula {
  const rejects = strict.flatMap((term) => strictColumns(term, scope))
  const origin = { condition: node, not, scope }
  return { kind: 'other', rejects, mentions: () => mentionedColumns(node, scope), range: node.range, origin }
}

function queryOfMembers(members: Term): Query | undefined {
  if (members.kind === 'subquery') return members.query
  return members.kind === 'cast' && members.term.kind === 'subquery' ? members.term.query : undefined
}

/** Of how many values each is looked at by what the program tells of it. */
const mostTold = 4

function areEachTold(members: readonly Term[]): boolean {
  const isTold = (term: Term): boolean => term.kind === 'value' && term.value.kind === 'program' && term.value.hole !== undefined
  return members.length > 0 && members.length <= mostTold && members.every(isTold)
}

function isMany(term: Term): boolean {
  return term.kind === 'value' && term.many
}

function among(left: Term, right: Term | undefined, place: Place): Formula {
  const { node, scope, other } = place
  const meaning = meaningOf(left, scope)
  const columns = (meaning?.operands ?? []).filter(({ operand }) => operand.kind !== 'value')
  if (columns.length === 0) return other([left])
  const values = right && meaningOf(right, scope)?.operands[0]?.operand
  const of = values?.kind === 'value' ? values : undefined
  return all(
    columns.map(({ operand, sides }) => when(sides, { kind: 'among', column: operand, of, range: node.range, origin: originAt(place) })),
  )
}

function rowMembership(terms: readonly Term[], right: Term, place: Place): Formula {
  const rows = right.kind === 'list' ? right.terms : [right]
  // What fills the place of a row, or of several, has a value for each column.
  const areRows = rows.every((row) => row.kind === 'value' || (row.kind === 'row' && row.terms.length === terms.length))
  if (rows.length === 0 || !areRows) return place.other([])
  return all(
    terms.map((term, i) => {
      const values = rows.flatMap((row) => (row.kind === 'row' && row.terms[i] ? [row.terms[i]] : []))
      const [only] = values
      if (rows.length === 1 && only) return equality(term, only, 'strict', pairIn(place, term, only))
      return values.every((value) => isFixed(value, place.scope)) ? among(term, undefined, place) : place.other([])
    }),
  )
}
