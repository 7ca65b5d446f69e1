import type { Heir } from './heir.ts'
import type { Binding, Program } from './program.ts'
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
  /** What a function is given by the one call that it is read for. */
  readonly given?: GivenParameters
}

/** What parameters of a function of a file are given, by where they begin. */
export interface GivenParameters {
  readonly file: string
  readonly values: ReadonlyMap<number, Located>
}

/** What a parameter is given by the call that its function is read for. */
export function givenAtCall({ given }: Modules, { kind, node }: Binding, { file }: Program): Located | undefined {
  return kind === 'parameter' && given?.file === file ? given.values.get(node.range[0]) : undefined
}

export const noModules: Modules = { open: () => undefined }
