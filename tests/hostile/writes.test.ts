import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tenancy } from '../cli/run.ts'
import { makeProject, makeRepository } from '../project/temp-project.ts'

const files = {
  'migrations/0001_init.sql':
    'create table organizations (id bigint primary key);\ncreate table orders (id bigint primary key, organization_id bigint not null references organizations (id));\n',
}

const why = /cannot be written: a link leads out of the project there, or nowhere/

it.each([
  ['a page', 'tenancy-report', ['report', '--no-config']],
  ['findings', 'found.txt', ['check', '--no-config', '--output-file', 'found.txt']],
  ['a baseline', 'base.json', ['check', '--no-config', '--baseline', 'base.json', '--update-baseline']],
  ['policies', 'out', ['rls', '--no-config', '--out', 'out/rls.sql']],
  ['statements', 'out', ['fix', '--no-config', '--sql-out', 'out/fix.sql', '--rule', 'require-foreign-key-index']],
  ['a configuration', '.vscode', ['init', '--yes']],
])('%s is not written where a link leads out of the project', (_, name, command) => {
  const outside = makeProject({ 'kept.txt': 'kept' })
  const target = name.includes('.') && !name.startsWith('.') ? join(outside, 'kept.txt') : outside
  const cwd = makeRepository(files)
  symlinkSync(target, join(cwd, name))
  const { code, errors } = tenancy(cwd, ...command)
  expect([code, errors]).toEqual([2, expect.stringMatching(why)])
  expect(readFileSync(join(outside, 'kept.txt'), 'utf8')).toBe('kept')
  expect(
    existsSync(join(outside, 'index.html')) || existsSync(join(outside, 'settings.json')) || existsSync(join(outside, 'rls.sql')),
  ).toBe(false)
})

it('nothing is written through a link that leads nowhere', () => {
  const outside = makeProject({})
  const cwd = makeRepository(files)
  symlinkSync(join(outside, 'new.txt'), join(cwd, 'found.txt'))
  expect(tenancy(cwd, 'check', '--no-config', '--output-file', 'found.txt').errors).toMatch(why)
  expect(existsSync(join(outside, 'new.txt'))).toBe(false)
})

it('a file that somebody names outside, or that a link leads to within, is written', () => {
  const outside = makeProject({})
  const cwd = makeRepository({ ...files, 'reports/found.txt': 'before' })
  symlinkSync('reports/found.txt', join(cwd, 'found.txt'))
  expect(tenancy(cwd, 'check', '--no-config', '--output-file', 'found.txt').code).toBeLessThan(2)
  expect(tenancy(cwd, 'check', '--no-config', '--output-file', join(outside, 'found.txt')).code).toBeLessThan(2)
  expect(readFileSync(join(cwd, 'reports/found.txt'), 'utf8')).toBe(readFileSync(join(outside, 'found.txt'), 'utf8'))
  expect(lstatSync(join(cwd, 'found.txt')).isSymbolicLink()).toBe(true)
})
