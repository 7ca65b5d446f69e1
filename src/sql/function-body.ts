import type { Change, FunctionBody } from '../catalog/change.ts'
import type { Query, Value } from '../query/query.ts'
import { isTable } from '../query/table-names.ts'
import { mapParts } from '../query/tree.ts'
import type { Parsed, Statement } from './engine.ts'
import { readBody } from './plpgsql/body-reader.ts'

/** Parses a text that stands inside another one. */
export type ParseInner = (text: string) => Parsed<readonly Statement[]>

/** The function that a statement makes, with its body. */
export function withBody(changes: readonly Change[], body: FunctionBody | undefined): Change[] {
  return changes.map((change) => (change.kind === 'create function' ? { ...change, body } : change))
}

/** The query that a function sends which does nothing else, as its body says. */
export function queryInBody(language: string | undefined, body: string, parse: ParseInner): Query | undefined {
  const asked = language === 'sql' ? body : language === 'plpgsql' ? returnedQuery(body) : undefined
  const parsed = asked === undefined ? undefined : parse(asked)
  const [only, ...others] = parsed?.ok ? parsed.value : []
  return others.length === 0 && only?.query && readable.has(only.kind) ? asBody(only.query) : undefined
}

const readable: ReadonlySet<string> = new Set(['select', 'values', 'insert', 'update', 'delete'])

/** PL/pgSQL that returns a query, or a value, and does nothing else. */
function returnedQuery(body: string): string | undefined {
  const block = readBody(body)
  if (!('kind' in block) || block.kind !== 'block' || block.declarations.length > 0 || block.handlers.length > 0) return undefined
  const [first, ...others] = block.body
  const isLast = others.length === 0 || (others.length === 1 && others[0]?.kind === 'return' && isBare(body, others[0].range))
  if (first?.kind !== 'return' || !isLast) return undefined
  const text = body.slice(...first.range)
  const returned = text.slice('return'.length).trimStart()
  const [word = ''] = /^\w*/.exec(returned.toLowerCase()) ?? []
  if (word !== 'query') return returned === '' || word === 'next' ? undefined : `SELECT ${returned}`
  const query = returned.slice(word.length).trimStart()
  return /^execute\b/i.test(query) ? undefined : query
}

function isBare(body: string, range: readonly [number, number]): boolean {
  return /^return\s*$/i.test(body.slice(...range))
}

/** With `$1` as a column of that name, and tables that know where they stand. */
export function asBody<T>(part: T): T {
  if (isParameter(part)) return { kind: 'column', of: undefined, schema: undefined, name: part.value.name, range: part.range } as T
  const parts = mapParts(part, (inner) => asBody(inner))
  return isTable(parts) ? { ...parts, isInFunction: true } : parts
}

function isParameter(part: unknown): part is Value & { readonly value: { readonly kind: 'parameter' } } {
  if (typeof part !== 'object' || part === null || !('kind' in part) || part.kind !== 'value') return false
  return (part as Value).value.kind === 'parameter'
}
