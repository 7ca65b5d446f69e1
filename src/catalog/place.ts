/** A half-open pair of UTF-16 offsets into one text. */
export type Range = readonly [start: number, end: number]

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
