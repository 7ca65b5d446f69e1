import { parseForESLint } from '@typescript-eslint/parser'
import { documentOf } from '../../../../src/document/document-of.ts'
import { judgeDocument } from '../../../../src/project/judged-document.ts'
import { Judge } from '../../../../src/proofs/tenant/judge.ts'
import { defaultSettings, type Settings } from '../../../../src/settings/settings.ts'
import { virtualModules } from '../../../support/virtual-modules.ts'
import { callsCatalog, schemaText } from './calls.ts'

const catalog = callsCatalog()
const schemas = new Map<string, readonly { file: string; text: string }[]>()

interface Surroundings {
  /** What the program imports, by path. */
  readonly files?: Readonly<Record<string, string>>
  readonly settings?: Partial<Settings>
  readonly schema?: string
}

interface ReadCall {
  /** `read projects: scoped`. */
  readonly accesses: readonly string[]
  readonly reasons: readonly string[]
  /** What it sends, on each of its ways. */
  readonly sql: readonly string[]
  /** What of the program each of its tables stands at. */
  readonly places: readonly string[]
}

/** What is read of the calls of a program, statement by statement. */
export function readCalls(program: string, { files = {}, settings = {}, schema = schemaText }: Surroundings = {}): ReadCall[] {
  const all = { ...defaultSettings, ...settings }
  const schemaFiles = schemas.get(schema) ?? [{ file: 'schema.prisma', text: schema }]
  schemas.set(schema, schemaFiles)
  const { ast } = parseForESLint(program, { range: true, filePath: 'program.ts', sourceType: 'module' })
  const modules = virtualModules({ ...files, 'program.ts': program })
  const around = {
    schemaFiles: () => schemaFiles,
    major: () => 7,
    has: () => true,
    catalog: () => catalog,
    programsWith: modules.programsWith,
    programIn: () => undefined,
    nearest: () => undefined,
  }
  const document = documentOf({ text: program, ast }, all, { file: 'program.ts', modules, around })
  const judged = judgeDocument(document, new Judge(catalog, all), catalog, all, (by, ...given) => by.judgeAll(...given))
  return judged
    .filter(({ statement }) => statement.sentBy === 'prisma')
    .map(({ statement, judged: found }) => ({
      accesses: found.map(({ access, verdict }) => `${access.does} ${access.name}: ${verdict}`),
      reasons: found.map(({ reason }) => reason),
      sql: [statement, ...statement.variants].map(({ source }) => source.text.trim()),
      places: found.map(({ access, place }) => program.slice(...place(access.range))),
    }))
}

/** The same of the calls of one function, with a client of Prisma around. */
export function readBody(body: string, surroundings?: Surroundings): ReadCall[] {
  return readCalls(`import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n${body}`, surroundings)
}

export function verdictsIn(body: string, surroundings?: Surroundings): string[] {
  return readBody(body, surroundings).flatMap(({ accesses }) => accesses)
}
