import type { A_Const, A_Expr, A_Indirection, ColumnRef, FuncCall, Node, SortBy, SubLink, WindowDef } from '@pgsql/types'
import type { Range } from '../../catalog/place.ts'
import type { Call, Order, Term, Window } from '../../query/query.ts'
import { isCondition, lowerCondition } from './lower-condition.ts'
import { lowerQuery } from './lower-query.ts'
import { typeText } from './lower-type.ts'
import { spanOf, stringsOf, type TreeText } from './tree-text.ts'

export function lowerTerms(nodes: readonly Node[] | undefined, text: TreeText): Term[] {
  return (nodes ?? []).map((node) => lowerTerm(node, text))
}

export function lowerTerm(node: Node, text: TreeText): Term {
  if ('ColumnRef' in node) return column(node.ColumnRef, text)
  if ('A_Const' in node) return literal(node.A_Const, text)
  if ('ParamRef' in node) {
    const { number, location } = node.ParamRef
    return { kind: 'value', value: { kind: 'parameter', name: `$${number ?? 0}` }, many: false, range: text.token(location) }
  }
  if ('FuncCall' in node) return call(node.FuncCall, text)
  if ('NamedArgExpr' in node && node.NamedArgExpr.arg) return lowerTerm(node.NamedArgExpr.arg, text)
  if ('TypeCast' in node) {
    const { arg, typeName, location } = node.TypeCast
    const term = arg ? lowerTerm(arg, text) : nothing(text)
    return { kind: 'cast', term, type: typeText(typeName), range: spanOf(term.range, text.token(location), text.path(typeName?.location)) }
  }
  if ('A_Expr' in node && !isCondition(node)) return operation(node.A_Expr, text)
  if ('SubLink' in node && !isCondition(node)) return subquery(node.SubLink, text)
  if ('RowExpr' in node) {
    const terms = lowerTerms(node.RowExpr.args, text)
    return { kind: 'row', terms, range: spanOf(text.bracketed(node.RowExpr.location), ...ranges(terms)) }
  }
  if ('A_ArrayExpr' in node) {
    return { kind: 'array', terms: lowerTerms(node.A_ArrayExpr.elements, text), range: text.bracketed(node.A_ArrayExpr.location) }
  }
  if ('List' in node) {
    const terms = lowerTerms(node.List.items, text)
    return { kind: 'list', terms, range: spanOf(...ranges(terms)) }
  }
  if ('CaseExpr' in node) return caseOf(node.CaseExpr, text)
  if ('A_Indirection' in node) return part(node.A_Indirection, text)
  if ('CollateClause' in node) {
    const { arg, collname, location } = node.CollateClause
    const term = arg ? lowerTerm(arg, text) : nothing(text)
    return { kind: 'collate', term, collation: stringsOf(collname).at(-1) ?? '', range: spanOf(term.range, text.path(location)) }
  }
  return (
    functionLike(node, text) ??
    conditionTerm(node, text) ?? { kind: 'hidden', reason: 'it is of a kind that is not followed', range: text.whole }
  )
}

function nothing(text: TreeText): Term {
  return { kind: 'hidden', reason: 'it is empty', range: text.whole }
}

function conditionTerm(node: Node, text: TreeText): Term | undefined {
  if (!isCondition(node)) return undefined
  const condition = lowerCondition(node, text)
  return { kind: 'condition', condition, range: condition.range }
}

function ranges(nodes: readonly { readonly range: Range }[]): Range[] {
  return nodes.map((node) => node.range)
}

function column({ fields = [], location }: ColumnRef, text: TreeText): Term {
  const names = stringsOf(fields)
  const range = text.path(location)
  if (fields.some((field) => 'A_Star' in field)) return { kind: 'column', name: '*', of: names.at(-1), schema: names.at(-2), range }
  return { kind: 'column', name: names.at(-1) ?? '', of: names.at(-2), schema: names.at(-3), range }
}

function literal(constant: A_Const, text: TreeText): Term {
  const literal = literalOf(constant)
  const range = constantRange(constant.location, typeof literal === 'number', text)
  const isNumeric = Number.isInteger(literal) && writtenAsNumeric.test(constant.fval?.fval ?? '')
  return { kind: 'value', value: { kind: 'literal', literal, ...(isNumeric && { isNumeric }) }, many: false, range }
}

/** With a point or an exponent, or too long for an integer of any size. */
const writtenAsNumeric = /[.e]|^(?!0[xob])[^.e]{20}/i

/** Postgres locates a constant behind a minus at the minus, which is a part of a number alone. */
function constantRange(location: number | undefined, isNumber: boolean, text: TreeText): Range {
  const { tokens } = text
  const [start, end] = text.token(location)
  if (text.slice([start, end]) !== '-') return [start, end]
  let last = tokens.at(start)
  while (tokens.word(last) === '-' || tokens.word(last) === '(') last++
  return isNumber ? [start, tokens.range(last)[1]] : tokens.range(last)
}

function literalOf({ isnull, ival, fval, boolval, sval, bsval }: A_Const): string | number | boolean | null {
  if (isnull) return null
  if (sval) return sval.sval ?? ''
  if (boolval) return boolval.boolval ?? false
  if (fval) return Number(fval.fval ?? 0)
  return bsval ? (bsval.bsval ?? '') : (ival?.ival ?? 0)
}

/** What is called with arguments and nothing else. Properties added to a spread object cost ten times as much. */
function plainCall(name: string, args: readonly Term[], range: Range, operator = false): Call {
  const [schema, filter, over] = [undefined, undefined, undefined]
  return { kind: 'call', schema, name, operator, args, star: false, distinct: false, orderBy: [], filter, over, range }
}

function call(node: FuncCall, text: TreeText): Call {
  const names = stringsOf(node.funcname)
  const args = lowerTerms(node.args, text)
  const given = node.args?.map((arg) => ('NamedArgExpr' in arg ? arg.NamedArgExpr.name : undefined))
  const filter = node.agg_filter && lowerCondition(node.agg_filter, text)
  return {
    kind: 'call',
    schema: names.at(-2),
    name: names.at(-1) ?? '',
    operator: false,
    args,
    ...(given?.some((name) => name !== undefined) && { names: given }),
    star: node.agg_star ?? false,
    distinct: node.agg_distinct ?? false,
    orderBy: lowerOrder(node.agg_order, text),
    filter,
    over: node.over && overOf(node.over, text),
    range: spanOf(callRange(node, text), ...ranges(args), filter?.range),
  }
}

function callRange({ location, funcformat }: FuncCall, text: TreeText): Range {
  if (funcformat === 'COERCE_SQL_SYNTAX' && text.tokens.word(text.tokens.at(text.offset(location) ?? 0) + 1) !== '(')
    return text.token(location)
  return text.bracketed(location)
}

function overOf(over: WindowDef, text: TreeText): Window | string {
  return over.name ?? lowerWindow(over, text)
}

export function lowerWindow({ refname, partitionClause, orderClause, location }: WindowDef, text: TreeText): Window {
  return {
    base: refname,
    partitionBy: lowerTerms(partitionClause, text),
    orderBy: lowerOrder(orderClause, text),
    range: text.bracketed(location),
  }
}

export function lowerOrder(nodes: readonly Node[] | undefined, text: TreeText): Order[] {
  return (nodes ?? []).flatMap((node) => ('SortBy' in node ? [order(node.SortBy, text)] : []))
}

function order({ node, sortby_dir, sortby_nulls }: SortBy, text: TreeText): Order {
  const term = node ? lowerTerm(node, text) : nothing(text)
  return {
    term,
    descending: sortby_dir === 'SORTBY_DESC',
    nullsFirst: sortby_nulls === 'SORTBY_NULLS_FIRST' ? true : sortby_nulls === 'SORTBY_NULLS_LAST' ? false : undefined,
    range: term.range,
  }
}

/** An operator that gives a value rather than the truth of a row: `a + b`, `a || b`, NULLIF(a, b). */
function operation({ kind, name, lexpr, rexpr, location }: A_Expr, text: TreeText): Term {
  const args = [lexpr, rexpr].flatMap((side) => (side ? [lowerTerm(side, text)] : []))
  const isFunction = kind === 'AEXPR_NULLIF'
  const range = spanOf(isFunction ? text.bracketed(location) : text.token(location), ...ranges(args))
  return plainCall(isFunction ? 'nullif' : (stringsOf(name).at(-1) ?? ''), args, range, !isFunction)
}

function subquery({ subselect, subLinkType, location }: SubLink, text: TreeText): Term {
  const range = text.bracketed(location)
  if (!subselect) return nothing(text)
  return { kind: 'subquery', query: lowerQuery(subselect, text), array: subLinkType === 'ARRAY_SUBLINK', range }
}

function caseOf({ arg, args, defresult, location }: Extract<Node, { CaseExpr: unknown }>['CaseExpr'], text: TreeText): Term {
  const of = arg && lowerTerm(arg, text)
  const when = (args ?? []).flatMap((branch) => {
    if (!('CaseWhen' in branch) || !branch.CaseWhen.expr || !branch.CaseWhen.result) return []
    return [{ when: lowerTerm(branch.CaseWhen.expr, text), then: lowerTerm(branch.CaseWhen.result, text) }]
  })
  const otherwise = defresult && lowerTerm(defresult, text)
  const range = spanOf(text.token(location), of?.range, ...when.flatMap((w) => [w.when.range, w.then.range]), otherwise?.range)
  return { kind: 'case', of, when, otherwise, range }
}

function part({ arg, indirection = [] }: A_Indirection, text: TreeText): Term {
  const term = arg ? lowerTerm(arg, text) : nothing(text)
  const path = indirection.flatMap((step): (string | Term)[] => {
    if ('String' in step) return [step.String.sval ?? '']
    if ('A_Star' in step) return ['*']
    if (!('A_Indices' in step)) return []
    return lowerTerms(
      [step.A_Indices.lidx, step.A_Indices.uidx].filter((n) => n !== undefined),
      text,
    )
  })
  return { kind: 'part', term, path, range: spanOf(term.range, ...path.map((p) => (typeof p === 'string' ? undefined : p.range))) }
}

/** What has a syntax of its own and means a call. */
function functionLike(node: Node, text: TreeText): Call | undefined {
  const make = (name: string, args: readonly Node[] | undefined, range: Range): Call => {
    const terms = lowerTerms(args, text)
    return plainCall(name, terms, spanOf(range, ...ranges(terms)))
  }
  if ('CoalesceExpr' in node) return make('coalesce', node.CoalesceExpr.args, text.bracketed(node.CoalesceExpr.location))
  if ('MinMaxExpr' in node) {
    const { op, args, location } = node.MinMaxExpr
    return make(op === 'IS_GREATEST' ? 'greatest' : 'least', args, text.bracketed(location))
  }
  if ('SQLValueFunction' in node) {
    const name = (node.SQLValueFunction.op ?? '').replace(/^SVFOP_|_N$/g, '').toLowerCase()
    return make(name, [], text.token(node.SQLValueFunction.location))
  }
  if ('GroupingFunc' in node) return make('grouping', node.GroupingFunc.args, text.bracketed(node.GroupingFunc.location))
  if ('XmlExpr' in node)
    return make('xml', [...(node.XmlExpr.named_args ?? []), ...(node.XmlExpr.args ?? [])], text.token(node.XmlExpr.location))
  if ('MergeSupportFunc' in node) return make('merge_action', [], text.token(node.MergeSupportFunc.location))
  return jsonCall(node, make, text)
}

function jsonCall(node: Node, make: (name: string, args: readonly Node[], range: Range) => Call, text: TreeText): Call | undefined {
  const [tag, body] = Object.entries(node)[0] ?? ['', undefined]
  if (!tag.startsWith('Json') || typeof body !== 'object') return undefined
  const name = tag
    .replace(/(Constructor|Expr)$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
  const location = 'location' in body && typeof body.location === 'number' ? body.location : undefined
  return make(name, jsonArguments(body), text.bracketed(location))
}

/** The expressions under a JSON constructor, however deep its own clauses wrap them. */
function jsonArguments(body: object): Node[] {
  return Object.values(body).flatMap((value: unknown): Node[] => {
    if (Array.isArray(value)) return value.flatMap((item: unknown) => (isObject(item) ? expressionsIn(item) : []))
    return isObject(value) ? expressionsIn(value) : []
  })
}

function expressionsIn(value: object): Node[] {
  const keys = Object.keys(value)
  const [tag = ''] = keys
  const tagged = keys.length === 1 && /^[A-Z]/.test(tag)
  if (!tagged || /^Json(?!.*(Expr|Constructor)$)/.test(tag)) return jsonArguments(value)
  return [value as Node]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
