import { firstWhere } from '../sorted.ts'

/** A half-open pair of UTF-16 offsets into one text. */
export type Range = readonly [start: number, end: number]

export function isWithin([start, end]: Range, [from, to]: Range): boolean {
  return from <= start && end <= to
}

/** Whether a range is within another one that is longer. */
export function isPartOf(part: Range, whole: Range): boolean {
  return isWithin(part, whole) && part[1] - part[0] < whole[1] - whole[0]
}

/** Which line an offset is on, by where each of them begins; the first is 0. */
export function lineAt(starts: readonly number[], offset: number): number {
  return Math.max(0, firstWhere(starts, (start) => start > offset) - 1)
}

/** Where something is written: a range of a file. */
export interface Place {
  readonly file: string
  readonly range: Range
}

/** A change of a text. */
export interface Edit {
  readonly range: Range
  readonly text: string
}
