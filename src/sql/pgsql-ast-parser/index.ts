import { createRequire } from 'node:module'
import type { Statement as Node } from 'pgsql-ast-parser'
import { failure, type Name, type Parsed, type SqlEngine, type Statement } from '../engine.ts'
import { nextToken, type Range, type Token } from '../lexer.ts'
import { kindOf } from './kinds.ts'
import { listNames } from './names.ts'

const maxLength = 100_000
/** The package's time and memory grow with the square of a list's length: at this many tokens it takes about a second. */
const maxTokens = 10_000

const require = createRequire(import.meta.url)
let loaded: typeof import('pgsql-ast-parser') | undefined

function parser(): typeof import('pgsql-ast-parser') {
  return (loaded ??= require('pgsql-ast-parser') as typeof import('pgsql-ast-parser'))
}

/** The tokens of a text, unless the package must not or cannot read it. */
function readable(text: string): Parsed<readonly Token[]> {
  const nul = text.indexOf('\0')
  if (nul >= 0) return failure('input', 'a NUL character cannot stand in SQL', nul)
  if (text.length > maxLength) return failure('unsupported', `longer than ${maxLength} characters`, maxLength)
  const tokens: Token[] = []
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    if (token.kind === 'comment' && token.closed) continue
    if (isMisread(text, token, tokens)) return failure('unsupported', 'pgsql-ast-parser misreads this', token.start)
    if (tokens.push(token) > maxTokens) return failure('unsupported', `more than ${maxTokens} tokens`, token.start)
  }
  return { ok: true, value: tokens }
}

const xmlSyntax = /^xml(?:element|exists|forest|parse|pi|root|serialize)$/i
const intervalField = /^(?:year|month|day|hour|minute|second)$/i

/** The package takes an open comment for a closed one, and takes these apart: U&"a" becomes `u & "a"`, X'f' a cast to a type x, and the unit of INTERVAL '1' DAY an alias. */
function isMisread(text: string, { kind, start, end, closed }: Token, before: readonly Token[]): boolean {
  if (!closed) return true
  const written = text.slice(start, Math.min(end, start + 20))
  if (kind === 'quoted' || kind === 'string') return /^[BbXxUu]/.test(written)
  if (kind !== 'word') return false
  if (/^n$/i.test(written)) return text[end] === "'"
  const [head, value] = before.slice(-2)
  const unit = intervalField.test(written) && value?.kind === 'string' && head && /^interval$/i.test(text.slice(head.start, head.end))
  return unit === true || xmlSyntax.test(written)
}

/** Each statement from its first to its last token. */
function ranges(text: string, tokens: readonly Token[]): Range[] {
  const found: Range[] = []
  let open: { start: number; end: number } | undefined
  for (const { kind, start, end } of tokens) {
    if (kind === 'punctuation' && text[start] === ';') {
      if (open) found.push([open.start, open.end])
      open = undefined
    } else if (open) open.end = end
    else open = { start, end }
  }
  if (open) found.push([open.start, open.end])
  return found
}

/** The package's own message lists every token that it would have taken. */
function refusal(text: string, error: unknown): ReturnType<typeof failure> {
  const offset = offsetOf(text, error)
  const token = nextToken(text, offset)
  const near = token ? `at "${text.slice(token.start, Math.min(token.end, token.start + 40))}"` : 'at the end'
  return failure('unsupported', `pgsql-ast-parser cannot read this ${near}`, offset)
}

function offsetOf(text: string, error: unknown): number {
  if (!(error instanceof Error)) return 0
  if ('token' in error && typeof error.token === 'object' && error.token !== null && 'offset' in error.token) {
    if (typeof error.token.offset === 'number') return Math.min(error.token.offset, text.length)
  }
  const [, line, column] = /line (\d+) col (\d+)/.exec(error.message) ?? []
  if (line === undefined || column === undefined) return text.length
  let start = 0
  for (let n = 1; n < Number(line); n++) start = text.indexOf('\n', start) + 1
  return Math.min(start + Number(column) - 1, text.length)
}

interface Read {
  readonly nodes: readonly Node[]
  readonly ranges: readonly Range[]
}

function read(text: string): Parsed<Read> {
  const tokens = readable(text)
  if (!tokens.ok) return tokens
  const places = ranges(text, tokens.value)
  if (places.length === 0) return { ok: true, value: { nodes: [], ranges: [] } }
  try {
    const nodes = parser().parse(text, { locationTracking: true })
    if (nodes.length !== places.length) return failure('unsupported', 'pgsql-ast-parser loses a statement of this')
    return { ok: true, value: { nodes, ranges: places } }
  } catch (error) {
    return refusal(text, error)
  }
}

export const pgsqlAstParser: SqlEngine = {
  name: 'pgsql-ast-parser',
  parse(text: string): Parsed<readonly Statement[]> {
    const parsed = read(text)
    if (!parsed.ok) return parsed
    const { nodes, ranges: places } = parsed.value
    // Limit: pgsql-ast-parser tells neither what a statement changes nor what it queries.
    const meaning = { changes: [], query: undefined }
    return { ok: true, value: nodes.map((node, i) => ({ kind: kindOf(node), range: places[i] ?? [0, text.length], ...meaning })) }
  },
  names(text: string): Parsed<readonly Name[]> {
    const parsed = read(text)
    if (!parsed.ok) return parsed
    try {
      return { ok: true, value: listNames(text, parsed.value.nodes, parsed.value.ranges) }
    } catch (error) {
      return failure('engine', error instanceof Error ? error.message : String(error))
    }
  },
}
