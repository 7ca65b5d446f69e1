import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'

function ranges(text: string): string[] {
  const parsed = libpgQuery.parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value.map(({ range }) => text.slice(...range))
}

describe('a statement', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' -- nothing\n/* at all */ ;; ', []],
    ['select 1', ['select 1']],
    ['  select 1  ;  ', ['select 1']],
    ['-- é😀\nselect 1 -- x\n; /* y */ select 2 /* z */ ;', ['select 1', 'select 2']],
    ["select '😀', 'é' ; select é", ["select '😀', 'é'", 'select é']],
    ["select '--x' ; select '*/'", ["select '--x'", "select '*/'"]],
    ['select 1\n-- x', ['select 1']],
    ['select 1\r\n', ['select 1']],
    ['select a\u00a0', ['select a\u00a0']],
    [
      'create rule r as on insert to t do (delete from u; delete from v) ; commit',
      ['create rule r as on insert to t do (delete from u; delete from v)', 'commit'],
    ],
  ])('goes from its first to its last token: %j', (text, parts) => {
    expect(ranges(text)).toEqual(parts)
  })
})

describe('a refusal', () => {
  it.each([
    ['selec 1', 0],
    ['select 1 from', 13],
    ['select é, 😀 frm t u', 17],
    ['select "😀" "é" from from', 21],
    ["select '😀", 7],
    ['select 1; select 2 from; select 3', 23],
  ])('has its offset: %s', (text, offset) => {
    expect(libpgQuery.parse(text)).toMatchObject({ ok: false, error: { kind: 'syntax', offset } })
    expect(libpgQuery.names(text)).toMatchObject({ ok: false, error: { kind: 'syntax', offset } })
  })

  it('is one of the input, or of what is followed, where no statement can be', () => {
    expect(libpgQuery.parse("select '😀\0'")).toMatchObject({ ok: false, error: { kind: 'input', offset: 10 } })
    expect(libpgQuery.parse(`select '${'x'.repeat(1 << 20)}'`)).toMatchObject({ ok: false, error: { kind: 'limit' } })
    expect(libpgQuery.parse(`select '${'😀'.repeat(300_000)}'`)).toMatchObject({ ok: false, error: { kind: 'limit' } })
  })

  it('is not thrown at a lone surrogate', () => {
    expect(ranges("select '\ud800', a ; select 1")).toEqual(["select '\ud800', a", 'select 1'])
  })
})

describe('deep nesting', () => {
  afterEach(() => turn())

  const deep: [string, string][] = [
    ['brackets', `select ${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
    ['sums', `select ${'a+'.repeat(50_000)}a`],
    ['joins', `select * from t ${'join t on true '.repeat(20_000)}`],
    ['unions', `select 1 ${'union all select 1 '.repeat(20_000)}`],
    ['queries', `select ${'(select '.repeat(5000)}1${')'.repeat(5000)}`],
  ]

  it.each(deep)('of %s ends in a value, and the next parse is right', (_, text) => {
    expect(libpgQuery.parse(text)).toMatchObject({ ok: false, error: { kind: expect.stringMatching(/^(?:engine|syntax)$/) as string } })
    expect(ranges('select 1; select 2')).toEqual(['select 1', 'select 2'])
  })

  it('may crash the engine twenty times in a row', async () => {
    for (let i = 0; i < 20; i++) expect(libpgQuery.parse(`select ${'a+'.repeat(50_000)}a`).ok).toBe(false)
    await turn()
    await turn()
    expect(ranges('select 1; select 2')).toEqual(['select 1', 'select 2'])
  })
})

describe('names of a large statement', () => {
  function names(text: string): number {
    const listed = libpgQuery.names(text)
    if (!listed.ok) throw new Error(listed.error.message)
    return listed.value.length
  }

  it.each<[string, string, number]>([
    ['4,000 terms', `select ${'a+'.repeat(4000)}a`, 4001],
    ['3,000 brackets', `select ${'('.repeat(3000)}a${')'.repeat(3000)}`, 1],
    ['3,000 unions', `select a ${'union all select a b '.repeat(3000)}`, 6001],
    ['2,000 joins', `select * from t ${'join t u on u.a = t.a '.repeat(2000)}`, 12_001],
    ['5,000 columns', `create table t (${Array.from({ length: 5000 }, (_, i) => `c${i} text`).join(', ')})`, 10_001],
    ['5,000 same columns', `select ${'a as b, '.repeat(5000)} c from t`, 10_002],
    ['20,000 rows', `insert into t (a) values ${"(1, 'x', a), ".repeat(20_000)} (1, 2, 3)`, 20_002],
    ['500 unnamed subqueries', `select * from ${'(select * from '.repeat(500)} t ${') x'.repeat(500)}`, 501],
  ])('are listed in a large text: %s', (_, text, count) => {
    names('select 1')
    expect(names(text)).toBe(count)
  })
})
