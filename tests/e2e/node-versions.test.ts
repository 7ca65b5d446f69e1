import { beforeAll, describe, expect, it } from 'vitest'
import { configText } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject } from './support/project.ts'
import { expectedFindings, sources } from './support/sources.ts'

const versions = ['20.19.0', '22.13.0', '24']
const report = `
  const required = require('eslint-plugin-tenancy')
  import('eslint-plugin-tenancy').then((imported) => {
    const same = imported.default === required && imported['module.exports'] === required
    console.log(JSON.stringify({ version: process.version, rules: Object.keys(required.rules), same }))
  })
`

describe.each(versions)('Node %s', (node) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost('10')
    const { code, stderr } = await createProject(installed, {}).node(['--version'], { node })
    if (code !== 0) throw new Error(stderr)
  })

  it.each(['eslint.config.mjs', 'eslint.config.cjs'] as const)('lints by %s', async (file) => {
    const text = configText(['tenancy'], '[...tenancy.configs.recommended]', file)
    const project = createProject(installed, { ...sources, [file]: text })
    expect((await project.lint({ node })).findings).toEqual(expectedFindings(sources))
  })

  it('requires and imports one and the same plugin', async () => {
    const project = createProject(installed, { 'report.cjs': report })
    const { code, stdout, stderr } = await project.node(['report.cjs'], { node })
    expect(code, stderr).toBe(0)
    const { version, rules, same } = JSON.parse(stdout) as { version: string; rules: string[]; same: boolean }
    expect(version.startsWith(`v${node}`)).toBe(true)
    expect(rules).toContain('max-identifier-length')
    expect(same).toBe(true)
  })
})
