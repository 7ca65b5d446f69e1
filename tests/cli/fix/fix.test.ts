import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import type { FixFlags } from '../../../src/cli/fix/command.ts'
import { UsageError } from '../../../src/cli/given-settings.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { splitScript } from '../../../src/sql/script.ts'
import { check, findingsIn } from '../check-run.ts'
import { randomNumbers } from '../../support/random.ts'
import { randomIndex, randomQuery, tables } from '../../proofs/index-use/random-use.ts'
import { apply, filesIn, fix, waitLong } from './fix-run.ts'

const shop = fileURLToPath(new URL('../../../examples/shop/', import.meta.url))
const written = 'migrations/0002_tenancy_indexes.sql'

const base = `create table organizations (id bigint primary key);
create table tickets (
  id bigint primary key, organization_id bigint not null references organizations, parent_id bigint references tickets,
  title text not null, price int not null, created_at timestamptz not null, deleted_at timestamptz
);
create index tickets_organization_id_idx on tickets (organization_id);
`

const people =
  'create table people (id bigint primary key, place_id bigint not null references places, email text not null, deleted_at timestamptz);\n'

const places = 'create table places (id bigint primary key, city text not null, name text not null);\n'

function textOf(cwd: string, path = written): string {
  return readFileSync(join(cwd, path), 'utf8')
}

/** The statements of the file that was written. */
function statements(cwd: string, path?: string): string[] {
  return textOf(cwd, path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('--'))
}

async function fixed(files: Readonly<Record<string, string>>, flags: Partial<FixFlags> = {}): Promise<string> {
  const cwd = makeRepository({ 'migrations/0001_init.sql': base, ...files })
  await fix(cwd, flags)
  return cwd
}

/** The shop holds statements that Postgres refuses. */
async function applyTaken(db: PGlite, text: string): Promise<void> {
  for (const statement of splitScript(text).statements) await db.exec(statement.text).catch(() => {})
}

describe('tenancy fix', () => {
  it('mends the shop on a real Postgres, once', async () => {
    const cwd = makeRepository({})
    for (const name of ['migrations', 'queries', 'src']) cpSync(join(shop, name), join(cwd, name), { recursive: true })
    const before = findingsIn(await check(cwd, { preset: 'strict' }))
    const old = filesIn(cwd)
    await fix(cwd)
    const files = filesIn(cwd)
    const added = [...files.keys()].filter((name) => !old.has(name))
    expect(added).toEqual(['migrations/0008_tenancy_indexes.sql'])
    for (const [name, text] of old) expect(files.get(name)).toBe(text)

    const db = await PGlite.create()
    for (const name of [...old.keys()].filter((one) => one.startsWith('migrations/'))) await applyTaken(db, files.get(name) ?? '')
    await apply(db, textOf(cwd, added[0]), 'each')
    await db.close()

    expect((await fix(cwd)).out).toContain('nothing to fix')
    waitLong()
    const after = findingsIn(await check(cwd, { preset: 'strict' }))
    const ofIndexes =
      /partial-unique|partial-index|foreign-key-index|index-for-query|redundant-index|tenant-column-first|tenant-in-unique-key|index-column-order/
    expect(before.filter((line) => ofIndexes.test(line)).length).toBeGreaterThan(15)
    // A key that a foreign key refers to cannot be partial.
    const left = ['migrations/0006_discounts.sql:66 partial-unique-on-soft-delete']
    expect(after.filter((line) => ofIndexes.test(line) && !line.startsWith('src/exports.ts'))).toEqual(left)
  })

  it('makes one index where one does for several findings', async () => {
    const queries = [
      'select id from places where city = $1',
      'select id from places where city = $1 and name = $2',
      'select name from places where city = $1 and name = $2',
    ]
    const cwd = await fixed(
      { 'migrations/0001_init.sql': places, 'queries/a.sql': `${queries.join(';\n')};\n` },
      { rule: ['require-index-for-query'] },
    )
    const made = statements(cwd).filter((line) => line.startsWith('CREATE INDEX'))
    expect(made).toEqual(['CREATE INDEX CONCURRENTLY places_city_idx ON places (city);'])
  })

  it('drops an index that a new one makes redundant', async () => {
    const own = 'create index tickets_title_idx on tickets (title); '
    const query = 'select id from tickets where title = $1 and price > $2 order by created_at limit 5;'
    const cwd = await fixed({ 'migrations/0001_init.sql': base + own, 'queries/a.sql': query }, { preset: 'all', rule: [] })
    await expect(fix(cwd)).resolves.toMatchObject({ out: expect.stringContaining('nothing to fix') as string })
  })

  it('renames what Postgres has cut, and nothing that queries name', async () => {
    const long = 'tickets_organization_id_title_price_created_at_parent_id_and_more_idx'
    const own = `create index ${long} on tickets (organization_id, title, price) where deleted_at is null;
      alter table tickets add constraint ${long}_check check (price > 0);
      alter table tickets add column a_${long} int;`
    const cwd = await fixed({ 'migrations/0001_init.sql': base + own }, { rule: ['max-identifier-length'] })
    expect(statements(cwd)).toEqual([
      expect.stringMatching(/^ALTER INDEX tickets_organization_id_title_price_created_at_parent_id_and_mo RENAME TO \w{1,63};$/),
      expect.stringMatching(
        /^ALTER TABLE tickets RENAME CONSTRAINT tickets_organization_id_title_price_created_at_parent_id_and_mo TO \w{1,63};$/,
      ),
    ])
    const db = await PGlite.create()
    await apply(db, base + own, 'each')
    await apply(db, textOf(cwd), 'each')
    await db.close()
    waitLong()
    const left = findingsIn(await check(cwd, { rule: ['max-identifier-length'] }))
    expect(left).toEqual(['migrations/0001_init.sql:9 max-identifier-length'])
    expect((await fix(cwd, { rule: ['max-identifier-length'] })).out).toContain('nothing to fix')
  })

  it('shows what it would write, and writes nothing', async () => {
    const cwd = makeRepository({ 'migrations/0001_init.sql': base })
    const before = filesIn(cwd)
    const { out } = await fix(cwd, { dryRun: true })
    expect(out).toContain(`-- ${written}\n`)
    expect(out).toContain('CREATE INDEX CONCURRENTLY tickets_parent_id_idx ON tickets (parent_id);')
    expect(filesIn(cwd)).toEqual(before)
  })

  it('says which rule wants what, and where it found it', async () => {
    const cwd = await fixed({})
    expect(textOf(cwd)).toContain('-- tenancy/require-foreign-key-index: migrations/0001_init.sql:3\n-- Why: No index leads with')
  })

  it('leaves alone what a comment silences', async () => {
    const own = base
      .replace('create table tickets', '-- eslint-disable-next-line tenancy/require-foreign-key-index -- small\ncreate table tickets')
      .replace('organizations, parent', 'organizations,\n parent')
    const silenced = own.replace(' parent_id', ' -- eslint-disable-next-line tenancy/require-foreign-key-index -- small\n parent_id')
    const cwd = makeRepository({ 'migrations/0001_init.sql': silenced })
    expect((await fix(cwd, { rule: ['require-foreign-key-index'] })).out).toContain('nothing to fix')
  })

  it('writes models too, so that Prisma sees no difference', async () => {
    const model = `datasource db {\n  provider = "postgresql"\n}\nmodel Org {\n  id Int @id\n  posts Post[]\n  @@map("organizations")\n}
model Post {\n  id Int @id\n  organizationId Int @map("organization_id")\n  org Org @relation(fields: [organizationId], references: [id])\n  title String\n  @@map("posts")\n}\n`
    const sql = `create table "organizations" ("id" integer not null, constraint "organizations_pkey" primary key ("id"));
create table "posts" ("id" integer not null, "organization_id" integer not null, "title" text not null, constraint "posts_pkey" primary key ("id"));
alter table "posts" add constraint "posts_organization_id_fkey" foreign key ("organization_id") references "organizations"("id") on delete restrict on update cascade;`
    const project = {
      'prisma/schema.prisma': model,
      'prisma/migrations/20240101000000_init/migration.sql': sql,
      'package.json': '{"dependencies":{"prisma":"6.0.0"}}',
    }
    const told = makeRepository(project)
    const { out } = await fix(told, { rule: ['require-foreign-key-index'] })
    expect(out).toContain('prisma/schema.prisma: in the model of posts: @@index([organizationId])')
    expect(textOf(told, 'prisma/schema.prisma')).toBe(model)
    const path = 'prisma/migrations/20310203040506_tenancy_indexes/migration.sql'
    expect(statements(told, path)).toEqual(['CREATE INDEX CONCURRENTLY posts_organization_id_idx ON posts (organization_id);'])

    const cwd = makeRepository(project)
    await fix(cwd, { rule: ['require-foreign-key-index'], schemaToo: true })
    expect(textOf(cwd, 'prisma/schema.prisma')).toContain('  @@index([organizationId])\n')
    for (const one of [told, cwd]) expect((await fix(one, { rule: ['require-foreign-key-index'] })).out).toContain('nothing to fix')
  })

  it('leaves constraints that are checked at the end of a transaction, which no index is', async () => {
    const late = 'alter table people add constraint people_email_key unique (email) deferrable initially deferred;\n'
    const cwd = makeRepository({ 'migrations/0001_init.sql': places + people + late })
    const { out, errors } = await fix(cwd, { rule: ['partial-unique-on-soft-delete'] })
    expect(out).toContain('nothing to fix')
    expect(errors).toContain('people_email_key is DEFERRABLE')
  })

  it('says which queries need a change once a key is partial', async () => {
    const key = 'alter table people add constraint people_email_key unique (email);\n'
    const query = 'insert into people (id, place_id, email) values ($1, $2, $3) on conflict (email) do nothing;\n'
    const cwd = makeRepository({ 'migrations/0001_init.sql': places + people + key, 'queries/add.sql': query })
    const flags = { rule: ['partial-unique-on-soft-delete'] }
    expect((await fix(cwd, flags)).errors).toMatch(/queries\/add\.sql:1 {2}tenancy\/valid-sql: .*ON CONFLICT \(email\) WHERE/)
    expect((await fix(cwd, flags)).errors).toBe('')
  })

  it('leads back to the constraint of a partitioned table, which cannot adopt an index', async () => {
    const visits = `create table visits (id bigint, at date, deleted_at timestamptz, constraint visits_key unique (id, at)) partition by range (at);
      create table visits_1 partition of visits for values from ('2020-01-01') to ('2030-01-01');\n`
    const cwd = makeRepository({ 'migrations/001_init.up.sql': visits, 'migrations/001_init.down.sql': 'drop table visits;\n' })
    await fix(cwd, { rule: ['partial-unique-on-soft-delete'] })
    const down = statements(cwd, 'migrations/002_tenancy_indexes.down.sql')
    expect(down).toEqual(['DROP INDEX visits_key;', 'ALTER TABLE visits ADD CONSTRAINT visits_key UNIQUE (id, at);'])
    const db = await PGlite.create()
    await db.exec(visits)
    await applyTaken(db, textOf(cwd, 'migrations/002_tenancy_indexes.up.sql'))
    for (const statement of down) await db.exec(statement)
    await db.close()
  })

  it('writes SQL to a file where the migrations are programs', async () => {
    const cwd = makeRepository({
      'package.json': '{"dependencies":{"knex":"3.0.0"}}',
      'src/migrations/20240101_init.js': `exports.up = (knex) => knex.schema.createTable('a', (t) => { t.bigInteger('id').primary(); t.bigInteger('a_id').references('id').inTable('a') })\nexports.down = () => {}\n`,
    })
    await expect(fix(cwd)).rejects.toThrow(/are programs of knex.*tenancy fix --sql-out indexes\.sql/)
    const flags = { sqlOut: 'indexes.sql', rule: ['require-foreign-key-index'] }
    await fix(cwd, flags)
    expect(statements(cwd, 'indexes.sql')).toEqual(['CREATE INDEX CONCURRENTLY a_a_id_idx ON a (a_id);'])
    await expect(fix(cwd, flags)).rejects.toThrow(/is not overwritten/)
  })

  it.each<[string, Record<string, string>, Partial<FixFlags>, RegExp]>([
    ['no schema', {}, {}, /No schema was found.*tenancy fix/],
    ['a schema as it stands', { 'db/schema.sql': base }, {}, /is the schema as it stands/],
    [
      'a folder of others',
      { 'migrations/0001_init.sql': base, 'seeds/a.sql': 'select 1' },
      { migration: 'seeds' },
      /They are in: migrations/,
    ],
    [
      'a file for a folder',
      { 'migrations/0001_init.sql': base },
      { migration: 'migrations/0001_init.sql' },
      /tenancy fix --migration migrations/,
    ],
    ['a name that leads elsewhere', { 'migrations/0001_init.sql': base }, { name: '../../a' }, /tenancy fix --migration DIR --name/],
    ['a folder that is not there', { 'migrations/0001_init.sql': base }, { migration: 'migration' }, /They are in: migrations/],
    ['a folder below a file', { 'migrations/0001_init.sql': base }, { migration: 'migrations/0001_init.sql/a' }, /They are in: migrations/],
    [
      'a file below a file',
      { 'migrations/0001_init.sql': places + people },
      { sqlOut: 'migrations/0001_init.sql/a.sql' },
      /cannot be written/,
    ],
    ['one file for each statement', { 'migrations/0001_init.sql': base }, { sqlOut: 'a.sql', split: true }, /--migration DIR --split/],
    ['a rule that is none', { 'migrations/0001_init.sql': base }, { rule: ['no-such'] }, /There is no rule no-such/],
    [
      'a journal that cannot be read',
      { 'drizzle/0000_a.sql': base, 'drizzle/meta/_journal.json': '{ "entries": "0000_a" <<<' },
      {},
      /cannot be read as JSON/,
    ],
  ])('refuses %s', async (_, files, flags, message) => {
    const cwd = makeRepository(files)
    const before = filesIn(cwd)
    const run = fix(cwd, flags)
    await expect(run).rejects.toThrow(message)
    await expect(run).rejects.toBeInstanceOf(UsageError)
    expect(filesIn(cwd)).toEqual(before)
  })
})

const projects = Number(process.env['FIX_PROJECTS'] ?? 6)
const firstSeed = Number(process.env['FIX_SEED'] ?? 1)

describe('random indexes and queries', () => {
  it('are mended once, as Postgres takes it', async () => {
    const db = await PGlite.create()
    for (let seed = firstSeed; seed < firstSeed + projects; seed++) {
      const random = randomNumbers(seed)
      const indexes = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, i) => randomIndex(random, `i${i}`))
      const queries = Array.from({ length: 12 }, () => randomQuery(random))
      const schema = `${tables}${indexes.join(';\n')};\n`
      const cwd = makeRepository({ 'migrations/0001_init.sql': schema, 'queries/all.sql': `${queries.join(';\n')};\n` })
      const { out } = await fix(cwd)
      if (!out.includes('nothing to fix')) {
        await db.exec('drop schema public cascade; create schema public')
        await apply(db, schema, 'each')
        await apply(db, textOf(cwd), 'each')
      }
      expect((await fix(cwd)).out, `seed ${seed}`).toContain('nothing to fix')
    }
    await db.close()
  })
})
