import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { Fold, type Step } from '../../src/catalog/fold.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { randomNumbers } from '../support/random.ts'
import { stepOf } from './support/both.ts'
import { historyOf } from './support/histories/history.ts'
import { runHistory, shrink, type Tally } from './support/histories/run.ts'
import { newPostgres } from './support/postgres.ts'

/** How many histories are run, and the seed of the first. */
const count = Number(process.env['HISTORIES'] ?? 250)
const first = Number(process.env['HISTORY'] ?? 1)
const seeds = Array.from({ length: count }, (_, i) => first + i)

describe('random histories', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })

  it(`give the catalog that Postgres has, from seed ${String(first)}`, { timeout: count * 5000 }, async () => {
    const tally: Tally = { given: 0, taken: 0 }
    for (const seed of seeds) {
      const history = historyOf(seed)
      if (!(await runHistory(db, history, { tally }))) continue
      const { script, lines } = await shrink(db, history)
      expect.fail(`seed ${String(seed)}\n${script.join(';\n')};\n\n${lines.join('\n')}`)
    }
    // Histories that Postgres takes whole, or hardly any of, would show little.
    const share = tally.taken / tally.given
    expect([share > 0.5, share < 0.95, share]).toEqual([true, true, share])
  })

  it('give the same catalog whatever was folded before', { timeout: count * 1000 }, () => {
    for (const seed of seeds) {
      const [steps, others] = [historyOf(seed), historyOf(seed + 1)].map((history) => history.map((sql) => stepOf(sql)))
      if (!steps || !others) continue
      const fold = new Fold()
      for (const from of detours(seed, steps, others)) fold.run(from)
      expect([seed, catalogOf(fold, steps)]).toEqual([seed, catalogOf(new Fold(), steps)])
    }
  })
})

/** Beginnings of a history, some of them gone on with otherwise. */
function detours(seed: number, steps: readonly Step[], others: readonly Step[]): Step[][] {
  const random = randomNumbers(seed)
  return Array.from({ length: 4 }, () => {
    const kept = steps.slice(0, Math.floor(random() * steps.length))
    return random() < 0.5 ? kept : [...kept, ...others.slice(Math.floor(random() * others.length))]
  })
}

function catalogOf(fold: Fold, steps: readonly Step[]): string {
  fold.run(steps)
  return JSON.stringify(readState(fold.state, fold.unread).parts)
}
