import type { Index } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { DiskCache } from './discover-cache.ts'
import { loadTextFile, type TextFile } from './text-files.ts'

/** What COMMENT ON INDEX says of an index, in the files of a schema or in a text besides, of which that is known; the last of them counts. */
export function commentOnIndex({ name }: Index, sources: readonly string[], besides: ReadonlyMap<string, string>): string | undefined {
  return (
    besides.get(name) ??
    inSources(sources)
      .get('', () => new Map(sources.flatMap((path) => [...ofFile(loadTextFile(path))])))
      .get(name)
  )
}

const inSources = onceFor((_: readonly string[]) => new DiskCache<ReadonlyMap<string, string>>())

const ofFile = onceFor(({ text }: TextFile) => commentsIn(text ?? ''))

const onIndex = /\bcomment\s+on\s+index\s+(?:(?:[\w$]+|"[^"]+")\s*\.\s*)?([\w$]+|"[^"]+")\s+is\s+(?:\w?'((?:[^']|'')*)'|null\b)/gi

/** By the names of indexes. */
export function commentsIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(onIndex)
  return new Map([...found].map(([, name = '', comment = '']) => [name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase(), comment]))
}
