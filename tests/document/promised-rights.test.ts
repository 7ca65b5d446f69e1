import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const load = 'const row = await db.one(sql`select * from projects where id = ${id}`)'

/** Functions of another file that say who may, and a class that has such methods. */
const rights = `
export async function assertAccess(id: string, user: any) { await ask(id, user) }
export const hasAccess = async (id: string, user: any) => ask(id, user)
export function assertAccessAtOnce(id: string, user: any) { if (!user.ids.includes(id)) throw new Error() }
export class Base {
  async requireAccess(given: { id: string; user: any }) { await ask(given.id, given.user) }
  requireAccessAtOnce(given: { id: string; user: any }) { if (!given.user.ids.includes(given.id)) throw new Error() }
}`

function inFunction(check: string): string[] {
  const imports = `import { assertAccess, assertAccessAtOnce, hasAccess } from './rights'`
  const run = `export async function run(id: string, user: any) {\n${load}\n${check}\nreturn row\n}`
  return verdictsOf(`${imports}\n${run}`, schema, { 'rights.ts': rights })
}

function inMethod(check: string): string[] {
  const run = `export class Projects extends Base {\nasync load(id: string, user: any) {\n${load}\n${check}\nreturn row\n}\n}`
  return verdictsOf(`import { Base } from './rights'\n${run}`, schema, { 'rights.ts': rights })
}

describe('a function of another file that says who may', () => {
  it.each([
    'await assertAccess(row.id, user)',
    'assertAccessAtOnce(row.id, user)',
    'if (!(await hasAccess(row.id, user))) throw new Error()',
    'const isAllowed = await hasAccess(row.id, user)\nif (!isAllowed) throw new Error()',
  ])('is asked: %s', (check) => {
    expect(inFunction(check)).toEqual(['projects: by-guard'])
  })

  it.each([
    'assertAccess(row.id, user)',
    'void assertAccess(row.id, user)',
    'if (!hasAccess(row.id, user)) throw new Error()',
    'const isAllowed = hasAccess(row.id, user)\nif (!isAllowed) throw new Error()',
    'if (hasAccess(row.id, user) === false) throw new Error()',
  ])('is not where nobody waits for it: %s', (check) => {
    expect(inFunction(check)).toEqual(['projects: by-key'])
  })

  it('is asked as a method that is inherited', () => {
    expect(inMethod('await this.requireAccess({ id: row.id, user })')).toEqual(['projects: by-guard'])
    expect(inMethod('this.requireAccessAtOnce({ id: row.id, user })')).toEqual(['projects: by-guard'])
    expect(inMethod('this.requireAccess({ id: row.id, user })')).toEqual(['projects: by-key'])
  })
})
