import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'sargable-conditions'

const schema = `create table organizations (id bigint primary key);
create table users (id uuid primary key, email text unique, code varchar(20), visits integer, points numeric, born date, joined_at timestamptz, data jsonb);
create index users_visits_idx on users (visits);
create index users_joined_idx on users (joined_at);
create index users_data_idx on users using gin (data);
create table orders (id bigint primary key, organization_id bigint not null references organizations, number text, note text, created_at timestamptz not null);
create index orders_created_idx on orders (organization_id, created_at);
create index orders_number_idx on orders (lower(number));`

const tags = `${schema}
create table posts (id bigint primary key, author text, tags text[], labels text[], marks int[]);
create index posts_tags_idx on posts using gin (tags);
create index posts_marks_idx on posts (marks);
create index posts_author_idx on posts (author);`

/** What Postgres casts each row to, so that it fits the value: https://www.postgresql.org/docs/current/typeconv-oper.html */
const cased = `create extension citext;
create table users (id bigint primary key, email citext, code text, visits integer, starts_at timestamptz);
create index users_email_idx on users (email);
create index users_code_idx on users (code);
create index users_visits_idx on users (visits);
create index users_starts_idx on users (starts_at);`

const wrong = (sql: string, messageId: string, at: string, more: Partial<Case> = {}): Case => ({
  name: sql,
  sql,
  schema,
  expect: [{ messageId, at }],
  ...more,
})
const right = (sql: string, more: Partial<Case> = {}): Case => ({ name: sql, sql, schema, expect: [], ...more })

testRule(rule, [
  {
    name: 'a value that is looked for in a list of the row',
    sql: "select id from posts where $1 = any (tags); select id from posts p where 'a' = any (p.tags) and $1 = any (p.labels)",
    schema: tags,
    expect: [
      {
        messageId: 'member',
        at: '$1 = any (tags',
        data: { column: 'tags', index: 'posts_tags_idx', table: 'posts' },
      },
      { messageId: 'member', at: `'a' = any (p.tags`, data: { sql: "tags @> ARRAY['a']" } },
    ],
  },
  {
    name: 'a list of the row that no index could answer, or need not',
    sql: `select id from posts where $1 = any (labels); select id from posts where $1 = any (marks);
select id from posts where author = $1 and 'a' = any (tags); select id from posts where tags @> array[$1];
select id from posts where author = any ($1); select id from posts where $1 <> all (tags); select id from posts where author = any (tags);
select id from posts where not ($1 = any (tags)); select id from posts where id = $2 and $1 = any (tags)`,
    schema: tags,
    expect: [],
  },
  {
    name: 'a month of a tenant’s rows',
    sql: "select count(*) from orders where organization_id = $1 and date_trunc('month', created_at) = $2",
    schema,
    serves: 'S4-16',
    expect: [
      {
        messageId: 'time',
        at: "date_trunc('month', created_at) = $2",
        data: { column: 'created_at', index: 'orders_created_idx', table: 'orders', written: "date_trunc('month', created_at)" },
      },
    ],
  },
  {
    name: 'days that are added, of which no index can be made',
    sql: "select id from users where joined_at + interval '7 days' > now()",
    schema,
    expect: [{ messageId: 'computed', at: "joined_at + interval '7 days' > now()", data: { column: 'joined_at' } }],
  },
  {
    name: 'an expression behind the columns that are compared as they are',
    sql: 'select id from orders where organization_id = $1 and upper(note) = $2',
    schema: `${schema}\ncreate index orders_note_idx on orders (organization_id, note);`,
    expect: [
      {
        messageId: 'text',
        at: 'upper(note) = $2',
        data: { index: 'orders_note_idx', sql: 'CREATE INDEX ON orders (organization_id, upper(note))' },
      },
    ],
  },
  right("select id from orders where organization_id = $1 and (note ilike $2 or created_at::date = '2026-01-31')", {
    name: 'a branch of an OR, of which another branch has no index',
  }),
  right("select id from users where date(joined_at, 'unixepoch') = $1", {
    name: 'a function of another database, which takes other arguments',
  }),
  right('select id from users where lower(email) = $1 or points > $2', { name: 'so without a tenant' }),
  wrong(
    "select id from orders where organization_id = $1 and (lower(number) = $2 or created_at::date = '2026-01-31')",
    'time',
    "created_at::date = '2026-01-31'",
    { name: 'a branch of an OR, of which the other one has an index' },
  ),
  wrong('select id from users where lower(email) = $1 or visits > $2', 'text', 'lower(email) = $1', { name: 'so without a tenant, too' }),
  wrong("select id from users where joined_at::date = '2026-01-01'", 'time', "joined_at::date = '2026-01-01'"),
  {
    name: 'an address in whichever case',
    sql: 'select id from users where lower(email) = $1',
    schema,
    serves: 'S0-15',
    expect: [
      { messageId: 'text', at: 'lower(email) = $1', data: { sql: 'CREATE INDEX ON users (lower(email))', index: 'users_email_key' } },
    ],
  },
  wrong('select id from users where id::text = $1', 'cast', 'id::text = $1', { serves: 'S4-23' }),
  wrong('select id from users where visits + 1 > $1', 'function', 'visits + 1 > $1'),
  wrong('select id from users where coalesce(visits, 0) = $1', 'function', 'coalesce(visits, 0) = $1'),
  wrong('select id from users where visits = 1.5', 'value', 'visits = 1.5'),
  wrong('select id from users where visits = 2.0', 'value', 'visits = 2.0'),
  wrong('select id from users where visits = $1::numeric', 'value', 'visits = $1::numeric'),
  wrong('select id from users where visits = any ($1::numeric[])', 'value', 'visits = any ($1::numeric'),
  right('select id from users where visits = any ($1::bigint[]) or visits = any ($1)'),
  ...['floor(random() * 10)', 'round($1)', 'extract(epoch from now())', '10 / 4.0', 'random() * 10', 'sqrt($1)'].map((value) =>
    wrong(`select id from users where visits = ${value}`, 'value', `visits = ${value}`, { schema: cased }),
  ),
  ...['length($1)', '10 / 4', 'floor(random() * 10)::int', 'mod($1, 2)'].map((value) =>
    right(`select id from users where visits = ${value}`, { schema: cased }),
  ),
  ...['lower($1)', 'trim($1)', "'a' || $1", "concat_ws('@', $1::text, 'x')", 'lower(trim($1))', 'lower($1::text)'].map((value) =>
    wrong(`select id from users where email = ${value}`, 'value', `email = ${value}`, { schema: cased }),
  ),
  ...['lower($1)::citext', '$1', "'a'", '$1::citext'].map((value) =>
    right(`select id from users where email = ${value}`, { schema: cased }),
  ),
  right('select id from users where code = lower($1) and starts_at = lower($1::tstzrange)', { schema: cased }),
  wrong("select id from users where data ->> 'plan' = 'pro'", 'json', "data ->> 'plan' = 'pro'", { serves: 'S1-21' }),
  wrong('update users set visits = 0 where upper(email) = $1', 'text', 'upper(email) = $1'),
  wrong('SELECT "id" FROM "USERS" WHERE lower("Mail") = $1', 'text', 'lower("Mail") = $1', {
    schema: 'create table "USERS" ("id" bigint primary key, "Mail" text unique)',
  }),
  {
    name: 'two in one query',
    sql: 'select id from users where lower(email) = $1 or id::text = $2',
    schema,
    expect: ['text', 'cast'],
  },
  wrong('select a.id from users a join users b on b.id = a.id where lower(a.email) = $1', 'text', 'lower(a.email) = $1', { expect: [] }),
  {
    name: 'a text that is no uuid',
    sql: "select email from users where id = 'evt-123'",
    schema,
    serves: 'S0-29',
    expect: [{ messageId: 'invalid', at: "'evt-123'", data: { written: "'evt-123'", type: 'uuid', table: 'users', column: 'id' } }],
  },
  wrong("select id from orders where organization_id = 'org_1' and id in ('1', 'two')", 'invalid', '', {
    name: 'texts that are no numbers',
    expect: [
      { messageId: 'invalid', at: "'org_1'" },
      { messageId: 'invalid', at: "'two'" },
    ],
  }),
  ...['{{ id }}', '%s', ':id', '$' + '{id}', '<id of the user>'].map((text) => right(`select 1 from users where id = '${text}'`)),
  right("select 1 from users where id = :'id'"),
  wrong("update users set visits = 1 where id <> 'x' or visits > ''", 'invalid', '', { expect: ['invalid', 'invalid'] }),
  right("select email from users where id in ('550e8400-e29b-41d4-a716-446655440000', '{550E8400e29b41d4a716446655440000}')", {
    serves: 'S0-29',
  }),
  right("select email from users where id = $1 or id::text = 'evt-123' or email = 'evt-123'", {
    serves: 'S0-29',
    name: 'parameters and texts',
    expect: ['cast'],
  }),
  right("select id from orders where id = '12' and organization_id between ' -3' and '+4'", { serves: 'S0-29' }),
  {
    name: 'a text that the program fills',
    ts: "db.query(`select email from users where id = '${id}' and visits = 'n${n}'`)",
    schema,
    expect: [],
  },
  right("select code from users where upper(code) = 'A'", {
    name: 'an index in lower case, asked in upper case',
    schema: 'create table users (id bigint primary key, code text); create index on users (lower(code))',
    serves: 'S3-23',
  }),
  right('select id from users where email = lower($1)'),
  right('select id from orders where lower(number) = $1', { name: 'an index of the expression' }),
  right('select id from orders where upper(note) = $1', { name: 'a column without an index' }),
  right("select id from orders where organization_id = $1 and created_at >= date_trunc('month', now())"),
  right('select id from users where id = $1 and lower(email) = $2', { name: 'one row' }),
  right('select id from users where email = $1 and visits + 1 > 2', { name: 'one row by another key' }),
  right("select id from users where id::text like $1 || '%'", { name: 'a search for a part' }),
  right('select id from users where visits = $1'),
  right('select id from users where visits = 2 and joined_at::date = $1', { name: 'rows that another index finds' }),
  right('select id from users where points = 1'),
  right("select id from users where joined_at > '2026-01-01'::date"),
  right('select id from users where email = $1::varchar'),
  right('select id from users where data @> \'{"plan": "pro"}\'', { serves: 'S1-21' }),
  right('select id from users where lower(email) <> $1'),
  right('select lower(email) from users order by lower(email)'),
  right('select id from users where visits + 1 = id2', { name: 'a column that is not known' }),
  right('select id from users where lower(email) = $1', { name: 'a small table', settings: { smallTables: ['users'] } }),
  { name: 'what cannot be seen', ts: 'db.query(`select id from users where lower(email) = $1 and ${more}`)', schema, expect: [] },
  {
    name: 'a call',
    ts: "import { drizzle } from 'drizzle-orm/node-postgres'\nimport { sql } from 'drizzle-orm'\nconst db = drizzle('')\nexport const found = db.execute(sql`select id from users where lower(email) = ${mail}`)\n",
    schema,
    expect: [{ messageId: 'text', at: 'lower(email) = ${mail}' }],
  },
  {
    name: 'a migration',
    file: 'migrations/0002_more.sql',
    sqlFile: 'update users set visits = 0 where lower(email) = $1',
    schema,
    expect: [],
  },
])

describe('sargable-conditions in a schema of Prisma', () =>
  testRule(rule, [
    {
      name: 'told in a program',
      ts: 'db.query(`select id from "User" where lower(email) = $1`)',
      schema: {
        'package.json': '{ "dependencies": { "@prisma/client": "^6.0.0" } }',
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel User {\n  id Int @id\n  email String @unique\n}\n',
      },
      expect: [{ messageId: 'text', at: 'lower(email) = $1', data: { index: 'User_email_key' } }],
    },
  ]))
