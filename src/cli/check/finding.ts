import type { Remedy } from '../../catalog/remedy.ts'

/** What a finding is about, whatever the lines that it stands in. */
export interface Meaning {
  /** The table at the place of the finding; undefined where there is none, or several. */
  readonly table: string | undefined
  /** All tables of the statement or definition. */
  readonly tables: readonly string[]
  /** The query as it is printed, or the name of what is defined. */
  readonly text: string
}

/** Something that a rule says of a place. */
export interface Finding {
  /** With its prefix. */
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  /** What an editor offers to do about it. */
  readonly suggestions?: readonly string[]
  /** Absolute. */
  readonly path: string
  /** Lines and columns count from 1; the end is where the next character would be. */
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly meaning: Meaning
  /** What a new migration would do about it, where somebody asked for that. */
  readonly remedy?: Remedy | undefined
  /** Equal for findings that say the same of the same thing, wherever it stands. */
  readonly key: string
}

/** A file that could not be read, so that nothing is known of it. */
export interface UnreadFile {
  readonly path: string
  readonly line: number
  readonly reason: string
}

/** The table that a finding is counted under; several where none stands out. */
export function tableOf({ table, tables }: Meaning): string {
  return table ?? tables.join(', ')
}
