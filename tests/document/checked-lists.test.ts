import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, slug text, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
create view named as select * from projects;
`

const ask = 'select id from projects where id = any(${ids}) and organization_id = ${org}'
const rows = `const rows = await sql\`${ask}\``
const change = "await sql`update projects set name = 'x' where id = any(${ids})`"

/** The verdict of the last query in a function. */
function lastOf(body: string): string | undefined {
  const around = `export async function run(org: string, ids: string[], input: any, others: string[]) {\n${body}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('keys of which as many rows of the tenant were found as there are', () => {
  it.each([
    ['if (rows.length !== ids.length) throw new Error()'],
    ['if (ids.length !== rows.length) return'],
    ['if (rows.length != ids.length) return'],
    ['if (rows.length < ids.length) throw new Error()'],
    ['if (ids.length > rows.length) throw new Error()'],
    ['if (!(rows.length >= ids.length)) throw new Error()'],
    ['if (rows.length !== new Set(ids).size) throw new Error()'],
    ['if (!org || rows.length !== ids.length) throw new Error()'],
  ])('are held behind %s', (check) => {
    expect(lastOf(`${rows}\n${check}\n${change}`)).toBe('by-row')
  })

  it.each([
    ['await sql`update projects set name = 1 where id in ${sql(ids)}`'],
    ['for (const id of ids) await sql`update projects set name = 1 where id = ${id}`'],
    ['await Promise.all(ids.map((id) => sql`update projects set name = 1 where id = ${id}`))'],
    ['await sql`select id from tasks where project_id = any(${ids})`'],
  ])('hold what is asked by them: %s', (use) => {
    expect(lastOf(`${rows}\nif (rows.length !== ids.length) throw new Error()\n${use}`)).toBe('by-row')
  })

  it.each([
    ['const rows = await sql`select id from projects where id in ${sql(ids)} and organization_id = ${org}`'],
    ['const rows = await sql`select * from projects where organization_id = ${org} and id = any(${ids}::uuid[]) limit 100`'],
  ])('are found by %s', (found) => {
    expect(lastOf(`${found}\nif (rows.length !== ids.length) throw new Error()\n${change}`)).toBe('by-row')
  })

  it.each([
    ['where another list is as long', rows, 'if (rows.length !== others.length) throw new Error()', change],
    ['where there are fewer', rows, 'if (rows.length > ids.length) throw new Error()', change],
    ['where it goes on', rows, 'if (rows.length !== ids.length) console.log(ids)', change],
    ['where it is the other way round', rows, 'if (rows.length === ids.length) throw new Error()', change],
    ['of which one is added', rows, 'ids.push(input.id); if (rows.length !== ids.length) throw new Error()', change],
    ['of which one is another', rows, 'if (rows.length !== ids.length) throw new Error(); ids[0] = input.id', change],
    ['that are others', rows, 'if (rows.length !== ids.length) throw new Error()', change.replace('ids', 'others')],
    ['by a column that several have', rows.replace('id = any', 'slug = any'), 'if (rows.length !== ids.length) throw new Error()', change],
    [
      'by a join',
      rows.replace('from projects where', 'from projects join tasks on true where projects.'),
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    [
      'by a function for each',
      rows.replace('select id', 'select unnest(array[1, 2])'),
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    [
      'of no tenant',
      'const rows = await sql`select id from projects where id = any(${ids})`',
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    ['or others', rows.replace(' and ', ' or '), 'if (rows.length !== ids.length) throw new Error()', change],
    ['that are not meant', rows.replace('= any(${ids})', '<> all(${ids})'), 'if (rows.length !== ids.length) throw new Error()', change],
    [
      'and one more',
      rows.replace('any(${ids})', 'any(array[${ids}, ${input.id}])'),
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    ['what may be nothing', rows, 'if (rows?.length < ids.length) throw new Error()', change],
  ])('are not held %s', (_, ...body) => {
    expect(lastOf(body.join('\n'))).toMatch(/^(?:by-key|unscoped)$/)
  })

  it('are held behind a function that throws', () => {
    const of = (check: string): string | undefined =>
      verdictsOf(
        `const owned = async (list: string[], of: string) => {
           const rows = await sql\`select id from projects where id = any(\${list}) and organization_id = \${of}\`
           if (${check}) throw new Error()
         }
         export async function run(org: string, input: any) {
           await owned(input.ids, org)
           await sql\`delete from projects where id = any(\${input.ids})\`
         }`,
        schema,
      ).at(-1)
    expect(of('rows.length !== list.length')).toBe('projects: by-row')
    expect(of('rows.length !== 1')).toBe('projects: by-key')
  })
})
