/** A run over some modules with some tests, as the processes that do it are told of it. */
export interface Run {
  /** Where the modules with their mutants are, and what is written down of them. */
  readonly folder: string
  /** One of so many mutants is tried. */
  readonly every: number
  /** How many tests a mutant is tried in. */
  readonly tries: number
}

const variable = 'TENANCY_MUTANTS'

export const environmentOf = (run: Run): Record<string, string> => ({ [variable]: JSON.stringify(run) })

export function givenRun(): Run {
  return JSON.parse(process.env[variable] ?? '') as Run
}

export const journalOf = ({ folder }: Pick<Run, 'folder'>): string => `${folder}/journal.jsonl`

export const mutantsOf = ({ folder }: Pick<Run, 'folder'>): string => `${folder}/mutants.json`

export const isChosen = ({ every }: Run, id: number): boolean => id % every === 0
