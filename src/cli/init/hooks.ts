import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere } from './host-project.ts'

const command = 'npx --no-install tenancy check --staged'

interface Hook {
  readonly file: string
  /** Where the lines go, where that is another. */
  readonly where?: string
  readonly lines: readonly string[]
}

/** What to add where something runs before each commit. */
export function tellHooks(cwd: string): string[] {
  const hook = existsSync(cwd) ? findHook(cwd) : undefined
  if (!hook) return []
  if (/\btenancy\b/.test(readIfThere(join(cwd, hook.file)) ?? '')) return [`Before each commit: ${hook.file} runs it already.`]
  return [`To check before each commit, add to ${hook.where ?? hook.file}:`, ...hook.lines.map((line) => `  ${line}`)]
}

function findHook(cwd: string): Hook | undefined {
  const files = readdirSync(cwd)
  const fileLike = (pattern: RegExp): string | undefined => files.find((file) => pattern.test(file))
  const preCommit = fileLike(/^\.pre-commit-config\.ya?ml$/)
  if (preCommit !== undefined) return { file: preCommit, lines: preCommitLines }
  const lefthook = fileLike(/^\.?lefthook\.ya?ml$/)
  if (lefthook !== undefined) return { file: lefthook, lines: ['pre-commit:', '  commands:', '    tenancy:', `      run: ${command}`] }
  const manifest = readIfThere(join(cwd, 'package.json')) ?? ''
  if (files.includes('.husky') || /"husky"\s*:/.test(manifest)) return { file: '.husky/pre-commit', lines: [command] }
  const staged =
    fileLike(/^\.lintstagedrc|^lint-staged\.config\./) ?? (/"lint-staged"\s*:\s*\{/.test(manifest) ? 'package.json' : undefined)
  return staged === undefined ? undefined : besideNames(staged)
}

/** lint-staged adds the names of files to a command, which asks of them alone; a function of a program keeps it from that. */
function besideNames(file: string): Hook {
  if (/\.[cm]?[jt]s$/.test(file))
    return { file, lines: [`'*.{sql,prisma,js,jsx,cjs,mjs,ts,tsx,cts,mts}': () => '${command.replace('npx --no-install ', '')}',`] }
  return { file, where: 'the hook that runs lint-staged, behind that', lines: [command] }
}

const preCommitLines = [
  '- repo: local',
  '  hooks:',
  '    - id: tenancy',
  '      name: tenancy',
  `      entry: ${command}`,
  '      language: system',
  '      pass_filenames: false',
  '      always_run: true',
]
