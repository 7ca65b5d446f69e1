import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references projects, slug text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const imports = "import _, { groupBy, intersection, keyBy, map, partition } from 'lodash'\n"
const load = 'const rows = await sql`select id, slug, parent_id from projects where organization_id = ${org}`\n'
const loadAny = 'const rows = await sql`select id, slug, parent_id from projects`\n'
const removeOne = '\nawait sql`delete from projects where id = ${id}`'

/** The verdict of the last query in a function. */
function lastOf(body: string, imported = imports): string | undefined {
  const around = `${imported}export async function run(org: string, id: string, ids: string[], input: any) {\n${body}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

function removeAll(list: string): string {
  return `\nawait sql\`delete from projects where id = any(\${${list}})\``
}

describe('a key that is looked up among those of rows of the tenant', () => {
  it.each([
    ["const byId = keyBy(rows, 'id'); if (!byId[id]) return"],
    ['const byId = keyBy(rows, (row) => row.id); if (!byId[id]) return'],
    ["const byId = _.keyBy(rows, 'id'); const one = byId[id]; if (!one) return"],
    ["const byId = keyBy(rows, 'id'); if (!(id in byId)) return"],
    ["const byId = keyBy(rows, 'id'); if (byId[id] === undefined) return"],
    ['const byId = Object.fromEntries(rows.map((row) => [row.id, row])); if (!byId[id]) return'],
    ['const byId = Object.fromEntries(rows.map((row) => [row.id, row])); if (byId[id] == null) return'],
    ["const byId = groupBy(rows, 'id'); if (!byId[id]) return"],
    ['const byId = Object.groupBy(rows, (row) => row.id); if (!byId[id]) return'],
    ['const byId = Map.groupBy(rows, (row) => row.id); if (!byId.has(id)) return'],
    ['const byId = new Map(rows.map((row) => [row.id, row])); if (byId.get(id) === undefined) throw new Error()'],
    ['const byId = new Map(rows.map((row) => [row.id, row])); if (byId.get(id) == null) throw new Error()'],
    ['const byId = new Map(rows.map((row) => [row.id, row])); const one = byId.get(id); if (undefined === one || !one) return'],
  ])('is held behind %s', (check) => {
    expect(lastOf(load + check + removeOne)).toBe('by-row')
    expect(lastOf(loadAny + check + removeOne)).not.toBe('by-row')
    expect(lastOf(load + check.replace(/(?:throw|return).*$/, 'console.log(id)') + removeOne)).toBe('by-key')
    expect(lastOf(`${load}${check}\nid = input.id${removeOne}`)).toBe('by-key')
  })

  it.each([
    ['by another column', "const byId = keyBy(rows, 'slug'); if (!byId[id]) return"],
    ['by another column of a callback', 'const byId = keyBy(rows, (row) => row.slug); if (!byId[id]) return'],
    ['of others', "const byId = keyBy(input, 'id'); if (!byId[id]) return"],
    ['that is given more', "const byId = keyBy(rows, 'id'); byId[input.id] = input; if (!byId[id]) return"],
    ['that is handed to another', "const byId = keyBy(rows, 'id'); fill(byId); if (!byId[id]) return"],
    ['with another name', "const byId = keyBy(rows, 'id'); Object.assign(byId, input); if (!byId[id]) return"],
    ['for another', "const byId = keyBy(rows, 'id'); if (!byId[input.id]) return"],
    ['by a name that is written out', "const byId = keyBy(rows, 'id'); if (!byId.id) return"],
    ['that has it', "const byId = keyBy(rows, 'id'); if (byId[id]) return"],
    ['that has it not', "const byId = keyBy(rows, 'id'); if (id in byId) return"],
    ['for the other nothing', 'const byId = new Map(rows.map((row) => [row.id, row])); if (byId.get(id) === null) return'],
    ['for what is there', 'const byId = new Map(rows.map((row) => [row.id, row])); if (byId.get(id) !== undefined) return'],
  ])('is not in a map %s', (_, check) => {
    expect(lastOf(load + check + removeOne)).toBe('by-key')
  })

  it('is not in what a function of the program makes', () => {
    const own = 'const keyBy = (list: any, by: string) => input\n'
    expect(lastOf(`${own}${load}const byId = keyBy(rows, 'id'); if (!byId[id]) return${removeOne}`, '')).toBe('by-key')
    const object = 'const Object = { fromEntries: () => input }\n'
    const check = 'const byId = Object.fromEntries(rows.map((row) => [row.id, row])); if (!byId[id]) return'
    expect(lastOf(object + load + check + removeOne)).toBe('by-key')
  })
})

describe('rows that are looked up, and their keys', () => {
  const remove = '\nawait sql`delete from projects where id = ${one.id}`'

  it.each([
    ["const bySlug = keyBy(rows, 'slug'); const one = bySlug[input.slug]"],
    ['const bySlug = Object.fromEntries(rows.map((row) => [row.slug, row])); const one = bySlug[input.slug]'],
    ["const bySlug = groupBy(rows, 'slug'); const one = bySlug[input.slug][0]"],
  ])('are what they were loaded as: %s', (made) => {
    expect(lastOf(load + made + remove)).toBe('by-row')
    expect(lastOf(load + made.replace('const one', 'bySlug[id] = input; const one') + remove)).toBe('by-key')
    expect(lastOf(load + made.replaceAll('rows', 'input') + remove)).toBe('by-key')
  })

  it.each([
    ['Object.keys(groupBy(rows, (row) => row.parent_id))', 'by-row'],
    ["Object.keys(groupBy(rows, 'parent_id'))", 'by-row'],
    ["Object.keys(keyBy(rows, 'id'))", 'by-row'],
    ['[...new Map(rows.map((row) => [row.id, row])).keys()]', 'by-row'],
    ["Object.values(keyBy(rows, 'slug')).map((row) => row.id)", 'by-row'],
    ["Object.keys(groupBy(rows, 'slug'))", 'by-key'],
    ["Object.keys(groupBy(input, 'id'))", 'by-key'],
    ['Object.keys(input)', 'by-key'],
    ['Object.keys(rows)', 'by-key'],
  ])('are in a list of them: %s', (list, verdict) => {
    expect(lastOf(load + removeAll(list))).toBe(verdict)
    expect(lastOf(`${load}for (const one of ${list}) await sql\`delete from projects where id = \${one}\``)).toBe(verdict)
  })
})

describe('lists that are made of rows of the tenant', () => {
  it.each([
    ['rows.reduce((all, row) => [...all, row.id], [])'],
    ['rows.reduce((all: string[], row) => [...all, row.id], [] as string[])'],
    ['rows.reduce((all, row) => (row.slug ? [...all, row.id] : all), [])'],
    ['rows.reduce((all, { id }) => [...all, id], [])'],
    ["_.map(rows, 'id')"],
    ['_.map(rows, (row) => row.id)'],
    ['map(rows, ({ id }) => id)'],
    ['intersection(ids, rows.map((row) => row.id))'],
    ['intersection(rows.map((row) => row.id), ids)'],
  ])('hold their keys: %s', (list) => {
    expect(lastOf(load + removeAll(list))).toBe('by-row')
    expect(lastOf(load + removeAll(list.replaceAll('rows', 'input')))).toBe('by-key')
    expect(lastOf(`${load}const all = ${list}\nall.push(id)${removeAll('all')}`)).toBe('by-key')
  })

  it.each([
    ['rows.reduce((all, row) => [...all, input.id], [])'],
    ['rows.reduce((all, row) => [...all, row.slug], [])'],
    ['rows.reduce((all, row) => [...all, row.id], [input.id])'],
    ['rows.reduce((all, row) => [...all, row.id], ids)'],
    ['rows.reduce((all, row) => [...all, ...ids, row.id], [])'],
    ['rows.reduce((row, all) => [...all, row.id], [])'],
    ['rows.reduce((all, row) => (row.slug ? [...all, row.id] : ids), [])'],
    ["_.map(rows, 'slug')"],
    ['_.map(rows, (row) => input.id)'],
    ['_.union(ids, rows.map((row) => row.id))'],
    ['intersection(ids, input.ids)'],
  ])('do not hold other keys: %s', (list) => {
    expect(lastOf(load + removeAll(list))).toBe('by-key')
  })

  it('hold those of each part', () => {
    const parts = 'const [own, others] = partition(rows, (row) => row.slug)'
    expect(lastOf(load + parts + removeAll('others.map((row) => row.id)'))).toBe('by-row')
    expect(lastOf(`${load}${parts}\nfor (const one of own) await sql\`delete from projects where id = \${one.id}\``)).toBe('by-row')
    expect(lastOf(load + parts.replace('rows', 'input') + removeAll('others.map((row) => row.id)'))).toBe('by-key')
    const keys = 'const [own] = partition(rows.map((row) => row.id), isOwn)'
    expect(lastOf(load + keys + removeAll('own'))).toBe('by-row')
    expect(lastOf(load + keys.replace('rows', 'input') + removeAll('own'))).toBe('by-key')
  })

  it('are always there', () => {
    const find = 'const rows = await sql`select id from projects where id = ${id} and organization_id = ${org}`\n'
    const parts = 'const [own] = partition(rows, (row) => row.slug)\n'
    expect(lastOf(`${find}${parts}if (!own) return${removeOne}`)).toBe('by-key')
    expect(lastOf(`${find}${parts}if (!own.length) return${removeOne}`)).toBe('by-row')
  })
})
