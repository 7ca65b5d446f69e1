import { describe } from 'vitest'
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
  ].map((text): Case => ({ name: `placeholders: ${text}`, sql: text, expect: [] })),
  ...[
    "select a ? 'k', a ?| array['k'], a ?& array['k'], a @? '$.k', a @@ '$.k', a @> b, a <@ b from t",
    'select a[1:2], a[:2], a[1:], a[:], a[n:m] from t',
    'select a % b, a %b from t',
    'select \'a ? :b @c $d %s\', $$ ? :b $$, "a:b" from t -- ? :c\n',
    'select @ -5, @x, |/ 4 from t',
    'select b::text, c :: int from t',
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
      create or replace view v as select distinct a from t group by a limit 3; insert into t values (1) on conflict do nothing returning a;`,
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

describe.each(Object.entries({ wrong, right, programs, versions, hyphens }))('%s', (_, cases) => {
  testRule('valid-sql', cases)
})
