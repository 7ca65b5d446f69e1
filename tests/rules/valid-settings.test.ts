import { testRule } from '../support/lint.ts'

const sql = 'select id from orders'

testRule('valid-settings', [
  { name: 'no settings', sql, expect: [] },
  { name: 'right settings', sql, settings: { tenantColumns: ['account_id'], postgres: 16, engine: 'pgsql-ast-parser' }, expect: [] },
  {
    name: 'an unknown key, with the nearest',
    sql,
    settings: { tenantColumn: ['account_id'] },
    expect: [
      { messageId: 'invalid', at: '', data: { path: 'tenancy.tenantColumn', reason: "is not known here: did you mean 'tenantColumns'?" } },
    ],
  },
  {
    name: 'a wrong type',
    sql,
    settings: { tenantColumns: 'account_id' },
    expect: [{ messageId: 'invalid', at: '', data: { path: 'tenancy.tenantColumns' } }],
  },
  { name: 'two mistakes', sql, settings: { postgres: '18', unknown: true }, expect: ['invalid', 'invalid'] },
  {
    name: 'a mistake in a list',
    sql,
    settings: { globalTables: ['plans', 1] },
    expect: [
      { messageId: 'invalid', at: '', data: { path: 'tenancy.globalTables[1]', reason: 'must be a string that is not empty, not 1' } },
    ],
  },
  { name: 'a schema on disk', sql, schema: { 'db/schema.sql': 'create table orders (id int);' }, expect: [] },
  { name: 'a file without SQL is not bothered', js: "export const name = 'orders'", settings: { tenantColumn: [] }, expect: [] },
  { name: 'nor is an empty file', sqlFile: '-- nothing\n', settings: { tenantColumn: [] }, expect: [] },
  { name: 'nor one of another database', sqlFile: 'PRAGMA foreign_keys = ON;', settings: { tenantColumn: [] }, expect: [] },
])
