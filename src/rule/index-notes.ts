import type { Index } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import { commentOnIndex } from '../project/index-comments.ts'
import type { OpenFile } from './open-file.ts'

/** What is written of an index for people. */
export interface IndexNote {
  readonly text: string
  /** It stands above several indexes, of which this is not the first. */
  readonly isOfGroup: boolean
}

/** The comments right above an index, or above the run of indexes that it stands in; beside it; and COMMENT ON INDEX, in whichever file. */
export function notesOn(index: Index, file: OpenFile, text: string): IndexNote[] {
  const comment = commentOnIndex(index, file.schema.sources, text)
  const lines = linesOf(text)
  const first = lineAt(lines, beginningOf(index.place.range, text))
  const beside = /(?:--|\/\/|\/\*).*/.exec(text.slice(index.place.range[1]).split('\n', 1)[0] ?? '')?.[0]
  const [found, isOfGroup] = commentAbove(lines, first, (range) => isOfIndex(range, file))
  return [
    ...(found === undefined ? [] : [{ text: found, isOfGroup }]),
    ...(beside === undefined ? [] : [{ text: withoutSigns(beside), isOfGroup: false }]),
    ...(comment === undefined ? [] : [{ text: comment, isOfGroup: false }]),
  ].filter((note) => /\p{L}/u.test(note.text))
}

interface Line {
  readonly text: string
  readonly start: number
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const at = start
    start += line.length + 1
    return { text: line.trim(), start: at }
  })
}

function lineAt(lines: readonly Line[], offset: number): number {
  return lines.findLastIndex(({ start }) => start <= offset)
}

/** Where its statement begins, which may be lines before its name. */
function beginningOf([start]: Range, text: string): number {
  const before = text.slice(Math.max(0, start - 300), start)
  const found = [...before.matchAll(/\bcreate\s+(?:unique\s+)?index\b/gi)].at(-1)
  return found && !before.slice(found.index).includes(';') ? start - before.length + found.index : start
}

/** Lines that only open the text of a statement stand between. */
const opens = /[`'"([{]$/

function commentAbove(lines: readonly Line[], first: number, isOfIndex: (range: Range) => boolean): [string | undefined, boolean] {
  let isOfGroup = false
  for (let at = first - 1; at >= 0; at--) {
    const { text, start } = lines[at] ?? { text: '', start: 0 }
    if (isComment(text)) return [commentEndingAt(lines, at), isOfGroup]
    if (text === '') return [undefined, false]
    if (isOfIndex([start, start + text.length + 1])) isOfGroup = true
    else if (!opens.test(text)) return [undefined, false]
  }
  return [undefined, false]
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

/** Whether another index is made on a line. */
function isOfIndex([start, end]: Range, { path, document, schema }: OpenFile): boolean {
  const overlaps = ([from, to]: Range): boolean => from < end && start < to
  return (
    document.statements.some(({ statement, range }) => statement?.kind === 'create index' && overlaps(range)) ||
    schema.catalog.tablesOf(path).some(({ indexes }) => indexes.some(({ place }) => place.file === path && overlaps(place.range)))
  )
}
