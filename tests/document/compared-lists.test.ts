import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text, slug text not null);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const ask = 'const rows = await sql`select * from projects where id = any(${ids})`\n'
const check = 'for (const row of rows) if (row.organization_id !== user.organizationId) throw new Error()'
const change = "\nawait sql`update projects set name = 'x' where id = any(${ids})`"

/** The verdicts of the queries in a function. */
function verdictsIn(body: string): (string | undefined)[] {
  const around = `export async function run(user: any, ids: string[], items: any[], input: any) {\n${body}\n}\n`
  return verdictsOf(around, schema).map((verdict) => verdict.replace(/.*: /, ''))
}

describe('keys of which each row was compared with the tenant', () => {
  it.each([
    [check],
    ['for (const { organization_id } of rows) { if (organization_id !== user.organizationId) return }'],
    ['if (rows.some((row) => row.organization_id !== user.organizationId)) throw new Error()'],
    ['if (!rows.every((row) => row.organization_id === user.organizationId)) return'],
    ['rows.forEach((row) => { if (row.organization_id !== user.organizationId) throw new Error() })'],
    ['if (rows.filter((row) => row.organization_id !== user.organizationId).length > 0) throw new Error()'],
    ['for (const row of rows) await assertMember(user, row.organization_id)'],
  ])('are held behind %s', (all) => {
    expect(verdictsIn(ask + all + change)).toEqual(['by-guard', 'by-row'])
  })

  it.each([
    ['one of them', 'for (const id of ids) await sql`update projects set name = 1 where id = ${id}`'],
    ['what refers to them', 'await sql`delete from tasks where project_id = any(${ids})`'],
    ['the rows that were found', 'await sql`delete from projects where id = any(${rows.map((row) => row.id)})`'],
  ])('hold %s', (_, next) => {
    expect(verdictsIn(`${ask + check}\n${next}`).at(-1)).toBe('by-row')
  })

  it.each([
    ['one by one', 'items.map((item) => item.id)', '[item.id]'],
    ['by a name', 'keys', 'keys'],
    ['by a name, one by one', 'keys', '[item.id]'],
  ])('are held where they are a part of each of a list: %s', (_, asked, used) => {
    const body = `const keys = items.map((item) => item.id)\n${ask.replace('${ids}', `\${${asked}}`)}${check}`
    expect(verdictsIn(`${body}\nfor (const item of items) {${change.replace('${ids}', `\${${used}}`)} }`).at(-1)).toBe('by-row')
    expect(verdictsIn(`${body}\nfor (const item of items) {${change.replace('${ids}', '${[item.other]}')} }`).at(-1)).toBe('by-key')
  })

  it.each([
    ['of another list', ask, check, change.replace('ids', 'input.ids')],
    ['that others were put among', ask, `${check}\nids.push(...input.ids)`, change],
    ['before the query', `${change}\n${ask}`, check, change.replace('ids', 'input.ids')],
    ['in one branch alone', ask, `if (input.x) { ${check} }`, change],
    ['but for some', ask, `for (const row of rows) { if (row.name === 'x') continue; ${check.slice(check.indexOf('if'))} }`, change],
    [
      'by a function that leaves out some',
      ask,
      "rows.forEach((row) => { if (row.name === 'x') return; if (row.organization_id !== user.organizationId) throw 1 })",
      change,
    ],
    [
      'by a function that nobody waits for',
      ask,
      'rows.forEach(async (row) => { if (row.organization_id !== user.organizationId) throw 1 })',
      change,
    ],
    ['of some that were picked', ask, check.replace('of rows', "of rows.filter((row) => row.name === 'x')"), change],
    ['of one', ask, 'if (rows[0].organization_id !== user.organizationId) throw new Error()', change],
    ['with itself', ask, 'if (rows.some((row) => row.organization_id !== row.organization_id)) throw new Error()', change],
    ['that another condition leaves out', ask.replace(')`', ") and name = 'x'`"), check, change],
    ['that a limit leaves out', ask.replace(')`', ') limit 10`'), check, change],
    ['that are locked', ask.replace(')`', ') for update skip locked`'), check, change],
    ['that are joined', ask.replace(' where', ' join tasks on project_id = projects.id where'), check, change],
    ['of which a page is asked for', ask.replace(')`', ') offset ${input.from}`'), check, change],
    ['that refer to others', ask.replace('projects where id', 'tasks where project_id'), check, change],
    ['of another column', ask.replace(' id', ' slug'), check, change],
  ])('are not held: %s', (_, asked, compared, changed) => {
    expect(verdictsIn(asked + compared + changed).at(-1)).toBe('by-key')
  })
})

describe('keys for each of which a query was asked', () => {
  const find = 'const [row] = await sql`select * from projects where id = ${id} and organization_id = ${user.organizationId}`'
  const any = 'const [row] = await sql`select * from projects where id = ${id}`'
  const compare = 'if (!row || row.organization_id !== user.organizationId) throw new Error()'

  it.each([
    ['for the tenant', `for (const id of ids) { ${find}\nif (!row) throw new Error() }`],
    ['whose row was compared', `for (const id of ids) { ${any}\n${compare} }`],
  ])('are held: %s', (_, asked) => {
    expect(verdictsIn(asked + change).at(-1)).toBe('by-row')
  })

  it.each([
    ['whatever it found', `for (const id of ids) { ${find} }`],
    ['but for some', `for (const id of ids) { ${find}\nif (!row) continue }`],
    ['of others', `for (const id of input.ids) { ${find}\nif (!row) throw new Error() }`],
    [
      'of each of which another is asked for',
      `for (const id of ids) { ${find.replace('${id}', '${input.id}')}\nif (!row) throw new Error() }`,
    ],
    ['of any tenant', `for (const id of ids) { ${any}\nif (!row) throw new Error() }`],
    ['that others are put among', `for (const id of ids) { ${find}\nif (!row) throw new Error() }\nids.push(input.id)`],
  ])('are not held: %s', (_, asked) => {
    expect(verdictsIn(asked + change).at(-1)).toBe('by-key')
  })
})
