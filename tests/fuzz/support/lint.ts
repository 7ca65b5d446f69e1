import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import { globSync } from 'tinyglobby'
import plugin from '../../../index.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { applySuggestion, rangeOf } from '../../support/run-rule.ts'
import { isParsed, type Sample } from './corpus.ts'
import { manifestOf } from './libraries.ts'

const require = createRequire(import.meta.url)

/** ESLint makes one of each configuration that it is given, which takes longer than linting a line does. */
const { FlatConfigArray } = require(join(dirname(require.resolve('eslint/package.json')), 'lib/config/flat-config-array.js')) as {
  FlatConfigArray: new (configs: Linter.Config[], options: { basePath: string }) => Linter.Config[] & { normalizeSync(): void }
}

/** A folder that is linted by all rules. */
export class Project {
  readonly root: string
  readonly #linter: Linter
  readonly #configs: Linter.Config[]

  constructor(files: Readonly<Record<string, string>>, settings: object = {}) {
    this.root = makeRepository(files)
    this.#linter = new Linter({ configType: 'flat', cwd: this.root })
    const configs = new FlatConfigArray([...plugin.configs.all, { settings: { tenancy: settings } }], { basePath: this.root })
    configs.normalizeSync()
    this.#configs = configs
  }

  lint(text: string, file: string): Linter.LintMessage[] {
    return this.#linter.verify(text, this.#configs, { filename: join(this.root, file) })
  }

  /** What is wrong with what is said of a text; undefined where nothing is. */
  complaint(text: string, file: string, { isThorough = false } = {}): string | undefined {
    try {
      const messages = this.lint(text, file)
      const wrong = messages.map((message) => wrongIn(message, text, file)).find((one) => one !== undefined)
      if (wrong !== undefined || !isThorough) return wrong
      if (JSON.stringify(this.lint(text, file)) !== JSON.stringify(messages))
        return 'the same text is told otherwise when it is linted again'
      return this.#wrongSuggestion(text, file, messages)
    } catch (error) {
      return thrown(error)
    }
  }

  #wrongSuggestion(text: string, file: string, messages: readonly Linter.LintMessage[]): string | undefined {
    const results = new Map(
      messages.flatMap(({ ruleId, suggestions = [] }) =>
        suggestions.map((one) => [applySuggestion(text, one), `${ruleId ?? ''}: ${one.desc}`]),
      ),
    )
    for (const [result, what] of [...results].slice(0, 3)) {
      const wrong = this.complaint(result, file)
      if (wrong !== undefined) return `after a suggestion (${what}): ${wrong}`
      if (isProgram(file) && !isParsed(result) && isParsed(text)) return `a suggestion leaves no program: ${what}\n${result}`
    }
    return undefined
  }
}

const isProgram = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file)

export function thrown(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : `threw ${String(error)}`
}

/** What ESLint itself says of a program, and of its own comments. */
const ofComments = /^Failed to parse JSON from /
const ofEslint = /^(?:Parsing error|Failed to parse JSON from) ?/

/** What stands in a message that was put together wrongly. */
const leftover = /\{\{\s*\w+\s*\}\}|(?<!\bis )\bundefined\b|\[object \w+\]|\bNaN\b|\bfunction \w*\(|=> /g

function wrongIn(message: Linter.LintMessage, text: string, file: string): string | undefined {
  const { ruleId, fatal, suggestions = [] } = message
  if (fatal) return (isProgram(file) ? ofEslint : ofComments).test(message.message) ? undefined : `fatal: ${message.message}`
  if (ruleId?.startsWith('tenancy/') !== true) return undefined
  const told = [message.message, ...suggestions.map(({ desc }) => desc)]
  const left = told.flatMap((one) => (one.trim() === '' ? ['nothing'] : (one.match(leftover) ?? []))).find((one) => !text.includes(one))
  if (left !== undefined) return `${ruleId} says ${left}: ${told.join(' | ')}`
  if (!isWithin(rangeOf(text, message), text) || message.line < 1 || message.column < 0)
    return `${ruleId} reports a place outside: ${JSON.stringify(message)}`
  if (suggestions.some(({ fix }) => !isWithin(fix.range, text))) return `${ruleId} edits a place outside: ${JSON.stringify(suggestions)}`
  return undefined
}

function isWithin([start, end]: readonly [number, number], text: string): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length
}

const shopFolder = new URL('../../../examples/shop/', import.meta.url).pathname
const shopFiles = Object.fromEntries(
  globSync('migrations/*.sql', { cwd: shopFolder }).map((file) => [file, readFileSync(join(shopFolder, file), 'utf8')]),
)

/** Files that are open in the editor, and are a part of the schema where they are one by their names. */
const open = {
  'migrations/0009_open.sql': '',
  'prisma/open.prisma': '',
  'src/schema.ts': '',
  'src/migrations/0009_open.ts': '',
  'src/entities/open.entity.ts': '',
  'src/helpers.ts':
    "export const table = 'events'\nexport const where = (id: string) => `organization_id = '${id}'`\nexport * from './schema'\n",
  'drizzle.config.ts': "export default { dialect: 'postgresql', schema: './src/schema.ts' }\n",
}

/** A project in which every library is there, and every notation may tell of the schema. */
export const projectFiles = { 'package.json': manifestOf('fuzz'), ...open }

/** What every other project says of itself. */
const settings = [
  { unknownTables: 'tenant', followForeignKeys: true },
  { engine: 'pgsql-ast-parser', rowLevelSecurity: 'trust', migrations: { queries: true }, clientRole: 'app', postgres: 9 },
  { rowLevelSecurity: 'trust', migrations: { queries: true, transactions: false } },
] as const

const made = new Map<string, Project>()

/** The project of a schema. */
export function projectOf({ schema }: Sample): Project {
  const key = schema?.text ?? ''
  const given = made.size % 2 === 0 ? {} : (settings[made.size % settings.length] ?? {})
  const files = schema ? { [schema.path]: schema.text } : shopFiles
  const project = made.get(key) ?? new Project({ ...projectFiles, ...files }, given)
  made.set(key, project)
  return project
}

export const filesOf = {
  sql: ['queries/open.sql', 'migrations/0009_open.sql', 'queries/open.sql'],
  prisma: ['prisma/open.prisma'],
  program: ['src/open.ts', 'src/schema.ts', 'src/open.tsx', 'src/migrations/0009_open.ts', 'src/entities/open.entity.ts', 'src/open.js'],
} as const
