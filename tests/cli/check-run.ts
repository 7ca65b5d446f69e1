import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkCommand, type CheckFlags } from '../../src/cli/check.ts'
import type { CheckJson } from '../../src/cli/formats/json.ts'
import { makeProject } from '../project/temp-project.ts'

export interface CheckRun {
  readonly code: number
  readonly out: string
  readonly errors: string
}

/** Runs `tenancy check` in this process, as JSON and without a configuration where nothing else is said. */
export async function check(cwd: string, flags: Partial<CheckFlags> = {}, paths: readonly string[] = []): Promise<CheckRun> {
  const told = { out: '', errors: '' }
  const stream = (name: keyof typeof told): { write(text: string): void } => ({ write: (text) => void (told[name] += text) })
  const streams = { out: stream('out'), errors: stream('errors'), useColor: false }
  const code = await checkCommand(paths, { format: 'json', config: false, ...flags }, cwd, streams)
  return { code, ...told }
}

/** One line for each finding. */
export function findingsIn({ out }: CheckRun): string[] {
  const { findings } = JSON.parse(out) as CheckJson
  return findings.map(({ file, line, rule }) => `${file}:${line} ${rule.replace('tenancy/', '')}`)
}

type Files = Readonly<Record<string, string | null>>

/** Writes files; null takes one away. */
export function write(cwd: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(cwd, name)
    mkdirSync(dirname(path), { recursive: true })
    if (text === null) rmSync(path)
    else writeFileSync(path, text)
  }
}

export function git(cwd: string, ...args: string[]): string {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', '-c', 'core.autocrlf=false']
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A folder under git with one commit of these files on its branch `main`. */
export function makeGitProject(files: Readonly<Record<string, string>>): string {
  const cwd = makeProject(files)
  git(cwd, 'init', '-q', '-b', 'main')
  git(cwd, 'add', '-A')
  git(cwd, 'commit', '-q', '-m', 'first')
  return cwd
}
