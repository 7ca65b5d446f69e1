import { testRule, type Case } from '../support/lint.ts'

const jobs = (...more: string[]): string =>
  [
    "create type mood as enum ('good', 'bad'); create type colour as enum ('a', 'b', 'c', 'd', 'e', 'f')",
    "create table jobs (id bigint primary key, done boolean, mood mood, colour colour, state text check (state in ('new', 'old')), role text)",
    ...more,
  ].join(';\n')
const found = (column: string, because: string, serves: string): Case => ({
  name: column,
  serves,
  sql: jobs(`create index one on jobs (${column})`),
  expect: [{ messageId: 'found', at: 'one', data: { index: 'one', table: 'jobs', column, because } }],
})
const silent = (name: string, serves: string, ...more: string[]): Case => ({ name, serves, sql: jobs(...more), expect: [] })

const files = (...indexes: string[]): string =>
  ['create table files (id bigint primary key, name text, deleted_at timestamptz, removed timestamptz)', ...indexes].join(';\n')

testRule(
  'no-low-selectivity-index',
  [
    {
      name: 'the mark of deleted rows',
      serves: 'S3-12',
      sql: files('create index of_deleted on files (deleted_at)'),
      expect: [{ messageId: 'mark', at: 'of_deleted', data: { index: 'of_deleted', table: 'files', column: 'deleted_at' } }],
    },
    {
      name: 'the mark, by its name in the settings',
      sql: files('create index on files (removed)'),
      settings: { softDeleteColumns: ['removed'] },
      expect: ['mark'],
    },
    {
      name: 'the deleted rows alone, for who purges them',
      serves: 'S3-12',
      sql: files('create index on files (deleted_at) where deleted_at is not null'),
      expect: [],
    },
    {
      name: 'the mark behind another column, or as a condition',
      serves: 'S3-12',
      sql: files('create index on files (name, deleted_at)', 'create index on files (id) where deleted_at is null'),
      expect: [],
    },
    { name: 'a time that is no mark', sql: files('create index on files (removed)'), expect: [] },
    {
      name: 'a mark that has a value in all rows',
      sql: "create table a (deleted_at timestamptz not null default 'infinity'); create index on a (deleted_at)",
      expect: [],
    },
    found('done', 'is true or false', 'S0-12'),
    found('mood', 'has 2 values at most', 'S1-19'),
    found('state', 'has 2 values at most', 'S3-10'),
    {
      name: 'by its name',
      serves: ['S1-14', 'S4-4'],
      sql: jobs('create index one on jobs (role)'),
      options: [{ columns: ['role'] }],
      expect: ['found'],
    },
    silent('a larger enum, and a name', 'S1-12', 'create index one on jobs (colour)', 'create index two on jobs (role)'),
    silent('several columns', 'S3-10', 'create index one on jobs (role, state)', 'create index two on jobs (done, id)'),
    silent(
      'partial, unique, an expression',
      'S0-12',
      'create index on jobs (done) where not done',
      'create unique index on jobs (done)',
      'create index on jobs ((not done))',
    ),
    {
      name: 'a foreign key',
      serves: 'S0-12',
      sql: "create table kinds (id text primary key); create table jobs (kind text references kinds check (kind in ('a', 'b'))); create index on jobs (kind)",
      expect: [],
    },
  ],
  { onPostgres: true },
)
