import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { rlsCommand, type RlsFlags } from '../../../src/cli/rls/command.ts'
import { UsageError } from '../../../src/cli/given-settings.ts'
import { splitScript } from '../../../src/sql/script.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { check, findingsIn } from '../check-run.ts'
import { filesIn, waitLong } from '../fix/fix-run.ts'

const uuids = [1, 2].map((n) => `00000000-0000-0000-0000-00000000000${n}`)

const schema = `create schema billing;
create domain short_id as text;
create table organizations (id uuid primary key, name text not null);
create table users (id bigint primary key, email text not null);
create table memberships (
  organization_id uuid not null references organizations, user_id bigint not null references users, primary key (organization_id, user_id)
);
create index memberships_user_id_idx on memberships (user_id);
create table "orderItems" (id bigint primary key, organization_id uuid not null references organizations, "we""ird" text);
create index on "orderItems" (organization_id);
create table billing.invoices (id bigint primary key, organization_id uuid not null references organizations, total int);
create index on billing.invoices (organization_id);
create table countries (code text primary key);
`

async function rls(cwd: string, flags: Partial<RlsFlags> = {}): Promise<{ out: string; errors: string }> {
  waitLong()
  const told = { out: '', errors: '' }
  await rlsCommand(
    { config: false, name: 'row_level_security', ...flags },
    cwd,
    (line) => void (told.out += `${line}\n`),
    (line) => void (told.errors += `${line}\n`),
    new Date('2031-02-03T04:05:06Z'),
  )
  return told
}

const rules = ['require-row-level-security', 'valid-row-level-security']

/** What the rules about row security say of a project, as a strict team has them. */
async function faults(cwd: string): Promise<string[]> {
  waitLong()
  const found = findingsIn(await check(cwd, { preset: 'strict' }))
  return found.filter((line) => rules.some((rule) => line.endsWith(rule)))
}

async function run(db: PGlite, sql: string): Promise<void> {
  for (const { text } of splitScript(sql).statements) await db.exec(text)
}

/** What a role of the application gets at in a table: the ids that it sees, and whether it can write rows of the other tenant. */
async function reach(db: PGlite, role: string, table: string, tenant: string | undefined): Promise<unknown> {
  await db.exec(`begin; set local role ${role}`)
  if (tenant !== undefined) await db.exec(`set local app.organization_id = '${tenant}'`)
  const { rows } = await db.query<{ id: number }>(`select id from ${table} order by id`)
  const attempt = async (sql: string): Promise<string> => {
    await db.exec('savepoint s')
    try {
      const { affectedRows } = await db.query(sql)
      return affectedRows === 0 ? 'no row' : 'written'
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === '42501' ? 'refused' : String(error)
    } finally {
      await db.exec('rollback to s')
    }
  }
  const told = {
    sees: rows.map(({ id }) => id),
    insert: await attempt(`insert into ${table} (id, organization_id) values (9, '${uuids[1] ?? ''}')`),
    update: await attempt(`update ${table} set id = 9 where organization_id = '${uuids[1] ?? ''}'`),
    give: await attempt(`update ${table} set organization_id = '${uuids[1] ?? ''}' where id = 1`),
    remove: await attempt(`delete from ${table} where organization_id = '${uuids[1] ?? ''}'`),
  }
  await db.exec('rollback')
  return told
}

async function databaseWithRows(): Promise<PGlite> {
  const db = await PGlite.create()
  await db.exec(schema)
  await db.exec(`create role app; create role boss;
    insert into organizations values ('${uuids.join("', 'a'), ('")}', 'b');
    insert into "orderItems" values (1, '${uuids[0] ?? ''}', 'x'), (2, '${uuids[1] ?? ''}', 'y');
    insert into billing.invoices values (1, '${uuids[0] ?? ''}', 1), (2, '${uuids[1] ?? ''}', 2);
    grant usage on schema public, billing to app, boss; grant all on all tables in schema public, billing to app;
    alter table "orderItems" owner to boss; alter table billing.invoices owner to boss`)
  return db
}

describe('tenancy rls', () => {
  it('writes policies that hold, for the owner too, and that the rules have nothing against', async () => {
    const cwd = makeRepository({ 'migrations/0001_init.sql': schema })
    const { errors } = await rls(cwd, { migration: 'migrations', memberships: true })
    expect(errors).toMatch(/^Left out: organizations: .*\nLeft out: users: .*\nLeft out: countries: /)
    const sql = readFileSync(join(cwd, 'migrations/0002_row_level_security.sql'), 'utf8')
    expect(await faults(cwd)).toEqual([])

    const db = await databaseWithRows()
    await run(db, sql)
    const nothing = { sees: [], insert: 'refused', update: 'no row', give: 'no row', remove: 'no row' }
    for (const table of ['"orderItems"', 'billing.invoices'])
      for (const role of ['app', 'boss']) {
        expect(await reach(db, role, table, uuids[0])).toEqual({
          sees: [1],
          insert: 'refused',
          update: 'no row',
          give: 'refused',
          remove: 'no row',
        })
        expect(await reach(db, role, table, undefined)).toEqual(nothing)
        expect(await reach(db, role, table, '')).toEqual(nothing)
      }
    await db.close()

    const again = await rls(cwd, { migration: 'migrations', memberships: true })
    expect(again.out).toContain('No table lacks')
  })

  it('would leak without them', async () => {
    const db = await databaseWithRows()
    expect(await reach(db, 'app', 'billing.invoices', uuids[0])).toEqual({
      sees: [1, 2],
      insert: 'written',
      update: 'written',
      give: 'written',
      remove: 'written',
    })
    await db.close()
  })

  it('prints them, for a role and by a setting', async () => {
    const cwd = makeRepository({ 'migrations/0001_init.sql': schema })
    const { out } = await rls(cwd, { setting: 'tenancy.org', role: 'app user' })
    expect(out).toContain(
      `CREATE POLICY tenant_isolation ON billing.invoices TO "app user" USING (organization_id = (SELECT nullif(current_setting('tenancy.org', true), '')::uuid)) WITH CHECK (organization_id = (SELECT nullif(current_setting('tenancy.org', true), '')::uuid));`,
    )
    expect(out).toContain('--   memberships: it says who belongs to which tenant')
    expect(out).not.toContain('ON memberships')
    expect([...filesIn(cwd).keys()]).toEqual(['.git/HEAD', 'migrations/0001_init.sql'])
  })

  it('keeps policies that are sound, and makes them hold', async () => {
    const own = `alter table billing.invoices enable row level security;
      create policy mine on billing.invoices using (organization_id = (select nullif(current_setting('app.org', true), '')::uuid));
      create policy open on "orderItems" using (true);`
    const cwd = makeRepository({ 'migrations/0001_init.sql': schema, 'migrations/0002_own.sql': own })
    const { out } = await rls(cwd)
    expect(out).not.toContain('ON billing.invoices')
    expect(out).not.toContain('TABLE billing.invoices ENABLE')
    expect(out).toContain('ALTER TABLE billing.invoices FORCE ROW LEVEL SECURITY;')
    expect(out).toContain('"orderItems"'.replaceAll('"', '') + ': mend its own policies first (open)')
    expect((await rls(cwd, { memberships: true })).out).toContain(`current_setting('app.org', true)`)
  })

  it('takes the setting that holds a tenant, of those that policies read', async () => {
    const own = `create table notes (id bigint primary key, user_id bigint not null references users);
      alter table notes enable row level security;
      create policy own on notes using (user_id = (select nullif(current_setting('app.user_id', true), '')::bigint));
      alter table memberships enable row level security;
      create policy own on memberships using (user_id = (select nullif(current_setting('app.user_id', true), '')::bigint));\n`
    const cwd = makeRepository({ 'migrations/0001_init.sql': schema, 'migrations/0002_own.sql': own })
    expect((await rls(cwd)).out).toContain(
      `ON billing.invoices USING (organization_id = (SELECT nullif(current_setting('app.organization_id', true)`,
    )
  })

  it('compares with a value of the type of the column, so that its index serves', async () => {
    const ulids = `create table organizations (id char(26) primary key);
      create table notes (id bigint primary key, organization_id char(26) not null references organizations);
      create index on notes (organization_id);\n`
    const cwd = makeRepository({ 'migrations/0001_init.sql': ulids })
    const { out } = await rls(cwd)
    const db = await PGlite.create()
    await run(db, `${ulids} create role app; grant all on all tables in schema public to app; set enable_seqscan = off; ${out}`)
    await db.exec(`set role app; set app.organization_id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'`)
    const { rows } = await db.query('explain select * from notes')
    expect(JSON.stringify(rows)).toContain('Index Cond')
    await db.close()
  })

  it('undoes them on the way back', async () => {
    const cwd = makeRepository({ 'migrations/001_init.up.sql': schema, 'migrations/001_init.down.sql': 'drop schema billing' })
    await rls(cwd, { migration: true })
    const [up, down] = ['up', 'down'].map((side) => readFileSync(join(cwd, `migrations/002_row_level_security.${side}.sql`), 'utf8'))
    const db = await databaseWithRows()
    await run(db, `${up ?? ''}\n${down ?? ''}`)
    const { rows } = await db.query('select relname from pg_class where relrowsecurity or relforcerowsecurity')
    expect(rows).toEqual([])
    await db.close()
  })

  it.each<[string, Partial<RlsFlags>, RegExp]>([
    ['a setting without a dot', { setting: 'tenant' }, /tenancy rls --setting app\.tenant_id/],
    ['a setting with a quote', { setting: `app.a'b` }, /tenancy rls --setting/],
    ['a file and a migration', { out: 'a.sql', migration: true }, /tenancy rls --out FILE/],
    ['a file that is there', { out: 'migrations/0001_init.sql' }, /is not overwritten.*: --out FILE$/],
    ['a file below a file', { out: 'migrations/0001_init.sql/a.sql' }, /cannot be written/],
    ['a name that leads elsewhere', { migration: true, name: '../a' }, /tenancy rls --migration DIR --name/],
  ])('refuses %s', async (_, flags, message) => {
    const cwd = makeRepository({ 'migrations/0001_init.sql': schema })
    const before = filesIn(cwd)
    await expect(rls(cwd, flags)).rejects.toThrow(message)
    await expect(rls(cwd, flags)).rejects.toThrow(UsageError)
    expect(filesIn(cwd)).toEqual(before)
  })
})
