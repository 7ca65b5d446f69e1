import type { Journal } from './journal.ts'
import { isChosen, type Run } from './run.ts'
import type { Mutant } from './plant.ts'

interface Score {
  readonly file: string
  readonly killed: number
  readonly reached: number
  readonly all: number
}

/** How many mutants of each file the tests find, and which ones live. */
export function scoreLines(mutants: readonly Mutant[], journal: Journal, run: Run): string[] {
  const chosen = mutants.flatMap((mutant, id) => (isChosen(run, id) ? [{ ...mutant, id }] : []))
  const files = [...new Set(chosen.map(({ file }) => file))]
  const scores = files.map((file) =>
    scoreOf(
      file,
      chosen.filter((one) => one.file === file),
      journal,
    ),
  )
  const living = chosen.filter(({ id }) => !journal.killed.has(id))
  return [
    ...living.map(
      (one) => `${one.file}:${one.line}  ${journal.reached.has(one.id) ? '' : 'not reached, '}${one.what}: ${one.from}  ->  ${one.to}`,
    ),
    '',
    ...[...journal.slow].map((test) => `left out: ${test}`),
    'killed / reached / all',
    ...[...scores, sum(scores)].map(({ file, killed, reached, all }) => `${killed} / ${reached} / ${all}  ${file}`),
  ]
}

function scoreOf(file: string, mutants: readonly { readonly id: number }[], { killed, reached }: Journal): Score {
  const among = (ids: { has(id: number): boolean }): number => mutants.filter(({ id }) => ids.has(id)).length
  return { file, killed: among(killed), reached: among(reached), all: mutants.length }
}

function sum(scores: readonly Score[]): Score {
  const total = (key: 'killed' | 'reached' | 'all'): number => scores.reduce((before, score) => before + score[key], 0)
  return { file: 'all of it', killed: total('killed'), reached: total('reached'), all: total('all') }
}
