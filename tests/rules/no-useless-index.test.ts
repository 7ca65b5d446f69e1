import { testRule, type Case } from '../support/lint.ts'

const jobs = (...more: string[]): string =>
  ['create table jobs (id bigint primary key, state text not null, done boolean, owner bigint, at date, deleted_at date)', ...more].join(
    ';\n',
  )
const silent = (name: string, serves: string, ...more: string[]): Case => ({ name, serves, sql: jobs(...more), expect: [] })

testRule(
  'no-useless-index',
  [
    {
      name: 'a column that the condition fixes',
      serves: ['S0-23', 'S4-11'],
      sql: jobs("create index one on jobs (at, state) where state = 'new'"),
      expect: [
        {
          messageId: 'constantColumn',
          at: 'one',
          data: { index: 'one', table: 'jobs', column: 'state', columns: 'at, state', condition: "state = 'new'" },
          suggestions: [{ messageId: 'leaveOut', output: jobs("CREATE INDEX one ON jobs (at) WHERE state = 'new'") }],
        },
      ],
    },
    ...['done', 'not done', 'done is true', 'done = false', 'done and at is not null'].map((condition): Case => ({
      name: `a boolean alone, ${condition}`,
      serves: 'S1-18',
      sql: jobs(`create index one on jobs (done) where ${condition}`),
      expect: [{ messageId: 'onlyConstantColumn', at: 'one', data: { column: 'done' } }],
    })),
    {
      name: 'no row, and every row',
      sql: jobs('create index one on jobs (owner) where state is null', 'create index two on jobs (state) where state is not null'),
      expect: [
        { messageId: 'empty', at: 'one', data: { condition: 'state IS NULL' } },
        { messageId: 'everyRow', at: 'two', data: { column: 'state', condition: 'state IS NOT NULL' } },
      ],
    },
    {
      name: 'a column of a unique key that may be NULL',
      serves: 'S1-15',
      sql: jobs('create unique index one on jobs (state, owner)', 'create unique index two on jobs (owner)'),
      options: [{ checkNullableColumns: true }],
      expect: [{ messageId: 'nullableColumn', at: 'one', data: { column: 'owner' } }],
    },
    silent(
      'several values, or not NULL',
      'S0-23',
      "create index on jobs (state, at) where state in ('new', 'old')",
      'create index on jobs (owner) where owner is not null',
    ),
    silent('one row may be so', 'S0-23', 'create unique index one on jobs (done) where done'),
    silent('NULL in a unique key', 'S1-7', 'create unique index one on jobs (state, owner)'),
    {
      name: 'NULL in a unique key that leaves it out, that is a mark, or that makes it equal',
      serves: ['S1-7', 'S1-15'],
      sql: jobs(
        'create unique index one on jobs (state, owner) where owner is not null',
        'create unique index two on jobs (state, deleted_at)',
        'create unique index three on jobs (state, at) nulls not distinct',
      ),
      options: [{ checkNullableColumns: true }],
      expect: [],
    },
  ],
  { onPostgres: true },
)

// What the queries of the application leave of a condition.
testRule('no-useless-index', [
  ...(
    [
      ['no query has the condition', 'S0-21', 'select * from jobs where owner = $1', true],
      ['queries ask for other rows', 'S4-10', "select * from jobs where owner = $1 and state = 'old'", true],
      ['a query asks for it, or another one', 'S0-21', "select * from jobs where owner = $1 and state in ('new', 'old')", false],
      ['a query has it', 'S0-21', "select * from jobs where owner = $1 and state = 'new'", false],
      ['a query has it for some of its rows', 'S0-21', "select * from jobs where owner = $1 and state = 'new' or at > $2", false],
      ['a parameter may be it', 'S0-21', 'select * from jobs where owner = $1 and state = $2', false],
      ['a query cannot be seen in full', 'S0-21', 'select * from jobs whre owner = $1', false],
      ['no query of the table is known', 'S0-21', 'select 1', false],
    ] as const
  ).map(([name, serves, query, isReported]): Case => ({
    name,
    serves,
    sqlFile: jobs("create index one on jobs (owner) where state = 'new'"),
    file: 'migrations/0001_init.sql',
    schema: { 'src/jobs.sql': query },
    isWhole: true,
    expect: isReported ? [{ messageId: 'unasked', at: 'one', data: { condition: "state = 'new'" } }] : [],
  })),
  ...[
    ["(owner) where state not in ('new', 'old')", "select * from jobs where state not in ('old', 'new') and owner = $1"],
    ['(lower(state)) where state is not null', 'select * from jobs where lower(state) = $1'],
  ].map(([index = '', query = '']): Case => ({
    name: `a condition that a query implies: ${index}`,
    sqlFile: `create table jobs (id bigint primary key, owner bigint, state text);\ncreate index one on jobs ${index};`,
    file: 'migrations/0001_init.sql',
    schema: { 'src/jobs.sql': query },
    isWhole: true,
    expect: [],
  })),
  {
    name: 'marks of deleted rows that no query has may be added to all of them',
    serves: 'S0-21',
    sqlFile: jobs(
      'create index one on jobs (owner) where deleted_at is null',
      'create index two on jobs (owner, at) where deleted_at is not null',
    ),
    file: 'migrations/0001_init.sql',
    schema: { 'src/jobs.sql': 'select * from jobs where owner = $1' },
    isWhole: true,
    expect: [],
  },
])
