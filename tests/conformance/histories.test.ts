import { beforeAll, expect, it } from 'vitest'
import type { PGlite } from '@electric-sql/pglite'
import { historyOf } from './support/histories/history.ts'
import { runHistory, shrink } from './support/histories/run.ts'
import { newPostgres } from './support/postgres.ts'

const count = Number(process.env['HISTORIES'] ?? 150)
const first = Number(process.env['HISTORIES_FROM'] ?? 1)

let db: PGlite
beforeAll(async () => {
  db = await newPostgres()
}, 60_000)

it(`${String(count)} random histories add up to what Postgres makes of them`, { timeout: 3_600_000 }, async () => {
  for (let seed = first; seed < first + count; seed++) {
    const history = historyOf(seed)
    if (!(await runHistory(db, history))) continue
    const { script, lines } = await shrink(db, history)
    expect(`seed ${String(seed)}\n${script.join(';\n')}\n${lines.join('\n')}`).toBe('no difference')
  }
})
