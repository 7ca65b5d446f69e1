import js from '@eslint/js'
import { Linter } from 'eslint'
import eslintPlugin from 'eslint-plugin-eslint-plugin'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { nameOf } from '../support/names.ts'

const long = nameOf(64, 'tickets')

function verify(text: string, ...more: Linter.Config[]): Linter.LintMessage[] {
  return new Linter({ configType: 'flat' }).verify(text, [...plugin.configs.recommended, ...more], { filename: 'a.sql' })
}

const found = (text: string, ...more: Linter.Config[]): string[] =>
  verify(text, ...more).map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? message}`)

const rule = 'tenancy/max-identifier-length'

describe('places', () => {
  it.each([
    ['LF', `select 1;\nselect 2 as ${long};`, '2:13'],
    ['CRLF', `select 1;\r\nselect 2 as ${long};`, '2:13'],
    ['CR', `select 1;\rselect 2 as ${long};`, '2:13'],
    ['an emoji before', `select '😀' as ${long};`, '1:16'],
    ['a byte order mark', `\ufeffselect 1 as ${long};`, '1:13'],
  ])('%s', (_, text, place) => {
    expect(found(text)).toEqual([`${place} ${rule}`])
  })
})

describe('comments that speak to ESLint', () => {
  it.each([
    ['the next line', `-- eslint-disable-next-line ${rule}\nselect 1 as ${long};`, []],
    ['the next line, with a reason', `-- eslint-disable-next-line ${rule} -- it is\nselect 1 as ${long};`, []],
    ['the same line', `select 1 as ${long}; -- eslint-disable-line`, []],
    ['the rest of the file', `/* eslint-disable */\nselect 1 as ${long};`, []],
    ['a part of the file', `/* eslint-disable */\nselect 1;\n/* eslint-enable */\nselect 1 as ${long};`, [`4:13 ${rule}`]],
    ['another rule', `-- eslint-disable-next-line tenancy/valid-settings\nselect 1 as ${long};`, [`2:13 ${rule}`]],
    ['a rule switched off', `/* eslint ${rule}: off */\nselect 1 as ${long};`, []],
    ['a comment of another kind', `-- about eslint-disable\nselect 1 as ${long};`, [`2:13 ${rule}`]],
    ['text that looks like one', `select '-- eslint-disable' as ${long};`, [`1:31 ${rule}`]],
  ])('%s', (_, text, expected) => {
    expect(found(text, { linterOptions: { reportUnusedDisableDirectives: 'off' } })).toEqual(expected)
  })

  it('that switch nothing off are reported where that is asked for', () => {
    const [message] = verify('-- eslint-disable-next-line\nselect 1;', { linterOptions: { reportUnusedDisableDirectives: 'error' } })
    expect(message).toMatchObject({ line: 1, ruleId: null, fix: {} })
  })

  it('and make no sense are reported', () => {
    expect(found('/* eslint tenancy/valid-settings: [ */ select 1;')).toHaveLength(1)
    expect(found('/* eslint-disable-line\n*/ select 1;')).toEqual(['1:1 eslint-disable-line comment should not span multiple lines.'])
  })
})

describe('whatever stands in a file', () => {
  it.each([
    '',
    '\ufeff',
    ';',
    '\0',
    "'",
    '"',
    '$$',
    '/*',
    '\\',
    '\\.',
    '(((',
    'copy t from stdin;',
    '{{ }}',
    '\ud83d',
    'select '.repeat(2000),
  ])('%j is no fatal error', (text) => {
    expect(verify(text).filter(({ fatal }) => fatal)).toEqual([])
  })
})

describe('rules for programs', () => {
  it.each<[string, Linter.Config[]]>([
    ['ESLint', [js.configs.all]],
    ['typescript-eslint', tseslint.configs.all],
    ['eslint-plugin-eslint-plugin', [eslintPlugin.configs['all-type-checked']]],
  ])('of %s find nothing, and do not throw', (_, configs) => {
    for (const text of ['', 'select 1;', '-- a comment\nselect 1;\n']) expect(found(text, ...configs)).toEqual([])
  })
})
