import { lookup } from '../catalog/lookup.ts'
import { quoteName } from '../catalog/names.ts'
import { printQuery } from './print-query.ts'
import type { Call, Condition, Order, Term, Value, Window } from './query.ts'

/** Writes a term as SQL for people. */
export function printTerm(term: Term): string {
  switch (term.kind) {
    case 'column':
      return [term.schema, term.of, term.name]
        .filter((part) => part !== undefined)
        .map((part) => (part === '*' ? part : quoteName(part)))
        .join('.')
    case 'value':
      return printValue(term)
    case 'call':
      return printCall(term)
    case 'cast':
      return `${operand(term.term)}::${term.type}`
    case 'collate':
      return `${operand(term.term)} COLLATE ${quoteName(term.collation)}`
    case 'row':
      return `ROW(${list(term.terms)})`
    case 'array':
      return `ARRAY[${list(term.terms)}]`
    case 'list':
      return `(${list(term.terms)})`
    case 'case': {
      const branches = term.when.map(({ when, then }) => ` WHEN ${printTerm(when)} THEN ${printTerm(then)}`).join('')
      return `CASE${term.of ? ` ${printTerm(term.of)}` : ''}${branches}${term.otherwise ? ` ELSE ${printTerm(term.otherwise)}` : ''} END`
    }
    case 'subquery':
      return `${term.array ? 'ARRAY' : ''}(${printQuery(term.query)})`
    case 'condition':
      return `(${printCondition(term.condition)})`
    case 'part':
      return `(${printTerm(term.term)})${term.path.map((step) => (typeof step === 'string' ? `.${step === '*' ? step : quoteName(step)}` : `[${printTerm(step)}]`)).join('')}`
    case 'hidden':
      return hole
  }
}

/** What stands where the text could not be followed. */
export const hole = '…'

function list(terms: readonly Term[]): string {
  return terms.map(printTerm).join(', ')
}

function printValue({ value, many }: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.isNumeric ? printNumeric(value.literal) : printLiteral(value.literal)
    case 'parameter':
      return value.name
    case 'program':
      return `\${${value.text}}${many ? '[]' : ''}`
  }
}

/** With the point by which Postgres takes it for numeric. */
function printNumeric(literal: string | number | boolean | null): string {
  const text = printLiteral(literal)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

function printLiteral(literal: string | number | boolean | null): string {
  if (literal === null) return 'NULL'
  return typeof literal === 'string' ? `'${literal.replaceAll("'", "''")}'` : String(literal).toUpperCase()
}

/** Brackets around what an operator would otherwise tear apart. */
function operand(term: Term): string {
  const text = printTerm(term)
  const open = (term.kind === 'call' && term.operator) || term.kind === 'case' || term.kind === 'collate'
  return open ? `(${text})` : text
}

const special: Readonly<Record<string, string>> = lookup({
  current_timestamp: 'CURRENT_TIMESTAMP',
  current_date: 'CURRENT_DATE',
  current_time: 'CURRENT_TIME',
  localtime: 'LOCALTIME',
  localtimestamp: 'LOCALTIMESTAMP',
  current_user: 'CURRENT_USER',
  session_user: 'SESSION_USER',
  user: 'USER',
  current_role: 'CURRENT_ROLE',
  current_catalog: 'CURRENT_CATALOG',
  current_schema: 'CURRENT_SCHEMA',
})

function printCall(call: Call): string {
  const [first, second] = call.args
  if (call.operator) {
    if (first && second) return `${operand(first)} ${call.name} ${operand(second)}`
    return first ? `${call.name} ${operand(first)}` : call.name
  }
  const word = call.args.length === 0 && !call.star && Object.hasOwn(special, call.name) ? special[call.name] : undefined
  if (word !== undefined && call.schema === undefined) return word
  const name = `${call.schema === undefined || call.schema === 'pg_catalog' ? '' : `${quoteName(call.schema)}.`}${/^[a-z_][a-z0-9_$]*$/.test(call.name) ? call.name : quoteName(call.name)}`
  const args = call.star
    ? '*'
    : `${call.distinct ? 'DISTINCT ' : ''}${call.args.map((arg, i) => argument(arg, call.names?.[i])).join(', ')}${orderBy(call.orderBy)}`
  const own = call.schema === undefined || call.schema === 'pg_catalog' ? inOwnWords(call) : undefined
  if (own !== undefined) return own
  const filter = call.filter ? ` FILTER (WHERE ${printCondition(call.filter)})` : ''
  return `${name}(${args})${filter}${printOver(call.over)}`
}

/** What Postgres reads in words of its own alone, and not as a list of arguments. */
function inOwnWords({ name, args: [first, second, third] }: Call): string | undefined {
  if (!first || !second || third) return undefined
  if (name === 'position') return `position(${operand(second)} IN ${operand(first)})`
  if (name !== 'extract') return undefined
  const field = first.kind === 'value' && first.value.kind === 'literal' ? String(first.value.literal) : ''
  return `extract(${/^[a-z]+$/i.test(field) ? field : printTerm(first)} FROM ${printTerm(second)})`
}

function argument(term: Term, name: string | undefined): string {
  return name === undefined ? printTerm(term) : `${quoteName(name)} => ${printTerm(term)}`
}

function printOver(over: Window | string | undefined): string {
  if (over === undefined) return ''
  return typeof over === 'string' ? ` OVER ${quoteName(over)}` : ` OVER (${printWindow(over)})`
}

export function printWindow({ base, partitionBy, orderBy: order }: Window): string {
  const partition = partitionBy.length > 0 ? `PARTITION BY ${list(partitionBy)}` : ''
  return [base === undefined ? '' : quoteName(base), partition, orderBy(order).trim()].filter((part) => part !== '').join(' ')
}

export function orderBy(order: readonly Order[]): string {
  if (order.length === 0) return ''
  return ` ORDER BY ${order.map(printOrder).join(', ')}`
}

function printOrder({ term, descending, nullsFirst }: Order): string {
  const nulls = nullsFirst === undefined || nullsFirst === descending ? '' : nullsFirst ? ' NULLS FIRST' : ' NULLS LAST'
  return `${printTerm(term)}${descending ? ' DESC' : ''}${nulls}`
}

const strength: Readonly<Partial<Record<Condition['kind'], number>>> = { or: 1, and: 2, not: 3 }

/** Brackets around a condition that binds less than where it stands. */
function inside(condition: Condition, outer: number): string {
  const text = printCondition(condition)
  return (strength[condition.kind] ?? 4) <= outer ? `(${text})` : text
}

/** Writes a condition as SQL for people. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      if (condition.of.length === 0) return condition.kind === 'and' ? 'TRUE' : 'FALSE'
      const own = strength[condition.kind] ?? 0
      return condition.of.map((part) => inside(part, own)).join(condition.kind === 'and' ? ' AND ' : ' OR ')
    }
    case 'not':
      return `NOT ${inside(condition.of, 3)}`
    case 'compare': {
      const { left, op, quantifier, right } = condition
      if (right.kind === 'list') return `${operand(left)} ${quantifier === 'all' ? 'NOT IN' : 'IN'} ${printTerm(right)}`
      if (quantifier === undefined) return `${operand(left)} ${op.toUpperCase()} ${operand(right)}`
      if (right.kind === 'subquery' && op === '=' && quantifier === 'any') return `${operand(left)} IN ${printTerm(right)}`
      if (right.kind === 'subquery' && op === '<>' && quantifier === 'all') return `${operand(left)} NOT IN ${printTerm(right)}`
      const array = right.kind === 'subquery' ? printTerm(right) : `(${printTerm(right)})`
      return `${operand(left)} ${op} ${quantifier.toUpperCase()} ${array}`
    }
    case 'null':
      return `${operand(condition.term)} IS ${condition.not ? 'NOT ' : ''}NULL`
    case 'truth':
      return `(${printCondition(condition.of)}) IS ${condition.not ? 'NOT ' : ''}${condition.is.toUpperCase()}`
    case 'like': {
      const { how, pattern } = condition
      const word = how === 'similar' ? 'SIMILAR TO' : how.toUpperCase()
      return `${operand(condition.term)} ${condition.not ? 'NOT ' : ''}${word} ${how === 'similar' ? similarPattern(pattern) : operand(pattern)}`
    }
    case 'between': {
      const { term, low, high, not, symmetric } = condition
      return `${operand(term)} ${not ? 'NOT ' : ''}BETWEEN ${symmetric ? 'SYMMETRIC ' : ''}${operand(low)} AND ${operand(high)}`
    }
    case 'exists':
      return `EXISTS (${printQuery(condition.query)})`
    case 'constant':
      return condition.value === null ? 'NULL' : String(condition.value).toUpperCase()
    case 'bare':
      return operand(condition.term)
    case 'hidden':
      return hole
  }
}

/** Postgres makes a call of the pattern as it reads it. */
function similarPattern(pattern: Term): string {
  if (pattern.kind !== 'call' || pattern.name !== 'similar_to_escape') return operand(pattern)
  return pattern.args.map(operand).join(' ESCAPE ')
}
