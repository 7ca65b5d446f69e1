import { parseForESLint } from '@typescript-eslint/parser'
import { documentOf } from '../../src/document/document-of.ts'
import type { Document } from '../../src/document/document.ts'
import { noModules, type Modules } from '../../src/javascript/modules.ts'
import { Judge } from '../../src/proofs/tenant/judge.ts'
import { accessesOf } from '../../src/rule/accesses.ts'
import type { PlacedAccess } from '../../src/rule/placed-access.ts'
import { defaultSettings, type Settings } from '../../src/settings/settings.ts'
import { splitScript } from '../../src/sql/script.ts'
import { catalogOf } from './catalog.ts'
import { javascriptTree } from './javascript.ts'
import { shop } from './shop.ts'

const catalog = catalogOf({ 'shop.sql': shop })

/** A file of the shop as it is read and judged. */
export interface ReadFile {
  readonly text: string
  readonly document: Document
  /** The references to tables of tenants, in the order of the file. */
  readonly accesses: readonly PlacedAccess[]
}

interface Around {
  readonly file?: string
  readonly modules?: Modules
  readonly settings?: Partial<Settings>
}

/** Reads a file and judges its queries on the tables of the shop. */
export function readFile(text: string, { file = 'case.ts', modules = noModules, settings = {} }: Around = {}): ReadFile {
  const all = { ...defaultSettings, ...settings }
  const document = documentOf({ text, ast: treeOf(text, file) }, all, { file, modules })
  const judge = new Judge(catalog, all)
  const inserts = document.statements.flatMap(({ statement, source }) =>
    statement?.query ? judge.inserts(statement.query).map((one) => ({ ...one, range: source.hostRange(one.access.range) })) : [],
  )
  const accesses = accessesOf(document, () => catalog, all).flat()
  return {
    text,
    document,
    accesses: accesses.map((access) => ({
      ...access,
      ...(access.does === 'insert' && inserts.find(({ range }) => range.join() === access.range.join())),
      table: access.table,
      column: access.column,
      range: access.range,
      open: access.open,
    })),
  }
}

function treeOf(text: string, file: string): object {
  if (file.endsWith('.sql')) return { type: 'SqlRoot', script: splitScript(text) }
  const javascript = file.endsWith('.js') ? javascriptTree(text) : undefined
  return javascript ?? parseForESLint(text, { range: true, ecmaFeatures: { jsx: file.endsWith('x') }, filePath: file }).ast
}

/** What a file is found to hold: each reference to a table of tenants with its verdict, and why it cannot be seen. */
export function foundIn(text: string, around?: Around): string {
  return readFile(text, around).accesses.map(shown).join(', ')
}

function shown({ table, does, verdict, reason }: PlacedAccess): string {
  const why = verdict === 'dynamic' ? ` (${/`.*`/s.exec(reason)?.[0] ?? reason})` : ''
  return `${table}${does === 'read' ? '' : `.${does}`}:${verdict}${why}`
}

/** The verdicts of a file in the order of its references. */
export function verdictsOf({ accesses }: ReadFile): string[] {
  return accesses.map(({ table, does, verdict }) => `${table} ${does}: ${verdict}`)
}
