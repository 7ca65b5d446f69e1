import { parseForESLint } from '@typescript-eslint/parser'
import { nothingAround, type ProjectAround } from '../../src/orms/query-reader.ts'
import { documentOf } from '../../src/document/document-of.ts'
import { judgeDocument } from '../../src/project/judged-document.ts'
import { Judge } from '../../src/proofs/tenant/judge.ts'
import { printQuery } from '../../src/query/print-query.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { catalogOf } from './catalog.ts'
import { virtualModules } from './virtual-modules.ts'

/** Other files of a program, and what of the project it is read with. */
export interface Told {
  readonly files?: Readonly<Record<string, string>>
  readonly schema: string
  readonly around?: Partial<ProjectAround>
}

function judgedCalls(text: string, { files = {}, schema, around }: Told) {
  const file = 'app.ts'
  const document = documentOf(
    { text, ast: parseForESLint(text, { range: true, filePath: file, sourceType: 'module' }).ast },
    defaultSettings,
    { file, modules: virtualModules({ ...files, [file]: text }), around: { ...nothingAround, major: () => 1, ...around } },
  )
  const catalog = catalogOf({ 'schema.sql': schema })
  const judge = new Judge(catalog, defaultSettings)
  const sent = { ...document, statements: document.statements.filter(({ sentBy }) => sentBy !== undefined) }
  return judgeDocument(sent, judge, catalog, defaultSettings, (by, ...given) => by.judgeAll(...given))
}

/** What the calls of a program do to which tables, each with its verdict. */
export function toldCalls(text: string, told: Told): string[] {
  return judgedCalls(text, told).flatMap(({ judged }) => judged.map(({ access, verdict }) => `${access.does} ${access.name}: ${verdict}`))
}

/** Why that is the verdict. */
export function reasonsOfCalls(text: string, told: Told): string[] {
  return judgedCalls(text, told).flatMap(({ judged }) => judged.map(({ reason }) => reason))
}

/** The text that tables are reported at. */
export function placesOfCalls(text: string, told: Told): string[] {
  return judgedCalls(text, told).flatMap(({ statement, judged }) =>
    judged.map(({ access }) => text.slice(...statement.source.hostRange(access.range))),
  )
}

/** The queries as they are read. */
export function queriesOfCalls(text: string, told: Told): string[] {
  return judgedCalls(text, told).flatMap(({ statement }) => (statement.statement?.query ? [printQuery(statement.statement.query)] : []))
}
