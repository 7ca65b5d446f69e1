import { readdirSync, readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { CamelCasePlugin, Migrator, type Migration } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { kysely } from '../../../src/orms/kysely/index.ts'
import { newPostgres, resetPostgres } from '../../conformance/support/postgres.ts'
import { differences, virtualWorld } from '../support/conform.ts'
import { migrations } from './migrations/record/migrations.ts'
import { kyselyOn } from './support/run-kysely.ts'

function filesIn(set: string): { readonly home: URL; readonly files: Readonly<Record<string, string>> } {
  const home = new URL(`migrations/${set}/`, import.meta.url)
  return { home, files: Object.fromEntries(readdirSync(home).map((name) => [name, readFileSync(new URL(name, home), 'utf8')])) }
}

describe('migrations of Kysely give the catalog of the database on which they ran', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres({ extensions: { pg_trgm } })
  })

  it('a file each', async () => {
    const { home, files } = filesIn('app')
    const steps = Object.keys(files).filter((name) => /^\d/.test(name)).sort() // prettier-ignore
    await resetPostgres(db)
    for (const name of steps) await ((await import(new URL(name, home).href)) as Migration).up(kyselyOn(db))
    const world = virtualWorld(files)
    const statements = steps.flatMap((file) => kysely.statements([{ file, text: files[file] ?? '' }], world))
    expect(await differences(db, undefined, statements)).toEqual([])
  })

  it.each([
    ['the names as they are', {}, []],
    [
      'CamelCasePlugin',
      { 'kysely.config.ts': "import { CamelCasePlugin } from 'kysely'\nexport default { plugins: [new CamelCasePlugin()] }" },
      [new CamelCasePlugin()],
    ],
  ])('a record: %s', async (_, config, plugins) => {
    const { files } = filesIn('record')
    await resetPostgres(db)
    const own = kyselyOn(db, plugins)
    const migrator = new Migrator({ db: own, provider: { getMigrations: () => Promise.resolve(migrations) } })
    expect((await migrator.migrateToLatest()).error).toBeUndefined()
    await db.exec('drop table kysely_migration, kysely_migration_lock')
    const world = virtualWorld({ ...files, ...config })
    const statements = kysely.statements([{ file: 'migrations.ts', text: files['migrations.ts'] ?? '' }], world)
    expect(await differences(db, undefined, statements)).toEqual([])
  })
})
