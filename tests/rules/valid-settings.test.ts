import { readers } from '../../src/settings/settings.ts'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import plugin from '../../index.ts'
import { makeRepository } from '../project/temp-project.ts'
import { testRule } from '../support/lint.ts'

const readersList = readers.map((reader) => `'${reader}'`).join(', ')

const sql = 'select id from orders'

testRule('valid-settings', [
  { name: 'no settings', sql, expect: [] },
  { name: 'right settings', sql, settings: { tenantColumns: ['account_id'], postgres: 16, engine: 'pgsql-ast-parser' }, expect: [] },
  {
    name: 'an unknown key, with the nearest',
    sql,
    settings: { tenantColumn: ['account_id'] },
    expect: [
      { messageId: 'invalid', at: '', data: { path: 'tenancy.tenantColumn', reason: "is not known here (did you mean 'tenantColumns'?)" } },
    ],
  },
  {
    name: 'a wrong type',
    sql,
    settings: { tenantColumns: 'account_id' },
    expect: [{ messageId: 'invalid', at: '', data: { path: 'tenancy.tenantColumns' } }],
  },
  { name: 'in a schema of Prisma', prisma: 'model A {\n  id Int @id\n}\n', settings: { unknown: true }, expect: ['invalid'] },
  { name: 'in a schema of Prisma that holds nothing', prisma: '// nothing\n', settings: { unknown: true }, expect: [] },
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
  {
    name: 'a reader that there is not',
    sql,
    settings: { schema: [{ reader: 'SQL', files: 'db/*.sql' }] },
    expect: [
      {
        messageId: 'invalid',
        at: '',
        data: { path: 'tenancy.schema[0].reader', reason: `must be one of ${readersList}, not 'SQL' (did you mean 'sql'?)` },
      },
    ],
  },
  {
    name: 'a schema that is there',
    sql,
    settings: { schema: ['db/*.sql'] },
    schema: { 'db/schema.sql': 'create table orders (id int);' },
    expect: [],
  },
  {
    name: 'a file of a kind that no reader knows',
    sql,
    settings: { schema: ['schema.ts'] },
    schema: { 'schema.ts': 'export const orders = {}' },
    expect: [
      {
        messageId: 'schema',
        at: '',
        data: { entry: 'schema.ts', reason: 'cannot be read: there is no reader for this kind of file' },
      },
    ],
  },
  { name: 'a file without SQL is not bothered', js: "export const name = 'orders'", settings: { tenantColumn: [] }, expect: [] },
  { name: 'nor is an empty file', sqlFile: '-- nothing\n', settings: { tenantColumn: [] }, expect: [] },
  { name: 'nor one of another database', sqlFile: 'PRAGMA foreign_keys = ON;', settings: { tenantColumn: [] }, expect: [] },
])

/** What is said with a schema in the settings, once for each file, where the project lies aside. */
function messages(cwd: string, schema: string[], text = sql): string[] {
  const config = [...plugin.configs.all, { settings: { tenancy: { schema } } }]
  return new Linter({ configType: 'flat', cwd })
    .verify(`${text};\n`, config, { filename: join(cwd, 'query.sql') })
    .filter(({ ruleId }) => ruleId === 'tenancy/valid-settings')
    .map(({ message }) => message.replaceAll(cwd, '<root>'))
}

it('tells entries of the schema that find nothing', () => {
  const cwd = makeRepository({ 'db/1_orders.sql': 'create table orders (id int);' })
  expect(messages(cwd, ['db/*.sql', 'database/*.sql', '../*.sql'])).toEqual([
    "The entry 'database/*.sql' of the setting tenancy.schema finds no file from <root> on. No rule knows the tables that it should bring.",
    "The entry '../*.sql' of the setting tenancy.schema lies outside of the project, which is <root>. No rule knows the tables that it should bring.",
  ])
})

// Nothing is unreadable to the owner of the machine.
it.skipIf(process.getuid?.() === 0)('tells a file of the schema that cannot be read', () => {
  const cwd = makeRepository({ 'db/1_orders.sql': 'create table orders (id int);' })
  chmodSync(join(cwd, 'db/1_orders.sql'), 0)
  expect(messages(cwd, ['db/1_orders.sql'])).toEqual([
    expect.stringMatching(/^The entry 'db\/1_orders\.sql' of the setting tenancy\.schema cannot be read: /),
  ])
})
