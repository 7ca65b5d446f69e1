import type { Node, RawStmt } from '@pgsql/types'
import type { Change } from '../../catalog/change.ts'
import { readDoBlock } from '../do-block.ts'
import { withBody } from '../function-body.ts'
import { failure, type Name, type Parsed, type SqlEngine, type Statement } from '../engine.ts'
import { tokenize, type Range } from '../lexer.ts'
import { readCommand } from '../read-command.ts'
import { kindOf } from './kinds.ts'
import { lowerBody } from './lower-body.ts'
import { lowerChanges } from './lower-change.ts'
import { listNames } from './names.ts'
import { lowerStatementQuery } from './lower-query.ts'
import { TreeText } from './tree-text.ts'
import { parseRaw, type RawParse } from './wasm.ts'

/** Postgres counts the blanks and comments before the semicolon as part of the statement. */
function statementRange(sql: string, { text }: RawParse, { stmt_location: from = 0, stmt_len: length }: RawStmt): Range {
  const start = text.fromByte(from)
  const end = length === undefined ? sql.length : text.fromByte(from + length)
  const written = trimmed(sql.slice(start, end))
  if (!endsInComment(written)) return [start, start + written.length]
  const last = tokenize(written).findLast((token) => token.kind !== 'comment')
  return [start, start + (last?.end ?? written.length)]
}

/** A no-break space is a letter to Postgres, so `trimEnd` would cut too much. */
function trimmed(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\n\r\f\v'.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

function endsInComment(written: string): boolean {
  return written.endsWith('*/') || written.slice(written.lastIndexOf('\n') + 1).includes('--')
}

function statementOf(sql: string, raw: RawParse, statement: RawStmt, depth: number): Statement {
  const [tag, body]: [string, unknown] = Object.entries(statement.stmt ?? {})[0] ?? ['', undefined]
  const tree = statement.stmt
  const range = statementRange(sql, raw, statement)
  const text = new TreeText(sql, raw.text, range[0])
  const kind = kindOf(tag, body ?? {})
  return {
    kind,
    range,
    changes: tree ? changesOf(tree, text, range, depth) : [],
    query: tree && lowerStatementQuery(tree, text),
    command: readCommand(kind, sql, range),
  }
}

function changesOf(tree: Node, text: TreeText, range: Range, depth: number): Change[] {
  if ('DoStmt' in tree) return readDoBlock(text.slice(text.whole), range, { parse }, depth)
  const changes = lowerChanges(tree, text)
  if (!('CreateFunctionStmt' in tree)) return changes
  const body = lowerBody(tree.CreateFunctionStmt, text, (inner) => parse(inner, depth + 1))
  return withBody(changes, body)
}

/** Parses a text that stands inside so many DO blocks. */
function parse(sql: string, depth: number): Parsed<readonly Statement[]> {
  const raw = parseRaw(sql)
  if (!raw.ok) return raw
  try {
    return { ok: true, value: raw.value.statements.map((statement) => statementOf(sql, raw.value, statement, depth)) }
  } catch (error) {
    return thrown(error)
  }
}

/** Legal trees can be deeper than the stack; anything else thrown here is a fault of ours, and no reason to stop linting. */
function thrown(error: unknown): ReturnType<typeof failure> {
  if (error instanceof RangeError) return failure('limit', 'it is nested too deeply')
  return failure('engine', error instanceof Error ? error.message : String(error))
}

export const libpgQuery: SqlEngine = {
  name: 'libpg-query',
  parse: (sql) => parse(sql, 0),
  names(sql: string): Parsed<readonly Name[]> {
    const raw = parseRaw(sql)
    if (!raw.ok) return raw
    try {
      return { ok: true, value: listNames(sql, raw.value) }
    } catch (error) {
      return thrown(error)
    }
  },
}
