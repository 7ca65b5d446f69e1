import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeProject } from './project/temp-project.ts'
import { blocksOf, wordAfter } from './support/markdown.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What `npm install` would bring, from what is here; `npx` finds a command there, and asks no registry. */
function link(cwd: string, names: readonly string[]): void {
  const modules = join(cwd, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  for (const name of names) {
    const target = name === 'eslint-plugin-tenancy' ? root : join(root, 'node_modules', name)
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(target, join(modules, name), 'junction')
  }
  writeScript(join(modules, '.bin/tenancy'), `exec '${process.execPath}' '${join(root, 'dist/src/cli/main.js')}' "$@"`)
  writeScript(join(modules, '.bin/eslint'), `exec '${process.execPath}' '${join(root, 'node_modules/eslint/bin/eslint.js')}' "$@"`)
  writeScript(join(modules, '.bin/npx'), 'exec "$@"')
}

function writeScript(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`)
  chmodSync(file, 0o755)
}

const install = /^npm install --save-dev (.+)$/m

interface Ran {
  readonly code: number | null
  readonly out: string
}

/** Runs the lines of a block in a shell, as somebody who reads the page would. */
function run(cwd: string, commands: string): Ran {
  const names = install.exec(commands)?.[1]?.split(' ')
  if (names) link(cwd, names)
  const env = {
    PATH: `${join(cwd, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    HOME: cwd,
    NPM_CONFIG_LOGLEVEL: 'error',
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'A'],
        [`GIT_${who}_EMAIL`, 'a@example.com'],
      ]),
    ),
  }
  const { status, stdout } = spawnSync('sh', ['-ec', `exec 2>&1\n${commands.replace(install, '')}`], { cwd, env, encoding: 'utf8' })
  return { code: status, out: stdout }
}

describe.each(['README', 'docs/tutorial', 'docs/adoption', 'docs/cli'])('the page %s', (name) => {
  it('prints what it says', async () => {
    const path = join(root, `${name}.md`)
    const page = readFileSync(path, 'utf8')
    const cwd = makeProject({})
    const lines = page.split('\n')
    const outputs: { from: number; to: number; out: string }[] = []
    let last: Ran = { code: 0, out: '' }
    for (const block of blocksOf(page)) {
      const { words, text, line } = block
      const file = wordAfter(block, 'file=')
      if (file !== undefined) {
        mkdirSync(dirname(join(cwd, file)), { recursive: true })
        writeFileSync(join(cwd, file), text)
      } else if (words.includes('run')) {
        last = run(cwd, text)
        expect([line, last.out, last.code === 0]).toEqual([line, last.out, !words.includes('fails')])
      } else if (words.includes('output')) {
        outputs.push({ from: line, to: line + text.split('\n').length - 1, out: last.out.replace(/[ \t]+$/gm, '').trimEnd() })
      }
    }
    for (const { from, to, out } of outputs.toReversed()) lines.splice(from, to - from, ...out.split('\n'))
    await expect(lines.join('\n')).toMatchFileSnapshot(path)
  })
})
