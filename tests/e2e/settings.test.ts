import { beforeAll, describe, expect, it } from 'vitest'
import { configText } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject, type Project } from './support/project.ts'
import { expectedFindings, sources } from './support/sources.ts'

const files = {
  ...sources,
  'without.ts': 'export const name = "a name"\n',
  'without.sql': '-- nothing to run\n',
  'without.prisma': '// nothing\n',
}

describe.each(['9.15.0', '9.39', '10'] as const)('ESLint %s', (host) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost(host)
  })

  function projectWith(...blocks: string[]): Project {
    const value = `[...tenancy.configs.recommended, ${blocks.join(', ')}]`
    return createProject(installed, { ...files, 'eslint.config.mjs': configText(['tenancy'], value) })
  }

  it('takes settings of a user together with those of the preset', async () => {
    const project = projectWith(
      "{ settings: { tenancy: { tenantColumns: ['shop_id'] } } }",
      "{ settings: { tenancy: { engine: 'pgsql-ast-parser' } } }",
    )
    expect((await project.lint()).findings).toEqual(expectedFindings(sources))

    const { stdout } = await project.eslint(['--print-config', 'sql.sql'])
    const { settings } = JSON.parse(stdout) as { settings: { tenancy: Record<string, unknown> } }
    expect(settings.tenancy).toEqual({
      tenantColumns: ['shop_id'],
      engine: 'pgsql-ast-parser',
      digest: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    })
  })

  it.each([
    ['a misspelt key', "{ tenantColumn: ['shop_id'] }"],
    ['a wrong value', "{ engine: 'mysql' }"],
    ['a value of the wrong type', '{ schema: 3 }'],
    ['text in place of settings', "'shop_id'"],
    ['null in place of settings', 'null'],
    ['a list in place of settings', "['shop_id']"],
  ])('reports %s once in each file that holds SQL or a schema', async (_, given) => {
    const project = projectWith(`{ settings: { tenancy: ${given} } }`)
    const { findings } = await project.lint({ args: ['--cache'] })
    const names = Object.keys(sources).filter((name) => !name.includes('.d.'))
    expect(findings).toEqual([...expectedFindings(sources), ...names.map((name) => `${name}:1:1 tenancy/valid-settings`)].sort())
  })

  it('lets a user change the severity of a rule for every file', async () => {
    const project = projectWith("{ rules: { 'tenancy/max-identifier-length': 'off' } }")
    expect((await project.lint()).findings).toEqual([])
  })
})
