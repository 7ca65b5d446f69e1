import { describe, expect, it } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { lint } from '../support/run-rule.ts'

const address = (text: string): string => `export const url = '${text}'`

const secret: readonly (readonly [text: string, password: string])[] = [
  ['postgres://app:hunter2@db.shop.eu:5432/shop', 'hunter2'],
  ['postgresql://app:p%40ss@10.0.0.3/shop?sslmode=require', 'p%40ss'],
  ['postgres://app:a:b@db.shop.eu/shop', 'a:b'],
  ['postgres://app:secret@db.shop.eu', 'secret'],
]
const innocent = [
  'postgres://app@db.shop.eu/shop',
  'postgres://db.shop.eu/shop',
  'postgres://postgres:postgres@localhost:5432/shop',
  'postgres://postgres:postgres@127.0.0.1/shop',
  'postgres://app:app@postgres:5432/shop',
  'postgres://app:hunter2@db.example.com/shop',
  'postgres://app:<password>@db.shop.eu/shop',
  'postgres://USER:PASSWORD@HOST:5432/DATABASE',
  'postgres://app:[YOUR-PASSWORD]@db.shop.eu/shop',
  'postgres://app:$PGPASSWORD@db.shop.eu/shop',
  'postgres://app:*****@db.shop.eu/shop',
  'prisma+postgres://app:hunter2@db.shop.eu/shop',
  'mysql://app:hunter2@db.shop.eu/shop',
]

testRule('no-plaintext-secret', [
  ...secret.map(([text, at]): Case => ({ name: text, serves: 'S2-49', ts: address(text), expect: [{ messageId: 'address', at }] })),
  ...innocent.map((text): Case => ({ name: text, serves: 'S2-49', ts: address(text), expect: [] })),
  {
    name: 'a template, two in one file',
    js: 'const a = `postgres://${user}:hunter2@${host}/shop`; const b = "postgres://a:" + password + "@db.shop.eu"; connect("postgres://a:b@c.shop.eu")',
    expect: [{ messageId: 'address', at: 'hunter2', data: { user: 'a user', host: 'a host' } }, 'address'],
  },
  { name: 'the environment fills it in', js: 'const a = `postgres://app:${process.env["PASSWORD"] ?? ""}@db.shop.eu/shop`', expect: [] },
  { name: 'a comment', ts: '// postgres://app:hunter2@db.shop.eu/shop\n/* postgres://app:hunter2@db.shop.eu/shop */', expect: [] },
  {
    name: 'a schema of Prisma',
    prisma:
      'datasource db {\n  provider = "postgresql"\n  // url = "postgres://app:hunter3@db.shop.eu/shop"\n  url = "postgres://app:hunter2@db.shop.eu/shop"\n}\n',
    expect: [{ messageId: 'address', at: 'hunter2' }],
  },
  {
    name: 'SQL, without its comments',
    sqlFile:
      "-- postgres://app:hunter3@db.shop.eu/shop\ncreate subscription s connection 'postgres://app:hunter2@db.shop.eu/shop' publication p;",
    expect: [{ messageId: 'address', at: 'hunter2' }],
  },
  {
    name: 'the password of a role',
    serves: 'S2-49',
    sql: "create role app login password 'hunter2'",
    expect: [{ messageId: 'statement', at: "'hunter2'", data: { user: 'app' } }],
  },
  {
    name: 'of a user and of one on another server, two in one file',
    sqlFile: `ALTER USER "App" WITH ENCRYPTED PASSWORD 'hunter2'; create user mapping for app server s options (user 'a', password 'hunter2')`,
    expect: [{ messageId: 'statement', at: "'hunter2'", data: { user: 'App' } }, 'statement'],
  },
  {
    name: 'no password, a hash, and variables of psql',
    sqlFile: `create role app; alter role app password null; create role b password 'md5aa2ff3ea8e1ba9a1e0f1e9e3b8d2c4b5';
create role c password :'secret'; create role password; alter role d valid until 'tomorrow';`,
    expect: [],
  },
  { name: 'a password of the program', ts: "db.query(`create role app password '${password}'`)", expect: [] },
])

describe('the message', () => {
  it('does not repeat the secret', () => {
    const text = `${address('postgres://app:hunter2@db.shop.eu/shop')}\ndb.query("create role app password 'hunter2'")`
    const messages = lint(text, { rule: 'no-plaintext-secret', file: 'case.js' })
    expect(messages).toHaveLength(2)
    expect(JSON.stringify(messages)).not.toContain('hunter2')
  })
})
