import parser from '@typescript-eslint/parser'
import { ESLint, type Linter } from 'eslint'
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtPlugin } from './built.ts'
import { compare, median, timedAsync } from './measure.ts'
import { prismaSchema, program, type Strings } from './programs.ts'
import { script } from './statements.ts'

const fileCount = 300
const filesOfChunk = 30
const rounds = 14
/** Outside of this repository, which has all of the libraries that are looked for. */
const folder = join(realpathSync(tmpdir()), 'eslint-plugin-tenancy-bench')

function linter(cwd: string, config: Linter.Config[], stats = false): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config, stats })
}

/** ESLint with the recommended preset over ESLint with the parser alone, on the same files. */
export async function lintRatio(title: string, stringsOf: (n: number) => Strings): Promise<object> {
  const cwd = join(folder, title.replaceAll(/\W+/g, '-'))
  const chunks = writeFiles(cwd, stringsOf)
  const plugin = await builtPlugin()
  const alone = linter(cwd, [{ files: ['**/*.ts'], languageOptions: { parser } }])
  const recommended = linter(cwd, plugin.configs.recommended)
  const pairs = chunks.map((chunk) => ({ base: () => alone.lintFiles([chunk]), other: () => recommended.lintFiles([chunk]) }))
  const ratio = await compare(pairs, rounds)
  const results = await linter(cwd, plugin.configs.recommended, true).lintFiles(['.'])
  return {
    files: title,
    'parser alone ms': Math.round(ratio.base),
    'recommended ms': Math.round(ratio.other),
    'ratio of medians': ratio.ofMedians.toFixed(3),
    'ratio of minima': ratio.ofMinima.toFixed(3),
    "by ESLint's stats": ratioByStats(results).toFixed(3),
  }
}

/** The same ratio as ESLint sees it: the time in rules is what the preset adds, and the collector's noise is in neither. */
function ratioByStats(results: readonly ESLint.LintResult[]): number {
  const passes = results.flatMap(({ stats }) => stats?.times.passes ?? [])
  const total = passes.reduce((sum, pass) => sum + pass.total, 0)
  const inRules = passes.flatMap(({ rules }) => Object.values(rules ?? {})).reduce((sum, rule) => sum + rule.total, 0)
  return total / (total - inRules)
}

function writeFiles(cwd: string, stringsOf: (n: number) => Strings): string[] {
  rmSync(cwd, { recursive: true, force: true })
  mkdirSync(join(cwd, 'prisma'), { recursive: true })
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies: { '@prisma/client': '^7.0.0' } }))
  writeFileSync(join(cwd, 'prisma/schema.prisma'), prismaSchema)
  const chunks = new Set<string>()
  for (let n = 0; n < fileCount; n++) {
    const chunk = `chunk-${Math.floor(n / filesOfChunk)}`
    mkdirSync(join(cwd, chunk), { recursive: true })
    writeFileSync(join(cwd, chunk, `report-${n}.ts`), program(n, stringsOf(n)))
    chunks.add(chunk)
  }
  return [...chunks]
}

/** A large script linted anew after each change of one statement, as an editor does it. */
export async function keystroke(statementCount: number): Promise<object> {
  const plugin = await builtPlugin()
  const eslint = linter(folder, plugin.configs.recommended)
  const pieces = script(statementCount)
  const lint = async (): Promise<number> => timedAsync(() => eslint.lintText(pieces.join('\n'), { filePath: join(folder, 'script.sql') }))
  const first = await lint()
  const times: number[] = []
  for (let i = 0; i < 21; i++) {
    const at = (i * 137) % pieces.length
    pieces[at] = `SELECT ${i} AS keystroke;\n`
    times.push(await lint())
  }
  return {
    statements: statementCount,
    'first time ms': Math.round(first),
    'keystroke ms': Math.round(median(times)),
    'slowest ms': Math.round(Math.max(...times)),
  }
}
