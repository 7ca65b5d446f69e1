import type { Classes } from '../query/classes.ts'
import type { Leaf, Operand, Origin } from '../query/formula.ts'
import { expressionText } from '../query/operand.ts'
import { printTerm } from '../query/print.ts'
import type { Comparison, Condition, Term } from '../query/query.ts'
import type { RowSource } from '../query/relation.ts'
import { resolve } from '../query/scope.ts'
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
      return any([...predicate.of.map((part) => implied(part, source, facts)), sure(isSaid(predicate, source, facts))])
    case 'constant':
      return sure(predicate.value === true)
    case 'null':
      return impliedNull(predicate, source, facts)
    case 'compare':
      return any([impliedComparison(predicate, source, facts), sure(isSaid(predicate, source, facts))])
    case 'between':
      if (predicate.not || predicate.symmetric) return sure(isSaid(predicate, source, facts))
      return all(
        [bound('>=', predicate.term, predicate.low), bound('<=', predicate.term, predicate.high)].map((part) =>
          implied(part, source, facts),
        ),
      )
    case 'bare':
      return any([isTruth(predicate.term, 'TRUE', source, facts), sure(isSaid(predicate, source, facts))])
    case 'not':
      if (predicate.of.kind === 'bare') return isTruth(predicate.of.term, 'FALSE', source, facts)
      if (predicate.of.kind === 'null') return impliedNull({ ...predicate.of, not: !predicate.of.not }, source, facts)
      return sure(isSaid(predicate, source, facts))
    case 'truth':
      if (predicate.of.kind !== 'bare' || predicate.not || predicate.is === 'unknown') return sure(isSaid(predicate, source, facts))
      return isTruth(predicate.of.term, predicate.is.toUpperCase(), source, facts)
    default:
      return sure(isSaid(predicate, source, facts))
  }
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
  if (atom.kind !== 'equal' || atom.how !== 'strict') return false
  return [atom.left, atom.right].some((side) => {
    if (side.kind !== 'expression' || side.source !== column.source || !side.columns.includes(column.name)) return false
    return /^[\w(]+\(/.test(side.text) && [...side.text.matchAll(/(\w+)\(/g)].every(([, name = '']) => strictFunctions.has(name))
  })
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
  if (!column) return columnOf(right, source) && quantifier === undefined ? impliedComparison(turned(predicate), source, facts) : 'no'
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

const opposites: Readonly<Record<string, string>> = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' }
const turns: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

function turned(node: Comparison): Comparison {
  return { ...node, op: turns[node.op] ?? node.op, left: node.right, right: node.left }
}

/** What the facts say of a column in comparisons with values. */
function boundsOn(column: Operand, { classes, atoms }: Facts): Bound[] {
  const equal = classes.valuesOf(column).map(({ key }): Bound => ({ op: '=', values: [literalOfKey(key)] }))
  return [...equal, ...atoms.flatMap((atom) => ('origin' in atom ? boundsOf(atom.origin, column, classes) : []))]
}

function literalOfKey(key: string): Literal | undefined {
  if (/^-?\d+(?:\.\d+)?$/.test(key)) return Number(key)
  return /^'[^']*'$/.test(key) ? key.slice(1, -1) : undefined
}

function boundsOf({ condition, not, scope }: Origin, column: Operand, classes: Classes): Bound[] {
  const isIt = (term: Term): boolean =>
    term.kind === 'column' && (resolve(term, scope)?.operands.some(({ operand: one }) => classes.same(one, column)) ?? false)
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
  if (!isIt(left)) return []
  const values: (Literal | undefined)[] = right.kind === 'list' || right.kind === 'array' ? right.terms.map(literalIn) : [undefined]
  const isNone = not ? quantifier === 'any' && op === '<>' : quantifier === 'all' && op === '<>'
  if (isNone) return values.map((value) => ({ op: '<>', values: [value] }))
  if (quantifier !== 'any' || not || op !== '=') return []
  return [{ op: '=', values }]
}

/** Whether the very same condition is among the facts. */
function isSaid(predicate: Condition, source: RowSource, { atoms, classes }: Facts): boolean {
  const text = textOf(predicate)
  return atoms.some((atom) => {
    if (atom.kind !== 'other' || !atom.origin || atom.origin.not || textOf(atom.origin.condition) !== text) return false
    const mentioned = atom.mentions()
    return (
      mentioned.length > 0 && mentioned.every((one) => one.kind === 'column' && (one.source === source || isShown(one, source, classes)))
    )
  })
}

function isShown(one: Extract<Operand, { kind: 'column' }>, source: RowSource, classes: Classes): boolean {
  return classes.columnsLike(one).some((other) => other.source === source)
}

function textOf(condition: Condition): string {
  return expressionText({ kind: 'condition', condition, range: condition.range })
}

function valueText(term: Term): string {
  return term.kind === 'cast' ? valueText(term.term) : printTerm(term)
}
