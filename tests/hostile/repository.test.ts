import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint, Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { git } from '../cli/check-run.ts'
import { tenancy } from '../cli/run.ts'
import { makeProject } from '../project/temp-project.ts'
import { plant, stateOf } from './planted.ts'

const reading = [
  ['check', '--preset', 'all'],
  ['check', '--preset', 'all', '--format', 'json'],
  ['queries'],
  ['catalog'],
  ['catalog', '--format', 'sql'],
  ['explain', 'src/orders.ts:4'],
  ['explain', 'src/orders.sql:1'],
  ['fix', '--migration', '--dry-run'],
  ['rls'],
]

describe('nothing of a repository is run', () => {
  it('by linting', async () => {
    const { cwd, traces } = plant()
    const before = stateOf(cwd)
    const linter = new Linter({ configType: 'flat', cwd })
    for (const name of ['src/orders.ts', 'src/schema.ts', 'src/orders.sql', 'prisma/schema.prisma', 'drizzle.config.ts'])
      linter.verify(`select 1;\n`, plugin.configs.all, { filename: join(cwd, name) })
    const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: plugin.configs.all })
    await eslint.lintFiles(['src', 'prisma', 'migrations', 'drizzle.config.ts', 'knexfile.cjs'])
    expect(traces()).toEqual([])
    expect(stateOf(cwd)).toEqual(before)
  })

  it.each(reading)('by tenancy %s %s %s', (...command) => {
    const { cwd, traces } = plant()
    const before = stateOf(cwd)
    const { code, errors } = tenancy(cwd, ...command, '--no-config')
    expect([code === 0 || code === 1, errors]).toEqual([true, expect.not.stringContaining('    at ')])
    expect(traces()).toEqual([])
    expect(stateOf(cwd)).toEqual(before)
  })

  it.each([
    [['report', '--no-config', '--out', 'page'], 'page'],
    [['fix', '--migration', '--no-config', '--rule', 'require-foreign-key-index'], 'migrations'],
    [['rls', '--no-config', '--out', 'rls.sql'], 'rls.sql'],
    [['init', '--yes'], 'eslint.config.js'],
  ])('by what writes: %j', (command, written) => {
    const { cwd, traces } = plant()
    const before = new Set(stateOf(cwd))
    const { code } = tenancy(cwd, ...command)
    expect([code, traces()]).toEqual([0, []])
    const changed = stateOf(cwd).filter((one) => !before.has(one))
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.filter((one) => !one.startsWith(written) && !one.startsWith('.vscode') && !one.startsWith('node_modules'))).toEqual([])
  })

  it('but the ESLint configuration, by ESLint, unless that is left out', () => {
    const { cwd, traces } = plant((leave) => ({ 'eslint.config.js': `${leave('configuration')}export default []\n` }))
    expect(tenancy(cwd, 'check', '--no-config').code).toBeLessThan(2)
    expect(traces()).toEqual([])
    expect(tenancy(cwd, 'check').code).toBeLessThan(2)
    expect(traces()).toEqual(['configuration'])
  })
})

describe('git', () => {
  it('runs no program that a folder brings with its configuration', () => {
    const { cwd, traces } = plant((leave) => ({ 'hook.mjs': leave('unused') }))
    rmSync(join(cwd, '.git'), { recursive: true })
    git(cwd, 'init', '-q', '-b', 'main')
    git(cwd, 'add', 'src', 'migrations', 'package.json')
    git(cwd, 'commit', '-q', '-m', 'first')
    const hook = join(cwd, '.git/hooks/planted')
    const trace = join(makeProject({}), 'trace')
    for (const path of [hook, join(cwd, '.git/hooks/post-index-change')]) {
      writeFileSync(path, `#!/bin/sh\ntouch ${trace}\n`)
      chmodSync(path, 0o755)
    }
    git(cwd, 'config', 'core.fsmonitor', hook)
    git(cwd, 'config', 'diff.external', hook)
    git(cwd, 'config', 'diff.planted.textconv', hook)
    writeFileSync(join(cwd, 'src/orders.sql'), 'select id from orders;\n')
    expect(tenancy(cwd, 'check', '--no-config', '--changed', 'main').code).toBeLessThan(2)
    expect(tenancy(cwd, 'check', '--no-config', '--staged').code).toBeLessThan(2)
    expect(traces()).toEqual([])
    expect(() => stateOf(join(trace, '..')).join()).not.toThrow()
    expect(stateOf(join(trace, '..'))).toEqual([])
  })

  it('takes no folder of a commit for a repository', () => {
    const trace = join(makeProject({}), 'trace')
    const cwd = makeProject({
      'inner/HEAD': 'ref: refs/heads/main\n',
      'inner/objects/.keep': '',
      'inner/refs/.keep': '',
      'inner/config': `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = "touch ${trace}; false"\n`,
      'inner/a.sql': 'select 1;\n',
    })
    mkdirSync(join(cwd, '.git'))
    expect(tenancy(join(cwd, 'inner'), 'check', '--no-config', '--changed').errors).toContain('git')
    expect(stateOf(join(trace, '..'))).toEqual([])
  })

  it.each(['--output=stolen', '-c', '--exec=touch stolen', '--', 'main --output=stolen', '$(touch stolen)', '`touch stolen`;'])(
    'is given no option and no shell by a branch called %s',
    (branch) => {
      const { cwd } = plant()
      rmSync(join(cwd, '.git'), { recursive: true })
      git(cwd, 'init', '-q', '-b', 'main')
      git(cwd, 'add', 'src')
      git(cwd, 'commit', '-q', '-m', 'first')
      const before = stateOf(join(cwd, 'src'))
      const { code, errors } = tenancy(cwd, 'check', '--no-config', `--changed=${branch}`)
      expect([code, errors]).toEqual([2, expect.stringMatching(/^git knows no commit /)])
      expect(stateOf(join(cwd, 'src'))).toEqual(before)
      expect(stateOf(cwd).filter((one) => one.includes('stolen'))).toEqual([])
    },
  )
})
