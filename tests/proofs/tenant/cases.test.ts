import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Judged } from '../../../src/proofs/tenant/judge.ts'
import type { Group } from './cases/case.ts'
import { groups } from './cases/index.ts'
import { Experiment, isSilent, newPostgres, trialOf } from './support/experiment.ts'
import { withNumbers } from './support/parameters.ts'
import { judgedBy, queryOf, type Schema } from './support/schema.ts'

/** The verdicts of a query, in the order of its text. */
function shown(judged: readonly Judged[]): string {
  return judged.map(({ access, verdict }) => `${access.name}${deedOf(access)}:${verdict}`).join(' ')
}

function deedOf({ does, onlyAsks }: Judged['access']): string {
  if (does === 'read') return onlyAsks ? '.match' : ''
  return `.${does.split(' ')[0] ?? ''}`
}

function judge(sql: string, schema: Schema): Judged[] {
  return judgedBy(schema, queryOf(withNumbers(sql)))
}

describe.each(groups)('$title', ({ schema, cases }) => {
  it.each(cases.map(([shows, sql, expected]) => [shows, sql, expected] as const))('%s: %s', (_, sql, expected) => {
    expect(shown(judge(sql, schema))).toBe(expected)
  })
})

describe('what is silent leaks nothing', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })
  afterAll(() => db.close())

  const schemas = [...new Set(groups.map(({ schema }) => schema))].filter(({ ddl }) => ddl !== '')

  it.each(schemas)(
    '$name',
    async (schema) => {
      const experiment = await Experiment.of(db, schema)
      const cases = groups.filter((group) => group.schema === schema).flatMap(casesOf)
      const trials = cases.flatMap((sql) => {
        const judged = judge(sql, schema)
        return isSilent(judged) ? [trialOf(schema, sql, judged)] : []
      })
      const failing = new Map<string, string>()
      const ran = new Set<string>()
      for (let seed = 1; seed <= 6; seed++) {
        const report = await experiment.run(trials, seed, 4)
        expect(report.leaks.map(({ trial, sent, ...leak }) => ({ sql: trial.text, seed, sent, ...leak }))).toEqual([])
        for (const [{ text }, message] of report.failures) failing.set(text, message)
        for (const { text } of report.ran) ran.add(text)
      }
      for (const sql of ran) failing.delete(sql)
      expect([...failing]).toEqual([])
      await experiment.end()
    },
    120_000,
  )
})

function casesOf({ cases }: Group): string[] {
  return cases.flatMap(([, sql, , undecided]) => (undecided ? [] : [sql]))
}
