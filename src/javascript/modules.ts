import type { Program } from './program.ts'

/** Finds the module that an import names. */
export interface Modules {
  /** The program that another one imports under a name; undefined where it is not of the project, or cannot be read. */
  open(specifier: string, from: Program): Program | undefined
}

export const noModules: Modules = { open: () => undefined }
