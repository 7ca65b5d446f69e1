import { figureName } from '../../../catalog/fold/choose-name.ts'
import { isCondition, isTerm } from '../../../query/kinds.ts'
import { printCondition, printTerm } from '../../../query/print.ts'
import type { Call, Condition, Output, Query, Term } from '../../../query/query.ts'
import { readTerm } from './expression.ts'
import { momentText } from './moment-text.ts'

const known = new Map<string, string>()
const shown = new Map<string, string>()

/** An expression as text in which what means the same to Postgres looks the same: it prints casts, brackets and operators of its own. */
export function normalForm(expression: string): string {
  const before = known.get(expression)
  if (before !== undefined) return before
  const form = read(expression)
  known.set(expression, form)
  return form
}

/** A normal form as people read it. */
export function shownForm(form: string): string {
  return shown.get(form) ?? form
}

function read(expression: string): string {
  const term = readTerm(expression)
  if (!term) return expression
  const normal = normalTerm(term)
  const printed = normal.kind === 'condition' ? printCondition(normal.condition) : printTerm(normal)
  const form = printed.replace(/[()\s]/g, '')
  shown.set(form, printed)
  return form
}

type Node = Term | Condition

function normalTerm(term: Term): Term {
  const inner = deep(term)
  switch (inner.kind) {
    case 'cast':
    case 'collate':
      return inner.term
    case 'column':
      return { ...inner, of: undefined, schema: undefined }
    case 'value':
      return { ...inner, value: literalText(inner.value) }
    case 'case':
      return inner.otherwise ? inner : { ...inner, otherwise: nullValue(inner) }
    case 'call':
      return normalCall({ ...inner, schema: undefined })
    default:
      return inner
  }
}

function nullValue({ range }: Node): Term {
  return { kind: 'value', value: { kind: 'literal', literal: null }, many: false, range }
}

/** Numbers, texts and moments alike; of a relation the last name. */
function literalText(value: Extract<Term, { kind: 'value' }>['value']): Extract<Term, { kind: 'value' }>['value'] {
  if (value.kind !== 'literal' || value.literal === null || typeof value.literal === 'boolean') return value
  return { kind: 'parameter', name: `'${momentText(String(value.literal))}'` }
}

function normalCall(call: Call): Call {
  const [first] = call.args
  const text = first?.kind === 'value' && first.value.kind === 'parameter' ? first.value.name.slice(1, -1) : undefined
  const changed = (name: string): Call => ({
    ...call,
    args: [{ ...first, kind: 'value', value: { kind: 'parameter', name }, many: false, range: call.range }],
  })
  if (call.operator && call.name === '-' && call.args.length === 1 && text !== undefined) return { ...changed(`'-${text}'`), name: '' }
  if (call.name === 'nextval' && text !== undefined) return changed(`'${text.replaceAll('"', '').replace(/^.*\./, '')}'`)
  return call
}

function normalCondition(condition: Condition): Condition {
  const inner = deep(condition)
  const { range } = inner
  const operator = (op: string, left: Term, right: Term): Condition => ({ kind: 'compare', op, quantifier: undefined, left, right, range })
  switch (inner.kind) {
    case 'between': {
      const { term, low, high, not } = inner
      return { kind: not ? 'or' : 'and', of: [operator(not ? '<' : '>=', term, low), operator(not ? '>' : '<=', term, high)], range }
    }
    case 'like': {
      const { term, pattern, how, not } = inner
      return operator(`${not ? '!' : ''}${patternOperators[how]}`, term, pattern)
    }
    case 'compare':
      return normalComparison(inner)
    case 'bare': {
      const { term } = inner
      const [left, right] = term.kind === 'call' && term.operator ? term.args : []
      return term.kind === 'call' && left && right ? operator(term.name, left, right) : inner
    }
    default:
      return inner
  }
}

type Comparison = Extract<Condition, { kind: 'compare' }>

/** Of a list of one value, Postgres makes a comparison with it. */
function normalComparison(condition: Comparison): Comparison {
  const { right, quantifier } = condition
  const [only, ...others] = right.kind === 'list' ? right.terms : []
  if (only && others.length === 0) return { ...condition, quantifier: undefined, right: only }
  return quantifier && right.kind === 'array' ? { ...condition, right: { ...right, kind: 'list' } } : condition
}

const patternOperators = { like: '~~', ilike: '~~*', similar: '~' } as const

type NamedOutput = Extract<Output, { kind: 'term' }>

/** Postgres prints the name that an output has by itself. */
function withName(output: NamedOutput, visit: (value: unknown) => unknown): object {
  return { ...output, term: visit(output.term), name: output.name ?? figureName(output.term) }
}

/** Its parts in their normal forms. */
function deep<N extends Node | Query>(node: N): N {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    if (isCondition(value)) return normalCondition(value)
    if (isTerm(value)) return normalTerm(value)
    if ('kind' in value && value.kind === 'table') return { ...value, schema: undefined }
    if ('kind' in value && value.kind === 'term') return withName(value as NamedOutput, visit)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]))
  }
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, key === 'value' ? inner : visit(inner)])) as N
}
