import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import { defaultTypes, operatorClasses } from '../../src/proofs/postgres/operator-classes.ts'
import { methodFault } from '../../src/proofs/index-method.ts'
import { catalogOf } from '../support/catalog.ts'

const types =
  'boolean smallint int bigint real float8 numeric(10,2) money text varchar(20) char(3) name uuid bytea date timestamp timestamptz time timetz interval json jsonb ' +
  'xml inet cidr macaddr macaddr8 bit(3) varbit point line lseg box path polygon circle tsvector tsquery int4range tstzrange int4multirange text[] int[] ' +
  'json[] uuid[] mood mood[] pg_lsn oid regclass tid xid xid8 jsonpath size'
const table = `create type mood as enum ('good', 'bad'); create domain size as int;
  create table t (${types
    .split(' ')
    .map((type, i) => `c${i} ${type}`)
    .join(', ')});`

/** Every method with every type: as it is, with each class of any method, and with what not every method can. */
function* indexes(): Generator<string> {
  const classes = [...new Set(Object.keys(operatorClasses).map((name) => name.split(' ')[1] ?? ''))]
  for (const method of Object.keys(defaultTypes)) {
    for (const [i] of types.split(' ').entries()) {
      yield `create index on t using ${method} (c${i})`
      yield `create unique index on t using ${method} (c${i})`
      yield `create index on t using ${method} (c${i}) include (c1)`
      yield `create index on t using ${method} (c${i} desc)`
      yield `create index on t using ${method} (c${i}, c2)`
      yield `create index on t using ${method} ((c${i}::text))`
      for (const [k, name] of classes.entries())
        if ((k + i) % 9 === 0 || name.startsWith('text')) yield `create index on t using ${method} (c${i} ${name})`
    }
  }
}

it('says of thousands of indexes what Postgres says', async () => {
  const db = await PGlite.create()
  await db.exec(table)
  const base = catalogOf({ 'table.sql': table })
  const told = { right: 0, silent: [] as string[], wrong: [] as string[] }
  for (const sql of indexes()) {
    const [one] = catalogOf({ 'a.sql': `${table} ${sql}` }).tables
    const index = one?.indexes[0]
    const fault = one && index && methodFault(one, index, base)
    const refusal = await db.exec(`begin; ${sql}; rollback`).then(
      () => undefined,
      (error: unknown) => String(error),
    )
    if (refusal !== undefined) await db.exec('rollback')
    // What the fold refuses is no index of the catalog.
    const isTold = !index || fault !== undefined
    if (isTold === (refusal !== undefined)) told.right++
    else if (isTold) told.wrong.push(`${sql}: ${JSON.stringify(fault)}`)
    else told.silent.push(`${sql}: ${String(refusal)}`)
  }
  expect(told.wrong).toEqual([])
  expect(told.right).toBeGreaterThan(4_000)
})
