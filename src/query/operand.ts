import type { Index } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import { isInjective } from './casts.ts'
import { columnsIn, mapColumns, withoutCast } from './columns.ts'
import { isAggregate, isSetReturning, isStrictOperator, isVolatile } from './functions.ts'
import type { Operand } from './formula.ts'
import { asKept } from './kept.ts'
import { plainCall } from './plain-call.ts'
import { printTerm } from './print.ts'
import type { Call, Condition, Query, Term, Value } from './query.ts'
import type { RowSource } from './relation.ts'
import { resolve, type Meant, type Scope } from './scope.ts'
import { onlyTerm } from './subqueries.ts'

/** What a term is for the proof: a column, in as many places as USING merged it from, or something fixed. */
export interface Meaning extends Meant {
  /** One of several values. */
  readonly many: boolean
}

/** The meaning of a term; nothing for what is neither a column nor a value. */
export function meaningOf(term: Term, scope: Scope): Meaning | undefined {
  switch (term.kind) {
    case 'column': {
      const found = resolve(term, scope)
      return found && { operands: found.operands, many: false }
    }
    case 'cast': {
      const inner = meaningOf(term.term, scope)
      if (!inner) return undefined
      return inner.operands.every(({ operand }) => operand.kind === 'value' || isInjective(operand, term.type)) ? inner : undefined
    }
    case 'value':
      return {
        operands: [{ operand: valueOperand(term), sides: [] }],
        many: term.many,
      }
    case 'collate':
      return undefined
    default:
      if (isFixed(term, scope)) return value(printTerm(term), true, term.kind === 'array' || term.kind === 'list' || returnsSet(term))
      return expression(term, scope)
  }
}

/** What a term is, where it is one thing. */
export function operandOf(term: Term, scope: Scope): Operand | undefined {
  const meaning = meaningOf(term, scope)
  return meaning?.operands.length === 1 && !meaning.many ? meaning.operands[0]?.operand : undefined
}

export function operandsOf(terms: readonly Term[], scope: Scope): Operand[] {
  return terms.flatMap((term) => meaningOf(term, scope)?.operands.map(({ operand }) => operand) ?? [])
}

function value(key: string, mayBeNull: boolean, many: boolean): Meaning {
  return { operands: [{ operand: { kind: 'value', key, mayBeNull }, sides: [] }], many }
}

function valueOperand(term: Value): Operand {
  const { value: is } = term
  const mayBeNull = !(is.kind === 'literal' && is.literal !== null)
  return {
    kind: 'value',
    key: valueKey(term),
    mayBeNull,
    ...(is.kind === 'program' && { program: is }),
  }
}

/** Two holes of one name are one value, unless a call may give another each time. */
function valueKey(term: Value): string {
  const text = printTerm(term)
  const isOne = term.value.kind === 'literal' || (text !== '?' && !text.includes('('))
  return isOne ? text : `${text} at ${term.range[0]}`
}

function returnsSet(term: Term): boolean {
  return term.kind === 'call' && isSetReturning(term.name)
}

/** An expression over one table, such as an index may have. */
function expression(term: Term, scope: Scope): Meaning | undefined {
  if (term.kind !== 'call' || term.operator || term.over !== undefined || isVolatile(term.name) || isAggregate(term.name)) return undefined
  const [first, ...rest] = columnsIn(term).map((column) => operandOf(column, scope))
  if (first?.kind !== 'column' || !rest.every((other) => other?.kind === 'column' && other.source === first.source)) return undefined
  const columns = [first, ...rest].flatMap((operand) => (operand?.kind === 'column' ? [operand.name] : []))
  const isKept = ({ unique, keys }: Index): boolean =>
    keys.some(({ column, expression: kept }) => kept ?? (unique && column === first.name && isFolded(term)))
  if (!first.source.table?.indexes.some(isKept)) return undefined
  return {
    operands: [{ operand: { kind: 'expression', source: first.source, text: expressionText(term), columns }, sides: [] }],
    many: false,
  }
}

/** The functions that make one of a text in whichever letters. */
const folding = ['lower', 'upper'] as const

function isFolded({ name, args }: Call): boolean {
  const [only, ...more] = args.map(withoutCast)
  return folding.some((one) => one === name) && only?.kind === 'column' && more.length === 0
}

/** A column in whichever letters. */
export function foldedColumn(source: RowSource, name: string): Operand[] {
  const range: Range = [0, 0]
  const column: Term = { kind: 'column', of: undefined, schema: undefined, name, range }
  return folding.map((how) => ({
    kind: 'expression',
    source,
    text: expressionText({ ...plainCall, kind: 'call', name: how, args: [column], range }),
    columns: [name],
  }))
}

/** An expression as an index keeps it: without what its columns are called by, and without casts that change nothing of a text. */
export function expressionText(term: Term): string {
  return printTerm(mapColumns(asKept(term), (column) => ({ ...column, of: undefined, schema: undefined }))).replaceAll(
    /::(?:text(?:\[\])?|character varying(?![([])|regconfig)/g,
    '',
  )
}

/** Whether a term is the same for every row of its statement. */
export function isFixed(term: Term, scope: Scope): boolean {
  switch (term.kind) {
    case 'value':
      return true
    case 'cast':
    case 'collate':
      return isFixed(term.term, scope)
    case 'array':
    case 'list':
    case 'row':
      return term.terms.every((part) => isFixed(part, scope))
    case 'call':
      return (
        !isVolatile(term.name) &&
        !isAggregate(term.name) &&
        !term.star &&
        term.over === undefined &&
        term.args.every((arg) => isFixed(arg, scope))
      )
    case 'case':
      return [term.of, term.otherwise, ...term.when.flatMap((branch) => [branch.when, branch.then])].every(
        (part) => part === undefined || isFixed(part, scope),
      )
    case 'part':
      return isFixed(term.term, scope) && term.path.every((step) => typeof step === 'string' || isFixed(step, scope))
    case 'condition':
      return isFixedCondition(term.condition, scope)
    case 'subquery':
      return !term.array && isFixedQuery(term.query, scope)
    default:
      return false
  }
}

export function isFixedCondition(condition: Condition, scope: Scope): boolean {
  switch (condition.kind) {
    case 'constant':
      return true
    case 'and':
    case 'or':
      return condition.of.every((part) => isFixedCondition(part, scope))
    case 'not':
    case 'truth':
      return isFixedCondition(condition.of, scope)
    case 'null':
    case 'bare':
      return isFixed(condition.term, scope)
    case 'compare':
      return isFixed(condition.left, scope) && isFixed(condition.right, scope)
    default:
      return false
  }
}

/** `(SELECT current_setting('app.tenant'))`, which a planner computes once. */
function isFixedQuery(query: Query, scope: Scope): boolean {
  const only = onlyTerm(query)
  return only !== undefined && isFixed(only, scope) && !returnsSet(only)
}

/** The columns that a term reads and that make it NULL when they are. */
export function strictColumns(term: Term, scope: Scope): Operand[] {
  switch (term.kind) {
    case 'column':
      return columnsOf(meaningOf(term, scope))
    case 'cast':
    case 'collate':
      return strictColumns(term.term, scope)
    case 'call':
      return term.operator && isStrictOperator(term.name) ? term.args.flatMap((arg) => strictColumns(arg, scope)) : []
    default:
      return []
  }
}

export function columnsOf(meaning: Meaning | undefined): Operand[] {
  return (meaning?.operands ?? []).flatMap(({ operand, sides }) => (operand.kind === 'column' && sides.length === 0 ? [operand] : []))
}

/** The columns that stand anywhere in a term, whatever becomes of them in groups. */
export function mentionedColumns(node: object, scope: Scope): Operand[] {
  const { grouped: _, ...ungrouped } = scope
  return columnsIn(node).flatMap((column) => resolve(column, ungrouped)?.operands.map(({ operand }) => operand) ?? [])
}
