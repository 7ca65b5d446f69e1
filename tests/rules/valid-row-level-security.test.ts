import { describe } from 'vitest'
import { strictlyWanted, surelyWanted } from '../../src/proofs/row-security/wanted.ts'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'valid-row-level-security'
type Concern = keyof typeof surelyWanted

const base = `create table organizations (id int primary key);
  create table countries (code text primary key, name text);
  create table members (user_id int not null, organization_id int not null, primary key (user_id, organization_id));
  create table notes (id int primary key, organization_id int not null references organizations, owner_id int, parent_id int, status text not null);
  create index on notes (organization_id);
  create role app; create role other; create role authenticated; create role service_role;
  create schema auth; create function auth.uid() returns int language sql stable as 'select 1';
  create function auth.role() returns text language sql stable as 'select ''anon''';
  create function auth.jwt() returns jsonb language sql stable as 'select ''{}''::jsonb';`
const enabled = `${base} alter table notes enable row level security; alter table countries enable row level security;`

const ours = `organization_id = (select current_setting('app.org', true)::int)`
const policy = (what: string, name = 'one', on = 'notes'): string => `create policy ${name} on ${on} ${what}`
/** One concern alone. */
const only = (...concerns: readonly Concern[]): readonly unknown[] => [
  Object.fromEntries(Object.keys(surelyWanted).map((key) => [key, concerns.some((concern) => concern === key)])),
]
const everything = [{ ...surelyWanted, ...strictlyWanted }]

interface Shown {
  readonly serves?: string
  readonly schema?: string
  readonly at?: string
  readonly data?: Readonly<Record<string, string>>
  readonly settings?: object
}

const found = (
  name: string,
  messageId: string,
  sql: string,
  options: readonly unknown[],
  { at = 'one', data, ...more }: Shown = {},
): Case => ({
  name,
  schema: enabled,
  sql,
  options,
  ...more,
  expect: [{ messageId, at, ...(data && { data }) }],
})
const silent = (name: string, sql: string, options: readonly unknown[] = everything, more: Partial<Case> = {}): Case => ({
  name,
  schema: enabled,
  sql,
  options,
  ...more,
  expect: [],
})

describe('whether policies are in force', () => {
  testRule(
    rule,
    [
      found('row security is off', 'switchedOff', policy(`using (${ours})`), only('switchedOff'), { serves: 'S2-47', schema: base }),
      found('told once for a table', 'switchedOff', `${policy(`using (${ours})`)}; ${policy('using (true)', 'two')}`, only('switchedOff'), {
        schema: base,
      }),
      found('only forced', 'forcedOnly', 'create table tags (id int); alter table tags force row level security', only('switchedOff'), {
        at: 'tags',
      }),
      found(
        'no policy, on a table of nobody',
        'noPolicies',
        'create table tags (id int); alter table tags enable row level security',
        only('noPolicies'),
        { at: 'tags' },
      ),
      silent('enabled later', `${policy(`using (${ours})`)}; alter table notes enable row level security`, only('switchedOff'), {
        schema: base,
      }),
      silent('not looked for', policy(`using (${ours})`), only('alwaysTrue'), { schema: base }),
    ],
    { onPostgres: true },
  )
})

describe('what policies let through', () => {
  const loose = only('alwaysTrue', 'openWrites', 'openReads')
  testRule(
    rule,
    [
      found('true', 'alwaysTrue', policy('using (true)'), loose, {
        serves: 'S2-47',
        data: { policy: 'one', table: 'notes', commands: 'SELECT, UPDATE, DELETE' },
      }),
      found('one is one', 'alwaysTrue', policy('for delete using (1 = 1)'), loose, { data: { commands: 'DELETE' } }),
      found('a key is there', 'alwaysTrue', policy('for update using (id is not null or false)'), loose),
      found('true, of a table of nobody', 'alwaysTrue', policy('using (not false)', 'one', 'countries'), loose, {
        data: { table: 'countries' },
      }),
      found('everybody reads', 'openReads', policy('for select using (true)'), loose, { data: { column: 'organization_id' } }),
      found('rows of a state', 'openWrites', policy(`for update using (status = 'open') with check (${ours})`), loose, {
        serves: 'S2-47',
        data: { commands: 'UPDATE', column: 'organization_id' },
      }),
      found('the tenant or a state', 'openWrites', policy(`using (${ours} or status = 'open')`), loose, {
        data: { commands: 'INSERT, UPDATE, DELETE' },
      }),
      found('one tenant for everybody', 'openWrites', policy('for delete using (organization_id = 7)'), loose),
      found('whoever is signed in', 'openWrites', policy('for delete using (auth.uid() is not null)'), loose),
      found('the role that all have', 'openWrites', policy(`for delete using (auth.role() = 'authenticated')`), loose),
      found(
        'all rows where it is not set',
        'openWrites',
        policy(`for delete using (${ours} or current_setting('app.org', true) is null)`),
        loose,
      ),
      found(
        'falls back to the row itself',
        'openWrites',
        policy(`for delete using (organization_id = coalesce(current_setting('app.org', true)::int, organization_id))`),
        loose,
      ),
      found('the row among all rows', 'openWrites', policy('for delete using (organization_id in (select id from organizations))'), loose),
      found('new rows of any tenant', 'openCheck', policy(`using (${ours}) with check (true)`), loose, {
        serves: 'S2-47',
        data: { commands: 'INSERT, UPDATE' },
      }),
      found('inserts of any tenant', 'openCheck', policy('for insert with check (owner_id > 0)'), loose, { data: { commands: 'INSERT' } }),
      found(
        'a restrictive policy of another command',
        'alwaysTrue',
        `${policy('for delete using (true)')}; ${policy(`as restrictive for select using (${ours})`, 'two')}`,
        loose,
      ),
      found(
        'a restrictive policy of another role',
        'alwaysTrue',
        `${policy('for delete using (true)')}; ${policy(`as restrictive to other using (${ours})`, 'two')}`,
        loose,
        { settings: { clientRole: 'app' } },
      ),
      {
        name: 'two policies, each by itself',
        schema: enabled,
        sql: `${policy(`for delete using (status = 'x')`)}; ${policy('for insert with check (true)', '"Two"')}`,
        options: loose,
        expect: [
          { messageId: 'openWrites', at: 'one', data: { policy: 'one' } },
          { messageId: 'openCheck', at: '"Two"', data: { policy: '"Two"' } },
        ],
      },
      ...[
        ours,
        `notes.organization_id::text = current_setting('app.org', true)`,
        `organization_id is not distinct from (select nullif(current_setting('app.org', true), '')::int)`,
        `organization_id = any (string_to_array(current_setting('app.orgs', true), ',')::int[]) and status = 'open'`,
        `organization_id in (select organization_id from members where user_id = (select auth.uid()))`,
        `organization_id = ((auth.jwt() -> 'app_metadata') ->> 'org')::int`,
        `organization_id is null or ${ours}`,
        'owner_id = (select auth.uid())',
        `exists (select 1 from members m where m.organization_id = notes.organization_id and m.user_id = 1)`,
        `current_setting('app.is_admin', true) = 'on'`,
        'false',
        'null',
      ].map((condition) => silent(`held, or not to be seen: ${condition}`, policy(`using (${condition})`), loose, { serves: 'S2-47' })),
      silent('a restrictive policy holds', `${policy('using (true)')}; ${policy(`as restrictive using (${ours})`, 'two')}`, loose, {
        serves: 'S2-47',
      }),
      silent('a role that is not that of users', policy('to service_role using (true)'), loose, { settings: { clientRole: 'app' } }),
      silent(
        'a role that is not that of users of Supabase',
        `${policy('to service_role using (true)')}; ${policy(`to authenticated using (${ours})`, 'two')}`,
        loose,
      ),
      silent(
        'one makes a new tenant',
        'alter table organizations enable row level security; create policy new on organizations for insert with check (true)',
        loose,
      ),
      silent(
        'everybody reads and adds what no tenant owns',
        `${policy('for select using (true)', 'one', 'countries')}; ${policy('for insert with check (true)', 'two', 'countries')}`,
        loose,
      ),
      silent('everybody reads, and that is let be', policy('for select using (true)'), only('alwaysTrue', 'openWrites')),
      silent('it is off', policy('using (true)'), only('alwaysTrue', 'openWrites', 'openReads'), { schema: base }),
    ],
    { onPostgres: true },
  )
})

describe('what policies go by', () => {
  const recursive = only('recursion')
  testRule(
    rule,
    [
      found(
        'what users change themselves',
        'userEditable',
        policy(`using (organization_id = ((auth.jwt() -> 'user_metadata') ->> 'org')::int)`),
        only('userEditable'),
      ),
      found(
        'a path to it',
        'userEditable',
        policy(`using (organization_id = (auth.jwt() #>> '{user_metadata,org}')::int)`),
        only('userEditable'),
      ),
      silent(
        'what only the server changes',
        policy(`using (organization_id = ((auth.jwt() -> 'app_metadata') ->> 'org')::int)`),
        only('userEditable'),
      ),
      found('its own table', 'recursion', policy('using (exists (select 1 from notes n where n.id = notes.parent_id))'), recursive, {
        data: { way: 'notes' },
      }),
      {
        name: 'another table that reads it',
        schema: enabled,
        sql: `alter table members enable row level security; ${policy('using (organization_id in (select organization_id from members))')}; ${policy('using (true)', 'two', 'members')}; ${policy('for select using (exists (select 1 from notes))', 'three', 'members')}`,
        options: recursive,
        expect: [
          { messageId: 'recursion', at: 'one', data: { way: 'members, notes' } },
          { messageId: 'recursion', at: 'three', data: { way: 'notes, members' } },
        ],
      },
      silent(
        'a check of its own table, whose rows are read by a plain policy',
        `${policy(`for select using (status = 'open')`)}; ${policy('for insert with check (exists (select 1 from notes n where n.id = parent_id))', 'two')}`,
        recursive,
      ),
      silent('another table', policy('using (organization_id in (select organization_id from members))'), recursive),
      found(
        'a setting that may not be set',
        'raisesUnset',
        policy(`using (organization_id = (select current_setting('app.org')::int))`),
        only('raisesUnset'),
        { data: { setting: 'app.org' } },
      ),
      {
        name: 'a setting that may not be set, mended',
        schema: enabled,
        sql: policy(`using (organization_id = (select current_setting( 'app.org' )::int))`),
        options: only('raisesUnset'),
        expect: [
          {
            messageId: 'raisesUnset',
            at: 'one',
            suggestions: [
              {
                messageId: 'sayNull',
                output: policy(`using (organization_id = (select nullif(current_setting('app.org', true), '')::int))`),
              },
            ],
          },
        ],
      },
      silent('a setting of Postgres', policy(`using (status = current_setting('role'))`), only('raisesUnset')),
      {
        name: 'asked for each row',
        schema: enabled,
        sql: policy(
          `using (organization_id = current_setting( 'app.org', true )::int or owner_id = auth.uid()) with check (owner_id = auth.uid())`,
        ),
        options: only('perRow'),
        expect: [
          {
            messageId: 'perRow',
            at: 'one',
            data: { calls: 'current_setting(), auth.uid()' },
            suggestions: [
              {
                messageId: 'askOnce',
                output: policy(
                  `using (organization_id = (SELECT current_setting( 'app.org', true ))::int or owner_id = (SELECT auth.uid())) with check (owner_id = (SELECT auth.uid()))`,
                ),
              },
            ],
          },
        ],
      },
      found(
        'asked for each row of a subquery',
        'perRow',
        policy('using (organization_id in (select organization_id from members where user_id = auth.uid()))'),
        only('perRow'),
      ),
      silent('asked once', policy(`using (${ours} and owner_id = (select auth.uid()))`), only('perRow')),
      silent('of the row', policy(`using (status = current_setting('app.' || status, true))`), only('perRow')),
    ],
    { onPostgres: true },
  )
})

describe('what stands beside policies', () => {
  const several = only('severalPermissive')
  const view = only('viewAsOwner')
  const held = `${enabled} ${policy(`using (${ours})`, 'own')};`
  const path = only('mutablePath')
  testRule(
    rule,
    [
      found(
        'two that are permissive',
        'severalPermissive',
        `${policy(`using (${ours})`, 'own')}; ${policy('for select using (owner_id = 1)')}`,
        several,
        { data: { policy: 'one', other: 'own', commands: 'SELECT' } },
      ),
      silent('of other commands', `${policy(`for select using (${ours})`)}; ${policy(`for update using (${ours})`, 'two')}`, several),
      silent('of other roles', `${policy(`to app using (${ours})`)}; ${policy(`to other using (${ours})`, 'two')}`, several),
      silent('one is restrictive', `${policy('using (true)')}; ${policy(`as restrictive using (${ours})`, 'two')}`, several),
      {
        name: 'a column without an index',
        schema: `${enabled} create table tags (id int primary key, organization_id int);`,
        sql: `alter table tags enable row level security;\n${policy(`using (${ours})`, 'one', 'tags')}`,
        options: only('unindexed'),
        expect: [
          {
            messageId: 'unindexed',
            at: 'one',
            data: { table: 'tags', column: 'organization_id' },
            suggestions: [
              {
                messageId: 'addIndex',
                output: `alter table tags enable row level security;\n${policy(`using (${ours})`, 'one', 'tags')};\nCREATE INDEX tags_organization_id_idx ON tags (organization_id)`,
              },
            ],
          },
        ],
      },
      silent('a column with an index', policy(`using (${ours})`), only('unindexed')),
      {
        ...found('a view', 'viewAsOwner', 'create view seen as select * from notes n join countries on true', view, {
          at: 'seen',
          data: { of: 'notes' },
        }),
        schema: held,
      },
      {
        ...found('a view that is replaced', 'viewAsOwner', 'create or replace view seen as select * from notes', view, { at: 'seen' }),
        schema: `${held} create view seen with (security_invoker) as select * from notes;`,
      },
      silent('a view of whoever asks', 'create view seen with (security_invoker) as select * from notes', view, { schema: held }),
      silent(
        'a view of a table that is forced',
        'alter table notes force row level security; create view seen as select * from notes',
        view,
        { schema: held },
      ),
      silent('a view, before Postgres 15', 'create view seen as select * from notes', view, { schema: held, settings: { postgres: 14 } }),
      silent('a view of another table', 'create view seen as select * from members', view, { schema: held }),
      {
        ...found('a materialized view', 'storedCopy', 'create materialized view kept as select * from notes', only('storedCopy'), {
          at: 'kept',
        }),
        schema: held,
      },
      found(
        'a function without a path',
        'mutablePath',
        `create function f() returns int language sql security definer as 'select 1'`,
        path,
        { at: 'f' },
      ),
      silent(
        'a function with a path',
        `create function f() returns int language sql security definer set search_path = '' as 'select 1'`,
        path,
      ),
      silent('a function of whoever calls it', `create function f() returns int language sql as 'select 1'`, path),
      silent(
        'its path is set later',
        `create function f() returns int language sql security definer as 'select 1'; alter function f() set search_path = ''`,
        path,
      ),
      silent('no row security', `create function f() returns int language sql security definer as 'select 1'`, path, { schema: base }),
    ],
    { onPostgres: true },
  )
})

describe('other notations', () => {
  const ts = (using: string): string =>
    `import { sql } from 'drizzle-orm'\nimport { index, integer, pgPolicy, pgTable } from 'drizzle-orm/pg-core'\nexport const notes = pgTable('notes', { id: integer().primaryKey(), organizationId: integer('organization_id').notNull() }, (t) => [index().on(t.organizationId), pgPolicy('one', ${using})])\n`
  const drizzle = (using: string): Pick<Case, 'ts' | 'file' | 'schema'> => {
    const file = 'src/schema.ts'
    return { ts: ts(using), file, schema: { 'package.json': '{ "dependencies": { "drizzle-orm": "^0.44.0" } }', [file]: ts(using) } }
  }
  const migration = (call: string): string =>
    `export class AddPolicy1700000000000 {\n  async up(queryRunner) {\n    await queryRunner.query(\`${call}\`)\n  }\n}\n`
  testRule(rule, [
    {
      name: 'Drizzle, true',
      ...drizzle('{ using: sql`true` }'),
      options: everything,
      expect: [{ messageId: 'alwaysTrue', at: "pgPolicy('one', { using: sql`true` })" }],
    },
    {
      name: 'Drizzle, for each row, and perhaps not set',
      ...drizzle("{ using: sql`organization_id = current_setting('app.org')::int` }"),
      options: everything,
      expect: ['perRow', 'raisesUnset'],
    },
    { name: 'Drizzle, held', ...drizzle(`{ using: sql\`${ours}\` }`), options: everything, expect: [] },
    {
      name: 'a migration of TypeORM',
      ts: migration('CREATE POLICY one ON notes USING (true)'),
      file: 'migrations/1700000000000-add-policy.ts',
      schema: { 'migrations/0001_init.sql': enabled, 'package.json': '{ "dependencies": { "typeorm": "^0.3.20" } }' },
      expect: [{ messageId: 'alwaysTrue', at: 'one' }],
    },
    {
      name: 'a migration of Knex',
      ts: 'export const up = (knex) => knex.raw(`CREATE POLICY one ON notes FOR DELETE USING (true)`)\n',
      file: 'migrations/0002_policy.ts',
      schema: { 'migrations/0001_init.sql': enabled, 'package.json': '{ "dependencies": { "knex": "^3.1.0" } }' },
      expect: [{ messageId: 'alwaysTrue', at: 'one' }],
    },
  ])
})
