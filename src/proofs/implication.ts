import type { Classes } from '../query/classes.ts'
import { opposites, turns } from '../query/comparisons.ts'
import { sameOperand, type Leaf, type Operand, type Origin } from '../query/formula.ts'
import { isStrictOperator } from '../query/functions.ts'
import { ownColumns } from '../query/columns.ts'
import { expressionText } from '../query/operand.ts'
import { printTerm } from '../query/print.ts'
import type { Comparison, Condition, Term } from '../query/query.ts'
import type { RowSource } from '../query/relation.ts'
import { resolve, type Scope } from '../query/scope.ts'
import { valueByValue } from './listed-values.ts'
import { saysSame } from './said-condition.ts'
import { impliesOrder, literalIn, type Bound, type Literal } from './order-implication.ts'
import { operand } from './tenant/nulls.ts'

/** What is known of the rows of one branch. */
export interface Facts {
  readonly classes: Classes
  readonly atoms: readonly Leaf[]
}

/** `perhaps`: where a parameter turns out to be the right value. */
export type Implied = 'yes' | 'perhaps' | 'no'

const order: readonly Implied[] = ['no', 'perhaps', 'yes']

function all(of: readonly Implied[]): Implied {
  return order[Math.min(2, ...of.map((one) => order.indexOf(one)))] ?? 'no'
}

function any(of: readonly Implied[]): Implied {
  return order[Math.max(0, ...of.map((one) => order.indexOf(one)))] ?? 'no'
}

function sure(is: boolean): Implied {
  return is ? 'yes' : 'no'
}

/** Whether the facts imply a predicate over a source's columns, conjunct by conjunct, as Postgres asks before it uses a partial index. */
export function implied(predicate: Condition | undefined, source: RowSource, facts: Facts): Implied {
  if (!predicate) return 'yes'
  switch (predicate.kind) {
    case 'and':
      return all(predicate.of.map((part) => implied(part, source, facts)))
    case 'or':
      return any([
        ...predicate.of.map((part) => implied(part, source, facts)),
        said(predicate, source, facts),
        ...valueByValue(facts).map((each) => all(each.map((given) => implied(predicate, source, given)))),
      ])
    case 'constant':
      return sure(predicate.value === true)
    case 'null':
      return impliedNull(predicate, source, facts)
    case 'compare':
      return any([impliedComparison(predicate, source, facts), said(predicate, source, facts)])
    case 'between':
      if (predicate.not || predicate.symmetric) return said(predicate, source, facts)
      return all(
        [bound('>=', predicate.term, predicate.low), bound('<=', predicate.term, predicate.high)].map((part) =>
          implied(part, source, facts),
        ),
      )
    case 'bare':
      return any([isTruth(predicate.term, 'TRUE', source, facts), said(predicate, source, facts)])
    case 'not':
      if (predicate.of.kind === 'bare') return any([isTruth(predicate.of.term, 'FALSE', source, facts), said(predicate, source, facts)])
      if (predicate.of.kind === 'null') return impliedNull({ ...predicate.of, not: !predicate.of.not }, source, facts)
      return said(predicate, source, facts)
    case 'truth':
      if (predicate.of.kind !== 'bare' || predicate.not || predicate.is === 'unknown') return said(predicate, source, facts)
      return any([
        isTruth(predicate.of.term, predicate.is.toUpperCase(), source, facts),
        sure(saysSame(predicate.of, predicate.is === 'false', source, facts.atoms, facts.classes)),
      ])
    default:
      return said(predicate, source, facts)
  }
}

function said(predicate: Condition, source: RowSource, { atoms, classes }: Facts): Implied {
  return sure(saysSame(predicate, false, source, atoms, classes))
}

function bound(op: string, left: Term, right: Term): Comparison {
  return { kind: 'compare', op, quantifier: undefined, left, right, range: left.range }
}

function columnOf(term: Term, source: RowSource): Operand | undefined {
  if (term.kind === 'cast') return columnOf(term.term, source)
  return term.kind === 'column' ? operand(source, term.name) : undefined
}

function impliedNull(predicate: Extract<Condition, { kind: 'null' }>, source: RowSource, { classes, atoms }: Facts): Implied {
  const column = columnOf(predicate.term, source)
  if (column?.kind !== 'column') return 'no'
  if (predicate.not) return sure(classes.isNotNull(column) || atoms.some((atom) => isOfStrict(atom, column)))
  return sure(atoms.some((atom) => atom.kind === 'null' && !atom.not && classes.same(atom.column, column)))
}

const strictFunctions: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'btrim',
  'ltrim',
  'rtrim',
  'md5',
  'abs',
  'length',
  'date_trunc',
  'timezone',
])

/** Whether a comparison is of a function of the column that gives NULL for NULL. */
function isOfStrict(atom: Leaf, column: Extract<Operand, { kind: 'column' }>): boolean {
  if (atom.kind === 'hidden' || !atom.origin) return false
  const { condition, scope } = atom.origin
  const isIt = (term: Term): boolean => {
    if (term.kind === 'column') return resolve(term, scope)?.operands.some(({ operand: one }) => sameOperand(one, column)) ?? false
    if (term.kind === 'cast' || term.kind === 'collate') return isIt(term.term)
    if (term.kind !== 'call' || term.over !== undefined) return false
    return (term.operator ? isStrictOperator(term.name) : strictFunctions.has(term.name)) && term.args.some(isIt)
  }
  if (condition.kind === 'like') return isIt(condition.term)
  if (condition.kind !== 'compare' || condition.quantifier !== undefined || condition.op.startsWith('is ')) return false
  return isIt(condition.left) || isIt(condition.right)
}

function isTruth(term: Term, truth: string, source: RowSource, { classes }: Facts): Implied {
  return term.kind === 'column' ? valueIs(operand(source, term.name), truth, classes) : 'no'
}

function valueIs(column: Operand, text: string, classes: Classes): Implied {
  if (classes.equals(column, text)) return 'yes'
  return classes.valuesOf(column).some(({ key }) => isOpen(key)) ? 'perhaps' : 'no'
}

/** A value that is known once the statement runs. */
function isOpen(key: string): boolean {
  return !/^(?:'|-?\d|TRUE$|FALSE$|NULL$)/.test(key)
}

function impliedComparison(predicate: Comparison, source: RowSource, facts: Facts): Implied {
  const { op, quantifier, left, right } = predicate
  const column = columnOf(left, source)
  if (!column && columnOf(right, source) && quantifier === undefined) return impliedComparison(turned(predicate), source, facts)
  if (!column)
    return quantifier === undefined ? any(boundsOnTerm(left, source, facts).map((one) => impliesOrder(one, op, [literalIn(right)]))) : 'no'
  const values = quantifier && (right.kind === 'list' || right.kind === 'array') ? right.terms : [right]
  if (quantifier === 'all') {
    return op === '<>' ? all(values.map((value) => impliedComparison({ ...bound('<>', left, value) }, source, facts))) : 'no'
  }
  const direct = op === '=' ? any(values.map((value) => valueIs(column, valueText(value), facts.classes))) : 'no'
  if (direct === 'yes') return direct
  const wanted = values.map(literalIn)
  const bounds = boundsOn(column, facts)
  return any([direct, ...bounds.map((one) => impliesOrder(one, op, wanted))])
}

function turned(node: Comparison): Comparison {
  return { ...node, op: turns[node.op] ?? node.op, left: node.right, right: node.left }
}

/** What the facts say of a column in comparisons with values. */
function boundsOn(column: Operand, { classes, atoms }: Facts): Bound[] {
  const equal = classes.valuesOf(column).map(({ key }): Bound => ({ op: '=', values: [literalOfKey(key)] }))
  const isIt = (term: Term, scope: Scope): boolean =>
    term.kind === 'column' && (resolve(term, scope)?.operands.some(({ operand: one }) => classes.same(one, column)) ?? false)
  return [...equal, ...atoms.flatMap((atom) => ('origin' in atom ? boundsOf(atom.origin, isIt) : []))]
}

/** The same of an expression of a source's columns. */
function boundsOnTerm(term: Term, source: RowSource, { atoms }: Facts): Bound[] {
  const text = expressionText(term)
  const isIt = (other: Term, scope: Scope): boolean =>
    other.kind !== 'column' &&
    other.kind !== 'value' &&
    expressionText(other) === text &&
    [...ownColumns(other)].every((column) =>
      resolve(column, scope)?.operands.every(({ operand: one }) => one.kind === 'column' && one.source === source),
    )
  return atoms.flatMap((atom) => ('origin' in atom ? boundsOf(atom.origin, isIt) : []))
}

function literalOfKey(key: string): Literal | undefined {
  if (/^-?\d+(?:\.\d+)?$/.test(key)) return Number(key)
  return /^'[^']*'$/.test(key) ? key.slice(1, -1) : undefined
}

function boundsOf({ condition, not, scope }: Origin, isOf: (term: Term, scope: Scope) => boolean): Bound[] {
  const isIt = (term: Term): boolean => isOf(term, scope)
  if (condition.kind === 'between' && !not && !condition.not && !condition.symmetric && isIt(condition.term)) {
    return [
      { op: '>=', values: [literalIn(condition.low)] },
      { op: '<=', values: [literalIn(condition.high)] },
    ]
  }
  if (condition.kind !== 'compare') return []
  const { quantifier, left, right } = condition
  const op = not ? (opposites[condition.op] ?? '') : condition.op
  if (quantifier === undefined) {
    if (isIt(left)) return [{ op, values: [literalIn(right)] }]
    return isIt(right) ? [{ op: turns[op] ?? op, values: [literalIn(left)] }] : []
  }
  if (left.kind === 'row') return quantifier === 'any' && op === '=' && !not ? boundsOfRow(left.terms.findIndex(isIt), right) : []
  if (!isIt(left)) return []
  const values: (Literal | undefined)[] = right.kind === 'list' || right.kind === 'array' ? right.terms.map(literalIn) : [undefined]
  const isNone = not ? quantifier === 'any' && op === '<>' : quantifier === 'all' && op === '<>'
  if (isNone) return values.map((value) => ({ op: '<>', values: [value] }))
  if (quantifier !== 'any' || not || op !== '=') return []
  return [{ op: '=', values }]
}

function boundsOfRow(at: number, rows: Term): Bound[] {
  if (at < 0 || rows.kind !== 'list') return []
  return [{ op: '=', values: rows.terms.map((row) => (row.kind === 'row' && row.terms[at] ? literalIn(row.terms[at]) : undefined)) }]
}

function valueText(term: Term): string {
  return term.kind === 'cast' ? valueText(term.term) : printTerm(term)
}
