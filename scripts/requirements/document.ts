/** The SQL of a document in prose, block by block, each line where the document has it. */
import { catalogEntries, elixirIndexes, type Declaration } from './declarations.ts'
import type { Lines } from './page.ts'

export interface Block {
  readonly lines: Lines
  /** SQL by the number of its line; other lines are left out. */
  readonly sql: ReadonlyMap<number, string>
}

export interface Document {
  readonly blocks: readonly Block[]
  /** How many pieces look like SQL and are none: plans, shortened conditions, indexes whose table is not said. */
  readonly skipped: number
}

interface Fence extends Lines {
  readonly language: string
  readonly content: readonly string[]
}

function fencesOf(lines: readonly string[]): Fence[] {
  const found: Fence[] = []
  let open: { language: string; from: number } | undefined
  for (const [i, line] of lines.entries()) {
    const [, language] = /^\s*```(\w*)/.exec(line) ?? []
    if (language === undefined) continue
    if (open) found.push({ ...open, to: i, content: lines.slice(open.from - 1, i) })
    open = open ? undefined : { language, from: i + 2 }
  }
  return found
}

type Numbered = [number, string]

interface Reading {
  readonly sql: readonly Numbered[]
  readonly skipped: number
}

const query = /^\s*(?:#\s*)?(?:Query: )?((?:SELECT\b.*\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:UNIQUE )?INDEX)\b.*)$/
const shortened = /\b(?:Query|Q\d|Pattern): (?:WHERE|[a-z])/

/** A block of SQL, in which a query may be introduced as one, and its plan and cost may follow. */
function sqlBlock({ from, content }: Fence): Reading {
  let isPlan = false
  let skipped = 0
  const sql = content.map((line, i): Numbered => {
    if (line.trim() === '') isPlan = false
    if (/^(?:Plan|Cost):/.test(line)) {
      isPlan = true
      skipped++
    }
    const asked = /^Query: (.*)$/.exec(line)?.[1]
    return [from + i, isPlan ? '' : asked === undefined ? line : `${asked};`]
  })
  return { sql, skipped }
}

/** Single lines of SQL in a block of something else, calls that send SQL, and declarations of indexes. */
function otherBlock(fence: Fence): Reading {
  const { from, content, language } = fence
  const declared = language === 'elixir' ? elixirIndexes(content, from) : []
  const sql: Numbered[] = declared.flatMap((one): Numbered[] => (one ? [[one.line, one.sql]] : []))
  let inText = false
  for (const [i, line] of content.entries()) {
    const at = from + i
    if (inText && line.trim().startsWith('"""')) inText = false
    else if (inText) sql.push([at, /^\s*"""/.test(content[i + 1] ?? '') ? `${line};` : line])
    else if (/\bexecute\(\s*"""/.test(line)) inText = true
    else {
      const sent = /\bexecute\(\s*"([^"]+)"/.exec(line)?.[1] ?? query.exec(line)?.[1]
      const remark = /^\s*#+ (.*)$/.exec(line)?.[1]
      if (sent !== undefined) sql.push([at, `${sent.replace(/ -- .*$/, '')};`])
      else if (remark !== undefined) sql.push([at, `-- ${remark}`])
    }
  }
  return { sql, skipped: declared.filter((one) => !one).length + content.filter((line) => shortened.test(line)).length }
}

/** Commands in running text: code that ends with a semicolon. */
function inlineCommands(lines: readonly string[], fences: readonly Fence[]): Block[] {
  return lines.flatMap((line, i) => {
    const at = i + 1
    if (fences.some(({ from, to }) => at >= from - 1 && at <= to + 1)) return []
    const commands = [...line.matchAll(/`((?:VACUUM|REINDEX|DROP|SELECT|CREATE|ALTER)\b[^`]*;)`/g)].map(([, sql = '']) => sql)
    return commands.length > 0 ? [{ lines: { from: at, to: at }, sql: new Map([[at, commands.join(' ')]]) }] : []
  })
}

function declaredBlock({ line, sql }: Declaration): Block {
  const rows = sql.split('\n')
  return { lines: { from: line, to: line + rows.length - 1 }, sql: new Map(rows.map((row, i) => [line + i, row])) }
}

export function readDocument(text: string): Document {
  const lines = text.split('\n')
  const fences = fencesOf(lines)
  const readings = fences.map((fence) => ({ fence, ...(fence.language === 'sql' ? sqlBlock(fence) : otherBlock(fence)) }))
  const fenced = readings.flatMap(({ fence: { from, to }, sql }): Block[] =>
    sql.some(([, row]) => row.trim() !== '' && !row.startsWith('-- ')) ? [{ lines: { from, to }, sql: new Map(sql) }] : [],
  )
  const blocks = [...fenced, ...inlineCommands(lines, fences), ...catalogEntries(lines).map(declaredBlock)]
  return {
    blocks: blocks.sort((a, b) => a.lines.from - b.lines.from),
    skipped: readings.reduce((sum, { skipped }) => sum + skipped, 0),
  }
}

/** One text of several blocks, with every line where its document has it. */
export function textOf(blocks: readonly Block[]): string {
  const rows = new Map(blocks.flatMap(({ sql }) => [...sql]))
  return Array.from({ length: Math.max(0, ...rows.keys()) }, (_, i) => rows.get(i + 1) ?? '').join('\n')
}
