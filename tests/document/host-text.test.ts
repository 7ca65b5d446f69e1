import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { javascriptText, plainText, sliceText, type JavascriptQuote } from '../../src/sql/host-text.ts'
import { pick, randomNumbers } from '../support/random.ts'

const evaluated = (raw: string, quote: JavascriptQuote): string => String(runInNewContext(quote + raw + quote))

/** Where a piece of the text stands in a file that begins with `before`. */
function standing(raw: string, quote: JavascriptQuote, piece: string): string {
  const before = '/* 😀 */ x = '
  const file = `${before}${quote}${raw}${quote}`
  const host = javascriptText(raw, before.length + 1, quote)
  const at = host.text.indexOf(piece)
  expect(at).toBeGreaterThanOrEqual(0)
  return file.slice(...host.hostRange([at, at + piece.length]))
}

describe('plain text', () => {
  it('has the ranges of its file', () => {
    const host = plainText('select 1', 10)
    expect(host.hostRange([7, 8])).toEqual([17, 18])
    expect(host.editAt([0, 0], 'a"b\'c')?.text).toBe('a"b\'c')
  })

  it('has parts with ranges of their own', () => {
    const part = sliceText(plainText('a; select 1', 100), 'select 1', 3)
    expect(part.hostRange([0, 6])).toEqual([103, 109])
  })
})

describe('a string of a program', () => {
  it.each<[name: string, quote: JavascriptQuote, raw: string, piece: string, written: string]>([
    ['no escapes', "'", 'select id', 'id', 'id'],
    ['an escaped quote', "'", String.raw`select \'a\'`, "'a'", String.raw`\'a\'`],
    ['a newline before', '"', String.raw`select\n  id`, 'id', 'id'],
    ['a tab within', '"', String.raw`a\tb`, 'a\tb', String.raw`a\tb`],
    ['an emoji before', "'", String.raw`😀\n id`, 'id', 'id'],
    ['an escaped emoji', "'", String.raw`\u{1f600} id`, '😀', String.raw`\u{1f600}`],
    ['two escapes that are one emoji', "'", String.raw`\ud83d\ude00 id`, '😀', String.raw`\ud83d\ude00`],
    ['hexadecimal', "'", String.raw`\x69\x64`, 'id', String.raw`\x69\x64`],
    ['octal', "'", String.raw`\151\144`, 'id', String.raw`\151\144`],
    ['an octal that ends early', "'", String.raw`\4000`, ' 00', String.raw`\4000`],
    ['a line continuation', "'", 'i\\\nd', 'id', 'i\\\nd'],
    ['a line continuation with CRLF', "'", 'i\\\r\nd', 'id', 'i\\\r\nd'],
    ['a template with CRLF', '`', 'select\r\n  id\r\nfrom', 'id\nfrom', 'id\r\nfrom'],
    ['a template with CR', '`', 'select\r  id', '\n  id', '\r  id'],
    ['an escaped hole', '`', 'select \\${id}', '${id}', '\\${id}'],
    ['an escaped backtick', '`', 'select \\`id\\`', '`id`', '\\`id\\`'],
  ])('%s', (_, quote, raw, piece, written) => {
    expect(javascriptText(raw, 0, quote).text).toBe(evaluated(raw, quote))
    expect(standing(raw, quote, piece)).toBe(written)
  })

  it('ends where the string ends', () => {
    const host = javascriptText(String.raw`a\n`, 5, "'")
    expect(host.hostRange([2, 2])).toEqual([8, 8])
    expect(host.hostRange([1, 2])).toEqual([6, 8])
  })

  const random = randomNumbers(7)
  const common = [
    'a',
    'id',
    ' ',
    '"',
    '😀',
    'é',
    '\\n',
    '\\t',
    '\\\\',
    '\\x41',
    '\\u0042',
    '\\u{43}',
    '\\u{1f600}',
    '\\q',
    '\\\n',
    '\\\r\n',
  ] as const
  const quotes = {
    "'": [...common, "\\'", '\\0 '],
    '"': [...common, '\\"', '\\0 '],
    '`': [...common, '\\`', '\r\n', '\n', '\r', '$', '\\$'],
  } as const

  it.each(['"', "'", '`'] as const)('means what it means to the program, between %s', (quote) => {
    const pieces = quotes[quote].filter((piece) => piece !== quote) as [string, ...string[]]
    for (let n = 0; n < 500; n++) {
      const raw = Array.from({ length: 8 }, () => pick(random, pieces))
        .join('')
        .replaceAll('${', '$')
      const host = javascriptText(raw, 0, quote)
      expect(host.text).toBe(evaluated(raw, quote))
      const edges = [...host.text].reduce<number[]>((ends, character) => [...ends, (ends.at(-1) ?? 0) + character.length], [0])
      const [from = 0, to = 0] = [pick(random, edges as [number, ...number[]]), pick(random, edges as [number, ...number[]])].sort(
        (a, b) => a - b,
      )
      const written = raw.slice(...host.hostRange([from, to]))
      if (!/\\u(?![{0-9])|\\$/.test(written)) expect(evaluated(written, quote)).toBe(host.text.slice(from, to))
    }
  })

  it.each(['"', "'", '`'] as const)('is written so that it means the same, between %s', (quote) => {
    for (const text of ['id', `it's`, '"id"', '`id`', '${id}', '$id', 'a\\b', 'a\nb', 'a\r\nb', '😀']) {
      expect(evaluated(javascriptText('', 0, quote).editAt([0, 0], text)?.text ?? '', quote)).toBe(text)
    }
  })
})
