import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { quoteName } from '../../src/catalog/names.ts'
import { formatNames } from '../../src/cli/formats/names.ts'
import { check } from '../cli/check-run.ts'
import { tenancy } from '../cli/run.ts'
import { makeRepository } from '../project/temp-project.ts'
import { wellFormed } from '../support/xml.ts'

const signs = [
  '\u001b[2J\u001b[31m',
  '\u001b]8;;https://evil.example\u0007',
  '\u0007',
  '\r',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u2028',
  '\n::error title=planted::planted\n',
]
const markup = `</script><script>alert(1)</script><img src=x onerror="alert(1)"> javascript:alert(1) <!-- ]]> &lt;`

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const name = signs.join('a')

/** What a terminal or a log would obey. */
// eslint-disable-next-line no-control-regex -- those are what is looked for
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

function planted(bad: string): string {
  const organizations = 'create table organizations (id bigint primary key);\n'
  const columns = `id bigint primary key, organization_id bigint not null references organizations (id), ${quoted(bad)} text default '${bad.replaceAll("'", "''")}'`
  const cwd = makeRepository({ 'migrations/0001_init.sql': `${organizations}create table ${quoted(`t${bad}`)} (${columns});\n` })
  writeFileSync(join(cwd, 'query.sql'), `select * from ${quoted(`t${bad}`)} where id = 1;\nselect ${quoted(bad)} from;\n`)
  return cwd
}

describe('a name that a terminal would obey', () => {
  const cwd = planted(name)

  it.each(formatNames)('is shown by check --format %s', async (format) => {
    const { out, errors } = await check(cwd, { format, preset: 'all' })
    expect(out).toContain('query.sql')
    expect(`${out}${errors}`).not.toMatch(obeyed)
    expect(out.split('\n').filter((line) => line.startsWith('::error title=planted'))).toEqual([])
    if (['json', 'sarif', 'gitlab'].includes(format)) expect(() => JSON.parse(out) as unknown).not.toThrow()
    if (format === 'junit') expect(() => wellFormed(out)).not.toThrow()
  })

  it.each([
    ['catalog'],
    ['catalog', '--format', 'json'],
    ['catalog', '--format', 'dot'],
    ['catalog', '--format', 'mermaid'],
    ['queries'],
    ['queries', '--format', 'json'],
    ['explain', 'query.sql:1'],
    ['explain', 'query.sql:1', '--format', 'json'],
    ['rls'],
    ['fix', '--migration', '--dry-run'],
    ['init', '--dry-run'],
  ])('is shown by %s %s %s', (...command) => {
    const { out, errors } = tenancy(cwd, ...command, ...(command[0] === 'init' ? [] : ['--no-config']))
    expect(out).not.toBe('')
    expect(`${out}${errors}`).not.toMatch(obeyed)
    expect(`${out}${errors}`.split('\n').filter((line) => line.startsWith('::error title=planted'))).toEqual([])
  })

  it('stays what it is in JSON', () => {
    const { tables } = JSON.parse(tenancy(cwd, 'catalog', '--no-config', '--format', 'json').out) as { tables: { name: string }[] }
    expect(tables.map((one) => one.name)).toContain(`t${name}`.slice(0, tables.find((one) => one.name.startsWith('t\u001b'))?.name.length))
  })

  it('is written to SQL with codes, which Postgres reads again', async () => {
    const db = await PGlite.create()
    for (const sign of [...signs, 'a\\b\u0007"c']) {
      const { rows } = await db.query<Record<string, number>>(`select 1 as ${quoteName(sign)}`)
      expect(Object.keys(rows[0] ?? {})).toEqual([sign])
      expect(quoteName(sign)).not.toMatch(obeyed)
    }
  })
})

it.each(formatNames)('a file that is called so is shown by check --format %s', async (format) => {
  const { out } = await check(makeRepository({ [`${signs.slice(0, -1).join('a')}.sql`]: 'selec 1;\n' }), { format })
  expect(out).toContain('syntax error')
  expect(out).not.toMatch(obeyed)
})

describe('a name that a browser would run', () => {
  it('is text in the report', () => {
    const cwd = planted(markup)
    expect(tenancy(cwd, 'report', '--no-config', '--preset', 'all').code).toBe(0)
    const page = readFileSync(join(cwd, 'tenancy-report/index.html'), 'utf8')
    expect(page.match(/<script\b/g)).toHaveLength(1)
    expect(page.match(/<img\b|<!--(?!\[)|\bon\w+="|href="(?!#|https:\/\/github\.com\/eslint-plugin-tenancy\/)/g)).toBeNull()
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;')
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/)
    expect(page).not.toMatch(/unsafe-inline|unsafe-eval/)
  })

  it('is text in the report that holds what a terminal would obey, too', () => {
    const cwd = planted(name)
    expect(tenancy(cwd, 'report', '--no-config', '--preset', 'all').code).toBe(0)
    expect(readFileSync(join(cwd, 'tenancy-report/index.html'), 'utf8')).not.toMatch(obeyed)
  })
})
