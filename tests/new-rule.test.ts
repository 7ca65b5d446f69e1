import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'tenancy-'))
const name = 'no-listen-in-test'
const left = ['node_modules', '.git', '.bench', 'dist', 'work', 'coverage']

/** This process is a test run itself, which those that it starts must not take theirs for. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([key]) => !/^(?:VITEST|VITE_|NODE_ENV$|TEST$|DEV$|PROD$|MODE$)/.test(key)),
)

async function run(...command: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npx', command, { cwd: copy, env }).catch((error: unknown) => {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${command.join(' ')}\n${stdout}\n${stderr}`)
  })
  return stdout
}

beforeAll(async () => {
  for (const entry of readdirSync(root)) {
    if (left.includes(entry)) continue
    cpSync(join(root, entry), join(copy, entry), { recursive: true, filter: (file) => !left.some((folder) => file.endsWith(`/${folder}`)) })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  await run('tsx', 'scripts/new-rule.ts', name)
})

afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

describe('npm run new-rule', () => {
  const files = [`rules/${name}.ts`, `tests/rules/${name}.test.ts`, `docs/rules/${name}.md`, 'rules/index.ts', 'README.md']

  it('makes a rule whose types are right', async () => {
    await run('tsc', '-p', '.')
  })

  it('makes files that lint has nothing to say of', async () => {
    await run('eslint', ...files.filter((file) => file.endsWith('.ts')))
    await run('prettier', '--check', ...files)
  })

  it('makes pages that are up to date', async () => {
    await run('tsx', 'scripts/docs.ts', '--check')
    expect(readFileSync(join(copy, 'README.md'), 'utf8')).toContain(`[${name}](docs/rules/${name}.md)`)
  })

  it('makes a rule that passes its tests, and those of all rules', async () => {
    await run('vitest', 'run', `tests/rules/${name}.test.ts`, 'tests/registry.test.ts', 'tests/docs.test.ts', 'tests/rule-pages.test.ts')
  })

  it.each([[], ['Not a name'], ['listen'], [name]])('refuses %j', async (...given) => {
    await expect(run('tsx', 'scripts/new-rule.ts', ...given)).rejects.toThrow(/A rule needs a name|There is a rule/)
  })
})
