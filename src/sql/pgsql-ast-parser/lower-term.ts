import type {
  CallOver,
  Expr,
  ExprArrayIndex,
  ExprCall,
  ExprCase,
  ExprList,
  ExprOverlay,
  ExprRef,
  ExprSubstring,
  OrderByStatement,
  SelectStatement,
} from 'pgsql-ast-parser'
import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'
import { plainCall } from '../../query/plain-call.ts'
import type { Call, Order, Term, Value, Window } from '../../query/query.ts'
import type { AstText } from './ast-text.ts'
import { isCondition, lowerCondition } from './lower-condition.ts'
import { lowerQuery } from './lower-query.ts'
import { typeText } from './lower-type.ts'
import { checkBinding, operatorOf, type Operator } from './operator.ts'

export function lowerTerms(nodes: readonly Expr[] | null | undefined, text: AstText): Term[] {
  return (nodes ?? []).map((node) => lowerTerm(node, text))
}

export function lowerTerm(node: Expr, text: AstText): Term {
  if (isCondition(node, text)) {
    const condition = lowerCondition(node, text)
    return { kind: 'condition', condition, range: condition.range }
  }
  const operator = operatorOf(node, text)
  if (operator) {
    checkBinding(node, operator, text)
    return operation(node, operator, text)
  }
  const range = text.range(text.bare(node))
  switch (node.type) {
    case 'ref':
      return column(node, text)
    case 'integer':
      return literal(node.value === 0 ? 0 : node.value, range)
    case 'numeric':
      return numeric(node.value, range)
    case 'string':
      return literal(text.tokens.label(text.first(node)) ?? node.value, range)
    case 'boolean':
      return literal(node.value, range)
    case 'null':
      return literal(null, range)
    case 'parameter':
      return { kind: 'value', value: { kind: 'parameter', name: node.name }, many: false, range }
    case 'call':
      return call(node, text)
    case 'keyword':
      return { ...plainCall, kind: 'call', name: node.keyword, args: [], range }
    case 'list':
      return { kind: 'row', terms: lowerTerms(node.expressions, text), range: text.range(text.outer(node)) }
    case 'array':
      return array(node, text)
    case 'array select':
      return { kind: 'subquery', query: lowerQuery(node.select, text), array: true, range }
    case 'case':
      return caseOf(node, text)
    case 'cast':
      return { kind: 'cast', term: lowerTerm(node.operand, text), type: typeText(node.to, text), range }
    case 'extract': {
      const field = text.first(node.field)
      const args = [literal(text.name(field), text.tokens.range(field)), lowerTerm(node.from, text)]
      return { ...catalogCall, name: 'extract', args, range }
    }
    case 'substring':
      return substring(node, range, text)
    case 'overlay':
      return overlay(node, range, text)
    case 'default':
      return { kind: 'hidden', reason: 'it is of a kind that is not followed', range: text.whole }
    case 'select':
    case 'union':
    case 'union all':
    case 'values':
    case 'with':
    case 'with recursive':
      return subquery(node, text)
    default:
      return text.refuse(`pgsql-ast-parser gives a ${node.type} without its meaning`, node)
  }
}

export function literal(value: string | number | boolean | null, range: Range): Value {
  return { kind: 'value', value: { kind: 'literal', literal: value }, many: false, range }
}

function column(node: ExprRef, text: AstText): Term {
  const { tokens } = text
  const first = text.first(node)
  const names = node.table ? (node.table.schema === undefined ? 2 : 3) : 1
  const last = first + 2 * names - 2
  const of = names > 1 ? text.name(last - 2) : undefined
  const schema = names > 2 ? text.name(first) : undefined
  const range = text.range([first, last + 1])
  if (tokens.word(last) === '*') return { kind: 'column', name: '*', of, schema, range }
  if (tokens.word(first) === 'system_user' && names === 1) return { ...catalogCall, name: 'system_user', args: [], range }
  return { kind: 'column', name: text.name(last), of, schema, range }
}

function subquery(node: SelectStatement, text: AstText): Term {
  const [first, end] = text.bare(node)
  return { kind: 'subquery', query: lowerQuery(node, text), array: false, range: text.range([first - 1, end + 1]) }
}

/** The package leaves the brackets of an array within an array out. */
function array(node: ExprList, text: AstText): Term {
  const { tokens } = text
  const terms = lowerTerms(node.expressions, text)
  const whole = text.bare(node)
  if (tokens.word(whole[0]) === 'array') return { kind: 'array', terms, range: text.range(whole) }
  let open = tokens.at(terms[0]?.range[0] ?? 0) - 1
  while (open > 0 && tokens.word(open) !== '[') open--
  return { kind: 'array', terms, range: text.range([open, tokens.partner(open) + 1]) }
}

function caseOf(node: ExprCase, text: AstText): Term {
  return {
    kind: 'case',
    of: node.value ? lowerTerm(node.value, text) : undefined,
    when: node.whens.map(({ when, value }) => ({ when: lowerTerm(when, text), then: lowerTerm(value, text) })),
    otherwise: node.else ? lowerTerm(node.else, text) : undefined,
    range: text.range(text.bare(node)),
  }
}

/** What has a syntax of its own is a function of the catalog to Postgres. */
const catalogCall = { ...plainCall, kind: 'call' as const, schema: 'pg_catalog' }

/** An operator that gives a value rather than the truth of a row. */
function operation(node: Expr, { name }: Operator, text: AstText): Term {
  const range = text.range(text.bare(node))
  switch (node.type) {
    case 'binary': {
      const args = lowerTerms([node.left, node.right], text)
      if (name === 'at time zone') return { ...catalogCall, name: 'timezone', args: args.reverse(), range }
      return { ...plainCall, kind: 'call', name, operator: true, args, range }
    }
    case 'unary':
      return sign(name, lowerTerm(node.operand, text), range)
    case 'member': {
      const member = text.bare(node)[1] - 1
      const value = typeof node.member === 'string' ? (text.tokens.label(member) ?? node.member) : node.member
      const args = [lowerTerm(node.operand, text), literal(value, text.tokens.range(member))]
      return { ...plainCall, kind: 'call', name, operator: true, args, range }
    }
    case 'arrayIndex':
      return part(node, text)
    case 'cast':
      return { kind: 'cast', term: lowerTerm(node.operand, text), type: typeText(node.to, text), range }
    default:
      return text.refuse(`pgsql-ast-parser gives a ${node.type} without its meaning`, node)
  }
}

function numeric(value: number, range: Range): Value {
  const [literal, isInteger] = [value === 0 ? 0 : value, Number.isInteger(value)]
  return { kind: 'value', value: { kind: 'literal', literal, ...(isInteger && { isNumeric: true }) }, many: false, range }
}

/** Postgres takes the minus before a number into the number. */
function sign(name: string, term: Term, range: Range): Term {
  const written = term.kind === 'value' && term.value.kind === 'literal' ? term.value : undefined
  const number = written?.literal
  if (name === '-' && typeof number === 'number')
    return written?.isNumeric ? numeric(-number, range) : literal(number === 0 ? 0 : -number, range)
  return { ...plainCall, kind: 'call', name, operator: true, args: [term], range }
}

/** Only a column, a parameter and what stands in brackets has parts: `a::int[1]` is a type to Postgres. */
function part(node: ExprArrayIndex, text: AstText): Term {
  const path: Term[] = []
  let of: Expr = node
  for (; of.type === 'arrayIndex' && (of === node || text.depth(of) === 0); of = of.array) path.unshift(lowerTerm(of.index, text))
  const isPlain = of.type === 'ref' || of.type === 'parameter' || text.depth(of) > 0
  if (!isPlain) text.refuse('pgsql-ast-parser takes the part of a type or a call for a part of its value', of)
  return { kind: 'part', term: lowerTerm(of, text), path, range: text.range(text.bare(node)) }
}

/** Calls with a syntax of their own that the package takes for functions, by what Postgres makes of them. */
const callSyntax: Readonly<Record<string, Pick<Call, 'schema' | 'name'>>> = lookup({
  trim: { schema: 'pg_catalog', name: 'btrim' },
  xmlconcat: { schema: undefined, name: 'xml' },
})

const jsonSyntax = /^json(?:_array|_arrayagg|_exists|_object|_objectagg|_query|_scalar|_serialize|_value)?$/

function call(node: ExprCall, text: AstText): Term {
  const first = text.first(node.function)
  const word = node.function.schema === undefined ? text.tokens.word(first) : ''
  if (word === 'row') return { kind: 'row', terms: lowerTerms(node.args, text), range: callRange(node, text) }
  if (word === 'position') return position(node, text)
  if (word === 'normalize') return normalize(node, text)
  if (/^(?:any|some|all)$/.test(word) || jsonSyntax.test(word)) text.refuse(`pgsql-ast-parser takes ${word} for a function`, node)
  if (word === 'current_schema' || /^(?:current|local)_?(?:date|time|timestamp)$/.test(word))
    return { ...plainCall, kind: 'call', name: word, args: [], range: callRange(node, text) }
  const [only] = node.args
  const star = node.args.length === 1 && only?.type === 'ref' && !only.table && text.tokens.word(text.first(only)) === '*'
  return {
    kind: 'call',
    schema: text.schemaOf(node.function),
    name: text.name(text.last(node.function)),
    ...callSyntax[word],
    args: star ? [] : lowerTerms(node.args, text),
    operator: false,
    star,
    distinct: node.distinct === 'distinct',
    orderBy: lowerOrder(node.withinGroup ? [node.withinGroup] : node.orderBy, text),
    filter: node.filter ? lowerCondition(node.filter, text) : undefined,
    over: node.over ? windowOf(node.over, text) : undefined,
    range: callRange(node, text),
  }
}

/** A function of FROM is located with its alias. */
function callRange(node: ExprCall, text: AstText): Range {
  const first = text.first(node.function)
  const open = text.last(node.function) + 1
  const isLonger = node.filter ?? node.withinGroup ?? node.over
  return text.range([first, isLonger ? text.bare(node)[1] : text.tokens.partner(open) + 1])
}

function windowOf(over: CallOver, text: AstText): Window {
  const { partitionBy, orderBy } = over
  return {
    base: undefined,
    partitionBy: lowerTerms(partitionBy, text),
    orderBy: lowerOrder(orderBy, text),
    range: text.range(text.bare(over)),
  }
}

export function lowerOrder(nodes: readonly OrderByStatement[] | null | undefined, text: AstText): Order[] {
  return (nodes ?? []).map(({ by, order, nulls }) => {
    const term = lowerTerm(by, text)
    return { term, descending: order === 'DESC', nullsFirst: nulls ? nulls === 'FIRST' : undefined, range: term.range }
  })
}

/** POSITION (a IN b) is position(b, a). */
function position(node: ExprCall, text: AstText): Term {
  const [only] = node.args
  const operator = only && operatorOf(only, text)
  if (only?.type !== 'binary' || operator?.name !== 'in') return text.refuse('pgsql-ast-parser takes position for a function', node)
  checkBinding(only, operator, text)
  return { ...catalogCall, name: 'position', args: lowerTerms([only.right, only.left], text), range: callRange(node, text) }
}

function normalize(node: ExprCall, text: AstText): Term {
  if (node.args.length !== 1) text.refuse('pgsql-ast-parser takes the form of normalize for a column', node)
  return { ...catalogCall, name: 'normalize', args: lowerTerms(node.args, text), range: callRange(node, text) }
}

function substring({ value, from, for: count }: ExprSubstring, range: Range, text: AstText): Term {
  const term = lowerTerm(value, text)
  if (from) return { ...catalogCall, name: 'substring', args: [term, ...lowerTerms(count ? [from, count] : [from], text)], range }
  if (!count) return { ...plainCall, kind: 'call', name: 'substring', args: [term], range }
  const length = lowerTerm(count, text)
  return {
    ...catalogCall,
    name: 'substring',
    args: [term, literal(1, range), { kind: 'cast', term: length, type: 'integer', range }],
    range,
  }
}

function overlay({ value, placing, from, for: count }: ExprOverlay, range: Range, text: AstText): Term {
  const args = lowerTerms(count ? [value, placing, from, count] : [value, placing, from], text)
  return { ...catalogCall, name: 'overlay', args, range }
}
