import { readdirSync, readFileSync } from 'node:fs'
import { ESLint, Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url)
const { default: config, layers } = (await import(new URL('eslint.config.js', root).href)) as {
  default: Linter.Config[]
  layers: Record<string, object>
}

describe('imports point one way', () => {
  const blocks = config.filter(({ name }) => name?.startsWith('imports/'))

  function isReported(file: string, code: string): boolean {
    const linter = new Linter({ configType: 'flat', cwd: '/project' })
    const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } }
    const messages = linter.verify(code, [parser, ...blocks], { filename: `/project/${file}` })
    expect(messages.filter(({ ruleId }) => ruleId !== 'no-restricted-imports')).toEqual([])
    return messages.length > 0
  }

  it.each([
    ['src/catalog/fold.ts', "import { splitScript } from '../sql/script.ts'"],
    ['src/catalog/fold.ts', "import type { Document } from '../document/document.ts'"],
    ['src/catalog/fold.ts', "import { readFileSync } from 'node:fs'"],
    ['src/catalog/fold.ts', "export { splitScript } from '../sql/script.ts'"],
    ['src/catalog/fold/state.ts', "import { splitScript } from '../../sql/script.ts'"],
    ['src/sorted.ts', "import type { Range } from './catalog/place.ts'"],
    ['src/proofs/tenant.ts', "import { firstWhere } from '../sorted.ts'"],
    ['src/javascript/called.ts', "import type { Range } from '../catalog/place.ts'"],
    ['src/query/print.ts', "import { parse } from 'pgsql-ast-parser'"],
    ['src/proofs/tenant.ts', "import { readSettings } from '../settings/read.ts'"],
    ['src/proofs/tenant.ts', "import { splitScript } from '../sql/script.ts'"],
    ['src/proofs/tenant.ts', "import type { TSESTree } from '@typescript-eslint/utils'"],
    ['src/settings/read.ts', "import { cutName } from '../catalog/names.ts'"],
    ['src/javascript/scope.ts', "import { cutName } from '../catalog/names.ts'"],
    ['src/sql/script.ts', "import type { Document } from '../document/document.ts'"],
    ['src/sql/script.ts', "import { parse } from 'pgsql-ast-parser'"],
    ['src/sql/libpg-query/index.ts', "import { parse } from 'pgsql-ast-parser'"],
    ['src/sql/libpg-query/index.ts', "import type { Document } from '../../document/document.ts'"],
    ['src/orms/one/queries.ts', "import type { Document } from '../../document/document.ts'"],
    ['src/document/document.ts', "import { schemaDigest } from '../project/digest.ts'"],
    ['src/project/digest.ts', "import { defineRule } from '../rule/define-rule.ts'"],
    ['src/rule/define-rule.ts', "import { rules } from '../../rules/index.ts'"],
    ['src/rule/define-rule.ts', "import plugin from '../../index.ts'"],
    ['src/languages/sql.ts', "import { defineRule } from '../rule/define-rule.ts'"],
    ['src/configs.ts', "import { splitScript } from './sql/script.ts'"],
    ['rules/no-table.ts', "import { splitScript } from '../src/sql/script.ts'"],
    ['rules/no-table.ts', "import { cutName } from '../src/catalog/names.ts'"],
    ['rules/no-table.ts', "import { Linter } from 'eslint'"],
    ['index.ts', "import { splitScript } from './src/sql/script.ts'"],
  ])('%s may not: %s', (file, code) => {
    expect(isReported(file, code)).toBe(true)
  })

  it.each([
    ['src/catalog/fold.ts', "import { cutName } from './names.ts'"],
    ['src/catalog/fold/state.ts', "import { cutName } from '../names.ts'"],
    ['src/proofs/tenant.ts', "import type { Settings } from '../settings/settings.ts'"],
    ['src/proofs/tenant.ts', "import { cutName } from '../catalog/names.ts'"],
    ['src/javascript/called.ts', "import { firstWhere } from '../sorted.ts'"],
    ['src/settings/shape.ts', "import leven from 'leven'"],
    ['src/sql/pgsql-ast-parser/index.ts', "import { parse } from 'pgsql-ast-parser'"],
    ['src/sql/libpg-query/wasm.ts', "import { readFileSync } from 'node:fs'"],
    ['src/languages/sql.ts', "import { splitScript } from '../sql/script.ts'"],
    ['src/configs.ts', "import type { TenancyRule } from './rule/define-rule.ts'"],
    ['rules/no-table.ts', "import type { Name } from '../src/catalog/names.ts'"],
    ['rules/no-table.ts', "import { defineRule } from '../src/rule/define-rule.ts'"],
    ['rules/index.ts', "import noTable from './no-table.ts'"],
    ['index.ts', "import type { GivenSettings } from './src/settings/settings.ts'"],
  ])('%s may: %s', (file, code) => {
    expect(isReported(file, code)).toBe(false)
  })

  it('has a line for every folder', () => {
    const folders = readdirSync(new URL('src', root), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(folders.map(({ name }) => `src/${name}`)))
  })
})

describe('house rules', () => {
  const eslint = new ESLint({ cwd: new URL('.', root).pathname })
  const file = new URL('rules/valid-settings.ts', root).pathname
  const code = readFileSync(file, 'utf8')

  async function found(changed: string): Promise<(string | null)[]> {
    expect(changed).not.toBe(code)
    const [result] = await eslint.lintText(changed, { filePath: file })
    return result?.messages.map(({ ruleId }) => ruleId) ?? []
  }

  it.each([
    ['eslint-plugin/no-unused-message-ids', code.replace('messages: {', "messages: {\n      unused: 'Nobody says this.',")],
    ['eslint-plugin/no-missing-message-ids', code.replace("messageId: 'invalid'", "messageId: 'wrong'")],
    ['eslint-plugin/no-unused-placeholders', code.replace('data: { path, reason }', 'data: { path, reason, unused: path }')],
    ['eslint-plugin/no-missing-placeholders', code.replace('data: { path, reason }', 'data: { path }')],
    ['eslint-plugin/require-meta-docs-description', code.replace("'Disallow unknown", "'Finds unknown")],
    ['@typescript-eslint/no-explicit-any', `${code}\nexport const x = (y: any): boolean => y === 1\n`],
    ['no-restricted-syntax', `${code}\nexport const x = 1 as unknown as string\n`],
    ['max-lines', `${code}${'// more\n'.repeat(80)}`],
  ])('%s', async (rule, changed) => {
    expect(await found(changed)).toContain(rule)
  })
})
