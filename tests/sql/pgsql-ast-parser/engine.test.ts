import { describe, expect, it } from 'vitest'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { pgsqlAstParser } from '../../../src/sql/pgsql-ast-parser/index.ts'

function error(text: string): { kind: string; message: string; offset: number } | undefined {
  const parsed = pgsqlAstParser.parse(text)
  expect(pgsqlAstParser.names(text).ok).toBe(parsed.ok)
  return parsed.ok ? undefined : parsed.error
}

function names(text: string): string[] {
  const listed = pgsqlAstParser.names(text)
  if (!listed.ok) throw new Error(listed.error.message)
  return listed.value.map(({ text: name }) => name)
}

describe('a text that pgsql-ast-parser refuses', () => {
  it.each<[string, number]>([
    ['select 1 from', 13],
    ["select '😀' a b from t", 14],
    ['merge into t using u on true when matched then delete', 6],
    ['select 1;\nselect 2 frm t u', 23],
    ['select 1\n\\d', 9],
    ['drop trigger a on t', 15],
    ["select '", 7],
    ['create policy p on t', 14],
    ['select 1 /* open', 9],
  ])('is unsupported, at an offset: %j', (text, offset) => {
    const refused = error(text)
    expect(refused).toMatchObject({ kind: 'unsupported' })
    expect(refused?.message.length).toBeLessThan(100)
    expect([refused?.offset, text]).toEqual([offset, text])
  })

  it('holds a NUL', () => {
    expect(error("select '\0'")).toMatchObject({ kind: 'input', offset: 8 })
  })

  it.each([
    ['long', `select '${'x'.repeat(100_000)}'`],
    ['a list of many', `select * from t where a in (${'1,'.repeat(40_000)}1)`],
    ['deep', `select ${'('.repeat(6000)}1${')'.repeat(6000)}`],
  ])('is too large for it: %s', (_, text) => {
    expect(error(text)).toMatchObject({ kind: 'unsupported' })
  })

  it.each([
    'select U&"d\\0061t"',
    "select U&'a'",
    "select N'a'",
    "select x'1F', 1",
    "select b'1'",
    "select interval '1' day",
    "select xmlparse(content 'a')",
    'select 1e5, 2',
    'select 0x1F',
    'select 1_000',
    'select a||-1',
    'select a$1',
    "select 'a'\n'b'",
    'select a::interval day',
    'select a::interval(3) second',
    'select a::char varying',
    'select a::national character',
  ])('is misread by it: %s', (text) => {
    expect(error(text)).toMatchObject({ kind: 'unsupported', message: 'pgsql-ast-parser misreads this' })
  })
})

describe('a text that pgsql-ast-parser reads', () => {
  it.each(['', ' ; -- nothing\n', '/* nothing */'])('may hold no statement: %j', (text) => {
    expect(pgsqlAstParser.parse(text)).toEqual({ ok: true, value: [] })
    expect(names(text)).toEqual([])
  })

  it('may be deep', () => {
    expect(names(`select ${'a+'.repeat(4000)}a`)).toHaveLength(4001)
    expect(names(`select ${'('.repeat(3000)}a${')'.repeat(3000)}`)).toEqual(['a'])
  })

  it('has names as written', () => {
    expect(names('select "a""b" "É", T as " b " from "😀"')).toEqual(['a"b', 'É', 't', ' b ', '😀'])
    expect(names(`select ${'x'.repeat(70)} from t`)).toEqual(['x'.repeat(70), 't'])
  })

  it('Limit: an alias of a subquery that begins or ends with a blank is not found.', () => {
    expect(names('select * from (select 1) as " a"')).toEqual([])
  })

  it('may have quotes in its comments', () => {
    const text = "select a /* don't */, b /* can't -- */ from t -- it's"
    expect(names(text)).toEqual(['a', 'b', 't'])
    expect(pgsqlAstParser.parse(text)).toMatchObject({ ok: true, value: [{ query: { output: [{ kind: 'term' }, { kind: 'term' }] } }] })
  })

  it('may have any tag around a body', () => {
    const text = 'create function f() returns int language sql as $body$ select $$1$$ $body$'
    expect(names(text)).toEqual(['f', 'sql'])
    expect(pgsqlAstParser.parse(text)).toMatchObject({ ok: true, value: [{ changes: [{ kind: 'create function' }] }] })
  })
})

const binds = 'pgsql-ast-parser binds the operators of this otherwise than Postgres'

describe('a meaning that the tree of pgsql-ast-parser lacks', () => {
  it.each([
    ['select a = b is null', binds],
    ['select a || b + c', binds],
    ["select a || b -> 'c'", binds],
    ["select a -> 'b'::text", binds],
    ["select a -> 'b' + 1", binds],
    ['select -1::int', binds],
    ["select -a at time zone 'utc'", binds],
    ['select a = any (b) is null', binds],
    ['select a in (1) + 1', binds],
    ['select a ~ b like c', binds],
    ['select a & b in (1)', binds],
    ['select a = any (b) + 1', 'pgsql-ast-parser takes any for a function'],
    ['select a::int[1]', 'pgsql-ast-parser takes the part of a type or a call for a part of its value'],
    ["select json_object('a', b)", 'pgsql-ast-parser takes json_object for a function'],
    ['select normalize(a, nfc)', 'pgsql-ast-parser takes the form of normalize for a column'],
    ['select * from current_schema', 'pgsql-ast-parser takes a function for a table'],
    ['select a from t fetch first a rows only', 'pgsql-ast-parser misreads this FETCH'],
    ['create recursive view v (a) as select 1', 'pgsql-ast-parser does not read the recursion of a view'],
    ['do $$ begin alter table t enable row level security; end $$', 'pgsql-ast-parser cannot read this at "row"'],
  ])('is unsupported: %s', (text, message) => {
    expect(libpgQuery.parse(text)).toMatchObject({ ok: true })
    expect(pgsqlAstParser.parse(text)).toMatchObject({ ok: false, error: { kind: 'unsupported', message } })
  })

  it('is told by where it stands', () => {
    expect(pgsqlAstParser.parse('select 1, a = b is null')).toMatchObject({ error: { offset: 10 } })
  })
})
