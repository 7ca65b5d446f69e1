import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BaselineEntry } from '../../src/cli/check/baseline.ts'
import { makeRepository } from '../project/temp-project.ts'
import { check, findingsIn, makeGitProject, write, type CheckRun } from './check-run.ts'

const init = `create table organizations (id bigint primary key);
create table orders (
  id bigint primary key,
  organization_id bigint not null references organizations,
  number text
);
create index on orders (organization_id);
create table notes (id bigint primary key, order_id bigint references orders);
`
const leak = 'select number from orders where id > $1;\n'
const start = { 'migrations/0001_init.sql': init, 'leak.sql': leak }

const baseline = 'tenancy-baseline.json'

function entriesIn(cwd: string): BaselineEntry[] {
  return (JSON.parse(readFileSync(join(cwd, baseline), 'utf8')) as { findings: BaselineEntry[] }).findings
}

async function withBaseline(files: Readonly<Record<string, string>> = start): Promise<{ cwd: string; run: () => Promise<CheckRun> }> {
  const cwd = makeRepository(files)
  expect(await check(cwd, { baseline, updateBaseline: true })).toMatchObject({ code: 0, errors: '' })
  return { cwd, run: () => check(cwd, { baseline }) }
}

describe('a baseline', () => {
  it('holds each finding with its rule, table and meaning', async () => {
    const { cwd, run } = await withBaseline()
    const told = entriesIn(cwd).map(({ rule, table, what, files }) => [rule.replace('tenancy/', ''), table, what, files])
    expect(told).toContainEqual(['require-tenant-filter', 'orders', 'SELECT number FROM orders WHERE id > $1', ['leak.sql']])
    expect(told).toContainEqual(['require-foreign-key-index', 'notes', 'constraint notes_order_id_fkey', ['migrations/0001_init.sql']])
    const { out, code } = await run()
    expect(JSON.parse(out)).toMatchObject({ errors: 0, warnings: 0, baselined: told.length, findings: [] })
    expect(code).toBe(0)
  })

  it('knows a query that moved, was broken into lines, or went to another file', async () => {
    const { cwd, run } = await withBaseline()
    write(cwd, { 'leak.sql': `-- more\n\n${leak.replaceAll(' ', '\n  ')}` })
    expect(findingsIn(await run())).toEqual([])
    write(cwd, { 'leak.sql': null, 'src/a.ts': `db.query(\`${leak.trim()}\`)\n` })
    expect(await run()).toMatchObject({ code: 0, errors: '' })
  })

  it('judges a query again that was edited, and one more copy of it', async () => {
    const { cwd, run } = await withBaseline()
    write(cwd, { 'leak.sql': leak.replace('>', '<') })
    expect(findingsIn(await run())).toEqual(['leak.sql:1 require-tenant-filter'])
    write(cwd, { 'leak.sql': leak, 'copy.sql': leak })
    expect(findingsIn(await run())).toEqual(['copy.sql:1 require-tenant-filter'])
  })

  it('knows a definition by its name', async () => {
    const { cwd, run } = await withBaseline()
    write(cwd, { 'migrations/0001_init.sql': `\n\n${init}` })
    expect(findingsIn(await run())).toEqual([])
    write(cwd, { 'migrations/0002_more.sql': 'alter table notes add other_id bigint references orders;\n' })
    expect(findingsIn(await run())).toContain('migrations/0002_more.sql:1 require-foreign-key-index')
  })

  it('says what is in it and found no more, until it is written anew', async () => {
    const { cwd, run } = await withBaseline()
    write(cwd, { 'leak.sql': 'select 1;\n' })
    const ran = await run()
    expect(ran.code).toBe(0)
    expect(ran.errors).toContain(
      'found no more: tenancy/require-tenant-filter orders (leak.sql): SELECT number FROM orders WHERE id > $1\n',
    )
    expect(ran.errors).toContain(`tenancy check --baseline ${baseline} --update-baseline`)
    expect((await check(cwd, { baseline }, ['migrations'])).errors).toBe('')
    await check(cwd, { baseline, updateBaseline: true })
    expect(entriesIn(cwd).map(({ rule }) => rule)).not.toContain('tenancy/require-tenant-filter')
    expect((await run()).errors).toBe('')
  })

  it('is written the same whatever the order of the files', async () => {
    const { cwd } = await withBaseline()
    const before = readFileSync(join(cwd, baseline), 'utf8')
    write(cwd, { 'leak.sql': null, 'a/leak.sql': leak })
    await check(cwd, { baseline, updateBaseline: true })
    expect(readFileSync(join(cwd, baseline), 'utf8').replace('a/leak.sql', 'leak.sql')).toBe(before)
  })

  it('serves changes, too', async () => {
    const cwd = makeGitProject(start)
    await check(cwd, { baseline, updateBaseline: true })
    write(cwd, { 'leak.sql': `-- more\n${leak}`, 'new.sql': leak.replace('>', '<') })
    expect(findingsIn(await check(cwd, { baseline, changed: true }))).toEqual(['new.sql:1 require-tenant-filter'])
  })

  it('is not written over what is none', async () => {
    const cwd = makeRepository({ ...start, 'leak.js': 'export {}\n', 'settings.json': '{ "postgres": 16 }', 'begun.json': '{ ' })
    for (const file of ['leak.js', 'leak.sql', 'settings.json']) {
      await expect(check(cwd, { baseline: file, updateBaseline: true })).rejects.toThrow(
        `${file} is no baseline, and is not written over. Name another file`,
      )
      await expect(check(cwd, { baseline: file })).rejects.toThrow(`${file} is no baseline. Name another file`)
    }
    await expect(check(cwd, { baseline: 'leak.sql/a.json' })).rejects.toThrow('leak.sql/a.json cannot be read: ENOTDIR')
    await check(cwd, { baseline: 'begun.json', updateBaseline: true })
    expect(await check(cwd, { baseline: 'begun.json' })).toMatchObject({ code: 0 })
  })

  it('says what to type where it is missing, broken, or asked for in part', async () => {
    const cwd = makeRepository({ ...start, 'broken.json': '{', 'other.json': '{ "findings": [{}] }' })
    await expect(check(cwd, { baseline })).rejects.toThrow(`tenancy check --baseline ${baseline} --update-baseline`)
    await expect(check(cwd, { baseline: 'broken.json' })).rejects.toThrow('broken.json is no baseline')
    await expect(check(cwd, { baseline: 'other.json' })).rejects.toThrow('other.json is no baseline')
    write(cwd, {
      'merged.json': '{\n<<<<<<< HEAD\n  "version": 1\n=======\n  "version": 1\n>>>>>>> work\n}\n',
      'newer.json': '{ "version": 2, "findings": [] }',
    })
    await expect(check(cwd, { baseline: 'merged.json' })).rejects.toThrow(
      'holds the marks of a merge that nobody has finished, so it is no baseline. To write it anew, type: tenancy check --baseline merged.json --update-baseline',
    )
    await expect(check(cwd, { baseline: 'newer.json' })).rejects.toThrow('newer.json is a baseline of version 2, where this is 1')
    await expect(check(cwd, { updateBaseline: true })).rejects.toThrow('Name the file')
    await expect(check(cwd, { baseline, updateBaseline: true, staged: true })).rejects.toThrow('the whole project')
    await expect(check(cwd, { baseline, updateBaseline: true }, ['leak.sql'])).rejects.toThrow('the whole project')
    await expect(check(cwd, { baseline, updateBaseline: true, rule: ['require-limit'] })).rejects.toThrow('all its rules')
  })
})
