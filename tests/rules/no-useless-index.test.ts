import { testRule } from '../support/lint.ts'

testRule('no-useless-index', [
  { name: 'one', sql: 'listen orders', expect: [{ messageId: 'found', at: 'listen orders', data: { kind: 'LISTEN' } }] },
  { name: 'two in one file', sql: 'listen orders; select 1; LISTEN tickets', expect: ['found', 'found'] },
  { name: 'a column of that name', sql: 'select listen from events', expect: [] },
])
