import type { Change } from '../catalog/change.ts'
import type { Range } from '../catalog/place.ts'
import type { TransactionModel } from '../catalog/transaction-model.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Program } from '../javascript/program.ts'
import type { SqlEngine } from '../sql/engine.ts'
import type { Kept } from './kept.ts'

export interface SourceText {
  /** Absolute. */
  readonly file: string
  readonly text: string
}

/** What one statement of DDL does, and the file that says so: all ranges are of that file. */
export interface Statement {
  readonly file: string
  readonly changes: readonly Change[]
  /** The text of several statements that is sent as one. */
  readonly sent?: Range
}

/** What is around the files that are read. What is asked for here is looked at again when it changes. */
export interface World {
  readonly engine: SqlEngine
  readonly kept: Kept
  readonly modules: Modules
  /** The program in a file of the project; undefined where it cannot be read. */
  program(file: string): Program | undefined
  /** The nearest file with one of these names, from the folder of a file on upwards. */
  nearest(file: string, names: readonly string[]): string | undefined
  /** The major version of a package that is installed, or else asked for, where a file lies. */
  major(file: string, packages: readonly string[]): number | undefined
}

/** A package of the project, without the packages in it. */
export interface PackageFiles {
  /** Absolute. */
  readonly folder: string
  /** The programs in it, by path. */
  readonly programs: readonly string[]
  /** Whether it, or the workspace, depends on a package. */
  dependsOn(name: string): boolean
  /** The beginning of a text: enough to see its imports. */
  beginning(path: string): string | undefined
  text(path: string): string | undefined
  program(path: string): Program | undefined
  /** A file, or those with an ending in and below a folder; none that lie outside of the project. */
  filesAt(path: string, ending: RegExp): readonly string[]
  isFile(path: string): boolean
}

export interface Found {
  /** In their order, where that matters. */
  readonly files: readonly string[]
  /** Files that look like it and are none, with the end of a sentence that begins with the path. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[]
}

export const nothingFound: Found = { files: [], leftOut: [] }

/** What was found for a database: none of it, where that is another than Postgres. */
export function foundFor(files: readonly string[], database: string | undefined): Found {
  if (database === undefined) return { files, leftOut: [] }
  return { files: [], leftOut: files.map((path) => ({ path, reason: `is for ${database}` })) }
}

/** An index that a table lacks: a plain one of columns. */
export interface PlainIndex {
  readonly name: string
  /** Where it is not the usual one. */
  readonly schema: string | undefined
  readonly table: string
  readonly columns: readonly {
    readonly name: string
    /** What the program calls it, where that can be seen. */
    readonly property: string | undefined
  }[]
}

/** A notation for schemas besides SQL. */
export interface SchemaReader {
  /** What the settings call it. */
  readonly name: string
  /**
   * Whether its files tell the schema as it should be, all together, or steps towards it, one after another; or no more than which tables
   * and columns there are, all together, which counts where a package has nothing else.
   */
  readonly tells: 'schema' | 'steps' | 'tables'
  /** What stands in the text of a program that tells some of it; a program without it is not looked at. */
  readonly sign: RegExp
  /** Its files in a package that depends on it. */
  find(place: PackageFiles): Found
  /** Of steps, how they are run. */
  readonly transactions?: TransactionModel
  /** How it writes an index; undefined where that cannot be told. */
  indexText?(index: PlainIndex): string | undefined
  /** What to do with the key that it makes of a one-to-one relation, where that is not to be for all rows. */
  readonly oneToOneNote?: string
  /** Of steps, what stands in the text of a file that those after it in its folder go by, besides what it does. */
  readonly leadsOn?: RegExp
  /** What would be sent to an empty database; of steps, what one file of them would send, behind those that it goes by. */
  statements(files: readonly SourceText[], world: World, before?: readonly SourceText[]): Statement[]
}
