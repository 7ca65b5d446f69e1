import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeRepository } from '../project/temp-project.ts'
import { bin, tenancy } from './run.ts'

const posix = process.platform !== 'win32'

describe('what is typed and names nothing', () => {
  const cwd = makeRepository({ 'q.sql': 'select 1;\n' })

  it.each([
    ['check', '--output-file'],
    ['check', '--baseline'],
    ['check', '--rule'],
    ['check', '--settings'],
    ['check', '--schema'],
    ['catalog', '--schema'],
    ['doctor', '--database'],
    ['fix', '--sql-out'],
    ['fix', '--migration'],
    ['report', '--out'],
    ['rls', '--role'],
  ])('%s %s without a word says so', (command, flag) => {
    for (const value of ['', ' '])
      expect(tenancy(cwd, command, `${flag}=${value}`)).toEqual({
        code: 2,
        out: '',
        errors: `${flag} needs a value that is not empty. Which ones it takes: tenancy ${command} --help\n`,
      })
  })

  it.each(['check', 'queries', 'drill', 'report', 'explain'])('a path of %s that is empty is not the whole folder', (command) => {
    expect(tenancy(cwd, command, '')).toEqual({
      code: 2,
      out: '',
      errors: `What is named is empty. What can be named: tenancy ${command} --help\n`,
    })
  })

  it('a file below a file, and a name that is too long', () => {
    for (const path of ['q.sql/a.sql', 'x'.repeat(300)])
      expect(tenancy(cwd, 'check', path)).toEqual({ code: 2, out: '', errors: `${path} is no file, folder or pattern that finds one\n` })
    expect(tenancy(cwd, 'explain', 'q.sql/a.sql:1')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^q\.sql\/a\.sql is no file\./) as string,
    })
    expect(tenancy(cwd, 'check', '--schema', 'q.sql/a.sql')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^q\.sql\/a\.sql: finds no file/) as string,
    })
  })

  it('a pattern that is longer than a name can be', () => {
    expect(tenancy(cwd, 'check', '--no-config', `{${'a'.repeat(300)},q}.sql`)).toMatchObject({ code: 0 })
  })
})

describe.runIf(posix)('where the system does not let it', () => {
  it('a link in a circle is named', () => {
    const cwd = makeRepository({})
    symlinkSync('circle.ts', join(cwd, 'circle.ts'))
    expect(tenancy(cwd, 'check', 'circle.ts')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^circle\.ts cannot be read: ELOOP: [^\n]+\n$/) as string,
    })
    expect(tenancy(cwd, 'explain', 'circle.ts:1')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^circle\.ts is no file\. [^\n]+\n$/) as string,
    })
  })

  it.skipIf(process.getuid?.() === 0)('a file that is closed is named', () => {
    const cwd = makeRepository({ 'closed.sql': 'select 1;\n' })
    chmodSync(join(cwd, 'closed.sql'), 0)
    for (const command of ['check', 'queries'])
      expect(tenancy(cwd, command, 'closed.sql')).toMatchObject({
        code: 2,
        errors: expect.stringMatching(/^closed\.sql cannot be read: EACCES: [^\n]+\n$/) as string,
      })
  })

  it('a file with a line break in its name is found', () => {
    const cwd = makeRepository({ 'a\nb.sql': 'select 1;\n' })
    expect(tenancy(cwd, 'explain', '--no-config', 'a\nb.sql:1')).toMatchObject({ code: 0, errors: '' })
  })

  it('a folder that is there no more', () => {
    const cwd = makeRepository({})
    const script = `rm -rf '${cwd}'; for c in check queries catalog report rls init; do '${process.execPath}' '${bin}' $c; echo $?; done`
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd, encoding: 'utf8' })
    expect(stdout).toBe('2\n'.repeat(6))
    expect(stderr).toBe('The folder in which this runs is there no more. Go to another one.\n'.repeat(6))
    rmSync(cwd, { recursive: true, force: true })
  })
})

describe('who reads no further', () => {
  const cwd = makeRepository({ 'q.sql': 'selec 1;\n'.repeat(3000) })

  /** The exit code, where what is written is not read. */
  const codeOf = async (closed: 'stdout' | 'stderr', ...args: string[]): Promise<number | null> =>
    new Promise((done) => {
      const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
      child[closed].destroy()
      child[closed === 'stdout' ? 'stderr' : 'stdout'].resume()
      child.on('close', done)
    })

  it('is told by the exit code what was found', async () => {
    expect(await codeOf('stdout', 'check', '--no-config')).toBe(1)
    expect(await codeOf('stdout', 'queries', '--no-config')).toBe(0)
  })

  it('is told by the exit code that something is typed wrongly', async () => {
    expect(await codeOf('stderr', 'check', '--no-such')).toBe(2)
    expect(await codeOf('stderr', 'check', 'missing')).toBe(2)
  })
})
