import { describe, expect, it } from 'vitest'
import { identifierText, stringText } from '../../src/sql/identifier.ts'
import { nextToken, type Token } from '../../src/sql/lexer.ts'

function read(what: (text: string, token: Token) => string | undefined, text: string): string | undefined {
  const token = nextToken(text, 0)
  return token && what(text, token)
}

describe('a name', () => {
  it.each([
    ['Users', 'users'],
    ['ÉcoleÀ', 'ÉcoleÀ'],
    ['İSTANBUL', 'İstanbul'],
    ['"Users"', 'Users'],
    ['"a""b"', 'a"b'],
    ['""""', '"'],
    ['"a b"', 'a b'],
    ['U&"d\\0061t\\+000061"', 'data'],
    ['U&"a\\\\b"', 'a\\b'],
    ['U&"\\D83D\\DE00"', '😀'],
    ['U&"d!0061t!!" UESCAPE \'!\'', 'dat!'],
    ['U&"d!0061""" uescape\n\'!\'', 'da"'],
    ['u&"\\00e9"', 'é'],
    ['"U&\\0061"', 'U&\\0061'],
  ])('%s is %s', (written, name) => {
    expect(read(identifierText, written)).toBe(name)
  })

  it.each(["'a'", '1', '$1', '+', '"a', 'U&"a'])('%s is none', (written) => {
    expect(read(identifierText, written)).toBeUndefined()
  })
})

describe('a string', () => {
  it.each([
    ["'a'", 'a'],
    ["''", ''],
    ["'a''b'", "a'b"],
    ["'a\\b'", 'a\\b'],
    ["E'a\\'b\\\\c'", "a'b\\c"],
    ["E'\\t\\q\\x41\\101\\u00e9\\U0001F600'", '\tqAAé😀'],
    ["E'it''s'", "it's"],
    ["U&'d\\0061t'", 'dat'],
    ["U&'d!0061' UESCAPE '!'", 'da'],
    ["'one'\n'two'", 'onetwo'],
    ["'one' \r\n\t'two''s'", "onetwo's"],
    ["E'a\\''\n'b\\n'", "a'b\n"],
    ["B'01'", '01'],
  ])('%s is %s', (written, value) => {
    expect(read(stringText, written)).toBe(value)
  })

  it.each(['a', '"a"', "'a", '$$a$$'])('%s is none', (written) => {
    expect(read(stringText, written)).toBeUndefined()
  })

  it("Limit: a byte escape of an E'' string above \\177 is read as one character.", () => {
    expect(read(stringText, "E'\\303\\251'")).toBe('Ã©')
  })
})
