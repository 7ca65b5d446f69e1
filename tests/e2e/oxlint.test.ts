import { beforeAll, expect, it } from 'vitest'
import { smallestConfig } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { filesBelow } from './support/page.ts'
import { createProject, type Project } from './support/project.ts'
import { expectedFindings, rule, sources } from './support/sources.ts'

interface Diagnostic {
  readonly code: string
  readonly filename: string
  readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[]
}

/** Oxlint has no languages of plugins. */
const programs = Object.fromEntries(Object.entries(sources).filter(([name]) => !name.includes('.d.') && !/\.(?:sql|prisma)$/.test(name)))

const config = {
  jsPlugins: ['eslint-plugin-tenancy'],
  categories: { correctness: 'off' },
  rules: { [rule]: 'error', 'tenancy/valid-settings': 'error' },
}

let installed: Install
beforeAll(async () => {
  installed = await installHost('10')
})

async function oxlint(project: Project): Promise<readonly Diagnostic[]> {
  const { stdout, stderr } = await project.node([`${installed.root}/node_modules/oxlint/bin/oxlint`, '--format', 'json'])
  expect(stderr).toBe('')
  return (JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics
}

/** Such as `src/a.ts:1:2 tenancy/valid-sql`. */
function findingsOf(diagnostics: readonly Diagnostic[]): string[] {
  const found = diagnostics.flatMap(({ code, filename, labels }) =>
    labels.map(({ span }) => `${filename}:${span.line}:${span.column} ${code.replace(/^(.*)\((.*)\)$/, '$1/$2')}`),
  )
  return found.sort()
}

it('finds in oxlint what it finds in ESLint', async () => {
  const project = createProject(installed, { ...programs, '.oxlintrc.json': JSON.stringify(config), 'eslint.config.mjs': smallestConfig })
  expect(findingsOf(await oxlint(project))).toEqual(expectedFindings(programs))
  expect((await project.lint()).findings).toEqual(expectedFindings(programs))
})

it('reads settings in oxlint', async () => {
  const settings = { tenancy: { tenantColumn: ['shop_id'] } }
  const project = createProject(installed, { ...programs, '.oxlintrc.json': JSON.stringify({ ...config, settings }) })
  const diagnostics = await oxlint(project)
  const files = diagnostics.filter(({ code }) => code === 'tenancy(valid-settings)').map(({ filename }) => filename)
  expect(files.sort()).toEqual(Object.keys(programs).sort())
})

it('finds leaks by the configuration of the page', async () => {
  const project = createProject(installed, {
    ...filesBelow('oxlint.md', 'Oxlint'),
    'migrations/1.sql': 'create table orders (id bigint primary key, organization_id bigint not null);\n',
    'src/a.ts': `export const all = (db: Database) => db.query('select id from orders')
export const one = (db: Database) => db.query('select id from orders where id = $1')
export const other = (db: Database) => db.query('select nr from orders where organization_id = $1')
// oxlint-disable-next-line tenancy/require-tenant-filter -- the count of all
export const counted = (db: Database) => db.query('select count(*) from orders')
// eslint-disable-next-line tenancy/require-tenant-filter -- the count of all
export const again = (db: Database) => db.query('select count(*) from orders')
`,
  })
  expect(findingsOf(await oxlint(project))).toEqual([
    'src/a.ts:1:63 tenancy/require-tenant-filter',
    'src/a.ts:2:63 tenancy/require-tenant-with-key',
    'src/a.ts:3:57 tenancy/no-unknown-object',
  ])
})
