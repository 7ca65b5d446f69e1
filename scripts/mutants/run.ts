/** A run over some modules with some tests, as the processes that do it are told of it. */
export interface Run {
  /** Where the modules with their mutants are, and what is written down of them. */
  readonly folder: string
  /** One of so many mutants is tried. */
  readonly every: number
  /** How many tests of a file a mutant is tried in. */
  readonly tries: number
  /** A test that takes longer is left out. */
  readonly seconds: number
}

/** One file of tests, whose name changes with what stands in it and beside it. */
export interface TestFile {
  readonly path: string
  readonly version: string
}

const variable = 'TENANCY_MUTANTS'

export interface FileRun extends Run {
  readonly test: TestFile
}

export const environmentOf = (run: FileRun): Record<string, string> => ({ [variable]: JSON.stringify(run) })

export function givenRun(): FileRun {
  return JSON.parse(process.env[variable] ?? '') as FileRun
}

export const journalOf = ({ folder }: Pick<Run, 'folder'>): string => `${folder}/journal.jsonl`

export const mutantsOf = ({ folder }: Pick<Run, 'folder'>): string => `${folder}/mutants.json`

export const isChosen = ({ every }: Run, id: number): boolean => id % every === 0
