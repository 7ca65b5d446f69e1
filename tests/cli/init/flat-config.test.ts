import { describe, expect, it } from 'vitest'
import { addToEditorSettings } from '../../../src/cli/init/editor.ts'
import { addToFlatConfig } from '../../../src/cli/init/flat-config.ts'

function add(text: string, file = 'eslint.config.mjs'): string {
  const edited = addToFlatConfig(file, text, { tenantColumns: ['team_id'] })
  return edited.kind === 'changed' ? edited.text : edited.kind
}

const settings = "{ settings: { tenancy: { tenantColumns: ['team_id'] } } }"
const load = "import tenancy from 'eslint-plugin-tenancy'"

describe('a flat configuration gets the plugin', () => {
  it('in an array of several lines, behind the comment of its last member', () => {
    expect(
      add("import js from '@eslint/js';\n\nexport default [\n  js.configs.recommended, // all of it, really\n  // the end\n];\n"),
    ).toBe(
      `import js from '@eslint/js';\n${load};\n\nexport default [\n  js.configs.recommended, // all of it, really\n  ...tenancy.configs.recommended,\n  ${settings},\n  // the end\n];\n`,
    )
  })

  it('where the last member has no comma', () => {
    expect(add("import js from '@eslint/js'\nexport default [\n\tjs // it\n]\n")).toBe(
      `import js from '@eslint/js'\n${load}\nexport default [\n\tjs, // it\n\t...tenancy.configs.recommended,\n\t${settings}\n]\n`,
    )
  })

  it('as one more of what a wrapper that is known takes', () => {
    const antfu = "import antfu from '@antfu/eslint-config'\n"
    expect(add(`${antfu}\nexport default antfu({ vue: true })\n`)).toBe(
      `${antfu}${load}\n\nexport default antfu({ vue: true }, ...tenancy.configs.recommended, ${settings})\n`,
    )
    expect(add(`${antfu}\nexport default antfu(\n  { vue: true },\n)\n`)).toBe(
      `${antfu}${load}\n\nexport default antfu(\n  { vue: true },\n  ...tenancy.configs.recommended,\n  ${settings},\n)\n`,
    )
    // Its first argument is none of the configurations.
    expect(add(`${antfu}\nexport default antfu()\n`)).toBe(
      `${antfu}${load}\n\nexport default antfu(\n  {},\n  ...tenancy.configs.recommended,\n  ${settings}\n)\n`,
    )
    expect(add(`${antfu}\nexport default antfu().append({})\n`)).toBe(
      `${antfu}${load}\n\nexport default antfu().append({}, ...tenancy.configs.recommended, ${settings})\n`,
    )
    expect(add(`${antfu}\nexport default antfu().prepend({})\n`)).toBe('not understood')
    const nuxt = "import withNuxt from './.nuxt/eslint.config.mjs'\n"
    expect(add(`${nuxt}\nexport default withNuxt(\n  // Your custom configs here\n)\n`)).toBe(
      `${nuxt}${load}\n\nexport default withNuxt(\n  // Your custom configs here\n  ...tenancy.configs.recommended,\n  ${settings}\n)\n`,
    )
    expect(add("import antfu from './mine.js'\nexport default antfu({})\n")).toBe('not understood')
  })

  it.each([
    ['export default []', `${load}\n\nexport default [\n  ...tenancy.configs.recommended,\n  ${settings}\n]`],
    ['export default [\n]', `${load}\n\nexport default [\n  ...tenancy.configs.recommended,\n  ${settings}\n]`],
    ['export default [{}]', `${load}\n\nexport default [{}, ...tenancy.configs.recommended, ${settings}]`],
    ['export default [{}, ]', `${load}\n\nexport default [{}, ...tenancy.configs.recommended, ${settings}, ]`],
    [
      '/** @type {any} */\nexport default [{}]',
      `${load}\n\n/** @type {any} */\nexport default [{}, ...tenancy.configs.recommended, ${settings}]`,
    ],
    [
      "'use strict'\nmodule.exports = [{}]",
      `'use strict'\nconst tenancy = require('eslint-plugin-tenancy')\n\nmodule.exports = [{}, ...tenancy.configs.recommended, ${settings}]`,
    ],
    [
      "const config = require('typescript-eslint').config\r\nmodule.exports = [config]\r\n",
      `const config = require('typescript-eslint').config\r\nconst tenancy = require('eslint-plugin-tenancy')\r\nmodule.exports = [config, ...tenancy.configs.recommended, ${settings}]\r\n`,
    ],
    [
      'const tenancy = 1\nexport default [{}]',
      `import tenancyPlugin from 'eslint-plugin-tenancy'\n\nconst tenancy = 1\nexport default [{}, ...tenancyPlugin.configs.recommended, ${settings}]`,
    ],
  ])('%j', (text, expected) => {
    expect(add(text)).toBe(expected)
  })

  it.each([
    ["import { defineConfig } from 'eslint/config'\n", 'export default defineConfig([{}])', 'export default defineConfig([{}, …])'],
    ["import { defineConfig } from 'eslint/config'\n", 'export default defineConfig({}, {})', 'export default defineConfig({}, {}, …)'],
    ["import { defineConfig as of } from 'eslint/config'\n", 'export default of({})', 'export default of({}, …)'],
    ["import tseslint from 'typescript-eslint'\n", 'export default tseslint.config({})', 'export default tseslint.config({}, …)'],
    ["import * as ts from 'typescript-eslint'\n", 'export default (ts.config([{}]))', 'export default (ts.config([{}, …]))'],
    ["import a from 'a'\n", 'export default {}', 'export default [{}, …]'],
    ["import a from 'a'\n", 'export default {\n  a,\n}', 'export default [{\n  a,\n}, …]'],
    ["import a from 'a'\n", 'export = [a]', 'export = [a, …]'],
    ["import a from 'a'\n", 'const all = [a]\nexport default all', 'const all = [a, …]\nexport default all'],
  ])('with %j: %j', (loaded, text, expected) => {
    expect(add(loaded + text, text.includes('export =') ? 'eslint.config.ts' : undefined)).toBe(
      `${loaded}${load}\n${expected.replace('…', `...tenancy.configs.recommended, ${settings}`)}`,
    )
  })

  it('in TypeScript, with the quotes of the file', () => {
    const text = 'import type { Linter } from "eslint";\n\nexport default [{}] satisfies Linter.Config[];\n'
    expect(add(text, 'eslint.config.ts')).toBe(
      'import type { Linter } from "eslint";\nimport tenancy from "eslint-plugin-tenancy";\n\n' +
        'export default [{}, ...tenancy.configs.recommended, { settings: { tenancy: { tenantColumns: ["team_id"] } } }] satisfies Linter.Config[];\n',
    )
  })
})

describe('a flat configuration is left alone', () => {
  it.each([
    'export default antfu({})',
    "import { defineConfig } from 'somewhere'\nexport default defineConfig([])",
    'export default function () {}',
    'export default class {}',
    'let all = []\nexport default all',
    'export default [,]',
    'export default await load()',
    'exports = []',
    'module.exports = []\nmodule.exports = [{}]',
  ])('where its shape is not known: %j', (text) => {
    expect(add(text)).toBe('not understood')
  })

  it.each([
    "import t from 'eslint-plugin-tenancy'\nexport default [...t.configs.strict]",
    "const { configs } = require('eslint-plugin-tenancy')\nmodule.exports = configs.strict",
    "const strict = require('eslint-plugin-tenancy').configs.strict\nmodule.exports = strict",
  ])('where it has the plugin: %j', (text) => {
    expect(add(text)).toBe('there')
  })

  it('where it cannot be parsed, and says where', () => {
    expect(addToFlatConfig('eslint.config.js', 'export default [\n  {},\n', {})).toEqual({
      kind: 'broken',
      reason: expect.stringMatching(/^cannot be parsed at line \d \(.+\)$/) as string,
    })
    expect(add('export default ["\ufffd"]')).toBe('broken')
  })

  it.each(['', '// later\n'])('where it exports nothing: %j', (text) => {
    expect(add(text)).toBe('empty')
  })

  it('where any beginning of one ends in the middle', () => {
    const whole = "import js from '@eslint/js'\nexport default [\n  js, /* , */ // ,\n]\n"
    for (let end = 0; end < whole.length; end++) expect(() => add(whole.slice(0, end))).not.toThrow()
    expect(add(whole)).toContain('  js, /* , */ // ,\n  ...tenancy.configs.recommended,\n')
  })
})

describe('the settings of an editor', () => {
  const edit = (text: string): string => {
    const edited = addToEditorSettings(text)
    return edited.kind === 'changed' ? edited.text : edited.kind
  }
  const usual = '"eslint.validate": ["javascript", "javascriptreact", "typescript", "typescriptreact", "sql", "prisma"]'

  it.each([
    ['{}', `{\n  ${usual}\n}`],
    ['{\n  // why\n  "a": 1 // it\n}\n', `{\n  // why\n  "a": 1, // it\n  ${usual}\n}\n`],
    ['{} // {', `{\n  ${usual}\n} // {`],
    ['{\n  "a": 1,\n}\n', `{\n  "a": 1,\n  ${usual},\n}\n`],
    ['{\r\n\t"a": 1\r\n}', `{\r\n\t"a": 1,\r\n\t${usual}\r\n}`],
    ['{ "eslint.validate": ["sql"] }', '{ "eslint.validate": ["sql", "prisma"] }'],
    ['{ "eslint.validate": [\n  "vue" // too\n] }', '{ "eslint.validate": [\n  "vue", // too\n  "sql",\n  "prisma"\n] }'],
  ])('are added to: %j', (text, expected) => {
    expect(edit(text)).toBe(expected)
  })

  it.each(['', '[]', '{', '{}}', 'a = {}', '{ ...a }', '{ "eslint.validate": true }', '{ "eslint.validate": [], "eslint.validate": [] }'])(
    'are left alone where they are not understood: %j',
    (text) => {
      expect(edit(text)).toBe('not understood')
    },
  )

  it('are left alone where they say it', () => {
    expect(edit('{ "eslint.validate": ["prisma", { "language": "sql" }] }')).toBe('there')
  })
})
