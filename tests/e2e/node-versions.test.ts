import { beforeAll, describe, expect, it } from 'vitest'
import { configFiles, configText, type ConfigFile } from './support/config-text.ts'
import { installHost, type Host, type Install } from './support/install.ts'
import { createProject } from './support/project.ts'
import { expectedFindings, sources } from './support/sources.ts'

type Pair = readonly [host: Host, node: string]

/** The lowest of each major that is promised; on demand, the newest of each too, in every ESLint. */
const pairs: readonly Pair[] =
  process.env['TENANCY_E2E_MATRIX'] === undefined
    ? ['20.19.0', '22.13.0', '24'].map((node): Pair => ['10', node])
    : (['9.15.0', '9.39', '10'] as const).flatMap((host) => ['20.19.0', '20', '22.13.0', '22', '24'].map((node): Pair => [host, node]))

const report = `
  const required = require('eslint-plugin-tenancy')
  import('eslint-plugin-tenancy').then((imported) => {
    const same = imported.default === required && imported['module.exports'] === required
    console.log(JSON.stringify({ version: process.version, rules: Object.keys(required.rules), same }))
  })
`

/** `defineConfig` with `extends` came with ESLint 9.22. */
function textOf(file: ConfigFile, host: Host): string {
  return host === '9.15.0'
    ? configText(['tenancy'], '[...tenancy.configs.recommended]', file)
    : configText(['{ defineConfig }', 'tenancy'], "defineConfig({ plugins: { tenancy }, extends: ['tenancy/recommended'] })", file)
}

describe.each(pairs)('ESLint %s on Node %s', (host, node) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost(host)
    const { code, stderr } = await createProject(installed, {}).node(['--version'], { node })
    if (code !== 0) throw new Error(stderr)
  })

  it.each(configFiles)('lints by %s', async (file) => {
    const project = createProject(installed, { ...sources, [file]: textOf(file, host) })
    const args = host === '9.15.0' && file.endsWith('.ts') ? ['--flag', 'unstable_ts_config'] : []
    expect((await project.lint({ node, args })).findings).toEqual(expectedFindings(sources))
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
