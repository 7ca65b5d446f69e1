import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBeginning, readSign } from '../../src/project/discover-texts.ts'
import { walkFolder } from '../../src/project/walk.ts'
import { makeProject, makeRepository } from './temp-project.ts'

function walk(root: string, start = '.'): { files: string[]; packages: string[] } {
  const { files, packages } = walkFolder(join(root, start), root)
  const short = (path: string): string => relative(root, path)
  return { files: files.map(short), packages: packages.map(short) }
}

describe('a walk', () => {
  it('finds SQL files and the signs of tools, and passes over what is copied, made or tested', () => {
    const skipped = ['node_modules', 'dist', 'build', 'out', 'coverage', '.next', '.turbo', 'vendor', 'target', 'tmp', 'test', 'tests']
    const more = ['__tests__', 'fixtures', '__fixtures__', '__mocks__', 'e2e', 'examples', '.hidden']
    const root = makeRepository({
      ...Object.fromEntries([...skipped, ...more].map((name) => [`a/${name}/x.sql`, ''])),
      'a/X.SQL': '',
      'a/meta/_journal.json': '',
      'a/.gmrc': '',
      'a/README.md': '',
      'a/x.ts': '',
      'x.sql/notes.txt': '',
    })
    expect(walk(root)).toEqual({ files: ['a/.gmrc', 'a/X.SQL', 'a/meta/_journal.json'], packages: [] })
  })

  it('enters the folder that it starts at, whatever it is called', () => {
    expect(walk(makeRepository({ 'examples/shop/x.sql': '' }), 'examples').files).toEqual(['examples/shop/x.sql'])
  })

  it('stops at packages', () => {
    const root = makeRepository({
      'package.json': '{"name": "all"}',
      'a/package.json': '{"name": "a"}',
      'a/x.sql': '',
      'b/package.json': '{}',
      'b/x.sql': '',
    })
    expect(walk(root)).toEqual({ files: ['b/x.sql'], packages: ['a'] })
  })

  it('follows links within the root, once, and reports where they lead', () => {
    const root = makeRepository({ 'db/1.sql': '', 'other/2.sql': '', 'app/x.sql': '' })
    symlinkSync('../db', join(root, 'app/a'))
    symlinkSync('../db', join(root, 'app/b'))
    symlinkSync('../other/2.sql', join(root, 'app/2.sql'))
    expect(walk(root, 'app').files).toEqual(['app/x.sql', 'db/1.sql', 'other/2.sql'])
    expect(walk(root).files).toEqual(['app/x.sql', 'db/1.sql', 'other/2.sql'])
  })

  it('is not caught by links in a circle, upwards, out of the root or to nothing', () => {
    const outside = makeProject({ 'secret.sql': '' })
    const root = makeRepository({ 'a/1.sql': '', 'b/2.sql': '', 'c/3.sql': '' })
    symlinkSync('../b', join(root, 'a/b'))
    symlinkSync('../a', join(root, 'b/a'))
    symlinkSync('..', join(root, 'a/up'))
    symlinkSync('self', join(root, 'a/self'))
    symlinkSync('nothing.sql', join(root, 'a/dangling.sql'))
    symlinkSync(outside, join(root, 'a/out'))
    symlinkSync(join(outside, 'secret.sql'), join(root, 'a/secret.sql'))
    expect(walk(root, 'a').files).toEqual(['a/1.sql', 'b/2.sql'])
    expect(walk(root).files).toEqual(['a/1.sql', 'b/2.sql', 'c/3.sql'])
  })

  it('passes over what it cannot read', () => {
    const root = makeRepository({ 'a/1.sql': '', 'shut/2.sql': '' })
    chmodSync(join(root, 'shut'), 0)
    try {
      // An administrator may read everything.
      expect(walk(root).files.filter((file) => !file.startsWith('shut'))).toEqual(['a/1.sql'])
    } finally {
      chmodSync(join(root, 'shut'), 0o700)
    }
    expect(walk(root, 'nowhere')).toEqual({ files: [], packages: [] })
    expect(walk(root, 'a/1.sql')).toEqual({ files: [], packages: [] })
  })

  it('takes names as they are', () => {
    const names = ['[a]/(b).sql', 'c d/ü🙂.sql', 'e\n/f.sql', '-rf/g.sql', '__proto__/h.sql'].sort()
    expect(walk(makeRepository(Object.fromEntries(names.map((name) => [name, ''])))).files).toEqual(names)
  })
})

describe('texts', () => {
  it('are read as far as needed, without a byte order mark', () => {
    const root = makeProject({ 'a.sql': `\ufeffselect 1;${' '.repeat(10_000)}`, '_journal.json': `{${' '.repeat(10_000)}}` })
    expect(readBeginning(join(root, 'a.sql'))?.slice(0, 9)).toBe('select 1;')
    expect(readBeginning(join(root, 'a.sql'))?.length).toBeLessThan(5000)
    expect(readSign(join(root, '_journal.json'))).toHaveLength(10_002)
  })

  it('that cannot be read are none', () => {
    const root = makeProject({})
    mkdirSync(join(root, 'folder.sql'))
    expect([readBeginning(join(root, 'folder.sql')), readBeginning(join(root, 'none.sql')), readSign(`${root}\0`)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
