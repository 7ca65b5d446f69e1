import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere } from './host-project.ts'

const command = 'npx tenancy check --staged'

interface Hook {
  readonly file: string
  readonly lines: readonly string[]
}

/** What to add where something runs before each commit. */
export function tellHooks(cwd: string): string[] {
  const hook = existsSync(cwd) ? findHook(cwd) : undefined
  if (!hook) return []
  if (/\btenancy\b/.test(readIfThere(join(cwd, hook.file)) ?? '')) return [`Before each commit: ${hook.file} runs it already.`]
  return [`To check before each commit, add to ${hook.file}:`, ...hook.lines.map((line) => `  ${line}`)]
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
  const line = `"*.{sql,prisma,js,jsx,ts,tsx}": "${command.replace('npx ', '')}"`
  return staged === undefined ? undefined : { file: staged, lines: staged === 'package.json' ? [`under "lint-staged": ${line}`] : [line] }
}

const preCommitLines = [
  '- repo: local',
  '  hooks:',
  '    - id: tenancy',
  '      name: tenancy',
  `      entry: ${command}`,
  '      language: system',
  '      pass_filenames: false',
]
