import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'require-index-for-query'

const schema = `create table organizations (id bigint primary key, slug text unique);
create table users (id bigint primary key, email text, nickname text);
create table orders (
  id bigint primary key, organization_id bigint not null references organizations, event_id bigint not null, number text not null,
  status text not null, paid boolean not null, note text, total integer, created_at timestamptz not null, deleted_at timestamptz
);
create index orders_tenant_idx on orders (organization_id, event_id, created_at desc);
create index orders_number_idx on orders (number) where deleted_at is null;
create index orders_open_idx on orders (created_at) where status = 'open';
create table parcels (
  id bigint primary key, warehouse_id bigint not null, event_id bigint not null, number text not null,
  status text not null, note text, created_at timestamptz not null, deleted_at timestamptz
);
create index parcels_warehouse_idx on parcels (warehouse_id, event_id, created_at desc);
create index parcels_number_idx on parcels (number) where deleted_at is null;
create table lines (id bigint primary key, order_number text not null, amount integer);
create table events (id bigint primary key, organization_id bigint not null references organizations, title text, starts_at timestamptz, tags text[]);
create index on events (organization_id, starts_at);
create index on events using gin (tags);
create table pages (id bigint primary key, title text, tags text[]);
create index on pages using gin (tags);`

const at = (sql: string, place: string, more: Partial<Case> = {}): Case => ({
  name: sql,
  sql,
  schema,
  expect: [{ messageId: 'scan', at: place }],
  ...more,
})
const served = (sql: string, more: Partial<Case> = {}): Case => ({ name: sql, sql, schema, expect: [], ...more })

const scans: Case[] = [
  {
    name: 'a column without an index',
    sql: 'select id from users where email = $1',
    schema,
    serves: 'S0-1',
    expect: [{ messageId: 'scan', at: 'users', data: { table: 'users', columns: 'email', sql: 'CREATE INDEX ON users (email)' } }],
  },
  at('select id from parcels where event_id = $1 and created_at > now()', 'parcels', { serves: ['S0-1', 'S0-9'] }),
  at('update users set nickname = $2 where email = $1', 'users'),
  at("delete from parcels where status = 'void'", 'parcels'),
  at('select id from users where email in ($1, $2)', 'users'),
  at('select id from users where email = $1 or id = $2', 'users'),
  at("select id from parcels where number = $1 and status = 'x'", 'parcels', { name: 'a partial index that leaves rows out' }),
  at('select o.id from orders o join lines l on l.order_number = o.number where o.organization_id = $1', 'lines', {
    name: 'what a tenant’s rows are joined with',
    serves: ['S0-16', 'S3-39'],
  }),
  at('select count(*) from users where nickname > $1', 'users'),
  at('select 1 where exists (select 1 from users u where u.email = $1)', 'users'),
  at('select * from (select id, email from users) u where u.email = $1', 'users'),
  at("select id from pages where tags @> '{x}' or title = $1", 'pages'),
  at('select u.id from users u where u.email = (select slug from organizations where id = $1)', 'users'),
  at('select id from users where total(email) = 1 and nickname = $1', 'users'),
  {
    name: 'two in one file',
    sql: 'select id from users where email = $1; select id from users where nickname = $1',
    schema,
    expect: ['scan', 'scan'],
  },
  at('SELECT "id" FROM "USERS" WHERE "Mail" = $1', '"USERS"', { schema: 'create table "USERS" ("id" bigint primary key, "Mail" text)' }),
  {
    name: 'one side of a self-join',
    sql: 'select a.id from users a join users b on b.id = a.id where a.email = $1',
    schema,
    expect: [],
  },
  {
    name: 'both sides of a self-join',
    sql: 'select a.id from users a join users b on b.nickname = a.email where a.email = $1',
    schema,
    expect: ['scan', 'scan'],
  },
  {
    name: 'an index with the tenant first, and only rows that are there',
    sql: 'select id from parcels where note = $1 and deleted_at is null',
    schema,
    expect: [{ messageId: 'scan', at: 'parcels', data: { sql: 'CREATE INDEX ON parcels (note) WHERE deleted_at IS NULL' } }],
  },
]

const people = 'create table people (id bigint primary key, email text, name text);'
const methods: Case[] = [
  at('select id from people where email = $1', 'people', {
    name: 'a value as it is, where the index has it in lower case',
    schema: `${people} create index on people (lower(email));`,
    serves: 'S3-23',
  }),
  served('select id from people where lower(email) = lower($1)', {
    name: 'a value in lower case, as the index has it',
    schema: `${people} create index on people (lower(email));`,
    serves: 'S3-23',
  }),
  at('select id from people where name = $1', 'people', {
    name: 'a whole value, where the index is one of trigrams',
    schema: `create extension pg_trgm; ${people} create index people_name_trgm on people using gin (name gin_trgm_ops);`,
    serves: 'S0-19',
    expect: [
      {
        messageId: 'trigrams',
        at: 'people',
        data: { table: 'people', columns: 'name', index: 'people_name_trgm', sql: 'CREATE INDEX ON people (name)' },
      },
    ],
  }),
  served('select id from people where name = $1', {
    name: 'a whole value, where a b-tree stands beside the trigrams',
    schema: `create extension pg_trgm; ${people} create index on people using gin (name gin_trgm_ops); create index on people (name);`,
    serves: 'S0-19',
  }),
  served("select id from people where name ilike '%smith%'", {
    name: 'a search for a part, which trigrams are for',
    schema: `create extension pg_trgm; ${people} create index on people using gin (name gin_trgm_ops);`,
    serves: 'S0-19',
  }),
  served('select id from people where name = $1 and email = $2', {
    name: 'a whole value among rows that a b-tree finds',
    schema: `create extension pg_trgm; ${people} create index on people using gin (name gin_trgm_ops); create index on people (email);`,
  }),
]

const sorts: Case[] = [
  {
    name: 'the newest of a tenant',
    sql: 'select id from orders where organization_id = $1 order by created_at desc limit 20',
    schema,
    serves: ['S1-4', 'S0-10'],
    expect: [
      {
        messageId: 'sort',
        at: 'orders',
        data: { order: 'created_at DESC', sql: 'CREATE INDEX ON orders (organization_id, created_at)' },
      },
    ],
  },
  {
    name: 'the newest in a state, of an index that does not go on with the time',
    sql: `select id from batches where workspace_id = $1 and status = 'open' order by created_at desc limit 20`,
    schema:
      'create table batches (id bigint primary key, workspace_id bigint not null, status text not null, created_at timestamptz not null); create index batches_status_idx on batches (workspace_id, status)',
    serves: ['S0-11', 'S4-12'],
    expect: [
      {
        messageId: 'sort',
        at: 'batches',
        data: { order: 'created_at DESC', sql: 'CREATE INDEX ON batches (workspace_id, status, created_at)' },
      },
    ],
  },
  served(`select id from batches where workspace_id = $1 and status = 'open' order by created_at desc limit 20`, {
    name: 'the newest in a state, of an index that goes on with the time',
    schema:
      'create table batches (id bigint primary key, workspace_id bigint not null, status text not null, created_at timestamptz not null); create index on batches (workspace_id, status, created_at)',
    serves: ['S0-11', 'S4-12'],
  }),
  served('select array_agg(id order by nickname) from users', { name: 'an order within an aggregate', serves: 'S0-11' }),
  {
    name: 'seats in the order of their rows',
    sql: 'select id from seats order by row_label, number_label limit 50',
    schema: 'create table seats (id bigint primary key, section_id bigint not null, row_label text not null, number_label text not null)',
    serves: 'S2-15',
    expect: [{ messageId: 'sort', at: 'seats', data: { order: 'row_label, number_label' } }],
  },
  served('select id from seats where section_id = $1 order by row_label, number_label limit 50', {
    name: 'seats in the order of their unique key',
    schema:
      'create table seats (id bigint primary key, section_id bigint not null, row_label text not null, number_label text not null, unique (section_id, row_label, number_label))',
    serves: 'S2-15',
  }),
  ...['sold_at DESC NULLS LAST', 'sold_at NULLS FIRST'].map((order): Case => ({
    name: `an index has NULL elsewhere: ${order}`,
    sql: `select id from tickets where organization_id = $1 order by ${order} limit 20`,
    schema:
      'create table tickets (id bigint primary key, organization_id bigint not null, sold_at timestamptz not null); create index on tickets (organization_id, sold_at)',
    expect: [
      {
        messageId: 'sort',
        at: 'tickets',
        data: { order, sql: `CREATE INDEX ON tickets (organization_id, ${order})` },
      },
    ],
  })),
  { name: 'the newest of all', sql: 'select id from users order by nickname limit 10', schema, expect: ['sort'] },
  { name: 'not asked for', sql: 'select id from users order by nickname limit 10', schema, options: [{ checkSorting: false }], expect: [] },
  served('select id from orders where organization_id = $1 and event_id = $2 order by created_at limit 20', { serves: 'S0-10' }),
  served("select id from orders where status = 'open' order by created_at limit 1"),
  served('select id from users order by id desc limit 10'),
  served('select id from orders where organization_id = $1 and event_id = $2 order by total limit 5', { name: 'of few rows' }),
  served('select id from users order by random() limit 1'),
  served('select nickname, count(*) from users group by nickname order by nickname limit 3'),
  served('select id from users order by nickname'),
  served('select u.id from users u join orders o on o.id = u.id order by o.total, u.nickname limit 5'),
]

const silent: Case[] = [
  served('select id from orders where note = $1', { name: 'what lacks its tenant first' }),
  {
    name: 'a table that migrations change before one makes it',
    sql: 'select id from users where email = $1',
    schema: {
      'package.json': '{ "dependencies": { "prisma": "^6.0.0" } }',
      'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel users {\n  id Int @id\n  email String\n}\n',
      'prisma/migrations/2024_more/migration.sql': 'alter table users add column more text;',
    },
    expect: [],
  },
  served('select id from orders where id = $1', { serves: 'S0-1' }),
  served('select id from orders where organization_id = $1 and status = $2'),
  served('select id from orders where organization_id = $1 or number = $2 and deleted_at is null'),
  served('select id from orders', { name: 'the whole table' }),
  served('select count(*) from orders'),
  served('select id from orders where deleted_at is null'),
  served('select id from orders where paid'),
  served("select id from orders where note <> 'x'"),
  served("select id from orders where note like '%x%'"),
  served('select id from orders where lower(note) = $1'),
  served('insert into users (id, email) values ($1, $2)'),
  served('insert into users (id, email) values ($1, $2) on conflict (id) do update set email = excluded.email'),
  served('insert into users (id) values ($1) on conflict (id) do update set nickname = $2 where users.email = $3', {
    name: 'a row that is there already',
  }),
  served("copy users (id, email) from stdin where email = 'x'"),
  served('select id from users tablesample system (1) where email = $1', { name: 'a sample' }),
  served('select id from unknown where email = $1'),
  served('select id from users where email = $1', { settings: { smallTables: ['users'] } }),
  served('select id from app.users where email = $1', {
    schema: 'create schema app; create table app.users (id bigint primary key, email text)',
    settings: { smallTables: ['app.users'] },
  }),
  served('select id from users where email = $1', { settings: { globalTables: ['users'] } }),
  served('select id from users where email = $1', {
    name: 'a table of which not all is known',
    schema: `create table users as select 1::bigint as id, 'x'::text as email, extra.note() as note; create unique index on users (id)`,
  }),
  served('select id from users where email = $1', {
    name: 'migrations of which the first are not there',
    schema: 'create table users (id bigint primary key, email text); alter table orders add column note text',
  }),
  served('select id from users where email = $1', {
    name: 'a table of which no key is known',
    schema: 'create table users (id bigint, email text)',
  }),
  served('select relname from pg_class where relname = $1'),
  served("select id from orders where status = 'open'", { name: 'a partial index for these rows' }),
  served('select id from orders where status = $1 and created_at > $2', { name: 'a partial index for this value, perhaps' }),
  served("select id from events where tags @> '{x}'"),
  served('select id from events e where exists (select 1 from organizations o where o.id = e.organization_id)'),
  served('select u.id from users u left join orders o on o.id = u.id', { name: 'a join over a key' }),
  {
    name: 'a key that another rule asks an index for',
    sql: 'select id from notes where user_id = $1',
    schema: 'create table users (id bigint primary key); create table notes (id bigint primary key, user_id bigint references users)',
    expect: [],
  },
  { name: 'a condition that cannot be seen', ts: 'db.query(`select id from users where email = $1 and ${more}`)', schema, expect: [] },
  { name: 'a text that goes on', ts: 'db.query("select id from users where email = $1 " + more())', schema, expect: [] },
  {
    name: 'a condition that is not always there',
    ts: "db.query(`select id from users where ${mail ? 'email = $1' : 'id = $1'}`)",
    schema,
    expect: [],
  },
  {
    name: 'a migration',
    file: 'migrations/0002_more.sql',
    sqlFile: 'update users set nickname = null where email = $1',
    schema,
    expect: [],
  },
]

const tasks = `create table tasks (
  id bigint primary key, number text, organization_id bigint not null, status text, kind text, area text, size text, amount int,
  is_open boolean, data jsonb, tags text[], created_at timestamptz not null, archived_at timestamptz, deleted_at timestamptz
);`

const writes = (where: string, index: string): Case => ({
  name: where,
  sql: `select id from tasks where ${where}`,
  schema: tasks,
  expect: [{ messageId: 'scan', at: 'tasks', data: { sql: `CREATE INDEX ON tasks ${index}` } }],
})

const written: Case[] = [
  writes('number = $1 and organization_id = $2', '(organization_id, number)'),
  writes('status = $1 and kind = $2 and area = $3 and size = $4', '(status, kind, area)'),
  writes('status = $1 and amount > 1 and created_at > $2', '(status, amount)'),
  writes('number > $1 and number in ($2, $3)', '(number)'),
  writes('status in ($1, $2) and kind in ($3, $4)', '(status)'),
  writes('status = $1 and kind in ($2, $3) order by created_at limit 10', '(status, created_at)'),
  writes('status = $1 order by created_at desc limit 10', '(status, created_at)'),
  writes('status = $1 order by status, created_at limit 10', '(status, created_at)'),
  writes('status = $1 order by created_at desc, id limit 10', '(status, created_at DESC, id)'),
  writes('status = $1 and amount > 1 order by created_at limit 10', '(status, created_at)'),
  writes('status = $1 and deleted_at is null', '(status) WHERE deleted_at IS NULL'),
  writes('number = $1 and deleted_at = $2', '(number)'),
  writes('archived_at is null and number = $1 and deleted_at is null', '(number) WHERE deleted_at IS NULL'),
  writes('number = $1 and data = $2', '(number)'),
  writes('number = $1 and tags = $2', '(number)'),
  writes('number = $1 and is_open = $2', '(number)'),
  writes('kind in ($1, $2) order by created_at limit 10', '(kind, created_at)'),
]

const unasked = [
  'select id from tasks where status = $1 order by id limit 10',
  'select id from tasks where number = $1 or is_open',
  'select id from tasks where is_open or number = $1',
  'select distinct created_at from tasks order by created_at limit 10',
  'select created_at from tasks group by created_at order by created_at limit 10',
  'select max(created_at) as latest from tasks having count(*) > 1 order by latest limit 10',
  'select count(*) from tasks order by count(*) limit 10',
  'select id, row_number() over (order by status) from tasks order by created_at limit 10',
  'select id from tasks order by lower(status) limit 10',
  'select id from tasks order by now(), created_at limit 10',
  'select id from tasks order by created_at',
].map((sql) => served(sql, { schema: tasks }))

const trigrams = `create extension pg_trgm; ${people} create index people_name_trgm on people using gin (name gin_trgm_ops);`
const untold = (sql: string, index: string): Case => served(sql, { name: `${sql}, beside: ${index}`, schema: `${trigrams} ${index};` })

const beside: Case[] = [
  untold('select id from people where name = $1 and email = $2', "create index on people (name) where email = 'x'"),
  untold('select id from people where name = $1 order by id limit 1', 'create index on people (email)'),
  untold('select id from people where name = $1 or email = $2', 'create index on people using gin (email gin_trgm_ops)'),
  untold('select id from people where id = $1 or name = $2', 'create index on people using gin (email gin_trgm_ops)'),
  served('select id from people where name = $1 and email is not null', {
    name: 'an index of some trigrams',
    schema: `create extension pg_trgm; ${people} create index on people using gin (name gin_trgm_ops) where email is not null;`,
  }),
  served('select id from people where name = $1', {
    name: 'an index of trigrams and of whole values',
    schema: `create extension pg_trgm; create extension btree_gin; ${people} create index on people using gin (email, name gin_trgm_ops);`,
  }),
  served('select id from people where email = $1', {
    name: 'trigrams of something else, where the tenant is told first',
    schema:
      'create extension pg_trgm; create table people (id bigint primary key, organization_id bigint not null, email text); create index on people (organization_id); create index on people using gin (email gin_trgm_ops);',
  }),
]

/** Many rows are left, of which the first in an order are asked for. */
const coarse = ['is_open', 'is_open = $2', 'deleted_at is null', 'deleted_at is not null', "status = 'open'", "status = 'open'::text"].map(
  (more): Case => ({
    name: more,
    sql: `select id from tasks where organization_id = $1 and ${more} order by organization_id, created_at limit 10`,
    schema: `${tasks} create index on tasks (organization_id, status);`,
    expect: ['sort'],
  }),
)

/** Few are left, or no index would give the order. */
const fine = [
  'select id from tasks where organization_id = $1 and status = $2 order by created_at limit 10',
  'select id from tasks where organization_id = $1 and status = $2::text order by created_at limit 10',
  'select id from tasks where organization_id = $1 and amount = 3 + $2 order by created_at limit 10',
  'select id from tasks where organization_id = $1 and created_at > $2 order by amount limit 10',
  'select id from tasks where organization_id = $1 order by created_at, lower(status) limit 10',
  'select id from tasks where organization_id = $1 order by organization_id limit 10',
  "select id from tasks where organization_id = $1 and status = 'open' or organization_id = $1 and status = 'new' order by created_at limit 10",
  'select t.id from tasks t, organizations o where t.organization_id = $1 order by t.created_at limit 10',
].map((sql) =>
  served(sql, { schema: `create table organizations (id bigint primary key); ${tasks} create index on tasks (organization_id, status);` }),
)

const keys = `create table venues (id bigint, region bigint, primary key (region, id));
create table shows (id bigint primary key, venue_id bigint, region bigint, title text, foreign key (region, venue_id) references venues (region, id));
create table seats (id bigint primary key, show_id bigint references shows, label text);`

/** Keys are asked an index for by the rule of foreign keys, if the query asks for the whole key. */
const byKeys: Case[] = [
  at('select id from shows where region = $1', 'shows', { schema: keys }),
  at('select id from shows where region = $1 and venue_id > $2', 'shows', { schema: keys }),
  served('select id from shows where region = $1 and venue_id = $2', { schema: keys }),
  served('select id from seats where show_id in ($1, $2)', { schema: keys }),
  served('select s.id from seats s join shows w on w.id = s.show_id where w.id = $1', { schema: keys }),
  at('select l.id from lines l join orders o on o.number = l.order_number where l.amount > $1 and o.id = $2', 'lines'),
]

/** Which index of the tenant makes that the tenant is asked for first. */
const led = (index: string, expect: Case['expect']): Case => ({
  name: `beside: ${index}`,
  sql: 'select id from tasks where number = $1',
  schema: `create extension btree_gin; ${tasks} create index on tasks ${index}`,
  expect,
})
const firsts: Case[] = [
  led('(organization_id)', []),
  led('(organization_id, number)', []),
  led('(kind)', ['scan']),
  led('using hash (organization_id)', ['scan']),
  led('using gin (organization_id)', ['scan']),
  led("(organization_id) where kind = 'x'", ['scan']),
]

describe('require-index-for-query', () => {
  describe('reads of whole tables', () => testRule(rule, scans))
  describe('what it says to write', () => testRule(rule, written))
  describe('indexes of another kind', () => testRule(rule, methods))
  describe('what is beside trigrams', () => testRule(rule, beside))
  describe('what another rule tells', () => testRule(rule, [...byKeys, ...firsts]))
  describe('sorting', () => testRule(rule, [...sorts, ...coarse, ...fine]))
  describe('what it leaves alone', () => testRule(rule, [...silent, ...unasked]))
})
