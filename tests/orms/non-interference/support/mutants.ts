import type { PGlite } from '@electric-sql/pglite'
import { expect } from 'vitest'
import { Search, usualPlan } from '../../../proofs/tenant/support/search.ts'
import { judgedCalls } from '../../../support/sent-calls.ts'
import { languageOf, type Library } from './library.ts'

/** A reader with a mistake: it reads a call as if another one stood there. */
export type Mutant = readonly [mistake: string, found: RegExp, instead: string]

/** How many schemas a mutant may survive. */
const maxSchemas = 15

/** Calls of which a mutant says nothing, and the reader does, show something of others. */
export async function expectToBeFound(db: PGlite, library: Library, [, found, instead]: Mutant): Promise<void> {
  const own = languageOf(library)
  const mutant = languageOf(library, ({ files, file, ...rest }) =>
    judgedCalls({ ...rest, file, files: { ...files, [file]: (files[file] ?? '').replace(found, instead) } }),
  )
  const search = new Search(
    db,
    {
      ...usualPlan,
      shrinks: false,
      isWorthRunning: (schema, text) => text.search(found) >= 0 && own.standingOf(own.judge(schema, [text])[0] ?? []) === 'reported',
    },
    mutant,
  )
  let examples = 0
  for (let schemas = 0; examples === 0 && schemas < maxSchemas; schemas++) examples = (await search.seed(10_000 + schemas)).length
  expect(examples).toBeGreaterThan(0)
}
