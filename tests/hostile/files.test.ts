import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it, vi } from 'vitest'
import plugin from '../../index.ts'
import * as files from '../../src/project/read-file.ts'
import { loadSchema } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { tenancy } from '../cli/run.ts'
import { makeProject, makeRepository, table } from '../project/temp-project.ts'

vi.mock('../../src/project/read-file.ts', { spy: true })

const first = { 'migrations/1_a.sql': table('a'), 'migrations/3_c.sql': table('c') }

function tablesOf(root: string): string[] {
  const settings = { ...defaultSettings, schema: ['migrations/*'] }
  return loadSchema(join(root, 'x.ts'), settings, root).catalog.tables.map(({ name }) => name)
}

/** What the command says of a project in which all else is as it should be; it ends, and by itself. */
function checked(root: string): string {
  const { code, errors } = tenancy(root, 'check', '--no-config', '--preset', 'all', '--schema', 'migrations/*')
  expect([code === 0 || code === 1, errors]).toEqual([true, expect.not.stringContaining('    at ')])
  return errors
}

describe('what is no file is passed over, and the rest is read', () => {
  it('a folder that is called like a file, links to nothing and in a circle', () => {
    const root = makeRepository(first)
    mkdirSync(join(root, 'migrations/2_b.sql'))
    symlinkSync('nothing.sql', join(root, 'migrations/2_d.sql'))
    symlinkSync('2_e.sql', join(root, 'migrations/2_e.sql'))
    symlinkSync('..', join(root, 'migrations/up'))
    expect(tablesOf(root)).toEqual(['a', 'c'])
    checked(root)
  })

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to', () => {
    const root = makeRepository(first)
    for (const name of ['migrations/2_b.sql', 'src.ts', 'schema.prisma', 'package.json', 'pnpm-workspace.yaml'])
      execFileSync('mkfifo', [join(root, name)])
    expect(tablesOf(root)).toEqual(['a', 'c'])
    checked(root)
    expect(tenancy(root, 'init', '--dry-run').errors).toMatch(/^\S+package\.json cannot be read: it is a pipe, a socket or a device\n$/)
  })

  it.skipIf(process.platform === 'win32')('a socket, and a device without an end', async () => {
    const root = makeRepository(first)
    const server = createServer()
    await new Promise<void>((listening) => server.listen(join(root, 'migrations/2_b.sql'), listening))
    symlinkSync('/dev/zero', join(root, 'zero.sql'))
    expect(tablesOf(root)).toEqual(['a', 'c'])
    checked(root)
    server.close()
  })

  it('says what it is, where it is named', () => {
    const root = makeRepository({})
    for (const [path, why] of [
      [root, 'it is a folder'],
      ['/dev/null', 'it is a pipe, a socket or a device'],
    ] as const)
      expect(() => files.readFile(path)).toThrow(why)
  })
})

describe('what cannot be read, or is no text, is told or passed over, and the rest is read', () => {
  it('a file that vanishes between the list and the reading', () => {
    const root = makeRepository({ ...first, 'migrations/2_b.sql': table('b') })
    vi.mocked(files.readFile).mockImplementation((path) => {
      if (path.endsWith('2_b.sql')) throw new Error('ENOENT: no such file or directory')
      return Buffer.from(table(path.endsWith('1_a.sql') ? 'a' : 'c'))
    })
    expect(tablesOf(root)).toEqual(['a', 'c'])
    vi.mocked(files.readFile).mockReset()
  })

  it.each([
    ['bytes that are none of UTF-8', Buffer.concat([Buffer.from('-- '), Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xa0]), Buffer.from('\n')])],
    ['NULs', Buffer.from('select \0;\n\0\0')],
    ['UTF-16', Buffer.from(`\ufeff${table('b')}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${table('b')}`, 'utf16le').swap16()],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe])],
    ['nothing', Buffer.alloc(0)],
  ])('%s', (_, bytes) => {
    const root = makeRepository(first)
    writeFileSync(join(root, 'migrations/2_b.sql'), bytes)
    expect(tablesOf(root)).toEqual(expect.arrayContaining(['a', 'c']))
    checked(root)
    const linter = new Linter({ configType: 'flat', cwd: root })
    const messages = linter.verify(bytes.toString('utf8'), plugin.configs.all, { filename: join(root, 'migrations/2_b.sql') })
    expect(messages.filter(({ fatal }) => fatal)).toEqual([])
  })

  it('fifty megabytes of one value, and more than a text holds', () => {
    const root = makeRepository(first)
    writeFileSync(join(root, 'migrations/2_b.sql'), `select '${'x'.repeat(50_000_000)}';\n`)
    writeFileSync(join(root, 'huge.sql'), '')
    truncateSync(join(root, 'huge.sql'), 3 * 1024 ** 3)
    expect(tablesOf(root)).toEqual(['a', 'c'])
    expect(checked(root)).toContain('Not read: huge.sql:1: it is larger than 128 MB')
  }, 120_000)
})

describe('what lies outside of the project is left alone', () => {
  const outside = makeProject({
    'secret.sql': table('secret'),
    'deep/secret.ts': 'export const secret = "secret"\n',
    'schema.sql': table('secret'),
  })

  it('by links, in what is found, in what is checked and in what is imported', () => {
    const root = makeRepository({ ...first, 'src/a.ts': `import { secret } from './out/secret.ts'\ndb.query('select * from ' + secret)\n` })
    symlinkSync(join(outside, 'secret.sql'), join(root, 'migrations/2_b.sql'))
    symlinkSync(outside, join(root, 'migrations/out'))
    symlinkSync(join(outside, 'deep'), join(root, 'src/out'))
    for (const command of [['check', '--preset', 'all'], ['queries'], ['catalog']])
      expect(tenancy(root, ...command, '--no-config').out).not.toContain('secret.sql')
    expect(tenancy(root, 'catalog', '--no-config').out).not.toContain('secret')
    expect(tenancy(root, 'queries', '--no-config').out).not.toMatch(/from secret/)
  })

  it.each(['../*/secret.sql', '/etc/*', '*/../../**/*.sql', 'migrations/../../**/secret.sql'])('by the setting schema: %s', (pattern) => {
    const root = makeRepository(first)
    const { code, errors } = tenancy(root, 'catalog', '--no-config', '--schema', pattern)
    expect([code, errors]).toEqual([2, expect.stringMatching(/lies outside of the project|has '\.\.' after a wildcard|finds no file/)])
  })

  it('and a setting may lead to another package of the same repository', () => {
    const root = makeRepository({ 'packages/db/schema.sql': table('shared'), 'apps/web/package.json': '{ "name": "web" }' })
    const { code, out } = tenancy(join(root, 'apps/web'), 'catalog', '--no-config', '--schema', '../../packages/db/schema.sql')
    expect([code, out]).toEqual([0, expect.stringContaining('shared')])
  })
})
