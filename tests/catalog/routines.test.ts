import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fold } from '../../src/catalog/fold.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { stepsOfSql } from '../../src/project/schema-steps.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

const one = "create function f(a int, b int default 1) returns int language sql as 'select 1'"

const anyNumber = { least: 0, most: 0, variadic: true }

describe('functions and aggregates', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create()
  })
  afterAll(() => db.close())

  it.each([
    one,
    `${one} security definer`,
    `${one}; alter function f security definer`,
    `${one}; alter function f(int, int) security definer`,
    `${one}; alter routine f(int, int) external security definer`,
    `${one} security definer; alter function f security invoker`,
    `${one}; alter function f security definer; alter function f(int, int) security invoker`,
    `${one}; alter function f security definer set search_path = ''`,
    `${one}; alter function f set search_path = pg_catalog`,
    `${one} security definer; alter function f stable`,
    `${one}; create function f(a int) returns int language sql as 'select 1'; alter function f(int, int) stable`,
    'create aggregate f(text) (sfunc = textcat, stype = text)',
    'create aggregate f(*) (sfunc = int8inc, stype = int8, initcond = 0)',
    "create function add(int, int, int) returns int language sql as 'select 1'; create aggregate f(int, int) (sfunc = add, stype = int)",
    "create function many(text, variadic text[]) returns text language sql as 'select 1::text'; create aggregate f(variadic text[]) (sfunc = many, stype = text)",
    'create aggregate f(float8 order by float8) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_cont_float8_final)',
    'create aggregate f(basetype = text, sfunc = textcat, stype = text)',
  ])('%s', async (sql) => {
    await db.exec('begin')
    try {
      await db.exec(sql)
      const { rows } = await db.query<Record<string, unknown>>(
        `select pronargs - pronargdefaults as least, pronargs as most, provariadic <> 0 as variadic, prosecdef as definer,
           exists (select from unnest(proconfig) c where c like 'search_path=%') as path
         from pg_proc where proname = 'f' order by pronargs`,
      )
      const fold = new Fold()
      fold.run(stepsOfSql('migration.sql', sql, libpgQuery, []))
      const { functions } = readState(fold.state, fold.unread).parts
      const known = functions
        .filter(({ name }) => name === 'f')
        .map(({ least, most, variadic, securityDefiner, searchPath }) => ({
          least,
          most,
          variadic,
          definer: securityDefiner,
          path: searchPath,
        }))
      // An aggregate is taken to have any number of arguments, whatever it has.
      const isAggregate = sql.includes('create aggregate')
      expect(known.sort((a, b) => a.most - b.most)).toEqual(isAggregate ? rows.map((row) => ({ ...row, ...anyNumber })) : rows)
    } finally {
      await db.exec('rollback')
    }
  })
})
