import type { PGlite } from '@electric-sql/pglite'
import { expect } from 'vitest'
import { Search, told, usualPlan } from '../../../proofs/tenant/support/search.ts'
import { languageOf, type Library } from './library.ts'

/** Random schemas to try, one a seed. */
interface Schemas {
  readonly first: number
  readonly count: number
  readonly timeout: number
}

/** So many, or as many as are asked for: `LIBRARY_SCHEMAS=500 NON_INTERFERENCE_SEED=1000 npx vitest run …`. */
export function schemasOf(usual: number): Schemas {
  const count = Number(process.env['LIBRARY_SCHEMAS'] ?? usual)
  return { first: Number(process.env['NON_INTERFERENCE_SEED'] ?? 1), count, timeout: Math.max(300_000, count * 30_000) }
}

/** Random calls of which nothing is said show nothing of other tenants, and leave their rows as they are. */
export async function expectSilenceToHold(db: PGlite, library: Library, { first, count }: Schemas): Promise<void> {
  const search = new Search(db, usualPlan, languageOf(library))
  for (let seed = first; seed < first + count; seed++) expect((await search.seed(seed)).map(told), `seed ${seed}`).toEqual([])
  const { queries, unseen, silent, silentThatRan } = search.counts
  const failures = [...search.failures].map(([text, message]) => `${message}: ${text}`).join('\n')
  console.log(
    `Of ${queries} calls ${silent} were silent, of which ${silentThatRan} ran and leaked nothing; of ${unseen} it could not be seen.`,
  )
  expect(silent).toBeGreaterThan(queries * 0.25)
  expect(silentThatRan, failures).toBeGreaterThan(silent * 0.9)
}
