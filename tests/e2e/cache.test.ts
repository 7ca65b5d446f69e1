import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { configText } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject, type Lint, type Project } from './support/project.ts'
import { expectedFindings, sources } from './support/sources.ts'

const config = configText(
  ['tenancy'],
  "[{ ignores: ['db/**'] }, ...tenancy.configs.recommended, { settings: { tenancy: { schema: ['db/*.sql'] } } }]",
)

interface CachedLint extends Lint {
  /** How many files ESLint took from its cache. */
  readonly cached: number
}

async function lintCached(project: Project, ...args: string[]): Promise<CachedLint> {
  const lint = await project.lint({ args: ['--cache', '--cache-strategy', 'content', ...args], env: { DEBUG: 'eslint:*' } })
  return { ...lint, cached: lint.stderr.split("Skipping file since it hasn't changed").length - 1 }
}

describe.each(['9.15.0', '9.39', '10'] as const)('ESLint %s', (host) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost(host)
  })

  it('lints again when the schema changed, and only then', async () => {
    const project = createProject(installed, { ...sources, 'eslint.config.mjs': config, 'db/1.sql': 'CREATE TABLE orders (status int);\n' })
    const files = readdirSync(project.dir).filter((name) => name !== 'db').length
    const expectCached = async (cached: number): Promise<void> => {
      const lint = await lintCached(project)
      expect({ cached: lint.cached, findings: lint.findings }).toEqual({ cached, findings: expectedFindings(sources) })
    }

    await expectCached(0)
    await expectCached(files)
    project.write({ 'db/1.sql': 'CREATE TABLE orders (status int, id int);\n' })
    await expectCached(0)
    await expectCached(files)
    project.write({ 'db/2.sql': '' })
    await expectCached(0)
    await expectCached(files)
    project.write({ 'db/2.sql': null })
    await expectCached(0)
    project.write({ 'db/notes.md': 'no part of the schema' })
    await expectCached(files)
  })
})

it.each(['9.39', '10'] as const)('ESLint %s finds by its cache what a change of the schema breaks, and mends', async (host) => {
  const project = createProject(await installHost(host), {
    'eslint.config.mjs': config,
    'db/1.sql': 'CREATE TABLE orders (id int PRIMARY KEY, status int);\n',
    'a.ts': "export const rows = db.query('SELECT status FROM orders WHERE id = $1')\n",
  })
  const found = async (): Promise<readonly string[]> => (await lintCached(project)).findings
  expect(await found()).toEqual([])
  project.write({ 'db/2.sql': 'ALTER TABLE orders RENAME status TO state;\n' })
  expect(await found()).toEqual(['a.ts:1:38 tenancy/no-unknown-object'])
  project.write({ 'db/2.sql': '-- nothing\n' })
  expect(await found()).toEqual([])
  project.write({ 'db/2.sql': 'ALTER TABLE orders RENAME status TO state;\n' })
  expect(await found()).not.toEqual([])
  project.write({ 'db/2.sql': null })
  expect(await found()).toEqual([])
})

describe.each(['9.39', '10'] as const)('ESLint %s in several threads', (host) => {
  it('finds the same, and shares the cache', async () => {
    const installed = await installHost(host)
    const project = createProject(installed, { ...sources, 'eslint.config.mjs': config, 'db/1.sql': 'CREATE TABLE orders (status int);\n' })
    const threads = ['--concurrency', '2']
    const plain = await project.lint({ args: threads, env: { DEBUG: 'eslint:eslint' } })
    expect(plain.stderr).toContain('Linting using 2 worker thread(s)')
    expect(plain.findings).toEqual(expectedFindings(sources))

    expect((await lintCached(project, ...threads)).findings).toEqual(expectedFindings(sources))
    const alone = await lintCached(project)
    expect(alone.findings).toEqual(expectedFindings(sources))
    expect(alone.cached).toBe(alone.results.length)
  })
})
