import { readdirSync, readFileSync } from 'node:fs'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { MigrationBuilder } from 'node-pg-migrate/migrationBuilder'
import { expect, it } from 'vitest'
import { nodePgMigrate } from '../../../src/orms/node-pg-migrate/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, virtualWorld } from '../support/conform.ts'

const home = new URL('migrations/', import.meta.url)

interface Migration {
  readonly shorthands?: object
  up: (pgm: MigrationBuilder) => unknown
}

it('migrations of node-pg-migrate give the catalog of the database on which they ran', async () => {
  const db = await newPostgres({ extensions: { pg_trgm } })
  const names = readdirSync(home).filter((name) => /^\d/.test(name)).sort() // prettier-ignore
  const files = Object.fromEntries([...names, 'parts/audit.ts'].map((name) => [name, readFileSync(new URL(name, home), 'utf8')]))
  const steps: string[] = []
  for (const name of names) {
    const { shorthands, up } = (await import(new URL(name, home).href)) as Migration
    const pgm = new MigrationBuilder({} as never, shorthands as never, false, console)
    await up(pgm)
    steps.push(pgm.getSql())
  }
  const world = virtualWorld(files)
  const statements = names.flatMap((file) => nodePgMigrate.statements([{ file, text: files[file] ?? '' }], world))
  expect(await differences(db, steps.join('\n'), statements)).toEqual([])
})
