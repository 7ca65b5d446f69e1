import parser from '@typescript-eslint/parser'
import { ESLint, type Linter } from 'eslint'
import { join } from 'node:path'
import { builtInner, builtPlugin } from './built.ts'
import { emptyFolder, writeFiles } from './folders.ts'
import { costOf, figure, isolated, sum, type Figure } from './measure.ts'
import { notationNamed, notations, schemaOf } from './notations.ts'
import { plainModule, queryModule } from './programs.ts'
import { isAsked, type Part, type Row } from './results.ts'

type Kind = 'plain' | 'query' | 'schema'

const filesOfChunk = 25

export const parserAlone: Linter.Config[] = [
  { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } },
  { files: ['**/*.{js,jsx,mjs,cjs}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
]

function linter(cwd: string, overrideConfig: Linter.Config[]): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig })
}

/** A plugin of so many rules, of which none does anything: what ESLint itself does for them. */
function idlePlugin(count: number): Linter.Config[] {
  const names = Array.from({ length: count }, (_, i) => `rule-${i}`)
  const rules = Object.fromEntries(names.map((name) => [name, { create: () => ({}) }]))
  return [...parserAlone, { plugins: { idle: { rules } }, rules: Object.fromEntries(names.map((name) => [`idle/${name}`, 'error'])) }]
}

export const applications: Part = {
  title: 'All of an application',
  aim: 'at most 1.03 times the time of ESLint with the parser alone; nothing that can be measured for files without queries',
  how: `Applications are generated in each notation: modules of a hundred lines, three in ten with a query that is scoped, one with a condition of the program, and one that is not.
There is a table for twenty files. One process lints all files with ESLint and the parser alone, and with the preset \`recommended\`, in turns, ${filesOfChunk} files at a time.
"All" counts what starting the plugin and reading the schema take, too; the other ratios are those of files alone, of each kind. "Idle rules" is the same ratio for a plugin of as many rules, of which none does anything: what ESLint itself does for them.`,
  *rows(size, only) {
    const sizes = size === 'tiny' ? [75] : [1_000, 10_000]
    const names = notations.map(({ name }) => name)
    for (const name of names.filter((one) => isAsked(one, only, names)))
      for (const files of sizes.filter((one) => isAsked(String(one), only, sizes.map(String)))) yield rowOf(name, files)
  },
}

function rowOf(notation: string, files: number): Row {
  const { starting, costs, findings, tables } = isolated(import.meta.url, lintGenerated, notation, files)
  const of = (kind: Kind): Figure | undefined => {
    const ratios = costs.filter((cost) => cost.kind === kind).map(({ base, ours }) => ours / base)
    return ratios.length > 0 ? figure(ratios) : undefined
  }
  const idle = figure(costs.map((cost) => cost.idle / cost.base))
  const base = sum(costs.map((cost) => cost.base))
  return {
    notation,
    files,
    tables,
    all: (starting + sum(costs.map(({ ours }) => ours))) / base,
    'without queries': of('plain'),
    'with queries': of('query'),
    'of the schema': of('schema'),
    'idle rules': idle,
    'start, ms': starting,
    'parser alone, ms a file': base / sum(costs.map(({ count }) => count)),
    findings,
  }
}

interface Turns {
  readonly tables: number
  readonly starting: number
  readonly findings: number
  readonly costs: readonly {
    readonly kind: string
    readonly count: number
    readonly base: number
    readonly ours: number
    readonly idle: number
  }[]
}

/** Lints files with both, in turns and so many at a time. The first of them go before, so that the parser is warm. */
export async function lintInTurns(root: string, paths: readonly string[], kindOf: (path: string) => string = () => ''): Promise<Turns> {
  const alone = linter(root, parserAlone)
  const [first = [], ...others] = chunksOf(paths, kindOf)
  await alone.lintFiles(first)
  const again = await costOf(() => alone.lintFiles(first))
  let ours = alone
  const begun = await costOf(async () => {
    ours = linter(root, (await builtPlugin()).configs.recommended)
    await ours.lintFiles(first)
  })
  const enabled = Object.keys(Object.assign({}, ...(await builtPlugin()).configs.recommended.map(({ rules = {} }) => rules)) as object)
  const idle = linter(root, idlePlugin(enabled.length))
  await idle.lintFiles(first)
  let findings = 0
  const lint = async (eslint: ESLint, chunk: string[]): Promise<number> => {
    const { cpu } = await costOf(async () => {
      const results = await eslint.lintFiles(chunk)
      findings += sum(results.map(({ messages }) => messages.filter(({ ruleId }) => ruleId?.startsWith('tenancy/')).length))
    })
    return cpu
  }
  const costs = []
  const turns = { base: alone, ours, idle }
  for (const [i, chunk] of others.entries()) {
    const cost = { base: 0, ours: 0, idle: 0 }
    const names = ['base', 'ours', 'idle'] as const
    for (const name of i % 2 === 0 ? names : names.toReversed()) cost[name] = await lint(turns[name], chunk)
    costs.push({ kind: kindOf(chunk[0] ?? ''), count: chunk.length, ...cost })
  }
  const { loadSchema, defaultSettings } = await builtInner()
  const { catalog } = loadSchema(paths[0] ?? '', defaultSettings, root)
  return { tables: catalog.tables.length, starting: begun.cpu - again.cpu, findings, costs }
}

function chunksOf(paths: readonly string[], kindOf: (path: string) => string): string[][] {
  const chunks: string[][] = []
  for (const path of paths) {
    const last = chunks.at(-1)
    if (last && last.length < filesOfChunk && kindOf(last[0] ?? '') === kindOf(path)) last.push(path)
    else chunks.push([path])
  }
  return chunks
}

export async function lintGenerated(name: string, fileCount: number): Promise<Turns> {
  const root = emptyFolder('applications', name)
  const notation = notationNamed(name)
  const tables = Math.ceil(fileCount / 20)
  const schema = schemaOf(notation, tables, 1)
  const modules = [...numbers(fileCount, filesOfChunk), ...numbers(0, fileCount)].map((n): [string, string] => {
    const hasQueries = n >= fileCount || [0, 3, 7].includes(Math.floor(n / filesOfChunk) % 10)
    const text = hasQueries ? queryModule(n, notation, tables, 1) : plainModule(n)
    return [`src/${hasQueries ? 'query' : 'plain'}-${Math.floor(n / filesOfChunk)}/report-${n}.ts`, text]
  })
  writeFiles(root, { ...schema, ...Object.fromEntries(modules) })
  const paths = [...modules.map(([path]) => path), ...Object.keys(schema).filter((path) => path.endsWith('.ts'))]
  const kindOf = (path: string): Kind => (path.includes('/plain-') ? 'plain' : path.includes('/query-') ? 'query' : 'schema')
  return lintInTurns(
    root,
    paths.map((path) => join(root, path)),
    kindOf,
  )
}

function numbers(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i)
}
