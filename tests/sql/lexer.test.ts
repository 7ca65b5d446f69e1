import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { nextToken, tokenize } from '../../src/sql/lexer.ts'
import { encodeText } from '../../src/sql/libpg-query/offsets.ts'

interface Scanner {
  loadModule(): Promise<void>
  scanSync(text: string): { tokens: { start: number; end: number }[] }
}

const scanner = createRequire(import.meta.url)('libpg-query') as Scanner

function tokens(text: string): string[] {
  return tokenize(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)
}

const texts = [
  '  \n\t ',
  'select a1, _b, c$1, é, 名前, 😀 from t',
  'select "a", "b""c", "d e", U&"d\\0061t", u&"x" uescape \'!\'',
  "select 'a', 'b''c', '', E'd\\'e', e'\\\\', B'01', x'1F', N'n', U&'d\\0061'",
  "select 'one'\n'two' 'three'",
  "select 'one' -- why\n  'two'",
  "select 'one'\r\n\t'two', E'a\\''\n'b'",
  "select 'one' /* no */\n'two'",
  'select $$a$$, $tag$ $$ $other$ $tag$, $é$ x $é$',
  'select $1, $23, a$b$c',
  'select 1, 1.5, .5, 1., 1e5, 1.5e-3, 1_000, 0x1F, 0o17, 0b11, 1..2',
  'select a[1:2], b::int, c := 1, d => 2',
  'select 1+2, 1-2, 1+-2, @-1, a<>-1, a||-b, a~-b, a->>b, a#>-b',
  'select a<=b, a>=b, a!=b, a<@b, a?b, a?|b, `a`',
  'select 1--2\n, 3',
  'select 1/*a*/+/*b /* c */ d */2',
  'select a*/* comment */b',
  '-- only a comment',
  '/* 😀 é */ select é -- 😀\n, "😀" /**/',
  'select 1\r\n-- x\r\nselect 2\r-- y\rselect 3',
  'select a.b.*, (c).d, e[1].f;',
  'create function f() returns int begin atomic select case when a then 1 end; end',
]

describe('the tokens', () => {
  beforeAll(() => scanner.loadModule())

  it.each(texts)("are those of Postgres' own scanner: %s", (text) => {
    const encoded = encodeText(text)
    const theirs = scanner.scanSync(text).tokens.map(({ start, end }) => [encoded.fromByte(start), encoded.fromByte(end)])
    expect(tokenize(text).map(({ start, end }) => [start, end])).toEqual(theirs)
  })

  it('have kinds', () => {
    expect(tokens(`a "b" U&"c" 'd' $$e$$ 1 $2 + , -- f`)).toEqual([
      'word a',
      'quoted "b"',
      'quoted U&"c"',
      "string 'd'",
      'dollar $$e$$',
      'number 1',
      'parameter $2',
      'operator +',
      'punctuation ,',
      'comment -- f',
    ])
  })

  it('keep what Postgres refuses', () => {
    expect(tokens('a \\d {b} $ c')).toEqual(['word a', 'unknown \\', 'word d', 'unknown {', 'word b', 'unknown }', 'unknown $', 'word c'])
  })

  it.each(["'a", "'a'\n'b", '"a', '$$a', '$a$ $b$', '/* a', '/* /* */', "E'\\'", "U&'a", 'U&"a'])(
    'know that the text ends inside one: %s',
    (text) => {
      expect(tokenize(text).at(-1)).toMatchObject({ closed: false, end: text.length })
    },
  )

  it('are found from any offset on', () => {
    expect(nextToken('select  a', 6)).toMatchObject({ kind: 'word', start: 8, end: 9 })
    expect(nextToken('select  ', 6)).toBeUndefined()
  })

  it('are read to the end of a long text', () => {
    expect(tokenize(`select ${"'a' -- b\n".repeat(50_000)}`)).toHaveLength(100_001)
    expect(tokenize(`select ${"'a'\n".repeat(50_000)}`)).toHaveLength(2)
  })
})
