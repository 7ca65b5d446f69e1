import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveModule } from '../../src/project/modules.ts'
import { makeRepository } from './temp-project.ts'

describe('a module of a workspace in which nothing is installed or built', () => {
  const names = (name: string, rest: object = {}): string => JSON.stringify({ name, ...rest })
  const root = makeRepository({
    'package.json': names('all', { workspaces: ['packages/*', 'apps/*'] }),
    'apps/web/package.json': names('web', { dependencies: { '@shop/db': 'workspace:*' } }),
    'apps/web/src/case.ts': '',
    'packages/db/package.json': names('@shop/db', { exports: { './schema': './src/schema.ts', './*': './src/parts/*.ts' } }),
    'packages/db/src/schema.ts': 'export const a = 1',
    'packages/db/src/parts/orders.ts': 'export const b = 1',
    'packages/db/src/hidden.ts': 'export const c = 1',
    'packages/built/package.json': names('built', {
      main: './dist/index.js',
      exports: { '.': './dist/index.js', './query': './dist/query.js' },
    }),
    'packages/built/src/index.ts': 'export const d = 1',
    'packages/built/src/query.ts': 'export const e = 1',
    'packages/plain/package.json': names('plain', { main: 'lib/main.ts' }),
    'packages/plain/lib/main.ts': 'export const f = 1',
    'packages/plain/lib/other.ts': 'export const g = 1',
    'packages/broken/package.json': '{',
  })

  it.each([
    ['@shop/db/schema', 'packages/db/src/schema.ts'],
    ['@shop/db/orders', 'packages/db/src/parts/orders.ts'],
    ['built', 'packages/built/src/index.ts'],
    ['built/query', 'packages/built/src/query.ts'],
    ['plain', 'packages/plain/lib/main.ts'],
    ['plain/lib/other', 'packages/plain/lib/other.ts'],
    ['@shop/nothing', undefined],
    ['react', undefined],
    ['@shop/db/../../../secret', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%s is %s', (specifier, path) => {
    const found = resolveModule(specifier, join(root, 'apps/web/src/case.ts'), root)
    expect(found === undefined ? undefined : relative(root, found)).toBe(path)
  })
})
