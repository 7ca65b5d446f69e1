import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckJson } from '../../src/cli/formats/json.ts'
import { configFiles, configText } from './support/config-text.ts'
import { commitAll, git } from './support/git.ts'
import { install, installHost, type Install } from './support/install.ts'
import { createProject, type Files, type Project } from './support/project.ts'
import { run, type Outcome } from './support/run.ts'

const init = `create table organizations (id bigint primary key);
create table orders (
  id bigint primary key,
  organization_id bigint not null references organizations,
  number text
);
create index on orders (organization_id);
`
const leak = 'select * from orders;\n'
const held = 'select number from orders where organization_id = $1;\n'
const start: Files = {
  'migrations/0001_init.sql': init,
  'leak.sql': leak,
  'src/held.ts': `export const q: string = db.query(\`${held.trim()}\`)\n`,
}

function binOf({ root }: Install): string {
  return join(root, 'node_modules/.bin/tenancy')
}

async function check(installed: Install, { dir }: Project, args: readonly string[] = [], env = {}): Promise<Outcome> {
  return run(process.execPath, [binOf(installed), 'check', ...args], { cwd: dir, env })
}

function findingsOf({ stdout }: Outcome): string[] {
  return (JSON.parse(stdout) as CheckJson).findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`)
}

const json = ['--format', 'json']

describe.each(['9.15.0', '9.39', '10'] as const)('tenancy check with ESLint %s', (host) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost(host)
  })

  it('needs no configuration', async () => {
    const project = createProject(installed, start)
    expect(await check(installed, project)).toEqual({
      code: 1,
      stderr: '',
      stdout: expect.stringMatching(/^leak\.sql\n {2}1:15 {2}error .*tenancy\/require-tenant-filter\n\n1 error, 0 warnings\.\n$/) as string,
    })
    expect(await check(installed, project, ['src', 'migrations'])).toEqual({ code: 0, stderr: '', stdout: 'Nothing found in 2 files.\n' })
    expect(await check(installed, project, ['--format', 'xml'])).toMatchObject({ code: 2, stdout: '' })
  })

  it('has colours only where they are forced upon a pipe', async () => {
    const project = createProject(installed, start)
    expect((await check(installed, project, [], { NO_COLOR: '', FORCE_COLOR: '1' })).stdout).toContain('\u001b[31m')
    expect((await check(installed, project, [], { NO_COLOR: '1', FORCE_COLOR: '1' })).stdout).not.toContain('\u001b')
  })

  // The lowest reads no configuration in TypeScript.
  it.each(configFiles.filter((file) => host !== '9.15.0' || !file.endsWith('.ts')))('takes rules and settings of %s', async (file) => {
    const config = configText(
      ['tenancy'],
      "[...tenancy.configs.recommended, { settings: { tenancy: { globalTables: ['orders'] } } }]",
      file,
    )
    const project = createProject(installed, { ...start, [file]: config })
    expect(await check(installed, project, json)).toMatchObject({ code: 0, stderr: '' })
    expect(await check(installed, project, [...json, '--no-config'])).toMatchObject({ code: 1, stderr: '' })
  })
})

describe('tenancy check in a repository', () => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost('10')
  })

  it('judges what is staged as it is staged, and what that breaks', async () => {
    const project = createProject(installed, start)
    await commitAll(project)
    project.write({ 'migrations/0001_init.sql': init.replace('number text', 'reference text'), 'part.sql': `${leak}-- staged\n` })
    await git(project, 'add', '-A')
    project.write({ 'migrations/0001_init.sql': init, 'part.sql': held })
    const staged = await check(installed, project, [...json, '--staged'])
    expect(findingsOf(staged)).toEqual(['part.sql:1 tenancy/require-tenant-filter', 'src/held.ts:1 tenancy/no-unknown-object'])
    expect(staged).toMatchObject({ code: 1, stderr: '' })
    expect(findingsOf(await check(installed, project, json))).toEqual(['leak.sql:1 tenancy/require-tenant-filter'])
  })

  it('judges what changed since the default branch of a clone', async () => {
    const origin = createProject(installed, start)
    await commitAll(origin)
    const project = createProject(installed, {})
    await git(project, 'clone', '-q', origin.dir, '.')
    await git(project, 'checkout', '-q', '-b', 'work')
    await git(project, 'branch', '-D', 'main')
    project.write({ 'new.sql': leak, 'migrations/0002_drop.sql': 'alter table orders drop column number;\n' })
    const changed = await check(installed, project, [...json, '--changed'])
    expect(findingsOf(changed)).toEqual(['new.sql:1 tenancy/require-tenant-filter', 'src/held.ts:1 tenancy/no-unknown-object'])
    expect(
      findingsOf(await check(installed, project, [...json, '--changed', 'origin/main', '--rule', 'require-tenant-filter'])),
    ).toHaveLength(1)
    expect(await check(installed, project, ['--changed', 'src'])).toMatchObject({ code: 2, stdout: '' })
  })

  it('refuses a commit as its hook, however that is made', async () => {
    const project = createProject(installed, start)
    await commitAll(project)
    const hook = join(project.dir, '.git/hooks/pre-commit')
    mkdirSync(dirname(hook), { recursive: true })
    writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${binOf(installed)}' check --staged --no-config\n`, { mode: 0o755 })
    project.write({ 'src/held.ts': `db.query("${leak.trim()}")\n`, 'leak.sql': `-- nothing else\n${leak}` })
    await expect(git(project, 'commit', '-a', '-m', 'all')).rejects.toThrow('src/held.ts')
    await expect(git(project, 'commit', '-m', 'one', '--', 'src/held.ts')).rejects.toThrow('1 error')
    project.write({ 'leak.sql': held })
    await git(project, 'commit', '-m', 'one', '--', 'leak.sql')
    expect(await git(project, 'status', '--short')).toBe(' M src/held.ts\n')
  })

  it('keeps a baseline', async () => {
    const project = createProject(installed, start)
    await commitAll(project)
    const baseline = ['--baseline', 'baseline.json']
    expect(await check(installed, project, baseline)).toMatchObject({ code: 2, stdout: '' })
    expect(await check(installed, project, [...baseline, '--update-baseline'])).toMatchObject({ code: 0, stderr: '' })
    expect(await check(installed, project, baseline)).toMatchObject({ code: 0, stderr: '' })
    project.write({ 'moved.sql': leak, 'leak.sql': null })
    expect(await check(installed, project, baseline)).toMatchObject({ code: 0, stderr: '' })
    project.write({ 'more.sql': leak })
    expect(await check(installed, project, baseline)).toMatchObject({ code: 1, stderr: '' })
  })
})

it('tenancy check asks for the parser of TypeScript where there is TypeScript', async () => {
  const installed = await install('eslint-alone', ['eslint@^10', '--legacy-peer-deps'])
  const project = createProject(installed, { 'migrations/0001_init.sql': init, 'leak.js': `db.query('${leak.trim()}')\n` })
  expect(findingsOf(await check(installed, project, json))).toEqual(['leak.js:1 tenancy/require-tenant-filter'])
  expect((await run(binOf(installed), ['queries'], { cwd: project.dir })).stdout).toContain('leak.js:1:11')
  project.write({ 'a.ts': 'export const a: string = ""\n' })
  const asked = await check(installed, project, json)
  expect(asked).toMatchObject({ code: 2, stdout: '' })
  expect(asked.stderr).toContain('npm i -D @typescript-eslint/parser')
})
