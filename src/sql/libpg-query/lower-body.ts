import type { CreateFunctionStmt, Node } from '@pgsql/types'
import type { FunctionBody } from '../../catalog/change.ts'
import type { Query, TableSource, Value } from '../../query/query.ts'
import { mapParts } from '../../query/tree.ts'
import type { Parsed, Statement } from '../engine.ts'
import { readBody } from '../plpgsql/body-reader.ts'
import { lowerStatementQuery } from './lower-query.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'
import { optionsOf, optionText } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

type Parse = (text: string) => Parsed<readonly Statement[]>

/** What a function gives that does nothing but ask one query. */
export function lowerBody(node: CreateFunctionStmt, text: TreeText, parse: Parse): FunctionBody | undefined {
  const query = queryOf(node, text, parse)
  if (!query || !isRead(query)) return undefined
  const all = (node.parameters ?? []).flatMap((one) => ('FunctionParameter' in one ? [one.FunctionParameter] : []))
  const given = all.filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE')
  const shown = all.filter(({ mode = '' }) => ['FUNC_PARAM_OUT', 'FUNC_PARAM_INOUT', 'FUNC_PARAM_TABLE'].includes(mode))
  return {
    parameters: given.map(({ name, defexpr }) => ({ name, default: defexpr && lowerTerm(defexpr, text) })),
    query: asBody(query),
    givesAll: node.returnType?.setof ?? false,
    columns: shown.map(({ name = '' }) => name),
    returns: lowerType(node.returnType),
  }
}

function isRead({ kind }: Query): boolean {
  return kind === 'select' || kind === 'combined' || kind === 'values'
}

function queryOf({ options, sql_body: atomic }: CreateFunctionStmt, text: TreeText, parse: Parse): Query | undefined {
  if (atomic) return atomicQuery(atomic, text)
  const language = optionText(options, 'language')?.toLowerCase()
  const [body = '', ...more] = optionsOf(options).flatMap(({ defname, arg }) =>
    defname === 'as' && arg && 'List' in arg ? stringsOf(arg.List.items) : [],
  )
  const asked = more.length > 0 ? undefined : language === 'sql' ? body : language === 'plpgsql' ? returnedQuery(body) : undefined
  if (asked === undefined) return undefined
  const parsed = parse(asked)
  const [only, ...others] = parsed.ok ? parsed.value : []
  return others.length === 0 && only?.kind === 'select' ? only.query : undefined
}

/** `BEGIN ATOMIC`, of one statement. */
function atomicQuery(node: Node, text: TreeText): Query | undefined {
  if (!('List' in node)) return lowerStatementQuery(node, text)
  const [only, ...others] = node.List.items ?? []
  return only && others.length === 0 ? atomicQuery(only, text) : undefined
}

/** PL/pgSQL that returns a query, and does nothing else. */
function returnedQuery(body: string): string | undefined {
  const block = readBody(body)
  if (!('kind' in block) || block.kind !== 'block' || block.declarations.length > 0 || block.handlers.length > 0) return undefined
  const [first, ...others] = block.body
  const isLast = others.length === 0 || (others.length === 1 && others[0]?.kind === 'return' && isBare(body, others[0].range))
  if (first?.kind !== 'return' || !isLast) return undefined
  const text = body.slice(...first.range)
  const [words = ''] = /^return\s+query\b/i.exec(text) ?? []
  const query = text.slice(words.length).trimStart()
  return words === '' || /^execute\b/i.test(query) ? undefined : query
}

function isBare(body: string, range: readonly [number, number]): boolean {
  return /^return\s*$/i.test(body.slice(...range))
}

/** With `$1` as a column of that name, and tables that know where they stand. */
function asBody<T>(part: T): T {
  if (isParameter(part)) return { kind: 'column', of: undefined, schema: undefined, name: part.value.name, range: part.range } as T
  const parts = mapParts(part, (inner) => asBody(inner))
  return isTable(parts) ? { ...parts, isInFunction: true } : parts
}

function isTable(part: unknown): part is TableSource {
  return typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'table' && 'sampled' in part
}

function isParameter(part: unknown): part is Value & { readonly value: { readonly kind: 'parameter' } } {
  if (typeof part !== 'object' || part === null || !('kind' in part) || part.kind !== 'value') return false
  return (part as Value).value.kind === 'parameter'
}
