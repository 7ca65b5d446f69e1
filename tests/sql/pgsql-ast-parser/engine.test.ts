import { describe, expect, it } from 'vitest'
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
    const started = performance.now()
    expect(error(text)).toMatchObject({ kind: 'unsupported' })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it.each([
    'select U&"d\\0061t"',
    "select U&'a'",
    "select N'a'",
    "select x'1F', 1",
    "select b'1'",
    "select interval '1' day",
    "select xmlparse(content 'a')",
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

  it('Limit: pgsql-ast-parser tells neither what a statement changes nor what it queries.', () => {
    expect(pgsqlAstParser.parse('create table t (a int)')).toMatchObject({ ok: true, value: [{ changes: [], query: undefined }] })
  })
})
