import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import { typeChange } from '../../../src/proofs/migration/type-change.ts'
import { catalogOf } from '../../support/catalog.ts'

const types = [
  ...[
    'smallint',
    'int',
    'bigint',
    'real',
    'float8',
    'boolean',
    'text',
    'bytea',
    'uuid',
    'json',
    'jsonb',
    'xml',
    'oid',
    'regclass',
    'money',
    'name',
  ],
  ...[
    'varchar',
    'varchar(5)',
    'varchar(10)',
    'char',
    'char(5)',
    'char(10)',
    'bit(3)',
    'bit(5)',
    'bit varying',
    'bit varying(3)',
    'bit varying(5)',
  ],
  ...[
    'numeric',
    'numeric(8)',
    'numeric(8,2)',
    'numeric(10,2)',
    'numeric(10,3)',
    'date',
    'inet',
    'cidr',
    'macaddr',
    'interval',
    'interval(3)',
  ],
  ...['time', 'time(3)', 'timetz', 'timetz(3)', 'timestamp', 'timestamp(3)', 'timestamptz', 'timestamptz(3)', 'timestamptz(0)'],
  ...[
    'text[]',
    'varchar[]',
    'varchar(5)[]',
    'varchar(10)[]',
    'int[]',
    'numeric(8,2)[]',
    'timestamptz[]',
    'timestamptz(3)[]',
    'timestamp[]',
  ],
  ...['mood', 'other_mood', 'mood[]', 'int4range', 'tsvector'],
  ...['plain', 'checked', 'plain_text', 'checked_text'],
]
const kinds = `create type mood as enum ('good'); create type other_mood as enum ('good'); create domain plain as int; create domain checked as plain check (value <> 0);
create domain plain_text as varchar(10); create domain checked_text as text not null;`
const columns = types.map((type, i) => `c${i} ${type}`).join(', ')

const families = [
  /^(?:text|name|varchar|char|xml)|_text$/,
  /^(?:small|big)?int|^(?:oid|reg|numeric|plain$|checked$)/,
  /^(?:time|interval|date)/,
  /^bit/,
  /\[\]$/,
]
const isRelated = (from: string, to: string): boolean => families.some((family) => family.test(from) && family.test(to))
const pairs = types
  .flatMap((from, i) => types.map((to, k) => ({ from, to, i, k })))
  .filter(({ from, to, i, k }) => isRelated(from, to) || (i + k) % 7 === 0)
const ofTime = /^(?:time|interval|date)/

it.each([
  { zone: 'UTC', asked: pairs },
  { zone: 'Europe/Berlin', asked: pairs.filter(({ from, to }) => ofTime.test(from) && ofTime.test(to)) },
])('says of pairs of types whether Postgres writes the rows again, in the time zone $zone', async ({ zone, asked }) => {
  const db = await PGlite.create()
  await db.exec(`set timezone = '${zone}'; ${kinds}`)
  const catalog = catalogOf({ 'a.sql': `${kinds} create table t (${columns});` })
  const node = `select relfilenode as node from pg_class where relname = 't'`
  const isRewritten = async (from: string, to: string, using: string): Promise<boolean | undefined> => {
    try {
      const results = await db.exec(`begin; create table t (c ${from}); ${node}; alter table t alter c type ${to} ${using}; ${node}`)
      const [before, after] = results.flatMap(({ rows }) => rows.map((row) => String(row['node'])))
      return before !== after
    } catch {
      return undefined
    } finally {
      await db.exec('rollback')
    }
  }
  const wrong: string[] = []
  let right = 0
  for (const { from, to, i, k } of asked) {
    const [before, after] = [i, k].map((at) => catalog.tables[0]?.columns[at]?.type)
    if (!before || !after) throw new Error(`${from} to ${to}`)
    const told = typeChange(before, after, catalog)
    const truth = (await isRewritten(from, to, '')) ?? (await isRewritten(from, to, `using c::${to}`))
    if (truth === undefined) continue
    if (told !== undefined && (told === 'rewrite' || (told === 'by zone' && zone !== 'UTC')) === truth) right++
    else wrong.push(`${from} to ${to}: ${String(told)}`)
  }
  await db.close()
  expect(wrong).toEqual([])
  expect(right).toBeGreaterThan(zone === 'UTC' ? 400 : 50)
})
