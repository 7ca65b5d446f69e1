import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { drizzle } from '../../../src/orms/drizzle/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, textsOf, virtualWorld } from '../support/conform.ts'

const folder = new URL('schemas/', import.meta.url)

/** Schemas as they are in a project, and what drizzle-kit of each major makes of them: the slow tests ask it again. */
const cases = readdirSync(folder).flatMap((name) => {
  const files = readdirSync(new URL(`${name}/`, folder))
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8')
  const programs = Object.fromEntries(files.filter((file) => file.endsWith('.txt')).map((file) => [file.replace(/\.txt$/, ''), read(file)]))
  return [0, 1].flatMap((major) => {
    const recorded = files.find((file) => file === `drizzle-${major}.sql`)
    return recorded === undefined ? [] : [{ name, major, programs, ddl: read(recorded) }]
  })
})

describe('a Drizzle schema gives the catalog of the database that drizzle-kit makes of it', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
    await db.exec('create role authenticated')
  }, 60_000)

  it.each(cases)('$name, Drizzle $major', { timeout: 60_000 }, async ({ programs, major, ddl }) => {
    const main = Object.keys(programs).filter((file) => file === 'schema.ts')
    const statements = drizzle.statements(textsOf(programs, main), virtualWorld(programs, { 'drizzle-orm': major }))
    expect(await differences(db, ddl.replaceAll('CONCURRENTLY ', ''), statements)).toEqual([])
  })
})
