import { testRule, type Case } from '../support/lint.ts'

const notes = (index: string): string =>
  `create type mood as enum ('good', 'bad');
create table notes (id uuid primary key, title text, size int, data json, body jsonb, tags text[], words tsvector, during tsrange, mood mood, place point);
create index one on notes ${index}`
const noClass = (index: string, column: string, type: string, serves = 'S0-18'): Case => ({
  name: index,
  serves,
  sql: notes(index),
  expect: [{ messageId: 'noClass', at: 'one', data: { index: 'one', table: 'notes', column, type } }],
})
const extension = (name: string): string => `Have an earlier migration run CREATE EXTENSION IF NOT EXISTS ${name}, which brings one`
const silent = (index: string, serves = 'S0-18'): Case => ({ name: index, serves, sql: notes(index), expect: [] })

testRule('valid-index-method', [
  noClass('using gin (title)', 'title', 'text'),
  noClass('using gin (id)', 'id', 'uuid'),
  noClass("using gin ((body ->> 'tags'))", "body ->> 'tags'", 'text'),
  noClass("((data -> 'tags'))", "data -> 'tags'", 'json'),
  silent("using gin ((body -> 'tags'), (body #> '{a,b}'))"),
  silent("((body #>> '{a}'))"),
  noClass('using gin (data)', 'data', 'json', 'S3-20'),
  noClass('using gist (mood)', 'mood', 'enum'),
  noClass('(data)', 'data', 'json'),
  noClass('(place)', 'place', 'point'),
  {
    name: 'an exclusion constraint',
    sql: 'create extension pg_trgm; create table rooms (id int primary key, room uuid, during tsrange, exclude using gist (room with =, during with &&))',
    expect: [
      {
        messageId: 'noClass',
        at: 'exclude using gist (room with =, during with &&)',
        data: { column: 'room', advice: extension('btree_gist') },
      },
    ],
  },
  {
    name: 'a number beside a document',
    sql: `create extension pg_trgm; ${notes('using gin (id, title gin_trgm_ops)')}`,
    expect: [{ messageId: 'noClass', at: 'one', data: { column: 'id', advice: extension('btree_gin') } }],
  },
  {
    name: 'a class of another type',
    sql: notes('using gin (title jsonb_path_ops)'),
    expect: [{ messageId: 'otherType', at: 'one', data: { operatorClass: 'jsonb_path_ops', column: 'title', types: 'jsonb' } }],
  },
  {
    name: 'a class of another method',
    sql: notes('(body jsonb_path_ops)'),
    expect: [{ messageId: 'otherMethod', at: 'one', data: { methods: 'gin' } }],
  },
  { name: 'trigrams in a b-tree', sql: notes('(title gin_trgm_ops)'), expect: ['otherMethod'] },
  { name: 'trigrams of an array', sql: notes('using gin (tags gin_trgm_ops)'), expect: ['otherType'] },
  {
    name: 'a hash of two',
    sql: notes('using hash (id, size)'),
    expect: [{ messageId: 'refused', at: 'one', data: { index: 'the index one of notes' } }],
  },
  {
    name: 'a hash of two that has no name, in another schema',
    sql: 'create schema app; create table app.notes (id int, size int); create index on app.notes using hash (id, size);',
    expect: [{ messageId: 'refused', at: 'notes', data: { index: 'an index of app.notes' } }],
  },
  { name: 'gin with INCLUDE', sql: notes('using gin (tags) include (id)'), expect: ['refused'] },
  { name: 'gin in an order', sql: notes('using gin (tags desc)'), expect: ['refused'] },
  { name: 'another extension', sql: `create extension pg_trgm; ${notes('using gin (size, tags)')}`, expect: ['noClass'] },
  silent('using gin (body)', 'S3-20'),
  silent('using gin (body jsonb_path_ops, tags, words)'),
  silent('using gin (title gin_trgm_ops)'),
  silent('using gist (during, place)'),
  silent('(title text_pattern_ops, mood, id, tags)'),
  silent("using gin (to_tsvector('english', title))"),
  silent('using gin (id, words)'),
  silent('using bloom (id, title)'),
  silent('using gin (title our_own_ops)'),
  { name: 'with the extension', serves: 'S0-18', sql: `create extension btree_gin; ${notes('using gin (id)')}`, expect: [] },
  {
    name: 'types of extensions',
    sql: 'create table t (a citext, b geometry); create index on t using gist (b); create index on t (a)',
    expect: [],
  },
  {
    name: 'Prisma',
    prisma: 'datasource db {\n  provider = "postgresql"\n}\nmodel Note {\n  id Int @id\n  title String\n  @@index([title], type: Gin)\n}\n',
    expect: [{ messageId: 'noClass', at: '@@index([title], type: Gin)' }],
  },
])
