import { expect, it } from 'vitest'
import { Fold } from '../../src/catalog/fold.ts'
import { isCastByItself } from '../../src/catalog/fold/casts.ts'
import { ownTypeNames, typeName } from '../../src/catalog/types.ts'
import { stepOf } from './support/both.ts'
import { newPostgres } from './support/postgres.ts'

const own = `create type mood as enum ('sad', 'happy'); create type other as enum ('sad'); create domain amount as integer; create domain words as text[];`
const arrays = ['integer[]', 'text[]', 'uuid[]', 'numeric[]', 'mood[]', 'amount[]']
const noColumns = /^(?:record|void|trigger|unknown|any\w*|cstring)$/

/** All types that a column may have, as Postgres names them. */
const types = [
  ...new Set([...ownTypeNames()].map(typeName).filter((name) => !noColumns.test(name))),
  '"char"',
  'mood',
  'other',
  'amount',
  'words',
  ...arrays,
]

it('a type becomes another one by itself where Postgres says so', async () => {
  const db = await newPostgres()
  await db.exec(`${own}
    create table refused (source text, target text);
    do $$ declare a text; b text; begin
      foreach a in array array[${types.map((type) => `'${type}'`).join()}] loop
        foreach b in array array[${types.map((type) => `'${type}'`).join()}] loop
          begin
            execute format('create table t (c %s)', a);
            execute format('alter table t alter c type %s', b);
            raise exception 'made';
          exception when datatype_mismatch then insert into refused values (a, b);
          when raise_exception then null;
          end;
        end loop;
      end loop;
    end $$;`)
  const { rows } = await db.query<{ pair: string }>(`select source || ' to ' || target as pair from refused`)
  await db.close()
  const fold = new Fold()
  fold.run([stepOf(`${own} create table t (${types.map((type, i) => `c${i} ${type}`).join()})`)])
  const columns = [...fold.state.tables.values()].find(({ name }) => name === 't')?.columns.flatMap(({ type }) => type ?? []) ?? []
  const refused = columns.flatMap((from, a) =>
    columns.flatMap((to, b) => (isCastByItself(fold.state, from, to) ? [] : [`${types[a] ?? ''} to ${types[b] ?? ''}`])),
  )
  expect(columns).toHaveLength(types.length)
  expect(refused.length).toBeGreaterThan(2000)
  const theirs = new Set(rows.map(({ pair }) => pair))
  expect(refused.filter((pair) => !theirs.has(pair))).toEqual([])
  expect([...theirs].filter((pair) => !refused.includes(pair) && !/vector|"char"/.test(pair))).toEqual([])
}, 300_000)
