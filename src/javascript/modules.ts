import type { Heir } from './heir.ts'
import type { Program } from './program.ts'
import type { Located } from './resolve.ts'

/** A module as it is written. */
export interface ModuleText {
  readonly path: string
  readonly text: string
}

/** Finds the modules that programs import, and knows what they are run on. */
export interface Modules {
  /** The program that another one imports under a name; undefined where it is not of the project, or cannot be read. */
  open(specifier: string, from: Program): Program | undefined
  /** The text of the module that a file imports, without reading it as a program. */
  look?(specifier: string, from: string): ModuleText | undefined
  /** The files of the project that name something so, tests left out. */
  naming?(name: string): readonly string[]
  /** The program of such a file; undefined where it cannot be read. */
  load?(file: string): Program | undefined
  /** Is told of what is not followed further because it is too much. */
  giveUp?(at: Located, reason: string): void
  /** What the methods of a class are called on, where that is of one that extends it. */
  readonly heir?: Heir
}

export const noModules: Modules = { open: () => undefined }
