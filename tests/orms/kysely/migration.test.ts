import { describe, expect, it } from 'vitest'
import { kysely } from '../../../src/orms/kysely/index.ts'
import { readSteps, sourcesOf } from '../support/steps.ts'

const up = (body: string): Readonly<Record<string, string>> => ({
  'm.ts': `import { sql } from 'kysely'\nexport async function up(db) {${body}}`,
})

describe('what is not known of a migration', () => {
  it.each([
    [
      "await db.schema.createTable('t').addColumn('a', 'text').addColumn(name, 'text').addColumn('b', 'text', options).execute()",
      ['t: a?, b?'],
      [
        "db.schema.createTable('t').addColumn('a', 'text').addColumn(name, 'text') | a part of what this says is not known",
        "db.schema.createTable('t').addColumn('a', 'text').addColumn(name, 'text').addColumn('b', 'text', options) | what is said of this column is not known", // prettier-ignore
      ],
    ],
    ["await db.schema.createTable('t').addColumn('a', 'text', (c) => c.notNull().defaultTo(x)).execute()", ['t: a'], []],
    ["await db.schema.createTable(name).execute()", [], ['db.schema.createTable(name) | which table this is about is not known']], // prettier-ignore
    ["db.schema.createTable('t').addColumn('a', 'text')", [], []],
    ['await later(db)', [], ['later(db) | what this does is not known']],
    ["await sql`create table ${x} (id int)`.execute(db)", [], ['create table ${x} (id int) | a part of its text is not known']], // prettier-ignore
    [
      "await db.schema.createView('v').as(db.selectFrom('t').select('a')).execute()",
      ['v: '],
      ["db.schema.createView('v') | what this view shows is not known"],
    ],
    ["await db.insertInto('t').values({ a: 1 }).execute(); await sql`update t set a = ${1}`.execute(db)", [], []],
  ])('%s', (body, tables, unread) => {
    const read = readSteps(kysely, up(body))
    expect(read.unread).toEqual(unread)
    expect(read.tables).toEqual(tables)
  })
})

describe('each change is at what says it', () => {
  it('names and calls', () => {
    const read = readSteps(kysely, up("await db.schema.createTable('t').addColumn('a', 'text').execute(); await db.schema.createIndex('i').on('t').column('a').execute()")) // prettier-ignore
    expect(read.places).toEqual(["create table: 't'", "create index: 'i'"])
  })

  it('a value between `${` and `}` is no SQL', () => {
    expect(readSteps(kysely, up("await sql`create table t (a text default ${'b c'}, ${sql.ref('d')} int)`.execute(db)")).tables).toEqual(['t: a?, d?']) // prettier-ignore
  })
})

describe('migrations are found', () => {
  const one = "import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) {}"

  it('in folders of that name, by name', () => {
    expect(sourcesOf(['kysely', 'pg'], { 'src/migrations/b.ts': one, 'src/migrations/a.ts': one, 'src/migrations/index.ts': "export * as a from './a'" })).toEqual(['kysely src/migrations/a.ts', 'kysely src/migrations/b.ts']) // prettier-ignore
    expect(sourcesOf(['kysely'], { 'db/migrations.ts': "export const migrations = {}\nmigrations['1'] = { async up(db: Kysely<any>) {} }" })).toEqual(['kysely db/migrations.ts']) // prettier-ignore
    expect(sourcesOf(['pg'], { 'migrations/a.ts': one })).toEqual(['kysely migrations/a.ts'])
    expect(sourcesOf(['pg'], { 'migrations/a.ts': one.replace('kysely', './kysely') })).toEqual([])
  })

  it('where kysely.config.ts says', () => {
    const config = (dialect: string): string => `import { defineConfig } from 'kysely-ctl'\nexport default defineConfig({ dialect: '${dialect}', migrations: { migrationFolder: 'db/steps' } })` // prettier-ignore
    expect(sourcesOf(['kysely'], { 'kysely.config.ts': config('pg'), 'db/steps/1.ts': one })).toEqual(['kysely db/steps/1.ts'])
    expect(sourcesOf(['kysely'], { 'kysely.config.ts': config('better-sqlite3'), 'db/steps/1.ts': one })).toEqual([])
  })

  it.each([
    ["path.join(__dirname, 'steps')", 'src/db/steps'],
    ["path.join(import.meta.dirname, '../steps')", 'src/steps'],
    ["fileURLToPath(new URL('./steps', import.meta.url))", 'src/db/steps'],
    ["new URL('./steps', import.meta.url).pathname", 'src/db/steps'],
    ["path.join(path.dirname(fileURLToPath(import.meta.url)), 'steps')", 'src/db/steps'],
    ["path.resolve(dirname(__filename), 'steps')", 'src/db/steps'],
    ["path.join(process.cwd(), 'db/steps')", 'db/steps'],
    ["'./db/steps'", 'db/steps'],
    ['folder', 'src/db/steps'],
  ])('where a FileMigrationProvider says: %s', (folder, steps) => {
    const migrator = `import { FileMigrationProvider, Migrator } from 'kysely'
      const folder = path.join(__dirname, 'steps')
      export const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder: ${folder} }) })`
    expect(sourcesOf(['kysely', 'pg'], { 'src/db/migrate.ts': migrator, [`${steps}/2.ts`]: one, [`${steps}/1.ts`]: one })).toEqual([
      `kysely ${steps}/1.ts`,
      `kysely ${steps}/2.ts`,
    ])
  })

  it('where they usually are, too, when nobody can tell where a FileMigrationProvider looks', () => {
    const migrator = "import { FileMigrationProvider } from 'kysely'\nnew FileMigrationProvider({ migrationFolder: process.argv[2] })"
    expect(sourcesOf(['kysely', 'pg'], { 'migrate.ts': migrator, 'migrations/1.ts': one })).toEqual(['kysely migrations/1.ts'])
    expect(sourcesOf(['kysely', 'pg'], { 'migrate.ts': `${migrator}\nnew FileMigrationProvider({`, 'migrations/1.ts': one })).toEqual(['kysely migrations/1.ts']) // prettier-ignore
  })

  it('for Postgres alone', () => {
    expect(sourcesOf(['kysely', 'mysql2'], { 'migrations/1.ts': one })).toEqual([])
    expect(sourcesOf(['kysely', 'mysql2', 'pg'], { 'migrations/1.ts': one })).toEqual(['kysely migrations/1.ts'])
  })
})
