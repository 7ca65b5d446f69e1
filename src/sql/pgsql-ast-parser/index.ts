import { createRequire } from 'node:module'
import type { Statement as Node } from 'pgsql-ast-parser'
import type { Change } from '../../catalog/change.ts'
import { readDoBlock } from '../do-block.ts'
import { withBody } from '../function-body.ts'
import { failure, type Name, type Parsed, type SqlEngine, type Statement } from '../engine.ts'
import { nextToken, type Range, type Token } from '../lexer.ts'
import { readCommand } from '../read-command.ts'
import { AstText } from './ast-text.ts'
import { kindOf } from './kinds.ts'
import { lowerBody } from './lower-body.ts'
import { lowerChanges } from './lower-change.ts'
import { lowerStatementQuery } from './lower-query.ts'
import { listNames } from './names.ts'
import { readable } from './readable.ts'
import { Unsupported } from './unsupported.ts'

const require = createRequire(import.meta.url)
let loaded: typeof import('pgsql-ast-parser') | undefined

function parser(): typeof import('pgsql-ast-parser') {
  return (loaded ??= require('pgsql-ast-parser') as typeof import('pgsql-ast-parser'))
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
  const found = readable(text)
  if (!found.ok) return found
  const { tokens, bare } = found.value
  const places = ranges(text, tokens)
  if (places.length === 0) return { ok: true, value: { nodes: [], ranges: [] } }
  try {
    const nodes = parser().parse(bare, { locationTracking: true })
    if (nodes.length !== places.length) return failure('unsupported', 'pgsql-ast-parser loses a statement of this')
    return { ok: true, value: { nodes, ranges: places } }
  } catch (error) {
    return refusal(text, error)
  }
}

/** Parses a text that stands inside so many DO blocks. */
function parse(sql: string, depth: number): Parsed<readonly Statement[]> {
  const parsed = read(sql)
  if (!parsed.ok) return parsed
  const { nodes, ranges: places } = parsed.value
  const text = new AstText(sql)
  try {
    return { ok: true, value: nodes.map((node, i) => statementOf(node, places[i] ?? text.whole, text, depth)) }
  } catch (error) {
    return thrown(error)
  }
}

function statementOf(node: Node, range: Range, text: AstText, depth: number): Statement {
  const kind = kindOf(node)
  return {
    kind,
    range,
    changes: changesOf(node, range, text, depth),
    query: lowerStatementQuery(node, text),
    command: readCommand(kind, text.slice(text.whole), range),
  }
}

function changesOf(node: Node, range: Range, text: AstText, depth: number): readonly Change[] {
  if (node.type === 'do') return readDoBlock(text.slice(text.whole), range, { parse: parseNested }, depth)
  const changes = lowerChanges(node, text)
  if (node.type !== 'create function') return changes
  const body = lowerBody(node, text, (inner) => parse(inner, depth + 1))
  return withBody(changes, body)
}

/** A block that holds what cannot be read is not read at all. */
function parseNested(sql: string, depth: number): Parsed<readonly Statement[]> {
  const parsed = parse(sql, depth)
  if (!parsed.ok && parsed.error.kind === 'unsupported') throw new Unsupported(parsed.error.message, 0)
  return parsed
}

function thrown(error: unknown): ReturnType<typeof failure> {
  if (error instanceof Unsupported) return failure('unsupported', error.message, error.offset)
  if (error instanceof RangeError) return failure('limit', 'it is nested too deeply')
  return failure('engine', error instanceof Error ? error.message : String(error))
}

export const pgsqlAstParser: SqlEngine = {
  name: 'pgsql-ast-parser',
  parse: (sql) => parse(sql, 0),
  names(text: string): Parsed<readonly Name[]> {
    const parsed = read(text)
    if (!parsed.ok) return parsed
    try {
      return { ok: true, value: listNames(text, parsed.value.nodes, parsed.value.ranges) }
    } catch (error) {
      return thrown(error)
    }
  },
}
