import { parseForESLint } from '@typescript-eslint/parser'
import { expect } from 'vitest'
import type { Document } from '../../src/document/document.ts'
import { documentOf, type HostPlace } from '../../src/document/document-of.ts'
import { nothingAround, type ProjectAround } from '../../src/orms/query-reader.ts'
import { accessesOf } from '../../src/rule/accesses.ts'
import { defaultSettings, type GivenSettings } from '../../src/settings/settings.ts'
import { catalogOf } from './catalog.ts'
import { virtualModules } from './virtual-modules.ts'

/** The references to tables of tenants in a program, each with its verdict; beside it are the files that it may import. */
export function verdictsOf(
  program: string,
  schema: string,
  beside: Readonly<Record<string, string>> = {},
  settings: GivenSettings = {},
): string[] {
  const catalog = catalogOf({ 'schema.sql': schema })
  const files = { ...beside, 'case.ts': program }
  const modules = virtualModules(files)
  const documents = new Map<string, Document>()
  const documentIn = (file: string): Document => {
    const known = documents.get(file) ?? read(modules.program(file), placeOf(file))
    documents.set(file, known)
    return known
  }
  const around: ProjectAround = {
    ...nothingAround,
    has: (packages) => packages.some((name) => Object.values(files).some((text) => text.includes(`'${name}'`))),
    major: () => 1,
    programsWith: modules.programsWith,
    programIn: (file) => (file in files ? modules.program(file) : undefined),
  }
  const placeOf = (file: string): HostPlace => ({ file, modules, around, documentIn })
  const document = read({ text: program, ast: parseForESLint(program, { range: true }).ast }, placeOf('case.ts'))
  return accessesOf(document, () => catalog, { ...defaultSettings, ...settings })
    .flat()
    .map(({ table, verdict }) => `${table}: ${verdict}`)
}

/** The verdicts alone of a program that calls functions of its own, be they in the same file or in another one. */
export function verdictsBehind(own: string, program: string, schema: string): string[] {
  const names = [...own.matchAll(/export (?:async )?(?:function\*?|const) (\w+)/g)].map(([, name]) => name).join(', ')
  const inOneFile = verdictsOf(own + program, schema)
  const imported = verdictsOf(`import { ${names} } from './own'\n${program}`, schema, { 'own.ts': own })
  expect(imported).toEqual(inOneFile.slice(-imported.length))
  return imported.map((one) => one.replace(/.*: /, ''))
}

function read({ text, ast }: { readonly text: string; readonly ast: object }, place: HostPlace): Document {
  return documentOf({ text, ast }, defaultSettings, place)
}
