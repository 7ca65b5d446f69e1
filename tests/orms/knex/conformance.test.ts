import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { Knex } from 'knex'
import { beforeAll, describe, expect, it } from 'vitest'
import { knex } from '../../../src/orms/knex/index.ts'
import { newPostgres, resetPostgres } from '../../conformance/support/postgres.ts'
import { differences, virtualWorld } from '../support/conform.ts'
import { knexOn } from './support/run-knex.ts'

const folder = new URL('migrations/', import.meta.url)

interface Migration {
  up?: (knex: Knex) => Promise<unknown>
  default?: { up: (knex: Knex) => Promise<unknown> }
}

describe('migrations of Knex give the catalog of the database on which Knex ran them', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { pg_trgm } })
  })

  it.each(['shop', 'corners', 'mapped'])('%s', async (set) => {
    const home = new URL(`${set}/`, folder)
    const names = readdirSync(home).sort()
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, home), 'utf8')]))
    const steps = names.filter((name) => /^\d/.test(name))
    await resetPostgres(db)
    const knexfile = names.find((name) => name === 'knexfile.ts')
    const config = knexfile === undefined ? undefined : ((await import(new URL(knexfile, home).href)) as { default: Knex.Config }).default
    const connection = knexOn(db, config)
    for (const name of steps) {
      const { up, default: whole } = (await import(new URL(name, home).href)) as Migration
      await (up ?? whole?.up)?.(connection)
    }
    const world = virtualWorld(files)
    const statements = steps.flatMap((file) => knex.statements([{ file, text: files[file] ?? '' }], world))
    expect(await differences(db, undefined, statements)).toEqual([])
  })
})
