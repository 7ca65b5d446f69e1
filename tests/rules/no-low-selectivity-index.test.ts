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

testRule(
  'no-low-selectivity-index',
  [
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
