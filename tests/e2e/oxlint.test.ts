import { beforeAll, expect, it } from 'vitest'
import { smallestConfig } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject } from './support/project.ts'
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

it('finds in oxlint what it finds in ESLint', async () => {
  const project = createProject(installed, { ...programs, '.oxlintrc.json': JSON.stringify(config), 'eslint.config.mjs': smallestConfig })
  const { stdout, stderr } = await project.node([`${installed.root}/node_modules/oxlint/bin/oxlint`, '--format', 'json'])
  expect(stderr).toBe('')
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }
  const found = diagnostics.flatMap(({ code, filename, labels }) =>
    labels.map(({ span }) => `${filename}:${span.line}:${span.column} ${code.replace(/^(.*)\((.*)\)$/, '$1/$2')}`),
  )
  expect(found.sort()).toEqual(expectedFindings(programs))
  expect((await project.lint()).findings).toEqual(expectedFindings(programs))
})

it('reads settings in oxlint', async () => {
  const settings = { tenancy: { tenantColumn: ['shop_id'] } }
  const project = createProject(installed, { ...programs, '.oxlintrc.json': JSON.stringify({ ...config, settings }) })
  const { stdout } = await project.node([`${installed.root}/node_modules/oxlint/bin/oxlint`, '--format', 'json'])
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }
  const files = diagnostics.filter(({ code }) => code === 'tenancy(valid-settings)').map(({ filename }) => filename)
  expect(files.sort()).toEqual(Object.keys(programs).sort())
})
