import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Experiment, isSilent, newPostgres, type Trial } from './experiment.ts'
import type { Schema } from './schema.ts'

interface Tried {
  readonly judged: Parameters<typeof isSilent>[0]
  readonly trial: Trial
}

/** Puts all verdicts to the test: what is silent sees nothing of other tenants, and what is told sees something of them. */
export function describeAskedOfPostgres(schema: Schema, trials: readonly Tried[]): void {
  describe('asked of Postgres', () => {
    let db: PGlite
    let experiment: Experiment
    beforeAll(async () => {
      db = await newPostgres()
      experiment = await Experiment.of(db, schema)
    })
    afterAll(() => db.close())

    it.each([
      ['what is silent sees nothing of others', true],
      ['what is told sees something of others', false],
    ])('%s', async (_, silent) => {
      const asked = trials.filter(({ judged }) => isSilent(judged) === silent).map(({ trial }) => trial)
      const [ran, leaking] = [new Set<string>(), new Set<string>()]
      for (let seed = 1; seed <= 4; seed++) {
        const report = await experiment.run(asked, seed, 3)
        for (const { text } of report.ran) ran.add(text)
        for (const { trial } of report.leaks) leaking.add(trial.text)
      }
      const texts = asked.map(({ text }) => text)
      expect(texts.filter((text) => !ran.has(text))).toEqual([])
      expect([...leaking].toSorted()).toEqual(silent ? [] : texts.toSorted())
    })
  })
}
