import { readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { Both } from './support/both.ts'
import { readCases } from './support/cases.ts'
import { newPostgres, resetPostgres } from './support/postgres.ts'

const cases = readCases(readFileSync(new URL('do-blocks.sql', import.meta.url), 'utf8'))

describe('DO blocks do in the catalog what they do in Postgres', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })

  it.each(cases)('$name', async ({ statements }) => {
    await resetPostgres(db)
    const both = new Both(db)
    for (const { sql, refused } of statements) {
      expect([sql, ...(await both.apply(sql)), ...(await both.compare())]).toEqual([sql])
      expect(both.outcome).toBe(refused)
    }
    for (const { sql } of statements) {
      if (!/^do\b/i.test(sql)) continue
      expect([`again: ${sql}`, ...(await both.apply(sql)), ...(await both.compare())]).toEqual([`again: ${sql}`])
    }
  })
})
