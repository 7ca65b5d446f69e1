import { parseSync } from 'oxc-parser'
import type { TSESTree } from '@typescript-eslint/utils'
import { connectionsIn } from '../../../src/document/connections.ts'
import type { Document, SqlStatement } from '../../../src/document/document.ts'
import { readJavascript } from '../../../src/document/javascript.ts'
import { namesOf } from '../../../src/document/names.ts'
import { readSourceText } from '../../../src/document/prisma-file.ts'
import { readingsOf } from '../../../src/document/readings.ts'
import { splicesOf } from '../../../src/document/splices.ts'
import { readSqlFile } from '../../../src/document/sql-file.ts'
import { parsePrisma } from '../../../src/orms/prisma/parse.ts'
import { unlessTooDeep } from '../../../src/proofs/too-deep.ts'
import { printQuery } from '../../../src/query/print-query.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { pgsqlAstParser } from '../../../src/sql/pgsql-ast-parser/index.ts'
import { tokenize } from '../../../src/sql/lexer.ts'
import type { SqlEngine } from '../../../src/sql/engine.ts'
import { thrown } from './lint.ts'
import type { Notation } from './corpus.ts'

type Range = readonly [start: number, end: number]

/** What is wrong with how a text is read; undefined where nothing is. */
export function readingComplaint(notation: Notation, text: string, random: () => number): string | undefined {
  try {
    return readers[notation](text, random)
  } catch (error) {
    return thrown(error)
  }
}

const readers: Readonly<Record<Notation, (text: string, random: () => number) => string | undefined>> = {
  sql(text, random) {
    const tokens = tokenize(text)
    const overlapping = tokens.find(({ start, end }, i) => end <= start || start < (tokens[i - 1]?.end ?? 0))
    if (overlapping) return `a token overlaps: ${JSON.stringify(overlapping)}`
    const engine = random() < 0.15 ? pgsqlAstParser : libpgQuery
    return wrongIn(readSqlFile(text, engine), text, engine)
  },
  prisma(text) {
    const schema = parsePrisma(text)
    const document = readSourceText(text, libpgQuery, schema)
    const ranges = [...schema.blocks.map(({ range }) => range), ...schema.problems.map(({ range }) => range)]
    return outside([...ranges, ...namesOf(document).map(({ range }) => range)], text) ?? vague(schema.problems.map(({ reason }) => reason))
  },
  program(text) {
    const { program, errors } = parseSync('open.tsx', text, { lang: 'tsx', range: true, astType: 'ts', preserveParens: false })
    if (errors.length > 0) return undefined
    const ast = program as object as TSESTree.Program
    const found = connectionsIn({ text, ast: { ...ast, comments: [] } }).map(({ range }) => range)
    return outside(found, text) ?? wrongIn(readJavascript({ file: '/open.tsx', text, ast }, libpgQuery), text, libpgQuery)
  },
}

function wrongIn(document: Document, text: string, engine: SqlEngine): string | undefined {
  const { statements } = document
  const names = namesOf(document).map(({ range }) => range)
  const splices = splicesOf(document, () => true).map(({ range }) => range)
  const said = statements.flatMap(queriesOf)
  for (const { source } of statements) engine.names(source.text)
  return (
    statements.map(brokenBy).find((one) => one !== undefined) ??
    outside([...names, ...splices, ...statements.flatMap(rangesOf)], text) ??
    vague(said)
  )
}

const queriesOf = (statement: SqlStatement): string[] =>
  readingsOf(statement).map(({ query }) => unlessTooDeep(() => printQuery(query), 'too deep'))

function rangesOf({ range, source, holes, variants, error }: SqlStatement): Range[] {
  const whole = source.hostRange([0, source.text.length])
  const at = error ? [source.hostRange([Math.min(error.offset, source.text.length), source.text.length])] : []
  return [
    range,
    whole,
    ...at,
    ...holes.map((hole) => hole.range),
    ...variants.map((one) => one.source.hostRange([0, one.source.text.length])),
  ]
}

/** What an engine catches besides texts that are too much is a fault of ours. */
function brokenBy({ error }: SqlStatement): string | undefined {
  return error?.kind === 'engine' ? `the engine broke: ${error.message}` : undefined
}

function outside(ranges: readonly Range[], text: string): string | undefined {
  const stray = ranges.find(([start, end]) => !(start >= 0 && start <= end && end <= text.length))
  return stray && `a range lies outside of the file: ${String(stray)}`
}

function vague(said: readonly string[]): string | undefined {
  const wrong = said.find((one) => one.trim() === '' || /\[object \w+\]|\bNaN\b/.test(one))
  return wrong === undefined ? undefined : `it says ${wrong}`
}
