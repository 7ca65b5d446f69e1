import type { Edit, Range } from '../../catalog/place.ts'
import type { Attribute, Block } from './syntax.ts'

/** Puts a line of its own before the brace that closes a block; attributes of the block stand apart from its fields. */
export function addLine(text: string, block: Block, line: string): Edit | undefined {
  const close = block.range[1] - 1
  if (text[close] !== '}') return undefined
  const lineStart = text.lastIndexOf('\n', close - 1) + 1
  const isAlone = text.slice(lineStart, close).trim() === ''
  const at = isAlone ? lineStart : close
  const gap = block.attributes.length > 0 || endsWithBlankLine(text.slice(block.range[0], at)) ? '' : '\n'
  return { range: [at, at], text: `${isAlone ? '' : '\n'}${gap}${indentOf(text, block)}${line}\n` }
}

function endsWithBlankLine(text: string): boolean {
  return /\n[^\S\n]*\n[^\S\n]*$/.test(text)
}

/** Takes an attribute away: with its line, where it has one of its own. */
export function withoutAttribute(text: string, { attributes, range: [start] }: Block, { range }: Attribute): Edit {
  const lineStart = text.lastIndexOf('\n', range[0]) + 1
  const before = text.slice(lineStart, range[0])
  if (before.trim() !== '') return { range: [range[0] - (before.length - before.trimEnd().length), range[1]], text: '' }
  const lineEnd = text.indexOf('\n', range[1])
  if (lineEnd < 0 || text.slice(range[1], lineEnd).trim() !== '') return { range, text: '' }
  const blank = attributes.length === 1 ? (/(?<=\n)[^\S\n]*\n$/.exec(text.slice(start, lineStart))?.[0].length ?? 0) : 0
  return { range: [lineStart - blank, lineEnd + 1], text: '' }
}

/** As the first thing in the block is indented. */
function indentOf(text: string, { range, fields, values, attributes }: Block): string {
  const [first] = [...fields, ...values, ...attributes].map((member) => member.range[0]).sort((a, b) => a - b)
  const before = text.slice(range[0], first ?? range[0])
  return /\n([^\S\n]*)$/.exec(before)?.[1] ?? '  '
}

/** What is between the quotes of a text. */
export function insideQuotes(text: string, [start, end]: Range): Range {
  return [start + 1, end - start > 1 && text[end - 1] === '"' ? end - 1 : end]
}

export function escapeText(text: string): string {
  return text.replace(/["\\]/g, '\\$&')
}

/** Puts text behind a place. */
export function insertAt(at: number, text: string): Edit {
  return { range: [at, at], text }
}
