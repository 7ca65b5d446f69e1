import { testRule, type Case } from '../support/lint.ts'

const schema = 'create table orders (id int); create table users (id int); create index by_id on orders (id);'
const drop = (name: string, sql: string, expect: Case['expect'], more: Partial<Case> = {}): Case => ({
  name,
  sqlFile: sql,
  file: 'migrations/0002_more.sql',
  schema: { 'migrations/0001_init.sql': schema, 'migrations/0002_more.sql': sql },
  expect,
  ...more,
})

testRule('require-if-exists', [
  drop(
    'what may be gone',
    'drop index concurrently By_Id;',
    [
      {
        messageId: 'missing',
        at: 'By_Id',
        data: { name: 'by_id', object: 'INDEX' },
        suggestions: [{ messageId: 'add', output: 'drop index concurrently IF EXISTS By_Id;' }],
      },
    ],
    { serves: 'S3-34' },
  ),
  drop(
    'several of one statement, and of a file',
    'DROP TABLE "orders", users;\ndrop index by_id;',
    [
      {
        messageId: 'missing',
        at: '"orders"',
        suggestions: [{ messageId: 'add', output: 'DROP TABLE IF EXISTS "orders", users;\ndrop index by_id;' }],
      },
      { messageId: 'missing', at: 'by_id' },
    ],
    { serves: 'S3-34' },
  ),
  drop('what says so, and other objects', 'drop index if exists by_id; drop table if exists orders; drop view a; drop sequence b;', [], {
    serves: 'S3-34',
  }),
  drop('objects that are asked for', 'drop view a; drop table orders;', ['missing'], { options: [{ objects: ['view'] }] }),
  { name: 'a program', ts: 'db.query(`drop table orders`)', file: 'a.ts', schema, expect: ['missing'] },
])
