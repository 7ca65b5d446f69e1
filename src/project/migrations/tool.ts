import type { TransactionModel } from '../../catalog/transaction-model.ts'
import type { LeftOut } from '../source-file.ts'

/** A folder with the SQL files in and below it; its paths are relative, with forward slashes. */
export interface Folder {
  /** Absolute. */
  readonly path: string
  /** The SQL files in and below the folder that no other tool runs, by name. */
  readonly files: readonly string[]
  /** Those that lie in the folder itself. */
  readonly direct: readonly string[]
  /** The text of a file, or its beginning; undefined when there is none. */
  readonly read: (file: string) => string | undefined
}

/** What a tool does with the files of a folder; it leaves those that it does not name to others. */
export interface Order {
  readonly ordered: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** The name of another tool, where this one has no more than made the files. */
  readonly runBy?: string
}

/** How the lines begin that part the two sides of a migration; what stands before the first belongs to the up side. */
export interface Sides {
  readonly up?: RegExp
  readonly down: RegExp
  /** One without the other says nothing. */
  readonly paired?: boolean
}

/** How a text says that its statements are run outside a transaction. */
interface CommitMark {
  /** Found in each text that says so of any; without it, all files of the tool say so themselves. */
  readonly marked?: RegExp
  /** Whether that is said of what stands at a place, where it is not said of all. */
  readonly at?: (text: string, at: number) => boolean
}

export interface MigrationTool {
  readonly name: string
  /** Whether its files are steps to the schema, or the schema as it stands. */
  readonly holds: 'steps' | 'schema'
  /** Packages that say, as dependencies, that it is in use. */
  readonly packages: readonly string[]
  /** Whether a folder is where the tool looks for its files. */
  isHome(folder: Folder): boolean
  order(folder: Folder): Order
  readonly sides?: Sides
  /**
   * Where it runs what stands at a place as a statement of its own, outside a transaction. A text that is sent as a whole is
   * one transaction to Postgres, even where no transaction is begun.
   */
  readonly commitsEach?: CommitMark
  /** Where it is known how the tool runs a file. */
  readonly transactions?: TransactionModel
}

export function allLeftOut(files: readonly string[], reason: string): Order {
  return { ordered: [], leftOut: files.map((path) => ({ path, reason })) }
}

/** The first, the middle and the last of some files: enough to tell what a folder is about. */
export function sampleTexts(folder: Folder, files: readonly string[], count = 3): string[] {
  const step = Math.max(1, (files.length - 1) / (count - 1))
  const places = Array.from({ length: Math.min(count, files.length) }, (_, i) => Math.round(i * step))
  return [...new Set(places)].flatMap((place) => folder.read(files[place] ?? '') ?? [])
}

/** The last of some marks before a place. */
export function lastMark(text: string, at: number, mark: RegExp): string | undefined {
  return [...text.slice(0, at).matchAll(mark)].at(-1)?.[0]
}

/** Whether the files of the folder itself carry a mark; tools that put marks into the text put them into every file. */
export function isMarked(folder: Folder, mark: RegExp): boolean {
  return sampleTexts(folder, folder.direct).some((text) => mark.test(text))
}
