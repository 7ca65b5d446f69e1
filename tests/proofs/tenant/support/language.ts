import type { PGlite } from '@electric-sql/pglite'
import type { Judged } from '../../../../src/proofs/tenant/judge.ts'
import type { Dice } from './dice.ts'
import type { Doc } from './doc.ts'
import { isSilent, SqlSender, type Sender } from './experiment.ts'
import { withNumbers } from './parameters.ts'
import { randomQuery } from './random-query.ts'
import type { RandomSchema } from './random-schema.ts'
import { judgedBy, queryOf, type Schema } from './schema.ts'

/** What is said of a text: nothing, something, or that what decides cannot be seen. */
export type Standing = 'silent' | 'reported' | 'unseen'

/** In what an application asks its database: SQL, or the calls of a library. */
export interface Language {
  random(schema: RandomSchema, dice: Dice): Doc
  /** What is said of each text. */
  judge(schema: RandomSchema, texts: readonly string[]): readonly (readonly Judged[])[]
  standingOf(judged: readonly Judged[]): Standing
  sender(schema: RandomSchema, db: PGlite): Promise<Sender> | Sender
}

/** Judges queries with the schema's own judge, or another. */
export type Judging = (schema: Schema, sql: string) => ReturnType<typeof judgedBy>

export const ownJudging: Judging = (schema, sql) => judgedBy(schema, queryOf(withNumbers(sql)))

/** What is too large to follow is silent, and promises nothing. */
export function standingOf(judged: readonly Judged[]): Standing {
  if (!isSilent(judged)) return 'reported'
  return judged.some(({ verdict }) => verdict === 'dynamic') ? 'unseen' : 'silent'
}

export function sqlLanguage(judging: Judging = ownJudging): Language {
  return {
    random: randomQuery,
    judge: ({ schema }, texts) => texts.map((sql) => judging(schema, sql)),
    standingOf,
    sender: (_, db) => new SqlSender(db),
  }
}
