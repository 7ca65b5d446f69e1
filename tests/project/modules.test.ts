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

describe('paths of a tsconfig.json that extends what is not installed', () => {
  const root = makeRepository({
    'package.json': JSON.stringify({ name: 'all', workspaces: ['apps/*', 'tooling/*'] }),
    'tooling/ts/package.json': JSON.stringify({ name: '@shop/tsconfig' }),
    'tooling/ts/base.json':
      '{ "extends": "@tsconfig/strictest", "compilerOptions": { "paths": { "@base/*": ["../../apps/web/base/*"] } } }',
    'apps/web/package.json': JSON.stringify({ name: 'web' }),
    'apps/web/tsconfig.json': `{
      // What Next.js writes.
      "extends": ["@tsconfig/next/tsconfig.json", "../../tsconfig.none.json"],
      "compilerOptions": { /* "paths": {} */ "paths": { "@/*": ["./src/*", "./lib/*"], "@/deep/*": ["./deep/*"], "~db": ["./src/db.ts"], "*//": [], }, },
    }`,
    'apps/web/src/case.ts': '',
    'apps/web/src/a.ts': '',
    'apps/web/src/db.ts': '',
    'apps/web/lib/b.ts': '',
    'apps/web/deep/c.ts': '',
    'apps/api/package.json': JSON.stringify({ name: 'api' }),
    'apps/api/tsconfig.json': '\ufeff{ "extends": "@shop/tsconfig/base" , "compilerOptions": { "baseUrl": "src" } }',
    'apps/api/src/case.ts': '',
    'apps/api/src/models/d.ts': '',
    'apps/web/base/e.ts': '',
    'apps/site/tsconfig.json': '{ "extends": "@shop/tsconfig/base.json" }',
    'apps/site/case.ts': '',
    'apps/both/tsconfig.json': '{ "extends": ["./a.json", "./b.json", "@tsconfig/none"], "references": [{ "path": "./app.json" }] }',
    'apps/both/a.json': '{ "extends": "./base.json" }',
    'apps/both/b.json': '{ "extends": ["./base.json", "./a.json"] }',
    'apps/both/app.json':
      '{ "extends": "./base.json", "compilerOptions": { "paths": { "@/*": ["*"], "@/*/x/*": ["*"], "%/*": ["${configDir}/lib/*"] } } }',
    'apps/both/base.json': '{ "compilerOptions": { "baseUrl": "./src" } }',
    'apps/both/case.ts': '',
    'apps/both/index.ts': '',
    'apps/both/src/index.ts': '',
    'apps/both/src/g.ts': '',
    'apps/both/src/@/h.ts': '',
    'apps/both/lib/i.ts': '',
    'apps/app/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "tsconfig.app.json" }] }',
    'apps/app/tsconfig.node.json': '{ "extends": "@tsconfig/node20" }',
    'apps/app/tsconfig.app.json':
      '{ "extends": ["@tsconfig/vite", "./tsconfig.app.json"], "compilerOptions": { "paths": { "#/*": ["./src/*"] } } }',
    'apps/app/src/case.ts': '',
    'apps/app/src/f.ts': '',
    'apps/broken/tsconfig.json': '{ "extends": "@tsconfig/none", "compilerOptions": "',
    'apps/broken/case.ts': '',
    'apps/out/tsconfig.json':
      '{ "extends": "@tsconfig/none", "compilerOptions": { "paths": { "@/*": ["../../../*", "/etc/*"], "constructor": 1, "x": ["__proto__"] } } }',
    'apps/out/case.ts': '',
  })

  it.each([
    ['apps/web/src/case.ts', '@/a', 'apps/web/src/a.ts'],
    ['apps/web/src/case.ts', '@/b', 'apps/web/lib/b.ts'],
    ['apps/web/src/case.ts', '@/deep/c', 'apps/web/deep/c.ts'],
    ['apps/web/src/case.ts', '~db', 'apps/web/src/db.ts'],
    ['apps/web/src/case.ts', './a', 'apps/web/src/a.ts'],
    ['apps/web/src/case.ts', '@/none', undefined],
    ['apps/api/src/case.ts', 'models/d', 'apps/api/src/models/d.ts'],
    ['apps/api/src/case.ts', '@base/e', undefined],
    ['apps/both/case.ts', '@/g', 'apps/both/src/g.ts'],
    ['apps/both/case.ts', '@/h', undefined],
    ['apps/both/case.ts', '%/i', 'apps/both/lib/i.ts'],
    ['apps/both/case.ts', '.', 'apps/both/index.ts'],
    ['apps/site/case.ts', '@base/e', 'apps/web/base/e.ts'],
    ['apps/app/src/case.ts', '#/f', 'apps/app/src/f.ts'],
    ['apps/broken/case.ts', '@/a', undefined],
    ['apps/out/case.ts', '@/passwd', undefined],
    ['apps/out/case.ts', 'constructor', undefined],
    ['apps/out/case.ts', 'x', undefined],
  ])('of %s, %s is %s', (from, specifier, path) => {
    const found = resolveModule(specifier, join(root, from), root)
    expect(found === undefined ? undefined : relative(root, found)).toBe(path)
  })
})
