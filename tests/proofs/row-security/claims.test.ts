import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recursionOf } from '../../../src/proofs/row-security/recursion.ts'
import { lackOf, rowSecuritySql } from '../../../src/proofs/row-security/required.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { catalogOf } from '../../support/catalog.ts'

const schema = `create table notes (id int, parent_id int, organization_id int);
  create table members (user_id int, organization_id int);
  alter table notes enable row level security;
  alter table members enable row level security;`
const role = `create role app; grant all on all tables in schema public to app;`

let db: PGlite
beforeAll(async () => {
  db = await PGlite.create()
})
afterAll(() => db.close())

/** What comes of a query of another role than the owner: rows, or the code of an error. */
async function asApp(ddl: string, sql: string): Promise<unknown> {
  await db.exec(`begin; ${ddl}; ${role} set local role app`)
  try {
    return (await db.query(sql)).rows
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  } finally {
    await db.exec('rollback')
  }
}

const plain = `organization_id = current_setting('app.org', true)::int`
const once = `organization_id = (select current_setting('app.org', true)::int)`
const parent = 'exists (select 1 from notes n where n.id = parent_id)'
const ofMembers = 'organization_id in (select organization_id from members)'

describe('policies that read on', () => {
  it.each([
    ['its own table', `create policy one on notes using (${parent})`],
    [
      'another table, whose policies read nothing',
      `create policy one on notes using (${ofMembers}); create policy two on members using (true)`,
    ],
    [
      'another table, whose policies read it',
      `create policy one on notes using (${ofMembers}); create policy two on members using (exists (select 1 from notes))`,
    ],
    [
      'another table that has no row security',
      `alter table members disable row level security; create policy one on notes using (${ofMembers}); create policy two on members using (exists (select 1 from notes))`,
    ],
    [
      'its own table in a check, with plain policies for reading',
      `create policy one on notes for insert with check (${parent}); create policy two on notes for select using (${plain})`,
    ],
    [
      'its own table in a check, with a subquery of nothing for reading',
      `create policy one on notes for insert with check (${parent}); create policy two on notes for select using (${once})`,
    ],
    ['its own table in a check, without policies for reading', `create policy one on notes for insert with check (${parent})`],
    [
      'a table whose policies for changes alone read it',
      `create policy one on notes using (${ofMembers}); create policy two on members for delete using (exists (select 1 from notes))`,
    ],
  ])('%s', async (_, policies) => {
    const catalog = catalogOf({ 'schema.sql': `${schema}${policies}` })
    const table = catalog.table('public', 'notes')
    const [policy] = table?.policies ?? []
    const isRefused = table && policy ? recursionOf(policy, table, catalog) !== undefined : undefined
    const answer = await asApp(
      schema + policies,
      policies.includes('for insert') ? 'insert into notes values (1, 1, 1)' : 'select * from notes',
    )
    expect(answer === '42P17').toBe(isRefused)
  })
})

describe('the setting of a session', () => {
  const on = (condition: string): string => `${schema} create policy one on notes using (${condition}); insert into notes values (1, 1, 1)`
  it('raises where it is not set, unless it may be missing', async () => {
    expect(await asApp(on(`organization_id = current_setting('never.set')::int`), 'select id from notes')).toBe('42704')
    expect(await asApp(on(plain), 'select id from notes')).toEqual([])
  })

  it('is an empty text after a transaction that set it', async () => {
    await db.exec(`begin; set local app.org = '1'; commit`)
    expect(await asApp(on(plain), 'select id from notes')).toBe('22P02')
    const mended = `organization_id = (select nullif(current_setting('app.org', true), '')::int)`
    expect(await asApp(on(mended), 'select id from notes')).toEqual([])
  })

  it('stays after a transaction that set it for the session', async () => {
    await db.exec(`begin; select set_config('app.stays', '1', false); commit`)
    expect((await db.query(`select current_setting('app.stays') as it`)).rows).toEqual([{ it: '1' }])
  })
})

describe('the statements that are suggested', () => {
  it.each(['int', 'uuid', 'text', 'varchar(40)', 'char(36)', 'bigint'])('hold a tenant column of %s', async (type) => {
    const ddl = `create table tasks (id int, organization_id ${type} not null)`
    const catalog = catalogOf({ 'schema.sql': ddl })
    const table = catalog.table('public', 'tasks')
    const required = { requireForce: true, evenIfUnused: true, setting: '' }
    const lack = table && lackOf(table, catalog, defaultSettings, required)
    const plainly = { commitsEach: false, qualifies: false }
    const sql = table && lack && rowSecuritySql(table, catalog, defaultSettings, required, lack, plainly)
    const [a, b] =
      type === 'int' || type === 'bigint' ? ['1', '2'] : ['11111111-1111-1111-1111-111111111111', '21111111-1111-1111-1111-111111111111']
    const rows = `insert into tasks values (1, '${a}'), (2, '${b}')`
    expect(await asApp(`${ddl}; ${rows}; ${sql}`, 'select id from tasks')).toEqual([])
    const asOne = `${ddl}; ${rows}; ${sql}; set local app.organization_id = '${a}'`
    expect(await asApp(asOne, 'select id from tasks')).toEqual([{ id: 1 }])
    expect(await asApp(asOne, `insert into tasks values (3, '${b}')`)).toBe('42501')
  })
})

describe('a view', () => {
  const policy = `${schema} create policy one on notes using (${plain}); insert into notes values (1, 1, 1); set local app.org = '2';`
  it('passes by the policies of its owner, unless it is of whoever asks, or they are forced', async () => {
    expect(await asApp(`${policy} create view seen as select id from notes`, 'select id from seen')).toEqual([{ id: 1 }])
    expect(await asApp(`${policy} create view seen with (security_invoker) as select id from notes`, 'select id from seen')).toEqual([])
    const boss = `create role boss; grant create on schema public to boss; alter table notes owner to boss; create view seen as select id from notes; alter view seen owner to boss`
    expect(await asApp(`${policy} ${boss}`, 'select id from seen')).toEqual([{ id: 1 }])
    expect(await asApp(`${policy} ${boss}; alter table notes force row level security`, 'select id from seen')).toEqual([])
  })

  it('that is materialized keeps rows of all', async () => {
    expect(await asApp(`${policy} create materialized view kept as select id from notes`, 'select id from kept')).toEqual([{ id: 1 }])
  })
})
