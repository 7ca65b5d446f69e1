import type { Table } from '../catalog/catalog.ts'
import type { Place } from '../catalog/place.ts'
import type { OpenFile } from './open-file.ts'

/** What the program calls a column, where it stands in this file: the key of what is there, or of the call that it is an argument of. */
export function propertyOf(table: Table, name: string, file: OpenFile, text: string): string | undefined {
  const place = table.columns.find((column) => column.name === name)?.place
  if (place?.file !== file.path) return undefined
  const [start, end] = place.range
  if (inherited.test(text.slice(Math.max(0, start - 200), start))) return undefined
  const found =
    /^(['"]?)([\w$]+)\1[!?]?\s*:/.exec(text.slice(start, end)) ??
    /(?:(['"])|(?<!['"\w$]))([\w$]+)\1\s*:\s*[\w$.]+\(\s*$/.exec(text.slice(Math.max(0, start - 200), start))
  return found?.[2] ?? (/^[\w$]+$/.test(text.slice(start, end)) ? text.slice(start, end) : undefined)
}

/** What a class of another file brings stands where that is named. */
const inherited = /\bextends\s+(?:[\w$]+\(\s*)*$/

/** The property of a class that a relation is made by, behind its decorators. */
export function relationAt(place: Place, file: OpenFile, text: string): string | undefined {
  const [start] = place.range
  return place.file === file.path ? decorated.exec(text.slice(start, start + 500))?.[1] : undefined
}

const decorated =
  /^(?:\s*@?\w+\([^()]*(?:\([^()]*\)[^()]*)*\)(?:\s*\/\/.*\r?\n)*)+\s*(?:(?:public|readonly|declare)\s+)*([\w$]+)[!?]?\s*[:;=]/
