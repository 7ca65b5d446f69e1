import { describe } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'

const wrong: Case[] = [
  { name: 'a word that is no statement', sqlFile: 'selct 1;\n', expect: [{ messageId: 'syntax', at: 'selct' }] },
  { name: 'a word at the wrong place', sqlFile: 'select id form events where id = 1;\n', expect: [{ messageId: 'syntax', at: 'events' }] },
  { name: 'a comma too many', sqlFile: 'select id, from events;\n', expect: [{ messageId: 'syntax', at: 'from' }] },
  { name: 'an end that is missing', sqlFile: 'select id from events where', expect: [{ messageId: 'syntax', at: 'where' }] },
  { name: 'a bracket that is missing', sqlFile: 'select (1;\n', expect: ['syntax'] },
  {
    name: 'two in one file',
    sqlFile: 'select 1;\nselct 2;\ncreate tabel t ();\nselect 3;\n',
    expect: [
      { messageId: 'syntax', at: 'selct' },
      { messageId: 'syntax', at: 'tabel' },
    ],
  },
  {
    name: 'behind an emoji and Windows line ends',
    sqlFile: "select '😀';\r\nselct 2;\r\n",
    expect: [{ messageId: 'syntax', at: 'selct' }],
  },
  {
    name: 'in a migration',
    sqlFile: 'alter table t ad column a int;\n',
    file: 'migrations/0001_init.sql',
    expect: [{ messageId: 'syntax', at: 'ad' }],
  },
  {
    name: 'in one of several named queries',
    sqlFile: '-- name: One :one\nselect id from events\n-- name: Two :one\nselect id, from events\n',
    expect: [{ messageId: 'syntax', at: 'from' }],
  },
  ...['?', ':id', '$id', '@id', '%s', ":'id'"].map((placeholder): Case => ({
    name: `behind the placeholder ${placeholder}`,
    sqlFile: `select id from events where id = ${placeholder} and;\n`,
    expect: ['syntax'],
  })),
  {
    name: 'behind a variable of psql in the place of a name',
    sqlFile: 'grant select on events to :reader;\nselct 1;\n',
    expect: ['syntax'],
  },
  {
    name: 'a comment that does not end',
    sqlFile: 'select 1;\n/* TODO /* and more */\nselect 2;\n',
    expect: [{ messageId: 'syntax', at: '/*', data: { message: 'unterminated /* comment' } }],
  },
  {
    name: 'a comment that does not end, and nothing else',
    sqlFile: '/*\n',
    expect: [{ messageId: 'syntax', at: '/*' }],
  },
  {
    name: 'a comment that does not end inside a statement',
    sqlFile: 'select id /* the key, from events;\nselect 2;\n',
    expect: [{ messageId: 'syntax', at: '/*' }],
  },
  {
    name: 'a string that does not end',
    sqlFile: "select 1;\nselect 'Hall {A};\nselect 2;\n",
    expect: [{ messageId: 'syntax', at: "'", data: { message: 'unterminated quoted string' } }],
  },
  {
    name: 'a name in quotes that does not end',
    sqlFile: 'select "id from events;\nselect :a;\n',
    expect: [{ messageId: 'syntax', at: '"', data: { message: 'unterminated quoted identifier' } }],
  },
  {
    name: 'a quote too many, which leaves another one open',
    sqlFile: "insert into events (title) values ('it's');\nselect 1;\n",
    expect: [{ messageId: 'syntax', at: 's' }],
  },
  {
    name: 'a body that does not end',
    sqlFile: 'do $body$ begin null; end $$;\nselect 2;\n',
    expect: [{ messageId: 'syntax', at: '$body$', data: { message: 'unterminated dollar-quoted string' } }],
  },
]

const right: Case[] = [
  { name: 'a statement', sql: 'select id from events', expect: [] },
  { name: 'nothing', sqlFile: '-- nothing\n', expect: [] },
  { name: 'commands of psql', sqlFile: '\\set ON_ERROR_STOP on\nselect 1;\n\\echo done\n', expect: [] },
  { name: 'data of COPY', sqlFile: 'copy events (id) from stdin;\n1\n2\n\\.\n', expect: [] },
  {
    name: 'named queries without semicolons',
    sqlFile: '-- name: One :one\nselect id from events\n-- name: Two :exec\ndelete from events\n',
    expect: [],
  },
  { name: 'blocks of queries', sqlFile: '-- BLOCK one\nselect id from events\n-- BLOCK two\ndelete from events\n', expect: [] },
  {
    name: 'queries with names in comments of the other kind',
    sqlFile: '/* @name one */\nselect id from events\n/* @name two */\ndelete from events\n',
    expect: [],
  },
  ...['$name', ':name', '@name', '?', '%s', ":'name'"].map((placeholder): Case => ({
    name: `the placeholder ${placeholder}`,
    sqlFile: `select id from events where id = ${placeholder} and title in (${placeholder}, ${placeholder});\n`,
    expect: [],
  })),
  {
    name: 'what looks like placeholders',
    sqlFile: `select '?', ':a', a::int, b[1:2], c ? 'k', d @> e, f -> '@g' from t where h = 'i'::text;\n`,
    expect: [],
  },
  ...[
    'select id from events where id=:id::uuid and a=@a::text and b=$b::int and c=?',
    'select id from events where id = any(:ids) and title like :title limit :limit offset :offset',
    'insert into events (id, title, at) values (?, ?, now() - ? * interval $$1 day$$)',
    'insert into events (id, title) values (:id, @title) on conflict (id) do update set title = @title',
    'select id from events where (:organization::uuid is null or organization_id = :organization) order by 1',
    'select id from events where at between :from and :to and title in (?, ?)',
    'update events set title = $title, at = $at where id = $id returning id',
    'select case when ? then @a else :b end',
    'select id from events where a = %s and b like %s',
    'select $/columns:name/ from $/table~/ where id = $/id/ and a in ($/as:csv/) limit $1:value offset $(offset)',
    'insert into $1~ ($2:name) values ($2:csv) returning $3^',
    'select sqlc.embed(a), sqlc.arg(b)::int from a where c = any(sqlc.slice(c))',
  ].map((text): Case => ({ name: `placeholders: ${text}`, sql: text, expect: [] })),
  ...[
    "select a ? 'k', a ?| array['k'], a ?& array['k'], a @? '$.k', a @@ '$.k', a @> b, a <@ b from t",
    'select a[1:2], a[:2], a[1:], a[:], a[n:m] from t',
    'select a % b, a %b from t',
    'select \'a ? :b @c $d %s\', $$ ? :b $$, "a:b" from t -- ? :c\n',
    'select @ -5, @x, |/ 4 from t',
    'select b::text, c :: int from t',
    "select $1 ~ 'a', $1~'a', $1^2, $1 # 3, a[$1:n], $1::csv from t",
    'select $a$ $/b/ ${c:raw} $a$, a / $1 / b from t',
  ].map((text): Case => ({ name: `no placeholders: ${text}`, sqlFile: text, expect: [] })),
  ...[
    'create table :schema.events (id bigint, title text default :title)',
    'create table :"schema".events_:year (id bigint)',
    'alter table :events owner to :"owner"',
    "create role :role login password :'password'",
    "select 'a' || :'b' || 'c', array[:'d'], x||:'e' from :\"schema\".t where :\"column\" = :value",
    'select :columns from t order by :column :direction',
    'select :{?name}',
    "alter database :name set search_path = :'path', public",
    "\\set name 'events'\ncomment on table :name is :'text'",
  ].map((text): Case => ({ name: `variables of psql: ${text}`, sqlFile: `${text};\n`, expect: [] })),
  { name: 'a template with an apostrophe', sqlFile: "{# it's a template #}\nselect 1;\n", expect: [] },
  { name: 'a named argument', sqlFile: 'select make_interval(days := 1), make_interval(days => 2);\n', expect: [] },
  { name: 'SQL of another database', sqlFile: 'PRAGMA foreign_keys = ON;\nCREATE TABLE `a` (`b` INT) ENGINE=InnoDB;\n', expect: [] },
  { name: 'a template of SQL', sqlFile: "select * from {{ ref('events') }}\n", expect: [] },
]

const programs: Case[] = [
  { name: 'a string that is no whole statement', ts: 'export const q = "select id from events where"\n', expect: [] },
  {
    name: 'conditions that hang together',
    schema: 'create table orders (id int primary key, user_id int, a int)',
    ts: "db.query(`select ${all ? 'user_id, count(*)' : '*'} from orders ${all ? 'group by user_id' : ''}`)",
    expect: [],
  },
  {
    name: 'a column outside the groups, under each of two conditions',
    schema: 'create table orders (id int primary key, user_id int, a int)',
    ts: "db.query(`select user_id, id, count(*) from orders ${a ? 'where a = 1' : ''} group by user_id ${b ? 'limit 1' : ''}`)",
    expect: ['ungrouped'],
  },
  {
    name: 'an aggregate under one condition',
    ts: "db.query(`select id from orders where id = 1 ${a ? 'and count(*) > 1' : ''}`)",
    expect: ['aggregatePlace'],
  },
  {
    name: 'a subquery with its name, as a column of a query',
    ts: "db('orders').select('id', db.raw('(select count(*) from items i where i.order_id = orders.id) as items'))",
    expect: [],
  },
  { name: 'prose that begins like a statement', ts: 'export const q = "select a seat, please"\n', expect: [] },
]

/** Each with the version that it came with, and the words that say it. */
const features: readonly (readonly [since: number, at: string, sql: string])[] = [
  [11, 'INCLUDE', 'create index a on t (b) INCLUDE (c)'],
  [11, 'include', 'create table t (a int, b int, unique (a) include (b))'],
  [11, 'procedure', "create procedure p() language sql as 'select 1'"],
  [12, 'generated', 'create table t (a int, b int generated always as (a + 1) stored)'],
  [13, 'with ties', 'select a from t order by b fetch first 3 rows with ties'],
  [13, 'drop expression', 'alter table t alter column b drop expression'],
  [14, 'by distinct', 'select a from t group by distinct a, b'],
  [14, 'or replace', 'create or replace trigger x before insert on t for each row execute function f()'],
  [15, 'nulls not distinct', 'create unique index a on t (b) nulls not distinct'],
  [15, 'nulls not distinct', 'alter table t add constraint a unique nulls not distinct (b)'],
  [15, 'security_invoker', 'create view v with (security_invoker = true) as select 1 as a'],
  [15, 'merge', 'merge into t using s on t.a = s.a when matched then delete'],
  [17, 'returning', 'merge into t using s on t.a = s.a when matched then delete returning t.a'],
  [17, 'not matched by source', 'merge into t using s on t.a = s.a when not matched by source then delete'],
  [17, 'set expression', 'alter table t alter column b set expression as (a + 2)'],
  [17, 'json_table', "select j.a from t, json_table(t.b, '$[*]' columns (a int path '$.a')) j"],
  [18, 'without overlaps', 'create table t (a int4range, b daterange, primary key (a, b without overlaps))'],
  [18, 'period', 'alter table t add foreign key (a, period b) references u (a, period b)'],
  [18, 'not enforced', 'alter table t add constraint c check (a > 0) not enforced'],
  [18, 'not valid', 'alter table t add constraint c not null a not valid'],
  [18, 'returning', 'update t set a = 1 where b = 2 returning old.a, new.a'],
  [18, 'returning', 'update t set a = 1 where b = 2 returning with (old as o) o.a'],
]

const versions: Case[] = [
  ...features.map(([since, at, sqlFile]): Case => ({
    name: `${String(since - 1)}: ${sqlFile}`,
    serves: ['S0-41', 'S2-1'],
    settings: { postgres: since - 1 },
    sqlFile,
    expect: [{ messageId: 'tooNew', at, data: { since, postgres: since - 1 } }],
  })),
  ...features.map(([since, , sqlFile]): Case => ({
    name: `${String(since)}: ${sqlFile}`,
    settings: { postgres: since },
    sqlFile,
    expect: [],
  })),
  {
    name: 'in a program',
    settings: { postgres: 14 },
    sql: 'select 1; merge into t using s on t.a = s.a when matched then delete',
    expect: [{ messageId: 'tooNew', at: 'merge', data: { feature: 'MERGE', since: 15, postgres: 14 } }],
  },
  {
    name: 'tables that are called old and new',
    settings: { postgres: 17 },
    sql: 'update t set a = old.a from old where old.b = t.b returning old.a',
    expect: [],
  },
  {
    name: 'words that are names, and what older versions have',
    settings: { postgres: 10 },
    sqlFile: `select include, generated, period from t where merge = 1; create index a on t (b) where c is null;
      create table t (a int generated always as identity, b int unique, c int not null check (c > 0), foreign key (b) references u not valid);
      create or replace view v as select distinct a from t group by a limit 3; insert into t (c) values (1) on conflict do nothing returning a;`,
    expect: [],
  },
]

const hyphens: Case[] = [
  {
    name: 'the name of an extension without quotes',
    serves: 'S0-35',
    sqlFile: 'CREATE EXTENSION IF NOT EXISTS uuid-ossp;\n',
    expect: [
      {
        messageId: 'unquoted',
        at: 'uuid-ossp',
        data: { name: 'uuid-ossp' },
        suggestions: [{ messageId: 'quote', output: 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";\n' }],
      },
    ],
  },
  { name: 'two of them', sqlFile: 'create extension uuid-ossp; drop extension if exists pg-trgm;', expect: ['unquoted', 'unquoted'] },
  { name: 'another hyphen', sqlFile: 'create table a-b (id int);', expect: [{ messageId: 'syntax', at: '-' }] },
  { name: 'with quotes', sqlFile: 'create extension "uuid-ossp";', expect: [] },
]

const shop = `
create table orders (id bigint primary key, customer_id bigint not null, total numeric not null, idempotency_key text, created_at timestamptz);
create table tickets (id bigint primary key, order_id bigint references orders, qr_hash text not null, status text not null default 'VALID');
create unique index orders_key_idx on orders (idempotency_key) where idempotency_key is not null;
`

const others: Case[] = [
  {
    name: 'a file for SQLite beside the one for Postgres',
    serves: ['S3-6', 'S3-31'],
    schema: 'create table users (id bigint primary key, email text);',
    file: 'migrations/sqlite/0001_init.sql',
    sqlFile: 'PRAGMA foreign_keys = ON;\nCREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT) WITHOUT ROWID;\n',
    expect: [],
  },
  {
    name: 'what SQLite has in a file of Postgres',
    serves: 'S3-6',
    schema: 'create table users (id bigint primary key, email text);',
    sqlFile: 'create index users_email_idx on users (email collate nocase asc) on conflict ignore;\n',
    expect: ['syntax'],
  },
]

const refused: Case[] = [
  {
    name: 'a lock over an outer join',
    serves: 'S2-21',
    sql: 'SELECT t.id FROM tickets t LEFT JOIN orders o ON o.id = t.order_id WHERE t.qr_hash = $1 FOR UPDATE',
    schema: shop,
    expect: [{ messageId: 'lockedOuter', at: 'FOR UPDATE', data: { table: 'o', others: 't' } }],
  },
  {
    name: 'a lock over an outer join, without a schema',
    serves: 'S2-21',
    sql: 'SELECT t.id FROM tickets t LEFT JOIN orders o ON o.id = t.order_id WHERE t.qr_hash = $1 FOR UPDATE',
    expect: ['lockedOuter'],
  },
  {
    name: 'a lock of a name that FROM does not have',
    serves: 'S2-21',
    sql: 'SELECT t.id FROM tickets t WHERE t.qr_hash = $1 FOR UPDATE OF tickets',
    schema: shop,
    expect: [{ messageId: 'lockedName', at: 'FOR UPDATE', data: { name: 'tickets' } }],
  },
  {
    name: 'a window function in SET',
    serves: 'S2-39',
    sqlFile: 'UPDATE tickets SET position = ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY id);\n',
    expect: [{ messageId: 'windowPlace', at: 'ROW_NUMBER()', data: { clause: 'SET' } }],
  },
  {
    name: 'a window function in SET, in a migration',
    serves: 'S2-39',
    sqlFile: 'ALTER TABLE tickets ADD COLUMN position int;\nUPDATE tickets SET position = ROW_NUMBER() OVER (ORDER BY id);\n',
    file: 'migrations/0002_position.sql',
    schema: shop,
    expect: ['windowPlace'],
  },
  {
    name: 'a conflict on columns without a key',
    serves: ['S0-14', 'S1-17'],
    sql: 'INSERT INTO orders (id, customer_id, total) VALUES ($1, $2, $3) ON CONFLICT (customer_id) DO UPDATE SET total = excluded.total',
    schema: shop,
    expect: [{ messageId: 'conflictKey', at: 'customer_id', data: { table: 'orders', columns: 'customer_id' } }],
  },
  {
    name: 'a conflict on the columns of a partial key',
    serves: 'S0-14',
    sql: 'INSERT INTO orders (id, customer_id, total, idempotency_key) VALUES ($1, $2, $3, $4) ON CONFLICT (idempotency_key) DO NOTHING',
    schema: shop,
    expect: [
      { messageId: 'conflictPartial', at: 'idempotency_key', data: { index: 'orders_key_idx', predicate: 'idempotency_key IS NOT NULL' } },
    ],
  },
  {
    name: 'a column that is in no group',
    sql: 'SELECT t.order_id, o.created_at, count(*) FROM tickets t JOIN orders o ON o.id = t.order_id GROUP BY t.order_id',
    schema: shop,
    expect: [{ messageId: 'ungrouped', at: 'o.created_at', data: { column: 'o.created_at' } }],
  },
  {
    name: 'a column that is written without what is asked for',
    sql: 'INSERT INTO orders (id, total) VALUES ($1, $2)',
    schema: shop,
    expect: [{ messageId: 'missingValue', at: 'orders', data: { column: 'customer_id', table: 'orders' } }],
  },
  {
    name: 'in a program, between what it fills in',
    ts: 'db.query(`SELECT id FROM orders WHERE total = ${total} AND count(*) > ${n}`)\n',
    expect: ['aggregatePlace'],
  },
  {
    name: 'an index that is built without saying which',
    serves: 'S3-25',
    sqlFile: 'VACUUM ANALYZE;\nREINDEX CONCURRENTLY;\n',
    expect: [{ messageId: 'syntax', at: 'CONCURRENTLY' }],
  },
  {
    name: 'a command of the shell',
    serves: 'S3-32',
    sqlFile: '-- Run with:\npsql -d shop -f migration.sql\n',
    expect: ['syntax'],
  },
  {
    name: 'a command of the shell before statements',
    serves: 'S3-32',
    sqlFile: 'pg_dump -Fc shop > shop.dump;\nSELECT 1;\n',
    expect: [{ messageId: 'syntax', at: 'pg_dump' }],
  },
]

const taken: Case[] = [
  {
    name: 'a lock of one side of an outer join',
    sql: 'SELECT t.id FROM tickets t LEFT JOIN orders o ON o.id = t.order_id WHERE t.qr_hash = $1 FOR UPDATE OF t',
    schema: shop,
    expect: [],
  },
  {
    name: 'a conflict with the condition of a partial key',
    sql: 'INSERT INTO orders (id, customer_id, total, idempotency_key) VALUES ($1, $2, $3, $4) ON CONFLICT (idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING',
    schema: shop,
    expect: [],
  },
  {
    name: 'a conflict on columns whose keys are not all known',
    sql: 'INSERT INTO orders (id, customer_id, total) VALUES ($1, $2, $3) ON CONFLICT (customer_id) DO NOTHING',
    schema: `${shop}\nalter table elsewhere add unique (id);\ncreate tabel t ();`,
    expect: [],
  },
  {
    name: 'a lookup of one row by a column without a key: which rows there are decides',
    serves: 'S2-27',
    sql: 'SELECT id FROM tickets WHERE qr_hash = $1 LIMIT 1',
    schema: shop,
    expect: [],
  },
  {
    name: 'a table that a trigger fills',
    sql: 'INSERT INTO orders (id, total) VALUES ($1, $2)',
    schema: shop,
    settings: { filledByTrigger: ['orders'] },
    expect: [],
  },
  {
    name: 'the column of the tenant, which another rule asks for',
    sql: 'INSERT INTO notes (id) VALUES ($1)',
    schema: 'create table notes (id bigint primary key, organization_id bigint not null)',
    expect: [],
  },
  {
    name: 'what the program decides',
    ts: 'db.query(`SELECT ${columns}, count(*) FROM orders GROUP BY ${key}`)\n',
    schema: shop,
    expect: [],
  },
  {
    name: 'a text that only looks like SQL',
    ts: 'export const help = "select count from words where count(count) = 1"\n',
    schema: shop,
    expect: [],
  },
  {
    name: 'a query of another database',
    ts: 'db.query("select name, count(*) from users group by age")\n',
    schema: { 'package.json': JSON.stringify({ dependencies: { mysql2: '3.0.0' } }) },
    expect: [],
  },
]

const partialKey = `create table codes (id bigint primary key, code text);
create unique index codes_code on codes (code) where code is not null;`

/** A project with the key and a class for its table. */
function withPartialKey(library: 'typeorm' | 'sequelize'): Pick<Case, 'schema'> {
  const classes = {
    typeorm: `import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('codes')
export class Code {
  @PrimaryColumn('bigint') id: string
  @Column('text', { nullable: true }) code: string | null
}`,
    sequelize: `import { DataTypes, Model } from 'sequelize'
export class Code extends Model {}
Code.init({ id: { type: DataTypes.BIGINT, primaryKey: true }, code: DataTypes.TEXT }, { sequelize, tableName: 'codes', timestamps: false })`,
  }
  const dependencies = { [library]: library === 'typeorm' ? '0.3.27' : '6.37.0' }
  return {
    schema: {
      'migrations/0001_codes.sql': partialKey,
      'codes.ts': classes[library],
      'package.json': JSON.stringify({ dependencies }),
    },
  }
}

const upserts: Case[] = [
  {
    name: 'an upsert of TypeORM on a key of some rows',
    ts: "import { Code } from './codes'\nawait source.getRepository(Code).upsert({ id, code }, ['code'])",
    ...withPartialKey('typeorm'),
    expect: ['conflictPartial'],
  },
  {
    name: 'an upsert of TypeORM that repeats the condition of the key',
    ts: "import { Code } from './codes'\nawait source.getRepository(Code).upsert({ id, code }, { conflictPaths: ['code'], indexPredicate: 'code IS NOT NULL' })",
    ...withPartialKey('typeorm'),
    expect: [],
  },
  {
    name: 'a builder of TypeORM that repeats it',
    ts: "import { Code } from './codes'\nawait source.createQueryBuilder().insert().into(Code).values({ id, code }).orUpdate(['code'], ['code'], { indexPredicate: 'code IS NOT NULL' }).execute()",
    ...withPartialKey('typeorm'),
    expect: [],
  },
  {
    name: 'an upsert of Sequelize on a key of some rows',
    ts: "import { Code } from './codes'\nawait Code.upsert({ id, code }, { conflictFields: ['code'] })",
    ...withPartialKey('sequelize'),
    expect: ['conflictPartial'],
  },
  {
    name: 'an upsert of Sequelize that repeats the condition of the key',
    ts: "import { Op } from 'sequelize'\nimport { Code } from './codes'\nawait Code.upsert({ id, code }, { conflictFields: ['code'], conflictWhere: { code: { [Op.ne]: null } } })",
    ...withPartialKey('sequelize'),
    expect: [],
  },
  {
    name: 'bulkCreate of Sequelize that repeats it',
    ts: "import { Op } from 'sequelize'\nimport { Code } from './codes'\nawait Code.bulkCreate([{ id, code }], { updateOnDuplicate: ['code'], conflictAttributes: ['code'], conflictWhere: { code: { [Op.ne]: null } } })",
    ...withPartialKey('sequelize'),
    expect: [],
  },
  {
    name: 'an upsert of Drizzle on a column without a key',
    serves: 'S0-14',
    ...inNotation(
      'drizzle',
      "await db.insert(tasks).values({ id, organizationId: org, projectId: id, title: 'a' }).onConflictDoUpdate({ target: tasks.title, set: { done: true } })",
    ),
    expect: ['conflictKey'],
  },
  {
    name: 'an upsert of Drizzle on a key',
    ...inNotation(
      'drizzle',
      "await db.insert(tasks).values({ id, organizationId: org, projectId: id, title: 'a' }).onConflictDoUpdate({ target: tasks.id, set: { done: true } })",
    ),
    expect: [],
  },
  {
    name: 'an upsert of Knex on a column without a key',
    serves: 'S0-14',
    ...inNotation('knex', "await db('tasks').insert({ id, organization_id: org, project_id: id, title: 'a' }).onConflict('title').merge()"),
    expect: ['conflictKey'],
  },
  {
    name: 'an upsert of Knex on a key',
    ...inNotation(
      'knex',
      "await db('projects').insert({ id, organization_id: org, name: 'a' }).onConflict(['organization_id', 'name']).merge()",
    ),
    expect: [],
  },
  {
    name: 'an upsert of Kysely on a column without a key',
    serves: 'S0-14',
    ...inNotation(
      'kysely',
      "await db.insertInto('tasks').values({ id, organization_id: org, project_id: id, title: 'a' }).onConflict((oc) => oc.column('title').doNothing()).execute()",
    ),
    expect: ['conflictKey'],
  },
  {
    name: 'an upsert of Prisma on a key',
    ...inNotation(
      'prisma',
      "await prisma.project.upsert({ where: { organizationId_name: { organizationId: org, name: 'a' } }, create: { id, organizationId: org, name: 'a' }, update: {} })",
    ),
    expect: [],
  },
]

const joins = (count: number): string =>
  `select\n1 from events e ${Array.from({ length: count }, (_, i) => `join events e${i} on e${i}.id = e.id`).join(' ')}`

const tooMuch: Case[] = [
  { name: 'as many tables as are followed', sql: joins(249), expect: [] },
  {
    name: 'more tables than are followed',
    sqlFile: `${joins(250)}; select 2`,
    expect: [
      {
        messageId: 'tooMuch',
        at: 'select',
        data: { reason: 'it names tables in 251 places, and 250 are the most that are followed in one statement' },
      },
    ],
  },
  { name: 'more tables than are followed, in a call', ts: `db.query(\`${joins(250)}\`)`, expect: [{ messageId: 'tooMuch', at: 'select' }] },
  {
    name: 'a statement of a megabyte',
    sqlFile: `select\n'${'x'.repeat(1 << 20)}'; select 2`,
    expect: [{ messageId: 'tooMuch', at: 'select', data: { reason: 'it is longer than a megabyte' } }],
  },
]

describe.each(Object.entries({ wrong, right, tooMuch, programs, versions, hyphens, others, refused, taken, upserts }))('%s', (_, cases) => {
  testRule('valid-sql', cases)
})
