import { testRule } from '../support/lint.ts'

const table = 'create table t (a int primary key, b int, c int)'
const more = `${table}; create index one on t (b); create index on t (c)`

testRule('max-indexes-per-table', [
  {
    name: 'too many',
    serves: ['S0-8', 'S3-1'],
    sql: more,
    options: [{ max: 2 }],
    expect: [{ messageId: 'tooMany', at: 't', data: { count: 3, max: 2 } }],
  },
  { name: 'ten are enough', sql: more, expect: [] },
  { name: 'one is dropped again', sql: `${more}; drop index one`, options: [{ max: 2 }], expect: [] },
])
