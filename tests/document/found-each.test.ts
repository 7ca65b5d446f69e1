import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const ask = 'select id, name from projects where id = ${id} and organization_id = ${org}'
const change = "\nawait db.query(sql`update projects set name = 'x' where id = ${id}`)"

/** The verdict of the last query in a function. */
function lastOf(body: string): string | undefined {
  const around = `export async function run(org: string, id: string, from: string, to: string, input: any, db: any) {\n${body.replaceAll('ASK', ask)}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('a key of whose row a column is taken out', () => {
  it.each([
    ['const { rows: [{ id: found } = {}] } = await db.query(sql`ASK`)', '!found', 'by-row'],
    ['const { rows: [{ id: found }] } = await db.query(sql`ASK`)', '!found', 'by-row'],
    ['const [{ name } = {}] = await sql`ASK`', '!name', 'by-row'],
    ['const [{ name } = {}] = await sql`ASK`', 'name == null', 'by-row'],
    ['const [{ name } = {}] = await sql`ASK`', 'name === null', 'by-key'],
    ['const [{ name } = {}] = await sql`ASK`', 'name', 'by-key'],
    ['const [{ name } = input] = await sql`ASK`', '!name', 'by-key'],
    ["const [{ name } = { name: 'x' }] = await sql`ASK`", '!name', 'by-key'],
    ["const [{ name = 'x' } = {}] = await sql`ASK`", '!name', 'by-key'],
    ['let [{ name } = {}] = await sql`ASK`; name = input.name', '!name', 'by-key'],
    ['const [{ name } = {}] = await sql`select name from projects where id = ${id}`', '!name', 'by-key'],
  ])('is held where it is there: %s, %s', (found, check, verdict) => {
    expect(lastOf(`${found}\nif (${check}) throw new Error()${change}`)).toBe(verdict)
  })
})

describe('keys that a query for the tenant has found each', () => {
  const found = 'const [a, b] = await Promise.all([from, to].map((id) => db.maybeOne(sql`ASK`)))\n'

  it.each([
    [found],
    [found.replace('(id) => ', 'async (id) => await ')],
    [found.replaceAll('(id)', '(one)').replace('sql`ASK`', 'sql`select id from projects where id = ${one} and organization_id = ${org}`')],
  ])('are held: %s', (all) => {
    expect(lastOf(`${all}if (!a || !b) throw new Error()${change.replace('{id}', '{to}')}`)).toBe('by-row')
    expect(lastOf(`${all}if (!a || !b) throw new Error()${change.replace('{id}', '{from}')}`)).toBe('by-row')
    expect(lastOf(`${all}if (!a || !b) throw new Error()${change.replace('{id}', '{b.id}')}`)).toBe('by-row')
  })

  it.each([
    ['of which another is asked for', `${found}if (!a) throw new Error()`],
    ['of which none is', `${found}if (!a && !b) throw new Error()`],
    ['that become others', `${found}if (!a || !b) throw new Error()\nto = input.id`],
    ['of others', `${found.replace('to]', 'id]')}if (!a || !b) throw new Error()`],
    ['by what else a list has', `${found.replace('[from', '[...input.ids')}if (!a || !b) throw new Error()`],
    ['by other keys', `${found.replace('(id)', '(_)')}if (!a || !b) throw new Error()`],
    ['by the order', `${found.replace('(id)', '(_, id)')}if (!a || !b) throw new Error()`],
    ['of any tenant', `${found.replace('ASK', 'select id from projects where id = ${id}')}if (!a || !b) throw new Error()`],
  ])('are not held: %s', (_, all) => {
    expect(lastOf(`${all}${change.replace('{id}', '{to}')}`)).toBe('by-key')
  })

  it('say nothing of another value of the name', () => {
    expect(lastOf(`${found}if (!a || !b) throw new Error()${change}`)).toBe('by-key')
  })
})
