import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects, name text);
`

const must = `async function must(org: string, id: string) {
  const row = await db.maybeOne(sql\`select * from projects where id = \${id} and organization_id = \${org}\`)
  if (!row) throw new Error()
  return row
}`

/** The verdict of a query by what a function gave, or was given. */
function verdict(used: string, within: string, elsewhere: string): string | undefined {
  return verdictsOf(
    `import { db, sql } from './db'
${must}
export async function run(org: string, id: string, req: any) {
  const row = await must(org, ${used === 'row.id' ? 'id' : used})
  ${within}
  await db.query(sql\`delete from tasks where project_id = \${${used}}\`)
}
${elsewhere}`,
    schema,
  ).find((one) => one.startsWith('tasks'))
}

describe.each([['row.id'], ['req.params.id']])('%s', (used) => {
  it.each([
    [
      'in a callback of a library',
      'export const options = { callbacks: { session({ session, token }) { session.user.id = token.sub; return session } } }',
    ],
    ['by a constructor', 'class Other { constructor() { this.id = "x" } }'],
    ['by a constructor, all at once', 'class Other { constructor(all) { Object.assign(this, all) } }'],
    ['on something new', 'export function copied(of) { const copy: any = {}; copy.id = of; return copy }'],
    ['on a copy', 'export function copied(of) { const copy = { ...of }; copy.id = 1; return copy }'],
    ['on what another function is given', 'export function load(req, res, next) { req.params.id = req.query.id; next() }'],
    ['on each of others', 'export const texts = (rows) => rows.forEach((one) => { one.id = String(one.id) })'],
  ])('stays what it was where a property of its name is set %s', (_, elsewhere) => {
    expect(verdict(used, '', elsewhere)).toBe('tasks: by-row')
  })

  it.each([
    ['it', `${used} = req.body.id`, ''],
    ['what it hangs on, by another name', `const other = ${used.replace(/\.id$/, '')}\nother.id = req.body.id`, ''],
    ['what somebody is given it', `change(${used.replace(/\.id$/, '')})`, 'function change(it) { it.id = other }'],
    ['what somebody is given it in an object', `change({ it: ${used.replace(/\.id$/, '')} })`, 'function change({ it }) { it.id = other }'],
    ['each of what it is put among', `const all = [${used.replace(/\.id$/, '')}]\nall.forEach((one) => { one.id = req.body.id })`, ''],
    [
      'each of what somebody is given it among',
      `change([${used.replace(/\.id$/, '')}])`,
      'function change(all) { for (const one of all) one.id = other }',
    ],
    ['what all share', '', 'let shared: any\nexport function set(id) { shared.id = id }'],
    ['by a method that is no constructor', '', 'class Other { move(id) { this.id = id } }'],
  ])('may be another one where a property of its name is set on %s', (_, within, elsewhere) => {
    expect(verdict(used, within, elsewhere)).toBe('tasks: by-reference')
  })
})

it.each([
  ['something beside it', 'const other: any = req.body\nother.id = 5'],
  ['each of some here', 'req.rows.forEach((one) => { one.id = 1 })'],
])('what a request has may be another one where a property of its name is set on %s, and a row may not', (_, within) => {
  expect(verdict('req.params.id', within, '')).toBe('tasks: by-reference')
  expect(verdict('row.id', within, '')).toBe('tasks: by-row')
})
