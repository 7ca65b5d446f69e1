import { mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPlace, listLinkedFolders, listWorkspacePackages, parsePnpmPackages, readPackage } from '../../src/project/workspace.ts'
import { makeProject, makeRepository } from './temp-project.ts'

const named = (name: string, more: object = {}): string => JSON.stringify({ name, ...more })

describe('where a file belongs', () => {
  function place(root: string, file: string, cwd = root): [root: string, folder: string] {
    const found = findPlace(join(root, file), cwd)
    return [relative(root, found.root) || '.', relative(root, found.folder) || '.']
  }

  it('in the nearest package, below the repository', () => {
    const root = makeRepository({ 'package.json': named('all'), 'apps/api/package.json': named('api'), 'apps/api/src/x.ts': '' })
    expect(place(root, 'apps/api/src/x.ts')).toEqual(['.', 'apps/api'])
    expect(place(root, 'apps/api/src/not/there/yet.ts')).toEqual(['.', 'apps/api'])
    expect(place(root, 'scripts/x.ts')).toEqual(['.', '.'])
    expect(place(root, 'apps/api/src/x.ts', join(root, 'apps/api'))).toEqual(['.', 'apps/api'])
  })

  it.each([
    ['pnpm-workspace.yaml', 'packages:\n  - "apps/*"\n'],
    ['package.json', '{"workspaces": ["apps/*"]}'],
    ['package.json', '{"workspaces": {"packages": ["apps/*"]}}'],
    ['.git', 'gitdir: ../elsewhere\n'],
  ])('below %s %s', (name, text) => {
    const root = makeProject({ [name]: text, 'apps/api/package.json': named('api') })
    expect(place(root, 'apps/api/x.ts')).toEqual(['.', 'apps/api'])
  })

  it('a package.json that names nothing is no border', () => {
    const root = makeRepository({
      'package.json': named('all'),
      'src/esm/package.json': '{"type": "module"}',
      'src/empty/package.json': '{}',
    })
    expect(place(root, 'src/esm/x.ts')).toEqual(['.', '.'])
    expect(place(root, 'src/empty/x.ts')).toEqual(['.', '.'])
  })

  it('one that cannot be parsed is', () => {
    const root = makeRepository({ 'package.json': named('all'), 'a/package.json': '{"name": ', 'b/package.json': '[]' })
    expect(place(root, 'a/x.ts')).toEqual(['.', 'a'])
    expect(place(root, 'b/x.ts')).toEqual(['.', 'b'])
  })

  it('without a repository the outermost package is the root, but none above the working directory', () => {
    const root = makeProject({ 'package.json': named('stray'), 'shop/package.json': named('shop'), 'shop/api/package.json': named('api') })
    expect(place(root, 'shop/api/x.ts', join(root, 'shop'))).toEqual(['shop', 'shop/api'])
    expect(place(root, 'shop/api/x.ts')).toEqual(['.', 'shop/api'])
  })

  it('a file that belongs nowhere is taken for one of the working directory', () => {
    const root = makeProject({ 'x.sql': '' })
    const cwd = makeRepository({ 'package.json': named('shop') })
    expect(findPlace(join(root, 'x.sql'), cwd)).toEqual({ root: cwd, folder: cwd, start: cwd })
    expect(findPlace('<input>', cwd)).toEqual({ root: cwd, folder: cwd, start: cwd })
    expect(findPlace(join(root, 'x.sql'), root)).toEqual({ root, folder: root, start: root })
  })
})

describe('the packages of a workspace', () => {
  it.each([
    ['packages:\n  - apps/*\n  - "packages/**"\n', ['apps/*', 'packages/**']],
    ["packages:\n- 'apps/*' # ours\n\n# more\n- '!apps/old'\ncatalog:\n  - not/this\n", ['apps/*', '!apps/old']],
    ['packages: [apps/*, "libs/*"]\n', ['apps/*', 'libs/*']],
    ['catalog:\n  a: 1\npackages:\r\n  - apps/*\r\n', ['apps/*']],
    ['packages:\n', []],
    ['packages: []\n', []],
    ['', []],
    ['- apps/*\n', []],
  ])('%j', (yaml, expected) => {
    expect(parsePnpmPackages(yaml)).toEqual(expected)
  })

  const names = (root: string): (string | undefined)[] => listWorkspacePackages(root).map(({ name }) => name)

  it('by globs, without what is excluded, installed or outside', () => {
    const root = makeProject({
      'repo/package.json': named('all', { workspaces: ['apps/*', 'libs/**', '!libs/old', '../outside', '/etc/*', 'x/{..,y}/*'] }),
      'repo/apps/a/package.json': named('a'),
      'repo/libs/b/package.json': named('b'),
      'repo/libs/deep/c/package.json': named('c'),
      'repo/libs/old/package.json': named('old'),
      'repo/libs/b/node_modules/d/package.json': named('d'),
      'outside/package.json': named('outside'),
    })
    expect(names(join(root, 'repo'))).toEqual(['a', 'b', 'c'])
  })

  it('none where none is declared', () => {
    expect(names(makeRepository({ 'package.json': named('all'), 'apps/a/package.json': named('a') }))).toEqual([])
    expect(names(makeRepository({ 'package.json': '{"workspaces": [1, null, {}]}' }))).toEqual([])
  })
})

describe('dependencies within the root', () => {
  function linked(root: string, from: string): string[] {
    const found = readPackage(join(root, from))
    return found ? listLinkedFolders(found, root, listWorkspacePackages(root)).map((folder) => relative(root, folder)) : []
  }

  it('by name, of any kind', () => {
    const root = makeProject({
      'package.json': named('all', { workspaces: ['*'] }),
      'a/package.json': named('a', {
        dependencies: { b: 'workspace:*', react: '1' },
        devDependencies: { '@x/c': '*' },
        peerDependencies: { d: '*' },
      }),
      'b/package.json': named('b'),
      'c/package.json': named('@x/c'),
      'd/package.json': named('d'),
    })
    expect(linked(root, 'a')).toEqual(['b', 'c', 'd'])
  })

  it('by path', () => {
    const root = makeRepository({
      'a/package.json': named('a', { dependencies: { b: 'file:../b', c: 'link:../../c', d: 'portal:../nothing' } }),
      'b/package.json': named('b'),
    })
    expect(linked(root, 'a')).toEqual(['b'])
  })

  it('by a link in node_modules, unless it leads out, into node_modules or in a circle', () => {
    const outside = makeProject({ 'package.json': named('out') })
    const root = makeRepository({
      'package.json': named('all'),
      'a/package.json': named('a', {
        dependencies: { '@x/b': '*', out: '*', self: '*', stored: '*', '../../b': '*', '..': '*', missing: '*' },
      }),
      'db/package.json': named('@x/b'),
      'node_modules/.store/stored/package.json': named('stored'),
    })
    mkdirSync(join(root, 'node_modules/@x'))
    symlinkSync('../../db', join(root, 'node_modules/@x/b'))
    symlinkSync(outside, join(root, 'node_modules/out'))
    symlinkSync('self', join(root, 'node_modules/self'))
    symlinkSync('.store/stored', join(root, 'node_modules/stored'))
    expect(linked(root, 'a')).toEqual(['db'])
  })
})
