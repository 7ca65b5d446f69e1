import type { Range } from '../catalog/place.ts'

/** The word or sign at a place of a statement; behind its end, the last one. */
export function wordAt(text: string, offset: number): Range {
  const start = offset < text.length ? offset : Math.max(0, text.trimEnd().search(/(?<!\w)\w+$|[^\s\w]$/))
  const length = /^(?:\/\*|\$\w*\$|\w+|[^\s\w])/.exec(text.slice(start))?.[0].length ?? 1
  return [start, start + length]
}

/** The name of an extension such as uuid-ossp, where the hyphen at a place of a statement stopped Postgres. */
export function hyphenatedName(text: string, offset: number): { readonly text: string; readonly range: Range } | undefined {
  const before = /\bextension\s+(?:if\s+(?:not\s+)?exists\s+)?([a-z_]\w*)$/i.exec(text.slice(Math.max(0, offset - 200), offset))?.[1]
  const after = /^(?:-\w+)+/.exec(text.slice(offset))?.[0]
  if (before === undefined || after === undefined) return undefined
  return { text: (before + after).toLowerCase(), range: [offset - before.length, offset + after.length] }
}

/** Postgres quotes all that it could not end, which may be the rest of the file. */
export function shortened(message: string): string {
  const [line = ''] = message.split('\n')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
