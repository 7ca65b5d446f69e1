import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { byteLength, cutName } from '../../src/catalog/names.ts'
import { pick, randomNumbers } from '../support/random.ts'

const db = new PGlite()

beforeEach(async () => {
  await db.exec('drop schema public cascade; create schema public')
})

afterAll(() => db.close())

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

async function names(sql: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(sql)
  return rows.map(({ name }) => name)
}

const relations = "select relname as name from pg_class where relnamespace = 'public'::regnamespace order by oid"
const columns = "select attname as name from pg_attribute where attrelid = 'public.t'::regclass and attnum > 0 order by attnum"
const constraints = "select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by oid"

const long = [
  'a'.repeat(63),
  'a'.repeat(64),
  'a'.repeat(200),
  `${'a'.repeat(61)}é`,
  `${'a'.repeat(62)}é`,
  `${'a'.repeat(61)}éé`,
  'é'.repeat(40),
  '表'.repeat(21),
  '表'.repeat(22),
  `${'a'.repeat(59)}😀`,
  `${'a'.repeat(60)}😀`,
  '😀'.repeat(20),
  `${'a'.repeat(61)}""`,
  `${'a'.repeat(62)} b`,
  `e\u0301${'a'.repeat(58)}e\u0301`,
]

describe('cutName is what Postgres keeps', () => {
  it.each(long)('as a table, an index and constraints: %s', async (name) => {
    const cut = cutName(name)
    await db.exec(`create table ${quoted(name)} (id int)`)
    expect(await names(relations)).toEqual([cut])
    await db.exec(`drop table ${quoted(name)}; create table t (id int); create index ${quoted(name)} on t (id)`)
    expect(await names(relations)).toEqual(['t', cut])
    await db.exec(`drop table t; create table t (id int constraint ${quoted(name)} check (id > 0))`)
    expect(await names(constraints)).toEqual([cut])
    await db.exec(`drop table t; create table t (id int, constraint ${quoted(name)} primary key (id))`)
    expect(await names(relations)).toEqual(['t', cut])
  })

  it.each(long)('as a column: %s', async (name) => {
    await db.exec(`create table t (${quoted(name)} int)`)
    expect(await names(columns)).toEqual([cutName(name)])
    expect(await names(`select relname as name from pg_class where relname = '${cutName(name).replaceAll("'", "''")}'`)).toEqual([])
  })

  it('as columns of names made at random', async () => {
    const random = randomNumbers(1)
    const letters = ['a', 'Z', '_', ' ', '"', "'", '$', 'é', 'ß', 'ñ', '表', '€', '😀', '𝒳'] as const
    const made = Array.from({ length: 400 }, (_, i) => {
      let name = `${i}_`
      const bytes = 55 + Math.floor(random() * 20)
      while (byteLength(name) < bytes) name += pick(random, letters)
      return name
    })
    await db.exec(`create table t (${made.map((name) => `${quoted(name)} int`).join(', ')})`)
    expect(await names(columns)).toEqual(made.map((name) => cutName(name)))
  })

  it('with a result column', async () => {
    const name = `${'a'.repeat(62)}é`
    const { fields } = await db.query(`select 1 as ${quoted(name)}`)
    expect(fields.map((field) => field.name)).toEqual([cutName(name)])
  })
})

describe('names that are cut alike', () => {
  const one = `${'a'.repeat(63)}_one`
  const two = `${'a'.repeat(63)}_two`

  it.each([
    ['two indexes', `create table t (id int); create index ${one} on t (id); create index ${two} on t (id)`],
    ['a primary key and an index', `create table t (id int constraint ${one} primary key); create index ${two} on t (id)`],
    ['a table and an index', `create table ${one} (id int); create index ${two} on ${one} (id)`],
    ['a view and a sequence', `create view ${one} as select 1; create sequence ${two}`],
    ['columns', `create table t (${one} int, ${two} int)`],
    ['checks of one table', `create table t (id int, constraint ${one} check (id > 0), constraint ${two} check (id > 1))`],
    ['aliases', `create table t (id int); select 1 from t as ${one}, t as ${two}`],
    ['common table expressions', `with ${one} as (select 1), ${two} as (select 2) select 3`],
  ])('cannot both be: %s', async (_, sql) => {
    await expect(db.exec(sql)).rejects.toThrow(/already exists|specified more than once|already used|duplicate/)
  })

  it.each([
    ['a check and an index', `create table t (id int constraint ${one} check (id > 0)); create index ${two} on t (id)`],
    [
      'checks of two tables',
      `create table a (id int constraint ${one} check (id > 0)); create table b (id int constraint ${two} check (id > 0))`,
    ],
    ['columns of two tables', `create table a (${one} int); create table b (${two} int)`],
    ['result columns', `select 1 as ${one}, 2 as ${two}`],
  ])('can both be: %s', async (_, sql) => {
    await expect(db.exec(sql)).resolves.toBeDefined()
  })

  it('are skipped without an error where IF NOT EXISTS says so', async () => {
    await db.exec(`create table t (a int, b int); create index if not exists ${one} on t (a); create index if not exists ${two} on t (b)`)
    expect(await names("select indexdef as name from pg_indexes where tablename = 't'")).toEqual([
      `CREATE INDEX ${cutName(one)} ON public.t USING btree (a)`,
    ])
  })
})

describe('enum labels', () => {
  it('of 63 bytes are kept', async () => {
    await db.exec(`create type status as enum ('${'a'.repeat(63)}')`)
    expect(await names('select enumlabel as name from pg_enum')).toEqual(['a'.repeat(63)])
  })

  it.each([
    `create type status as enum ('${'a'.repeat(64)}')`,
    `create type status as enum ('${'a'.repeat(62)}é')`,
    `create type status as enum ('new'); alter type status add value '${'a'.repeat(64)}'`,
  ])('over 63 bytes are refused: %s', async (sql) => {
    await expect(db.exec(sql)).rejects.toThrow(/enum label/)
  })
})

describe('byteLength', () => {
  it('is the length of the encoded text', () => {
    const encoder = new TextEncoder()
    for (const name of [...long, '', 'é', '€', '😀', '\ud800']) expect(byteLength(name)).toBe(encoder.encode(name).length)
  })
})
