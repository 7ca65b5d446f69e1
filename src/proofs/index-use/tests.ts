import type { TypeReference } from '../../catalog/change.ts'
import { ownColumns } from '../../query/columns.ts'
import { opposites, turns } from '../../query/comparisons.ts'
import type { Leaf, Operand, Origin } from '../../query/formula.ts'
import { isVolatile } from '../../query/functions.ts'
import { callsIn } from '../../query/grouping.ts'
import { expressionText } from '../../query/operand.ts'
import type { Condition, Term } from '../../query/query.ts'
import { resolve, type Scope } from '../../query/scope.ts'
import { patternOf } from './patterns.ts'
import { elementType, isRelabelling, keepsColumn, typeOfValue } from './types.ts'

/** Something that is asked of a column or expression as it is kept, so that an index on it could find the rows. */
export interface Test {
  readonly of: Extract<Operand, { kind: 'column' | 'expression' }>
  readonly how: 'equal' | 'among' | 'range' | 'null' | 'not null' | 'prefix' | 'exact' | 'contains' | 'pattern' | 'other'
  readonly op: string
  readonly value: Term | undefined
  /** The columns that it is compared with. */
  readonly with: readonly Operand[]
  /** It is compared with something that differs from row to row, without being a column itself. */
  readonly isOfRow: boolean
  readonly collation: string | undefined
}

export type TypeOf = (of: Operand) => TypeReference | undefined

/** What an atom asks. */
export function readTests(atom: Leaf, typeOf: TypeOf): Test[] {
  if (atom.kind === 'hidden') return []
  if (atom.origin) return testsOf(atom.origin, typeOf)
  if (atom.kind !== 'equal' || atom.how !== 'strict') return []
  const { left, right } = atom
  return [[left, right] as const, [right, left] as const].flatMap(([of, other]) =>
    of.kind === 'value' || !keepsColumn(typeOf(of), typeOf(other)) ? [] : [plain(of, other)],
  )
}

function plain(of: Test['of'], other: Operand): Test {
  const isValue = other.kind === 'value'
  return { of, how: 'equal', op: '=', value: undefined, with: isValue ? [] : [other], isOfRow: false, collation: undefined }
}

function testsOf({ condition, not, scope }: Origin, typeOf: TypeOf): Test[] {
  const ask = (term: Term, how: Test['how'], op: string, value: Term): Test[] => asked(term, how, op, value, scope, typeOf)
  switch (condition.kind) {
    case 'compare':
      return comparison(condition, not, ask)
    case 'null':
      return keysOf(condition.term, scope, typeOf).map((key) => ({
        ...key,
        how: condition.not === not ? 'null' : 'not null',
        op: 'is null',
        value: undefined,
        with: [],
        isOfRow: false,
      }))
    case 'between':
      return [condition.low, condition.high].flatMap((bound) => ask(condition.term, 'range', 'between', bound))
    case 'like':
      return condition.not === not ? ask(condition.term, patternOf(condition.how, condition.pattern), condition.how, condition.pattern) : []
    case 'bare':
      return bare(condition.term, not, scope, ask, typeOf)
    default:
      return []
  }
}

type Ask = (term: Term, how: Test['how'], op: string, value: Term) => Test[]

function comparison({ op: written, quantifier, left, right }: Extract<Condition, { kind: 'compare' }>, not: boolean, ask: Ask): Test[] {
  const truth = quantifier === undefined ? truthOf(right) : undefined
  if (truth !== undefined && (written === '=' || written === '<>')) return ask(left, 'equal', '=', right)
  const op = not ? opposites[written] : written
  if (op === undefined || op === '<>' || !Object.hasOwn(turns, op)) return []
  const how = op === '=' ? 'equal' : 'range'
  if (quantifier !== undefined) {
    if ((quantifier === 'all') !== not) return []
    if (left.kind !== 'row') return ask(left, how === 'equal' ? 'among' : how, op, right)
    return how === 'equal' ? left.terms.flatMap((term) => ask(term, 'among', op, right)) : []
  }
  if (left.kind === 'row' && right.kind === 'row') {
    const [a, b] = [left.terms[0], right.terms[0]]
    return how === 'range' && a && b ? [...ask(a, how, op, b), ...ask(b, how, turns[op] ?? op, a)] : []
  }
  return [...ask(left, how, op, right), ...ask(right, how, turns[op] ?? op, left)]
}

/** A boolean column that is not true is false: both are one value. */
function truthOf(term: Term): boolean | undefined {
  if (term.kind === 'condition' && term.condition.kind === 'constant') return term.condition.value ?? undefined
  return term.kind === 'value' && typeof term.value === 'object' && term.value.kind === 'literal' && typeof term.value.literal === 'boolean'
    ? term.value.literal
    : undefined
}

const yes: Term = { kind: 'value', value: { kind: 'literal', literal: true }, many: false, range: [0, 0] }

function bare(term: Term, not: boolean, scope: Scope, ask: Ask, typeOf: TypeOf): Test[] {
  if (term.kind === 'column') return ask(term, 'equal', '=', yes)
  if (term.kind !== 'call' || not) return []
  if (!term.operator) return term.args.flatMap((arg) => ask(arg, 'other', term.name, yes))
  const [left, right] = term.args
  if (!left || !right) return []
  if (/^(?:~|~\*|~~|~~\*)$/.test(term.name)) return ask(left, patternOf(term.name, right), term.name, right)
  return [...ask(left, 'other', term.name, right), ...ask(right, 'other', term.name, left)].filter((test) => !isBoolean(test, typeOf))
}

/** A comparison of two conditions, which no index knows. */
function isBoolean({ of }: Test, typeOf: TypeOf): boolean {
  return typeOf(of)?.name === 'boolean'
}

function asked(term: Term, how: Test['how'], op: string, value: Term, scope: Scope, typeOf: TypeOf): Test[] {
  if ([...callsIn([value])].some((call) => isVolatile(call.name))) return []
  const own = [...ownColumns(value)].flatMap((column) => resolve(column, scope)?.operands.map(({ operand }) => operand) ?? [])
  return keysOf(term, scope, typeOf).flatMap(({ of, collation }): Test[] => {
    if (own.some((operand) => operand.kind !== 'value' && operand.source === of.source)) return []
    const columns = value.kind === 'column' ? own : []
    const type = value.kind === 'column' ? own[0] && typeOf(own[0]) : typeOfValue(value)
    if (of.kind === 'column' && !keepsColumn(typeOf(of), how === 'among' ? elementType(type) : type)) return []
    const isOfRow = columns.length === 0 && (own.length > 0 || value.kind === 'subquery')
    return [
      { of, how, op, value, with: columns, isOfRow, collation: collation ?? (value.kind === 'collate' ? value.collation : undefined) },
    ]
  })
}

/** The column that a term is, as it is kept; or the expression. */
function keysOf(term: Term, scope: Scope, typeOf: TypeOf): Pick<Test, 'of' | 'collation'>[] {
  if (term.kind === 'collate') return keysOf(term.term, scope, typeOf).map((key) => ({ ...key, collation: term.collation }))
  if (term.kind === 'column') {
    return (resolve(term, scope)?.operands ?? []).flatMap(({ operand }) =>
      operand.kind === 'value' ? [] : [{ of: operand, collation: undefined }],
    )
  }
  if (term.kind === 'cast') {
    const inner = keysOf(term.term, scope, typeOf)
    const isText = term.type === 'text' || term.type === 'character varying'
    if (inner.every(({ of }) => (of.kind === 'column' ? isRelabelling(typeOf(of), term.type) : isText))) return inner
  }
  const columns = [...ownColumns(term)].flatMap((column) => resolve(column, scope)?.operands ?? [])
  const [first, ...rest] = columns.map(({ operand }) => operand)
  if (first?.kind !== 'column' || rest.some((other) => other.kind !== 'column' || other.source !== first.source)) return []
  return [{ of: { kind: 'expression', source: first.source, text: expressionText(term), columns: [first.name] }, collation: undefined }]
}
