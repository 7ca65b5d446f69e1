import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'

const schema = `create table users (id bigint primary key, email text unique, name text, bio text, organization_id bigint);
create index users_tenant_idx on users (organization_id);
create extension pg_trgm;
create index users_bio_idx on users using gin (bio gin_trgm_ops);`

const wrong = (sql: string, at: string, more: Partial<Case> = {}): Case => ({
  name: sql,
  sql,
  schema,
  expect: [{ messageId: 'unindexed', at }],
  ...more,
})
const right = (sql: string, more: Partial<Case> = {}): Case => ({ name: sql, sql, schema, expect: [], ...more })

testRule('no-unindexed-like', [
  {
    name: 'something in the middle of a text',
    sql: "select id from users where name like '%smith%'",
    schema,
    serves: ['S0-17', 'S0-54'],
    expect: [
      {
        messageId: 'unindexed',
        at: "name like '%smith%'",
        data: { table: 'users', column: 'name', sql: 'CREATE INDEX ON users USING gin (name gin_trgm_ops)' },
      },
    ],
  },
  {
    name: 'a table and a column with capitals',
    sql: `select "userId" from "Member" where "nickName" like '%smith%'`,
    schema: 'create table "Member" ("userId" bigint primary key, "nickName" text);',
    expect: [
      {
        messageId: 'unindexed',
        at: `"nickName" like '%smith%'`,
        data: { table: 'Member', column: 'nickName', sql: 'CREATE INDEX ON "Member" USING gin ("nickName" gin_trgm_ops)' },
      },
    ],
  },
  wrong("select id from users where name ilike 'smith%'", "name ilike 'smith%'", { serves: 'S0-15' }),
  wrong("select id from users where email ilike '%@example.org'", "email ilike '%@example.org'"),
  wrong("select id from users where name ~ 'sm[iy]th'", "name ~ 'sm[iy]th'"),
  wrong("select id from users where name ~* '^smith'", "name ~* '^smith'"),
  wrong("select id from users where name like '%' || $1 || '%'", "name like '%' || $1 || '%'"),
  {
    name: 'of an expression',
    sql: "select id from users where lower(name) like '%smith%'",
    schema,
    expect: [
      {
        messageId: 'unindexed',
        at: "lower(name) like '%smith%'",
        data: { sql: 'CREATE INDEX ON users USING gin (lower(name) gin_trgm_ops)' },
      },
    ],
  },
  {
    name: 'two in one query',
    sql: "select id from users where name ilike '%a%' or email ilike '%a%'",
    schema,
    expect: ['unindexed', 'unindexed'],
  },
  wrong('select id from "USERS" where "Name" like \'%a\'', '"Name" like \'%a\'', {
    schema: 'create table "USERS" (id bigint primary key, "Name" text)',
  }),
  wrong("select id from users where organization_id = $1 and name like '%a'", "name like '%a'", {
    name: 'among the rows of a tenant, asked for',
    options: [{ checkFilteredRows: true }],
  }),
  right("select id from users where organization_id = $1 and name like '%a'", { name: 'among the rows of a tenant' }),
  right("select id from users where name like 'smith%'", { name: 'the beginning', serves: 'S0-17' }),
  right('select id from users where name like $1', { name: 'a pattern that is not known', serves: 'S0-17' }),
  right("select id from users where bio ilike '%smith%'", { name: 'an index of trigrams', serves: 'S0-17' }),
  right("select id from users where id = $1 and name ilike '%a%'", { name: 'one row' }),
  right("select id from users where name not like '%a%'"),
  right("select a.id from users a join users b on b.id = a.id where a.name like '%x'", { name: 'a self-join over the key' }),
  right("select relname from pg_class where relname like '%pkey'", { serves: 'S0-17' }),
  right("select id from users where name like '%a%'", { name: 'a small table', settings: { smallTables: ['users'] } }),
  { name: 'what cannot be seen', ts: "db.query(`select id from users where name like '%a%' and ${more}`)", schema, expect: [] },
  {
    name: 'a condition of a call',
    ...inNotation('prisma', 'await prisma.project.findMany({ where: { name: { contains: id } }, take: 1 })'),
    expect: [{ messageId: 'unindexed', at: 'name: { contains: id' }],
  },
  {
    name: 'a filter of a call',
    ...inNotation('supabase', "await supabase.from('projects').select().ilike('name', '%a%')"),
    expect: [{ messageId: 'unindexed', at: "'name', '%a%'" }],
  },
])
