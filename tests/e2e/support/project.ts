import type { ESLint } from 'eslint'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { Install } from './install.ts'
import { run, type Outcome } from './run.ts'

/** Files by their path in the project; null takes one away. */
export type Files = Readonly<Record<string, string | null>>

export interface Lint {
  /** One line each, sorted: `file:line:column rule`. */
  readonly findings: readonly string[]
  readonly results: readonly ESLint.LintResult[]
  readonly stderr: string
}

export interface LintOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A version of Node, taken from npm; the one that runs the tests when left out. */
  readonly node?: string
}

/** A user's project, in a folder of its own that resolves packages from an install. */
export interface Project {
  readonly dir: string
  write(files: Files): void
  read(file: string): string
  node(args: readonly string[], options?: LintOptions): Promise<Outcome>
  /** ESLint's command line, whatever it ends with. */
  eslint(args: readonly string[], options?: LintOptions): Promise<Outcome>
  /** All files linted; throws when ESLint did. */
  lint(options?: LintOptions): Promise<Lint>
}

/** The API of the ESLint of an install. */
export function loadEslint({ root, eslint }: Install): typeof import('eslint') {
  return createRequire(join(root, 'package.json'))(eslint) as typeof import('eslint')
}

export function createProject({ root, eslint }: Install, files: Files): Project {
  const parent = join(root, 'projects')
  mkdirSync(parent, { recursive: true })
  const dir = mkdtempSync(join(parent, 'p-'))
  const project: Project = {
    dir,
    write(changed) {
      for (const [name, text] of Object.entries(changed)) writeOrRemove(join(dir, name), text)
    },
    read: (file) => readFileSync(join(dir, file), 'utf8'),
    async node(args, { env = {}, node } = {}) {
      const [command, before] = node ? ['npx', ['--yes', '--prefer-offline', `node@${node}`]] : [process.execPath, []]
      return run(command, [...before, ...args], { cwd: dir, env })
    },
    async eslint(args, options) {
      return project.node([join(root, 'node_modules', eslint, 'bin/eslint.js'), ...args], options)
    },
    async lint({ args = [], ...options } = {}) {
      const { code, stdout, stderr } = await project.eslint(['--format', 'json', ...args, '.'], options)
      if (code > 1) throw new Error(`ESLint ended with ${code}:\n${stderr}`)
      const results = JSON.parse(stdout) as ESLint.LintResult[]
      return { results, stderr, findings: findingsOf(results, dir) }
    },
  }
  project.write(files)
  return project
}

function writeOrRemove(file: string, text: string | null): void {
  if (text === null) rmSync(file)
  else {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

export function findingsOf(results: readonly ESLint.LintResult[], dir: string): string[] {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ line, column, ruleId, message }) => `${relative(dir, filePath)}:${line}:${column} ${ruleId ?? message}`),
    )
    .sort()
}
