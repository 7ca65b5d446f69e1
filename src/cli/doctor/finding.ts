import type { ShownPlace } from '../places.ts'

export const groups = ['drift', 'indexes', 'statistics', 'plans'] as const
export type Group = (typeof groups)[number]

/** Something that is wrong with a database, or with how the files ask it. */
export interface Finding {
  readonly group: Group
  /** What is wrong, in a word for programs. */
  readonly kind: string
  readonly message: string
  /** What to type: a statement or a command. */
  readonly fix: string | null
  /** The table, with its schema where that is not `public`. */
  readonly table: string | null
  /** The index, column or constraint. */
  readonly name: string | null
  /** Where the files define it or ask for it. */
  readonly place: ShownPlace | null
  /** What was measured, such as `bytes` or `rows`. */
  readonly numbers: Readonly<Record<string, number>>
}

export function finding(group: Group, kind: string, message: string, rest: Partial<Finding> = {}): Finding {
  return { group, kind, message, fix: null, table: null, name: null, place: null, numbers: {}, ...rest }
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB']

export function shownBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${Math.round(bytes / 1024 ** power).toString()} ${units[power] ?? ''}`
}

export function shownNumber(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
