import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { nameOf } from '../support/names.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { lint } from '../support/run-rule.ts'

const linter = new Linter({ configType: 'flat' })

/** What all rules say of a file; a rule that throws ends this with its error. */
function verify(text: string, filename: string): Linter.LintMessage[] {
  return linter.verify(text, plugin.configs.all, { filename })
}

const long = nameOf(64, 'tickets')
const deep = (open: string, close: string, times: number): string => open.repeat(times) + '1' + close.repeat(times)

const statements: [string, string][] = [
  ['nothing', ''],
  ['a NUL', `select '\0' as ${long}`],
  ['half of a surrogate pair', `select '\ud83d' as ${long}, "\udc00" from t`],
  ['a half-typed query', 'select * from orders where organization_id = '],
  ['half of a quote', `select '${long}`],
  ['half of a name', `select "${long}`],
  ['half of a body', `create function f() returns int as $$ select ${long}`],
  ['a long list', `select 1 as ${long} where 1 in (${Array.from({ length: 20_000 }, (_, i) => i).join(', ')})`],
  ['many columns', `create table t (${Array.from({ length: 1500 }, (_, i) => `${long}${i} int`).join(', ')})`],
  ['deep parentheses', `select ${deep('(', ')', 3000)} as ${long}`],
  ['deep queries', `select ${deep('(select ', ')', 300)} as ${long}`],
  ['many conditions', `select 1 as ${long} where ${Array.from({ length: 3000 }, () => 'a = 1').join(' or ')}`],
  ['one name of a megabyte', `select 1 as ${'a'.repeat(1_000_000)}`],
  ['a text of a megabyte', `select '${'a'.repeat(1_100_000)}' as ${long}`],
  [
    'queries that double with each use',
    `with c0 as (select 1 as ${long})${Array.from({ length: 60 }, (_, i) => `, c${i + 1} as (select a.* from c${i} a join c${i} b on true)`).join('')} select * from c60`,
  ],
  ['queries in each other’s conditions', `${'select id from orders where id in ('.repeat(300)}select 1 as ${long}${')'.repeat(300)}`],
  ['names that objects have already', `create table "__proto__" ("constructor" int, "toString" int, "${long}" int)`],
]

describe.each(statements)('%s', (_, text) => {
  it('is linted in a .sql file', () => {
    expect(verify(text, 'a.sql').filter(({ fatal }) => fatal)).toEqual([])
  })

  it('is linted in a .prisma file', () => {
    expect(verify(text, 'a.prisma').filter(({ fatal }) => fatal)).toEqual([])
    expect(verify(`model A {\n  id Int @id @default(${text}\n}`, 'a.prisma').filter(({ fatal }) => fatal)).toEqual([])
  })

  it('is linted in a program', () => {
    expect(verify(`db.query(${JSON.stringify(text)})`, 'a.js').filter(({ fatal }) => fatal)).toEqual([])
  })
})

it('is linted whatever it is made of', () => {
  const random = randomNumbers(11)
  const words = [
    'select',
    'from',
    'where',
    'insert into',
    'values',
    'create table',
    'create index',
    'on',
    '(',
    ')',
    ',',
    ';',
    "'",
    '"',
    '$$',
    '--',
    '/*',
    '*/',
    '\n',
    '\\',
    '::',
    '=',
    't',
    'a',
    '1',
    'é',
    '😀',
    '\0',
    long,
  ] as const
  for (let n = 0; n < 500; n++) {
    const text = Array.from({ length: 1 + Math.floor(random() * 14) }, () => pick(random, words)).join(random() < 0.8 ? ' ' : '')
    expect(verify(text, 'a.sql').filter(({ fatal }) => fatal)).toEqual([])
    expect(verify(`db.query(${JSON.stringify(text)})`, 'a.js').filter(({ fatal }) => fatal)).toEqual([])
  }
})

describe('a statement that is nested deeply, over a table that is known', () => {
  const schema = 'create table orders (id bigint primary key, organization_id bigint not null, n int);'
  const times = 500
  const nested = [
    `update orders set organization_id = 2 where ${'not ('.repeat(times)}n = 1${')'.repeat(times)}`,
    `insert into orders (id, n) select id, n from orders where ${'(n + '.repeat(times)}1${')'.repeat(times)} = 2`,
    `select n from orders where n = ${Array.from({ length: 2 * times }, () => 'n').join(' + ')}`,
  ]

  it.each(Object.keys(plugin.rules))('%s does not throw', (rule) => {
    for (const sql of nested) expect(() => lint(sql, { rule, schema, file: 'nested.sql' })).not.toThrow()
  })
})
