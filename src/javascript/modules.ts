import type { Program } from './program.ts'
import type { Located } from './resolve.ts'

/** Finds the module that an import names. */
export interface Modules {
  /** The program that another one imports under a name; undefined where it is not of the project, or cannot be read. */
  open(specifier: string, from: Program): Program | undefined
  /** Is told of what is not followed further because it is too much. */
  giveUp?(at: Located, reason: string): void
}

export const noModules: Modules = { open: () => undefined }
