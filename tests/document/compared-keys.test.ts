import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, slug text, labels text[]);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const load = 'const rows = await sql`select id, slug, labels from projects where organization_id = ${org}`\n'
const loadAny = 'const rows = await sql`select id, slug, labels from projects`\n'
const removeOne = '\nawait sql`delete from projects where id = ${id}`'
const removeAll = '\nawait sql`delete from projects where id = any(${ids})`'

/** The verdict of the last query in a function. */
function lastOf(body: string): string | undefined {
  const around = `export async function run(org: string, id: string, ids: string[], input: any, others: string[]) {\n${body}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('a key that is compared with those of rows of the tenant', () => {
  it.each([
    ['const found = new Set(rows.map((row) => row.id)); if (!found.has(id)) throw new Error()'],
    ['const found = rows.map((row) => row.id); if (!found.includes(id)) return'],
    ['if (!rows.map(({ id }) => id).includes(id)) return'],
    ['const one = rows.find((row) => row.id === id); if (!one) throw new Error()'],
    ['if (!rows.some((row) => id === row.id)) throw new Error()'],
    ['const one = rows[0]; if (!one || one.id !== id) throw new Error()'],
    ['const known = new Map(rows.map((row) => [row.id, row])); if (!known.has(id)) throw new Error()'],
    ['const known = new Map(rows.map((row) => [row.id, row])); const one = known.get(id); if (!one) throw new Error()'],
    ['const known = new Map(rows.map((row) => [row.id, row.slug])); if (!known.get(id)) throw new Error()'],
  ])('is held behind %s', (check) => {
    expect(lastOf(load + check + removeOne)).toBe('by-row')
    expect(lastOf(loadAny + check + removeOne)).not.toBe('by-row')
  })

  it.each([
    ['that is no key', 'if (!rows.some((row) => row.slug === id)) return'],
    [
      'that was set since',
      'rows.forEach((row) => { row.id = input.id }); const found = new Set(rows.map((row) => row.id)); if (!found.has(id)) return',
    ],
    ['that it is not', 'if (rows.some((row) => row.id === id)) return'],
    ['where the program goes on', 'const found = rows.map((row) => row.id); if (!found.includes(id)) console.log(id)'],
    ['but for its case', 'if (!rows.some((row) => row.id.toLowerCase() === id.toLowerCase())) return'],
    ['of which it is a part', 'if (!rows[0].id.includes(id)) return'],
    ['in a column of which it is one', 'if (!rows[0].labels.includes(id)) return'],
    ['of a list with others', 'const found = [...rows.map((row) => row.id), input.id]; if (!found.includes(id)) return'],
    [
      'of a set to which another is added',
      'const found = new Set(rows.map((row) => row.id)); found.add(input.id); if (!found.has(id)) return',
    ],
    ['where it becomes another one', 'if (!rows.some((row) => row.id === id)) return; id = input.id'],
    ['of another', 'if (!rows.some((row) => row.id === input.id)) return'],
    [
      'of a map that is given more',
      'const known = new Map(rows.map((row) => [row.id, row])); known.set(input.id, input); if (!known.has(id)) return',
    ],
    ['of a map by something else', 'const known = new Map(rows.map((row) => [row.slug, row])); if (!known.has(id)) return'],
    ['of a map by a place', 'const known = new Map(rows.map((row, i) => [i, row])); if (!known.has(id)) return'],
  ])('is not held %s', (_, check) => {
    expect(lastOf(load + check + removeOne)).toBe('by-key')
  })
})

describe('keys each of which is compared with those of rows of the tenant', () => {
  const found = 'const found = new Set(rows.map((row) => row.id))\n'

  it.each([
    ['if (!ids.every((id) => found.has(id))) throw new Error()'],
    ['if (ids.some((id) => !found.has(id))) return'],
    ['for (const one of ids) if (!found.has(one)) throw new Error()'],
    ['for (const one of ids) { if (!found.has(one)) { throw new Error() } }'],
    ['const strange = ids.filter((one) => !found.has(one)); if (strange.length > 0) throw new Error()'],
    ['const strange = ids.filter((one) => !found.has(one)); if (strange.length) throw new Error()'],
    ['if (ids.filter((one) => !found.has(one)).length !== 0) throw new Error()'],
  ])('are held behind %s', (check) => {
    expect(lastOf(load + found + check + removeAll)).toBe('by-row')
    expect(lastOf(`${load}${found}${check}\nfor (const one of ids) await sql\`delete from projects where id = \${one}\``)).toBe('by-row')
    expect(lastOf(`${load}${found}${check}\nawait sql\`delete from tasks where project_id = any(\${ids})\``)).toBe('by-row')
  })

  it.each([
    ['some of them', 'if (!ids.some((id) => found.has(id))) throw new Error()'],
    ['all of others', 'if (!others.every((id) => found.has(id))) throw new Error()'],
    ['none', 'if (ids.every((id) => found.has(id))) throw new Error()'],
    ['only a few', 'const strange = ids.filter((one) => !found.has(one)); if (strange.length > 5) throw new Error()'],
    ['those that are left', 'const strange = ids.filter((one) => found.has(one)); if (strange.length > 0) throw new Error()'],
    ['where one is left out', 'for (const one of ids) { if (one === input.id) continue; if (!found.has(one)) throw new Error() }'],
    ['where more come', 'if (!ids.every((id) => found.has(id))) throw new Error(); ids.push(input.id)'],
    ['once for each of others', 'for (const other of others) for (const one of ids) if (!found.has(one)) throw new Error()'],
    ['in a function of others', 'if (!others.every((other) => ids.every((id) => found.has(id)))) throw new Error()'],
  ])('are not held where %s', (_, check) => {
    expect(lastOf(load + found + check + removeAll)).toBe('by-key')
  })

  it.each([
    ['const own = ids.filter((id) => found.has(id))', 'own'],
    ['const own = ids.filter((one) => input.all && found.has(one))', 'own'],
    ['', 'ids.filter((one) => rows.some((row) => row.id === one))'],
  ])('are held where they are picked: %s %s', (picking, list) => {
    expect(lastOf(`${load}${found}${picking}\nawait sql\`delete from projects where id = any(\${${list}})\``)).toBe('by-row')
  })

  it.each([
    ['const own = ids.filter((id) => !found.has(id))'],
    ['const own = ids.filter((id) => found.has(id) || input.all)'],
    ['const own = ids.filter((id, i) => found.has(input.ids[i]))'],
    ['const own = ids.filter((id) => found.has(id)); own.push(input.id)'],
    ['const own = ids.filter(async (id) => found.has(id))'],
  ])('are not held where others are picked: %s', (picking) => {
    expect(lastOf(`${load}${found}${picking}\nawait sql\`delete from projects where id = any(\${own})\``)).toBe('by-key')
  })
})

describe('rows that are looked up in a map of rows', () => {
  const remove = '\nawait sql`delete from projects where id = ${one.id}`'

  it('are what they were loaded as', () => {
    const map = 'const known = new Map(rows.map((row) => [row.slug, row]))\nconst one = known.get(input.slug)\nif (!one) return'
    expect(lastOf(load + map + remove)).toBe('by-row')
    expect(lastOf(load + map.replace('if', 'known.set(input.slug, input); if') + remove)).toBe('by-key')
    expect(lastOf(load + map.replace(', row])', ', input])') + remove)).toBe('by-key')
  })
})
