import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallestConfig } from './support/config-text.ts'
import { commitAll } from './support/git.ts'
import { installTools, type Install } from './support/install.ts'
import { filesBelow } from './support/page.ts'
import { createProject, type Files, type Project } from './support/project.ts'
import { run, runWell, type Outcome } from './support/run.ts'

const manifest = (name: string, needs: Readonly<Record<string, string>> = {}): string =>
  `${JSON.stringify({ name, version: '1.0.0', dependencies: needs })}\n`

/** The table of orders, which both databases have, with the column that one of them has. */
const orders = (column: string): string => `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, ${column} text);
create index on orders (organization_id);
`

const query = (sql: string): string => `export const rows = (db) => db.query('${sql}')\n`
const read = (column: string): string => query(`select ${column} from orders where organization_id = $1`)

/** Three apps on one database, a fourth on another. `of` is how a package names one of the workspace. */
function workspace(of: string): Files {
  return {
    'eslint.config.mjs': smallestConfig,
    'packages/db/package.json': manifest('@shop/db'),
    'packages/db/migrations/0001_init.sql': orders('number'),
    'packages/db/names.ts': "export const orders = 'orders'\n",
    'packages/billing-db/package.json': manifest('@shop/billing-db'),
    'packages/billing-db/migrations/0001_init.sql': orders('amount'),
    'apps/api/package.json': manifest('api', { '@shop/db': of }),
    'apps/api/src/a.ts': read('number'),
    'apps/api/src/b.ts': read('total'),
    'apps/admin/package.json': manifest('admin', { '@shop/db': of }),
    'apps/admin/src/a.ts': query('select number from orders'),
    'apps/worker/package.json': manifest('worker', { '@shop/db': of }),
    'apps/worker/src/a.ts': read('amount'),
    'apps/billing/package.json': manifest('billing', { '@shop/billing-db': of }),
    'apps/billing/src/a.ts': read('amount'),
    'apps/billing/src/b.ts': read('number'),
    // By a name of the project's own, which leads through a project that is referenced to another package.
    'apps/worker/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }\n',
    'apps/worker/tsconfig.app.json': '{ "compilerOptions": { "composite": true, "paths": { "~/*": ["./src/*"] } }, "include": ["src"] }\n',
    'apps/worker/src/names.ts': "export { orders } from '@shop/db/names.ts'\n",
    'apps/worker/src/b.ts': "import { orders } from '~/names'\nexport const rows = (db) => db.query(`select number from ${orders}`)\n",
  }
}

const findings = [
  'apps/admin/src/a.ts tenancy/require-tenant-filter',
  'apps/api/src/b.ts tenancy/no-unknown-object',
  'apps/billing/src/b.ts tenancy/no-unknown-object',
  'apps/linked/src/a.ts tenancy/no-unknown-object',
  'apps/worker/src/a.ts tenancy/no-unknown-object',
  'apps/worker/src/b.ts tenancy/require-tenant-filter',
]

const managers = {
  npm: {
    of: '*',
    root: { 'package.json': '{ "private": true, "workspaces": ["packages/*", "apps/*"] }\n' },
    args: ['install', '--offline'],
  },
  pnpm: {
    of: 'workspace:*',
    root: { 'package.json': '{ "private": true }\n', 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n  - apps/*\n' },
    args: ['install', '--offline'],
  },
} as const

let installed: Install
beforeAll(async () => {
  installed = await installTools()
})

describe.each(['npm', 'pnpm'] as const)('a workspace of %s', (manager) => {
  async function installWorkspace(): Promise<Project> {
    const { of, root, args } = managers[manager]
    const project = createProject(installed, { ...workspace(of), ...root })
    // One that has its schema by a link.
    project.write({ 'apps/linked/package.json': manifest('linked'), 'apps/linked/src/a.ts': read('total') })
    link(join(project.dir, 'packages/db/migrations'), join(project.dir, 'apps/linked/migrations'))
    const command = manager === 'npm' ? 'npm' : join(installed.root, 'node_modules/.bin/pnpm')
    await runWell(command, [...args], { cwd: project.dir })
    return project
  }

  it('has the database of each package', async () => {
    const project = await installWorkspace()
    const { findings: found } = await project.lint()
    expect(found.map((finding) => finding.replace(/:\d+:\d+/, '')).filter((finding) => !finding.includes('migrations/'))).toEqual(findings)
  })
})

const scripts = '{ "scripts": { "lint": "eslint ." }, '

/** An app on a schema of another package, each with the task that is cached. */
function cachedWorkspace(): Files {
  const files = workspace('*')
  const withScript = (file: string): string => (files[file] ?? '').replace('{', scripts)
  return {
    'package.json': '{ "private": true, "packageManager": "npm@10.8.2", "workspaces": ["packages/*", "apps/*"] }\n',
    '.gitignore': 'node_modules\n.turbo\n.nx\n',
    'eslint.config.mjs': smallestConfig,
    ...Object.fromEntries(Object.entries(files).filter(([file]) => /^(?:packages\/db|apps\/api)\//.test(file))),
    'apps/api/package.json': withScript('apps/api/package.json'),
    'apps/api/src/b.ts': read('number'),
  }
}

const runners = {
  Turborepo: {
    args: ['turbo', 'run', 'lint', '--ui=stream'],
    env: { TURBO_TELEMETRY_DISABLED: '1' },
    cached: /1 cached, 1 total/,
  },
  Nx: {
    args: ['nx', 'run-many', '-t', 'lint'],
    env: { NX_DAEMON: 'false', NX_NO_CLOUD: 'true' },
    cached: /read the output from the cache/,
  },
} as const

describe.each(['Turborepo', 'Nx'] as const)('the cache of %s', (runner) => {
  it('is used until a schema changes, also one of another package', async () => {
    const { args, env, cached } = runners[runner]
    const project = createProject(installed, { ...cachedWorkspace(), ...filesBelow('monorepos.md', runner) })
    await runWell('npm', ['install', '--offline'], { cwd: project.dir })
    await commitAll(project)
    const lint = async (): Promise<Outcome> => run('npx', ['--no-install', ...args], { cwd: project.dir, env })

    const first = await lint()
    expect(first.code, first.stdout + first.stderr).toBe(0)
    expect(first.stdout).not.toMatch(cached)
    expect((await lint()).stdout).toMatch(cached)
    project.write({ 'eslint.config.mjs': `// Another text.\n${smallestConfig}` })
    expect((await lint()).stdout).not.toMatch(cached)
    project.write({ 'packages/db/migrations/0002_rename.sql': 'alter table orders rename number to reference;\n' })
    const changed = await lint()
    expect(changed.code, changed.stdout + changed.stderr).toBe(1)
    expect(changed.stdout).toContain('tenancy/no-unknown-object')
  })
})

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path, 'junction')
}
