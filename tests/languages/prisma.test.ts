import js from '@eslint/js'
import { Linter } from 'eslint'
import eslintPlugin from 'eslint-plugin-eslint-plugin'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { nameOf } from '../support/names.ts'

const long = nameOf(64, 'tickets')
const source = 'datasource db {\n  provider = "postgresql"\n}\n'

function linted(text: string, ...more: Linter.Config[]): Linter.LintMessage[] {
  return new Linter({ configType: 'flat' }).verify(text, [...plugin.configs.recommended, ...more], { filename: 'a.prisma' })
}

const found = (text: string, ...more: Linter.Config[]): string[] =>
  linted(text, ...more).map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? message}`)

const rule = 'tenancy/max-identifier-length'

/** A model of which the third line is this one. */
const model = (line: string, before = ''): string => `model A {\n  id Int @id\n${before}  ${line}\n}\n`
const wrong = `a Int @map("${long}")`

describe('places', () => {
  it.each([
    ['LF', model(wrong), '3:15'],
    ['CRLF', model(wrong).replaceAll('\n', '\r\n'), '3:15'],
    ['an emoji before', model(`/* 😀 */ ${wrong}`), '3:24'],
    ['a byte order mark', `\ufeff${model(wrong)}`, '3:15'],
  ])('%s', (_, text, place) => {
    expect(found(text)).toEqual([`${place} ${rule}`])
  })
})

describe('comments that speak to ESLint', () => {
  it.each([
    ['the next line', model(wrong, `  // eslint-disable-next-line ${rule}\n`), []],
    ['the next line, with a reason', model(wrong, `  // eslint-disable-next-line ${rule} -- it is\n`), []],
    ['the next line, in a comment for the client', model(wrong, `  /// eslint-disable-next-line ${rule}\n`), []],
    ['the next line, in a comment with two ends', model(wrong, `  /* eslint-disable-next-line ${rule} */\n`), []],
    ['the next line, in a comment as editors write it', model(wrong, `  /** eslint-disable-next-line ${rule} */\n`), []],
    ['the same line', model(`${wrong} // eslint-disable-line`), []],
    ['the same line, with Windows line ends', model(`${wrong} // eslint-disable-line ${rule}`).replaceAll('\n', '\r\n'), []],
    ['the rest of the file', `/* eslint-disable */\n${model(wrong)}`, []],
    ['a part of the file', `// eslint-disable\n${source}// eslint-enable\n${model(wrong)}`, [`8:15 ${rule}`]],
    ['another rule', model(wrong, '  // eslint-disable-next-line tenancy/valid-settings\n'), [`4:15 ${rule}`]],
    ['a rule switched off', `/* eslint ${rule}: off */\n${model(wrong)}`, []],
    ['a comment of another kind', model(`${wrong} // about eslint-disable`), [`3:15 ${rule}`]],
    ['text that looks like one', model(`b String @default("// eslint-disable-line") ${wrong.slice(6)}`), [`3:53 ${rule}`]],
  ])('%s', (_, text, expected) => {
    expect(found(text, { linterOptions: { reportUnusedDisableDirectives: 'off' } })).toEqual(expected)
  })

  it('that switch nothing off are reported where that is asked for, and taken away', () => {
    const text = `// eslint-disable-next-line\n${source}`
    const configs: Linter.Config[] = [...plugin.configs.recommended, { linterOptions: { reportUnusedDisableDirectives: 'error' } }]
    expect(linted(text, ...configs)).toMatchObject([{ line: 1, ruleId: null, fix: {} }])
    const { output } = new Linter({ configType: 'flat' }).verifyAndFix(text, configs, { filename: 'a.prisma' })
    expect(output.trim()).toBe(source.trim())
  })

  it('and make no sense are reported', () => {
    expect(found(`/* eslint tenancy/valid-settings: [ */\n${source}`)).toHaveLength(1)
    expect(found(`/* eslint-disable-line\n*/\n${source}`)).toEqual(['1:1 eslint-disable-line comment should not span multiple lines.'])
  })
})

describe('whatever stands in a file', () => {
  it.each([
    '',
    '\ufeff',
    '}',
    '\0',
    '"',
    '/*',
    '//',
    '@@',
    'model',
    'model A {',
    'model A {\n@@unique([',
    'model A { a Int @relation(fields: [a], references: [b]) }',
    'datasource',
    'enum {}',
    '\ud83d',
    '(((',
    'model A {\n'.repeat(500),
    `model A {\n  a Int @default(${'['.repeat(2000)}\n}`,
  ])('%j is no fatal error', (text) => {
    expect(linted(text).filter(({ fatal }) => fatal)).toEqual([])
  })
})

describe('rules for programs', () => {
  it.each<[string, Linter.Config[]]>([
    ['ESLint', [js.configs.all]],
    ['typescript-eslint', tseslint.configs.all],
    ['eslint-plugin-eslint-plugin', [eslintPlugin.configs['all-type-checked']]],
  ])('of %s find nothing, and do not throw', (_, configs) => {
    for (const text of ['', source, `// a comment\n${model('a Int')}`]) expect(found(text, ...configs)).toEqual([])
  })
})
