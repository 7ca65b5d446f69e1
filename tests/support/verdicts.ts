import { parseForESLint } from '@typescript-eslint/parser'
import { documentOf } from '../../src/document/document-of.ts'
import { accessesOf } from '../../src/rule/accesses.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { catalogOf } from './catalog.ts'

/** The references to tables of tenants in a program, each with its verdict. */
export function verdictsOf(program: string, schema: string): string[] {
  const catalog = catalogOf({ 'schema.sql': schema })
  const document = documentOf({ text: program, ast: parseForESLint(program, { range: true }).ast }, defaultSettings)
  return accessesOf(document, () => catalog, defaultSettings)
    .flat()
    .map(({ table, verdict }) => `${table}: ${verdict}`)
}
