import type { Index } from '../catalog/catalog.ts'
import { loadTextFile, type TextFile } from './text-files.ts'

const known = new WeakMap<TextFile, ReadonlyMap<string, string>>()

/** What COMMENT ON INDEX says of an index, in the files of a schema or in a text besides; the last of them counts. */
export function commentOnIndex({ name }: Index, sources: readonly string[], text: string): string | undefined {
  const files = sources.map((path) => ofFile(loadTextFile(path)).get(name))
  return commentsIn(text).get(name) ?? files.findLast((found) => found !== undefined)
}

function ofFile(file: TextFile): ReadonlyMap<string, string> {
  const comments = known.get(file) ?? commentsIn(file.text ?? '')
  known.set(file, comments)
  return comments
}

const onIndex = /\bcomment\s+on\s+index\s+(?:(?:[\w$]+|"[^"]+")\s*\.\s*)?([\w$]+|"[^"]+")\s+is\s+(?:\w?'((?:[^']|'')*)'|null\b)/gi

function commentsIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(onIndex)
  return new Map([...found].map(([, name = '', comment = '']) => [name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase(), comment]))
}
