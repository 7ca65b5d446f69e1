import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const imports = `import _, { chunk, uniq } from 'lodash'
import pMap from 'p-map'
`
const load = 'const rows = await sql`select id, name from projects where organization_id = ${org}`'

/** The verdict of the last query of a function in which rows were loaded. */
function lastOf(body: string, imported = imports): string | undefined {
  const around = `${imported}export async function run(org: string, ids: string[], input: any) {\n${load}\n${body}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('functions of libraries that give what is in a list', () => {
  const remove = (list: string): string => `await sql\`delete from projects where id = any(\${${list}})\``

  it.each([
    [remove('uniq(rows.map((row) => row.id))')],
    [remove('_.compact(rows.map((row) => row.id))')],
    [`for (const some of chunk(rows, 100)) ${remove('some.map((row) => row.id)')}`],
    [`for (const some of _.chunk(rows.map((row) => row.id), 100)) ${remove('some')}`],
    [`const parts = rows.map((row) => row.id)\nfor (const some of chunk(parts, 100)) ${remove('some')}`],
    [`await Promise.all(chunk(uniq(rows.map((row) => row.id)), 10).map((some) => ${remove('some').replace('await ', '')}))`],
    ['await pMap(rows, (row) => sql`delete from projects where id = ${row.id}`, { concurrency: 5 })'],
    ['await pMap(rows, async ({ id }) => { await sql`delete from projects where id = ${id}` })'],
    [`for (const row of _.sortBy(rows, 'name')) await sql\`delete from projects where id = \${row.id}\``],
  ])('hold what was loaded for the tenant: %s', (body) => {
    expect(lastOf(body)).toBe('by-row')
  })

  it.each([
    ['of what is not loaded', remove('uniq(ids)'), imports],
    ['in parts of what is not loaded', `for (const some of chunk(ids, 100)) ${remove('some')}`, imports],
    ['of other things', 'await pMap(input, (row) => sql`delete from projects where id = ${row.id}`)', imports],
    ['that are handed something else', 'await pMap(input, (row) => sql`delete from projects where id = ${row.id}`, rows)', imports],
    ['of the program', `const uniq = (list: any) => input.ids\n${remove('uniq(rows.map((row) => row.id))')}`, ''],
    ['that put more into it', remove('_.concat(rows.map((row) => row.id), input.id)'), imports],
  ])('do not where they are %s', (_, body, imported) => {
    expect(lastOf(body, imported)).toBe('by-key')
  })
})
