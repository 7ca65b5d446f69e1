import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFolder, keptFolder, repository, writeFiles } from './folders.ts'
import { installed } from './installed.ts'
import { costFigure, costOfCommand, inTurns, ratioOf, sum, type Cost } from './measure.ts'
import { migrationScripts } from './migrations.ts'
import { notationNamed, schemaOf } from './notations.ts'
import { plainModule, taggedModule } from './programs.ts'
import type { Part, Row } from './results.ts'

const packages = [
  '@electric-sql/pglite-socket@0.2.17',
  '@electric-sql/pglite@0.5.14',
  '@postgres-language-server/cli@0.25.5',
  '@ts-safeql/eslint-plugin@5.1.2',
  '@typescript-eslint/parser@8.73.0',
  'eslint-plugin-sql@3.4.1',
  'eslint@10.15.0',
  'libpg-query@18.1.5',
  'prisma-lint@0.13.1',
  'squawk-cli@2.66.0',
  'typescript@5.9.3',
]

export const peers: Part = {
  title: 'Beside other tools',
  aim: 'ahead of each tool in JavaScript; level with those in Rust',
  how: `Each tool runs as a process on the same files, in turns, with all of the rules that need no options of a project: ${packages.join(', ')}.
Squawk and the language server of Postgres look at each migration by itself; so does prisma-lint at each file, mostly at names. This plugin puts all of them together into one catalog first. SafeQL needs types
and a database: it asks PGlite what each query returns, and the time of PGlite, which is another process, is not counted. eslint-plugin-sql looks for queries that are put together unsafely, with its rule for the format switched off.
Where ESLint runs, what it takes without any plugin is a row of its own.`,
  async *rows(size, only) {
    const folder = keptFolder('peers')
    installed(folder, packages)
    const link = join(folder, 'node_modules/eslint-plugin-tenancy')
    if (!existsSync(link)) symlinkSync(repository, link, 'junction')
    const all = { migrations, prisma, programs }
    for (const [name, measure] of Object.entries(all)) if (only.length === 0 || only.includes(name)) yield* measure(size === 'tiny')
  },
}

interface Tool {
  readonly command: readonly string[]
  readonly findings: (output: string) => number
}

const bin = (name: string): string => join(keptFolder('peers'), 'node_modules/.bin', name)
const tenancy = (...given: readonly string[]): Tool => ({
  command: [process.execPath, join(repository, 'dist/src/cli/main.js'), 'check', '--no-config', ...given],
  findings: lastNumbers(/^(\d+) errors?, (\d+) warnings?\.$/m),
})

/** A tool that says nothing of how much it found has failed. */
function lastNumbers(pattern: RegExp): (output: string) => number {
  return (output) => {
    const found = pattern.exec(output)
    if (!found) throw new Error(`A tool says ${output.slice(-1_000)}`)
    return sum(found.slice(1).map((text) => Number(text.replaceAll(',', ''))))
  }
}

async function* migrations(isTiny: boolean): AsyncIterable<Row> {
  const root = emptyFolder('peers', 'migrations')
  const count = isTiny ? 20 : 3_000
  const files = Object.fromEntries(migrationScripts(count).map((text, i) => [`migrations/${String(i).padStart(5, '0')}_more.sql`, text]))
  const language = {
    db: { disableConnection: true },
    linter: { enabled: true, rules: { safety: { all: true } } },
    files: { maxSize: 10_000_000 },
  }
  writeFiles(root, { ...files, 'package.json': '{ "private": true }', 'postgres-language-server.jsonc': JSON.stringify(language) })
  yield* rowsOf(`${count} migrations`, isTiny ? 1 : 3, root, {
    'tenancy check': tenancy('migrations'),
    'tenancy check --preset all': tenancy('--preset', 'all', 'migrations'),
    squawk: { command: [bin('squawk'), ...Object.keys(files)], findings: lastNumbers(/Found ([\d,]+) issues?/) },
    'postgres-language-server': {
      command: [bin('postgres-language-server'), 'check', '--disable-db', '--max-diagnostics=none', 'migrations'],
      findings: lastNumbers(/Found (\d+) (?:errors?|warnings?)/),
    },
  })
}

async function* prisma(isTiny: boolean): AsyncIterable<Row> {
  const root = emptyFolder('peers', 'prisma')
  const count = isTiny ? 20 : 1_000
  const rules = {
    'ban-unbounded-string-type': ['error'],
    'enum-name-pascal-case': ['error'],
    'enum-value-snake-case': ['error'],
    'field-name-camel-case': ['error'],
    'field-name-grammatical-number': ['error', { ifList: 'plural' }],
    'field-name-mapping-snake-case': ['error'],
    'model-name-grammatical-number': ['error', { style: 'singular' }],
    'model-name-mapping-snake-case': ['error', { compoundWords: [] }],
    'model-name-pascal-case': ['error'],
    'require-default-empty-arrays': ['error'],
    'require-field-index': ['error', { forAllRelations: true }],
  }
  writeFiles(root, { ...schemaOf(notationNamed('Prisma'), count, 10), '.prismalintrc.json': JSON.stringify({ rules }) })
  yield* rowsOf(`${count} models of Prisma`, isTiny ? 1 : 3, root, {
    'tenancy check': tenancy('prisma'),
    'tenancy check --preset all': tenancy('--preset', 'all', 'prisma'),
    'prisma-lint': {
      command: [bin('prisma-lint'), '--no-color', 'prisma/schema'],
      findings: (output) => output.split('error ').length - 1,
    },
  })
}

const eslintProgram = `import { ESLint } from 'eslint'
import parser from '@typescript-eslint/parser'
const [, , which, url] = process.argv
const files = ['**/*.ts']
const of = {
  alone: () => [{ files, languageOptions: { parser } }],
  types: () => [{ files, languageOptions: { parser, parserOptions: { project: './tsconfig.json' } } }],
  tenancy: async () => [...(await import('eslint-plugin-tenancy')).default.configs.recommended],
  sql: async () => [
    ...of.alone(),
    { files, plugins: { sql: (await import('eslint-plugin-sql')).default }, rules: { 'sql/no-unsafe-query': ['error', { sqlTag: 'sql' }] } },
  ],
  safeql: async () => [
    ...of.types(),
    {
      files,
      plugins: { safeql: await import('@ts-safeql/eslint-plugin') },
      rules: { 'safeql/check-sql': ['error', { connections: [{ databaseUrl: url, targets: [{ tag: 'sql' }] }] }] },
    },
  ],
}
const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: await of[which]() })
const results = await eslint.lintFiles(['src'])
const messages = results.flatMap((result) => result.messages)
console.log(messages.slice(0, 3), messages.length + ' findings')
process.exit()
`

const databaseProgram = `import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { readdirSync, readFileSync } from 'node:fs'
const db = await PGlite.create()
for (const file of readdirSync('migrations').sort()) await db.exec(readFileSync('migrations/' + file, 'utf8'))
const server = new PGLiteSocketServer({ db, port: Number(process.argv[2]), host: '127.0.0.1', maxConnections: 10 })
await server.start()
console.log('ready')
`

async function* programs(isTiny: boolean): AsyncIterable<Row> {
  const root = emptyFolder('peers', 'programs')
  const [count, tables, port] = isTiny ? [4, 4, 54_398] : [300, 50, 54_399]
  const modules = Array.from({ length: count }, (_, n): [string, string] => [
    `src/report-${n}.ts`,
    n % 3 === 0 ? taggedModule(n, tables) : plainModule(n),
  ])
  writeFiles(root, {
    ...schemaOf(notationNamed('SQL'), tables, 1),
    ...Object.fromEntries(modules),
    'src/database.ts': 'export type Sql = <Row = unknown>(texts: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>\n',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, target: 'es2023', module: 'nodenext', types: [] },
      include: ['src'],
    }),
    'lint.mjs': eslintProgram,
    'database.mjs': databaseProgram,
  })
  const database = await startDatabase(root, port)
  const url = `postgres://postgres:postgres@127.0.0.1:${port}/template1?sslmode=disable`
  const lint = (which: string): Tool => ({ command: [process.execPath, 'lint.mjs', which, url], findings: lastNumbers(/(\d+) findings/) })
  try {
    yield* rowsOf(`${count} modules, a third with SQL`, isTiny ? 1 : 3, root, {
      'ESLint, recommended preset': lint('tenancy'),
      'ESLint alone': lint('alone'),
      'ESLint, eslint-plugin-sql': lint('sql'),
      'ESLint with types': lint('types'),
      'ESLint with types, SafeQL': lint('safeql'),
    })
  } finally {
    database.kill()
  }
}

async function startDatabase(cwd: string, port: number): Promise<ChildProcess> {
  const database = spawn(process.execPath, ['database.mjs', String(port)], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(database.stdout, 'data')
  return database
}

/** The first tool is what the others are held against. */
async function* rowsOf(files: string, rounds: number, root: string, tools: Readonly<Record<string, Tool>>): AsyncIterable<Row> {
  const findings: Record<string, number> = {}
  const run = (name: string, tool: Tool): Cost => {
    const { output, ...cost } = costOfCommand(tool.command, root)
    findings[name] = tool.findings(output)
    return cost
  }
  const actions = Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, () => run(name, tool)]))
  const costs = await inTurns(actions, rounds)
  const [ours = ''] = Object.keys(tools)
  for (const tool of Object.keys(tools)) {
    const own = costs[tool] ?? []
    yield {
      files,
      tool,
      'processor, ms': costFigure(own),
      'clock, ms': costFigure(own, 'wall'),
      'by the first row': ratioOf(own, costs[ours] ?? []),
      findings: findings[tool],
    }
  }
}
