import type { Index } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { lineAt, type Range } from '../catalog/place.ts'
import { commentOnIndex, commentsIn } from '../project/index-comments.ts'
import type { OpenFile } from './open-file.ts'

/** What is written of an index for people. */
export interface IndexNote {
  readonly text: string
  /** It stands above several indexes, of which this is not the first. */
  readonly isOfGroup: boolean
}

/** The comments right above an index, or above the run of indexes that it stands in; beside it; and COMMENT ON INDEX, in whichever file. */
export function notesOn(index: Index, file: OpenFile, text: string): IndexNote[] {
  const [, end] = index.place.range
  const comment = commentOnIndex(index, file.schema.sources, commentsOf(file, text))
  const { lines, starts } = linesOf(file, text)
  const lineEnd = text.indexOf('\n', end)
  const beside = /(?:--|\/\/|\/\*).*/.exec(text.slice(end, lineEnd < 0 ? text.length : lineEnd))?.[0]
  const above = lines[lineAt(starts, beginningOf(index.place.range, text))]?.above
  return [
    ...(above === undefined ? [] : [above]),
    ...(beside === undefined ? [] : [{ text: withoutSigns(beside), isOfGroup: false }]),
    ...(comment === undefined ? [] : [{ text: comment, isOfGroup: false }]),
  ].filter((note) => /\p{L}/u.test(note.text))
}

const commentsOf = onceFor((_: OpenFile, text: string) => commentsIn(text))

interface Line {
  readonly text: string
  readonly start: number
  /** The comment right above it, or above the run of indexes that it stands in. */
  readonly above: IndexNote | undefined
}

interface Lines {
  readonly lines: readonly Line[]
  readonly starts: readonly number[]
}

const linesOf = onceFor((file: OpenFile, all: string): Lines => {
  const lines: Line[] = []
  const indexes = indexesIn(file)
  let start = 0
  let next = 0
  const isOfIndex = (from: number, to: number): boolean => {
    while ((indexes[next]?.[1] ?? Infinity) <= from) next++
    return (indexes[next]?.[0] ?? Infinity) < to
  }
  for (const line of all.split('\n')) {
    const text = line.trim()
    lines.push({ text, start, above: isComment(text) ? undefined : commentAbove(lines, isOfIndex) })
    start += line.length + 1
  }
  return { lines, starts: lines.map((line) => line.start) }
})

/** Where its statement begins, which may be lines before its name. */
function beginningOf([start]: Range, text: string): number {
  const before = text.slice(Math.max(0, start - 300), start)
  const found = [...before.matchAll(/\bcreate\s+(?:unique\s+)?index\b/gi)].at(-1)
  return found && !before.slice(found.index).includes(';') ? start - before.length + found.index : start
}

/** Lines that only open the text of a statement stand between. */
const opens = /[`'"([{]$/

/** What stands above the line behind these. */
function commentAbove(lines: readonly Line[], isOfIndex: (start: number, end: number) => boolean): IndexNote | undefined {
  const last = lines.at(-1)
  if (!last || last.text === '') return undefined
  if (isComment(last.text)) return { text: commentEndingAt(lines, lines.length - 1), isOfGroup: false }
  if (isOfIndex(last.start, last.start + last.text.length + 1)) return last.above && { ...last.above, isOfGroup: true }
  return opens.test(last.text) ? last.above : undefined
}

function isComment(line: string): boolean {
  return /^(?:--(?!>)|\/\/|\/\*|\*|#(?!\w))/.test(line) || line.endsWith('*/')
}

function commentEndingAt(lines: readonly Line[], last: number): string {
  let first = last
  if (lines[last]?.text.endsWith('*/') === true) while (first > 0 && lines[first]?.text.includes('/*') === false) first--
  while (first > 0 && isComment(lines[first - 1]?.text ?? '')) first--
  const own = lines.slice(first, last + 1).map(({ text }) => withoutSigns(text))
  return own.filter((line) => !isOfTools.test(line)).join('\n')
}

/** What tools write above each statement, and what is said to ESLint. */
const isOfTools = /^(?:(?:Create|Alter|Drop|Add|Rename)[A-Z]\w+$|eslint-|prettier-ignore|@ts-)/

function withoutSigns(line: string): string {
  return line.replace(/^(?:--+|\/\/+|\/\*+|\*+(?!\/)|#+)\s*/, '').replace(/(?<!\s)\s*\*\/.*/, '')
}

/** Where indexes are made in a file, as far as they do not stand in one another. */
function indexesIn({ path, document, schema }: OpenFile): readonly Range[] {
  const ranges = [
    ...document.statements.flatMap(({ statement, range }) => (statement?.kind === 'create index' ? [range] : [])),
    ...schema.catalog.tablesOf(path).flatMap(({ indexes }) => indexes.flatMap(({ place }) => (place.file === path ? [place.range] : []))),
  ]
  let end = 0
  return ranges
    .toSorted((a, b) => a[0] - b[0])
    .filter((range) => {
      const isFurther = range[1] > end
      end = Math.max(end, range[1])
      return isFurther
    })
}
