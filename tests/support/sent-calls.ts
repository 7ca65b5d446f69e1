import { parseForESLint } from '@typescript-eslint/parser'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { documentOf } from '../../src/document/document-of.ts'
import { nothingAround, type ProjectAround } from '../../src/orms/query-reader.ts'
import type { Document } from '../../src/document/document.ts'
import { bare, type Node } from '../../src/javascript/nodes.ts'
import type { JudgedStatement } from '../../src/project/judged-by.ts'
import { judgeDocument } from '../../src/project/judged-document.ts'
import { Judge } from '../../src/proofs/tenant/judge.ts'
import type { Query } from '../../src/query/query.ts'
import { defaultSettings, type Settings } from '../../src/settings/settings.ts'
import { splitScript } from '../../src/sql/script.ts'
import { virtualModules } from './virtual-modules.ts'

/** What some statements do, as far as two of the same meaning must agree. */
export interface Meaning {
  /** `read orders: scoped`, each once, by the alphabet. */
  readonly accesses: readonly string[]
  /** `order by` and `limit`, where any of the statements has them. */
  readonly clauses: readonly string[]
}

export interface CallsProgram {
  /** What the program imports, by path. */
  readonly files: Readonly<Record<string, string>>
  /** The file with `export const calls = { 'a name': (db) => …, }`. */
  readonly file: string
  readonly catalog: Catalog
  readonly around?: Partial<ProjectAround>
  readonly settings?: Partial<Settings>
}

/** What is read of each call of a program whose calls are the properties of an object `calls`, by their names. */
export function meaningsOfCalls(program: CallsProgram): Map<string, Meaning> {
  return new Map([...judgedCalls(program)].map(([name, judged]) => [name, merged(judged.map(meaningOf))]))
}

/** The statements that each call of such a program sends, judged. */
export function judgedCalls({ files, file, catalog, around, settings = {} }: CallsProgram): Map<string, JudgedStatement[]> {
  const text = files[file] ?? ''
  const modules = virtualModules(files)
  const { ast } = parseForESLint(text, { range: true, filePath: file, sourceType: 'module' })
  const document = documentOf(
    { text, ast },
    { ...defaultSettings, ...settings },
    {
      file,
      modules,
      around: {
        ...nothingAround,
        has: (packages) => around?.major?.(packages) !== undefined,
        programsWith: modules.programsWith,
        programIn: (path) => (path in files ? modules.program(path) : undefined),
        catalog: () => catalog,
        ...around,
      },
    },
  )
  const sent = document.statements.filter(({ sentBy }) => sentBy !== undefined)
  const judged = judgedIn({ ...document, statements: sent }, catalog, settings)
  return new Map(
    callsIn(ast.body).map(({ name, range: [start, end] }) => [
      name,
      judged.filter(({ statement: { range } }) => start <= range[0] && range[1] <= end),
    ]),
  )
}

/** What statements of SQL mean, such as those that a library has sent. */
export function meaningOfSql(statements: readonly string[], catalog: Catalog, settings: Partial<Settings> = {}): Meaning {
  return merged(
    statements.flatMap((text) => {
      const document = documentOf(
        { text, ast: { type: 'SqlRoot', script: splitScript(text) } },
        { ...defaultSettings, ...settings },
        { file: 'sent.sql', modules: { open: () => undefined } },
      )
      return judgedIn(document, catalog, settings).map(meaningOf)
    }),
  )
}

function callsIn(body: readonly Node[]): { name: string; range: readonly [number, number] }[] {
  for (const statement of body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined
    const [one] = declaration?.type === 'VariableDeclaration' ? declaration.declarations : []
    const calls = one?.id.type === 'Identifier' && one.id.name === 'calls' && one.init ? bare(one.init) : undefined
    if (calls?.type !== 'ObjectExpression') continue
    return calls.properties.flatMap((property) => {
      if (property.type !== 'Property') return []
      const { key, range } = property
      return [{ name: key.type === 'Literal' ? String(key.value) : key.type === 'Identifier' ? key.name : '', range }]
    })
  }
  throw new Error('the program has no object `calls`')
}

function judgedIn(document: Document, catalog: Catalog, settings: Partial<Settings>): JudgedStatement[] {
  const all = { ...defaultSettings, ...settings }
  const judge = new Judge(catalog, all)
  const judging = (by: Judge, ...given: Parameters<Judge['judge']>): ReturnType<Judge['judge']> => by.judgeAll(...given)
  return judgeDocument(document, judge, catalog, all, judging)
}

function meaningOf({ statement, judged }: JudgedStatement): Meaning {
  return {
    accesses: judged.map(({ access, verdict }) => `${access.does} ${access.name}: ${verdict}`),
    clauses: statement.statement?.query ? clausesOf(statement.statement.query) : [],
  }
}

function clausesOf(query: Query): string[] {
  if (!('orderBy' in query)) return []
  return [...(query.orderBy.length > 0 ? ['order by'] : []), ...(query.limit ? ['limit'] : [])]
}

function merged(meanings: readonly Meaning[]): Meaning {
  const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort()
  return { accesses: sorted(meanings.flatMap(({ accesses }) => accesses)), clauses: sorted(meanings.flatMap(({ clauses }) => clauses)) }
}
