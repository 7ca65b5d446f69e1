import type { DroppedValue } from '../../query/query.ts'
import type { LoadedValue } from '../../query/told.ts'
import type { Range } from '../lexer.ts'

/** Something of the program that fills a place in a text of SQL: a value, or more SQL. */
export interface Hole {
  /** Where it stands in the file. */
  readonly range: Range
  /** The place of use, where it stands in a text of its own. */
  readonly usedAt?: Range | undefined
  /** The expression, as it is written. */
  readonly text: string
  /** What it is, where that can be seen: a bound value, several of them, or a name. Else its place decides. */
  readonly as?: 'value' | 'values' | 'name' | undefined
  /** The columns of the row that it is. */
  readonly columns?: readonly string[]
  /** It is put into the text as it is, where another way to write it would bind it. */
  readonly spliced?: boolean
  /** The placeholder of a library that puts in as it is what a call passes: by its name, and as one that binds it. */
  readonly placeholder?: { readonly name: string; readonly bound: string }
  /** Whoever sends a request decides on it. */
  readonly requested?: boolean
  /** The list that a library's helper puts there: `ids` in `sql(ids)`. */
  readonly list?: string | undefined
  /** What the program tells of it, such as the row of an earlier query that it is a property of. */
  readonly from?: (() => LoadedValue | undefined) | undefined
  /** Why it cannot be seen what it stands for, where more is known than its text. */
  readonly why?: string | undefined
  /** The helper of the settings that it comes of: a condition on the tenant. */
  readonly scopedBy?: string | undefined
  /** What leaves the condition out that it is compared in, where it is undefined. */
  readonly dropped?: DroppedValue | undefined
  /** Where it is null, the library asks for rows of NULL. */
  readonly asksForNull?: boolean
}

const marker = /__hole(\d+)__/g

/** The word that stands for a hole until its place is known. */
export function markerOf(number: number): string {
  return `__hole${number}__`
}

export function hasMarker(text: string): boolean {
  return text.includes('__hole')
}

/** A text for people, in which a marker says nothing. */
export function shownWithHoles(text: string): string {
  return hasMarker(text) ? text.replaceAll(marker, '${…}') : text
}

/** Where the markers of a text are, and of which holes. */
export function markersIn(text: string): { readonly start: number; readonly end: number; readonly number: number }[] {
  if (!hasMarker(text)) return []
  return Array.from(text.matchAll(marker), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    number: Number(match[1]),
  }))
}

/** Parameters from here on stand for holes; nobody writes as many. */
const firstParameter = 1001

export function parameterOf(number: number): string {
  return `$${firstParameter + number}`
}

/** The hole that a parameter of this name stands for. */
export function holeOfParameter(name: string): number | undefined {
  const number = Number(name.slice(1)) - firstParameter
  return name.startsWith('$') && number >= 0 ? number : undefined
}

/** Whether a name that was read has something of the program in it. */
export function hasHole(name: string): boolean {
  return name.includes('${')
}

/** An expression for a message. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return `\`${line.length > 40 ? `${line.slice(0, 39)}…` : line}\``
}
