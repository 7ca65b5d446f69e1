import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import { overloads } from '../../src/proofs/postgres/overloads.ts'
import { mutablePartOf } from '../../src/proofs/mutable-expression.ts'
import { catalogOf } from '../support/catalog.ts'

const types =
  'boolean int bigint float8 numeric money text varchar(20) char(3) uuid bytea date timestamp timestamptz time timetz interval json jsonb inet text[] mood int4range'
const columns = types.split(' ').map((type, i) => ({ name: `c${i}`, type }))
const table = `create type mood as enum ('good', 'bad');
  create table t (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')});`
const literals = [`'day'`, `'UTC'`, `'2024-01-01'`, '7', `'1 day'::interval`, `'2024-01-01'::date`, `'2024-01-01'::timestamptz`, 'null']

function* expressions(): Generator<string> {
  for (const { name } of columns) {
    for (const { type } of columns) yield `${name}::${type}`
    for (const part of ['year', 'epoch', 'day', 'hour']) yield `extract(${part} from ${name})`
    for (const zone of [`'UTC'`, 'c6']) yield `${name} at time zone ${zone}`
    for (const other of [...columns.map((column) => column.name), ...literals])
      for (const op of ['=', '<', '>=', '+', '-', '||']) yield `${name} ${op} ${other}`
    for (const call of ['lower', 'md5', 'length', 'abs', 'to_json', 'to_jsonb', 'date']) yield `${call}(${name})`
    yield `(${name} at time zone 'UTC')::date`
    yield `coalesce(${name}::text, '')`
    yield `${name} between '2024-01-01' and '2024-02-01'`
    yield `${name} between now() and now()`
  }
  const args = [...columns.map((column) => column.name), ...literals]
  for (const name of Object.keys(overloads)) {
    yield `${name}()`
    for (const a of args) yield `${name}(${a})`
    for (const [i, a] of args.entries())
      for (const [k, b] of args.entries()) if ((i + k) % 9 === 0 || a.startsWith("'")) yield `${name}(${a}, ${b})`
  }
  for (const word of ['current_date', 'current_timestamp', 'localtime', 'current_user', 'session_user']) yield `${word}::text`
}

it('says of thousands of expressions what Postgres says', async () => {
  const db = await PGlite.create()
  await db.exec(table)
  const catalog = catalogOf({ 'table.sql': table })
  const told = { right: 0, wrong: [] as string[], silent: [] as string[] }
  for (const expression of expressions()) {
    const sql = `create index on t ((nullif(true, (${expression}) is null)))`
    const refusal = await db.exec(`begin; ${sql}; rollback`).then(
      () => undefined,
      (error: unknown) => error as { readonly code?: string },
    )
    if (refusal) await db.exec('rollback')
    // What has no such function or operator is for others to say.
    if (refusal && refusal.code !== '42P17') continue
    const [one] = catalogOf({ 'a.sql': `${table} ${sql}` }).tables
    const term = one?.indexes[0]?.keys[0]?.expression
    const found = one && term && mutablePartOf(term, one, catalog)
    if ((found !== undefined) === (refusal !== undefined)) told.right++
    else (found ? told.wrong : told.silent).push(expression)
  }
  expect(told.wrong).toEqual([])
  expect(told.right).toBeGreaterThan(3_000)
})
