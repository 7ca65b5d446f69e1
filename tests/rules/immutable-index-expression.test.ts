import { testRule, type Case } from '../support/lint.ts'

const orders = (...more: string[]): string =>
  [
    "create type kind as enum ('a', 'b')",
    'create table orders (id bigint primary key, at timestamptz, local timestamp, day date, during tstzrange, stay tsrange, name text, kind kind, body jsonb)',
    ...more,
  ].join(';\n')
const refused = (messageId: string, index: string, part: string, serves = 'S3-22'): Case => ({
  name: index,
  serves,
  sql: orders(`create index one on orders ${index}`),
  expect: [{ messageId, at: 'one', data: { part, where: 'the index one of orders' } }],
})
const taken = (index: string, serves = 'S3-22'): Case => ({
  name: index,
  serves,
  sql: orders(`create index one on orders ${index}`),
  expect: [],
})

testRule('immutable-index-expression', [
  refused('changesWithTime', '(id) where at > now()', 'now()', 'S3-21'),
  refused('changesWithTime', '(id) where day >= current_date', 'CURRENT_DATE', 'S4-7'),
  refused('needsTimeZone', '(date(at))', 'date(at)'),
  refused('needsTimeZone', '((at::date))', 'at::date'),
  refused('needsTimeZone', '((lower(during)::date))', 'lower(during)::date'),
  refused('needsSettings', "(((body ->> 'day')::date))", "(body ->> 'day')::date"),
  refused('needsTimeZone', "(((body ->> 'at')::timestamptz))", "(body ->> 'at')::timestamp with time zone"),
  taken("(((body ->> 'size')::int), (body -> 'a' ->> 'b'))"),
  refused('needsSettings', '((name::date))', 'name::date'),
  refused('needsSettings', '((kind::text))', 'kind::text'),
  refused('needsSettings', '(concat(name, id))', 'concat(name, id)'),
  refused('needsSettings', '(to_tsvector(name))', 'to_tsvector(name)'),
  {
    name: 'a generated column',
    sql: orders("alter table orders add column label text generated always as (to_char(day, 'YYYY')) stored"),
    expect: ['needsSettings'],
  },
  {
    name: 'a generated column that partitions and heirs have, too',
    sql: [
      "create table days (at timestamptz not null, label text generated always as (to_char(at, 'YYYY')) stored) partition by range (at)",
      "create table days_2024 partition of days for values from ('2024-01-01') to ('2025-01-01')",
      "create table notes (at timestamptz, day text generated always as (to_char(at, 'DD')) stored)",
      "create table memos (hour text generated always as (to_char(at, 'HH24')) stored) inherits (notes)",
    ].join(';\n'),
    expect: [
      { messageId: 'needsTimeZone', at: 'label', data: { where: 'the generated column days.label' } },
      { messageId: 'needsTimeZone', at: 'day', data: { where: 'the generated column notes.day' } },
      { messageId: 'needsTimeZone', at: 'hour', data: { where: 'the generated column memos.hour' } },
    ],
  },
])

testRule(
  'immutable-index-expression',
  [
    taken('(date(local))'),
    taken("(((at at time zone 'UTC')::date))"),
    taken('(lower(name), (id + 1))'),
    taken('((upper(stay)::date), lower(during))'),
    taken("(to_tsvector('english', name))"),
    taken("(id) where at > '2024-01-01'", 'S3-21'),
    {
      name: 'a function of one’s own',
      sql: orders(
        'create function day_of(timestamptz) returns date language sql immutable as $$ select null::date $$',
        'create index one on orders (day_of(at))',
      ),
      expect: [],
    },
    {
      name: 'a column that is generated of what stays',
      sql: orders("alter table orders add column label text generated always as (name || 'x') stored"),
      expect: [],
    },
    { name: 'a default may change', sql: 'create table t (a timestamptz default now())', expect: [] },
  ],
  { onPostgres: true },
)

testRule('immutable-index-expression', [
  {
    name: 'a type that is not known',
    sql: 'create table t (a ours.thing); create index on t (date(a)); create index on t ((a::text))',
    expect: [],
  },
])
