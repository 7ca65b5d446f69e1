import { parseForESLint } from '@typescript-eslint/parser'
import { nothingAround, type ProjectAround } from '../../src/orms/query-reader.ts'
import { documentOf } from '../../src/document/document-of.ts'
import { judgeDocument } from '../../src/project/judged-document.ts'
import { Judge } from '../../src/proofs/tenant/judge.ts'
import { printQuery } from '../../src/query/print-query.ts'
import { defaultSettings, type Settings } from '../../src/settings/settings.ts'
import { catalogOf } from './catalog.ts'
import { virtualModules } from './virtual-modules.ts'

/** Other files of a program, and what of the project it is read with. */
export interface Told {
  readonly files?: Readonly<Record<string, string>>
  readonly schema: string
  readonly around?: Partial<ProjectAround>
  readonly settings?: Partial<Settings>
  /** Whether texts of SQL count besides calls. */
  readonly withTexts?: boolean
}

function judgedCalls(text: string, { files = {}, schema, around, settings: given, withTexts = false }: Told) {
  const file = 'app.ts'
  const settings = { ...defaultSettings, ...given }
  const modules = virtualModules({ ...files, [file]: text })
  const document = documentOf({ text, ast: parseForESLint(text, { range: true, filePath: file, sourceType: 'module' }).ast }, settings, {
    file,
    modules,
    around: {
      ...nothingAround,
      major: () => 1,
      has: (packages) => !around?.major || around.major(packages) !== undefined,
      programsWith: modules.programsWith,
      programIn: (path) => (path in files ? modules.program(path) : undefined),
      ...around,
    },
  })
  const catalog = catalogOf({ 'schema.sql': schema })
  const judge = new Judge(catalog, settings)
  const sent = { ...document, statements: document.statements.filter(({ sentBy }) => withTexts || sentBy !== undefined) }
  return judgeDocument(sent, judge, catalog, settings, (by, ...given) => by.judgeAll(...given))
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
