import { describe, expect, it } from 'vitest'
import { verdictsBehind } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, role text, primary key (organization_id, user_id));
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const own = `
export const find = (user: string, org: string) => sql\`select * from members where user_id = \${user} and organization_id = \${org}\`
export async function lookup({ user, org }: any) { const [row] = await sql\`select role from members where user_id = \${user} and organization_id = \${org}\`; return row ?? null }
export async function roleIn(org: string, user: string) { const row = await db.maybeOne(sql\`select role from members where user_id = \${user} and organization_id = \${org}\`); return row?.role }
export async function further(user: string, org: string) { return roleIn(org, user) }
export async function settings(org: string) { return db.maybeOne(sql\`select * from projects where organization_id = \${org} limit 1\`) }
export async function anywhere(user: string, org: string) { return db.maybeOne(sql\`select * from members where user_id = \${user}\`) }
export async function either(user: string, org: string) { if (org === 'x') return { role: 'x' }; return db.maybeOne(sql\`select role from members where user_id = \${user} and organization_id = \${org}\`) }
export async function told(user: string, org: string) { await sql\`select role from members where user_id = \${user} and organization_id = \${org}\`; return { role: 'x' } }
`

const ask = 'const row = await db.maybeOne(sql`select * from projects where id = ${id}`)\n'

/** The verdict on the row that a function finds by its key. */
function verdictOf(body: string): string | undefined {
  const run = `export async function run(id: string, user: string, org: string, db: any) {\n${ask}${body}\n}\n`
  return verdictsBehind(own, run, schema).at(-1)
}

describe('a row about whose tenant a function of the program asks whether a person belongs to it', () => {
  it.each([
    ['if (!row) return\nconst member = await lookup({ user, org: row.organization_id })\nif (!member) throw new Error()\nreturn row'],
    ['if (!(await lookup({ user, org: row.organization_id }))) return null\nreturn row'],
    ['if (!(await roleIn(row.organization_id, user))) throw new Error()\nreturn row'],
    ['const role = await roleIn(row.organization_id, user)\nif (!role) return null\nreturn row'],
    ['const role = await further(user, row.organization_id)\nif (!role) return null\nreturn row'],
    ['const member = await lookup({ user, org: row.organization_id })\nreturn member ? row : null'],
  ])('is held: %s', (body) => {
    expect(verdictOf(body)).toBe('by-guard')
  })

  it.each([
    ['is not waited for', 'const member = lookup({ user, org: row.organization_id })\nif (!member) throw new Error()\nreturn row'],
    ['is given before', 'await send(row.name)\nif (!(await roleIn(row.organization_id, user))) throw new Error()\nreturn row'],
    ['goes on', 'const role = await roleIn(row.organization_id, user)\nif (!role) log(1)\nreturn row'],
    ['is another', 'const role = await roleIn(org, user)\nif (!role) return null\nreturn row'],
    ['asks nobody', 'const found = await settings(row.organization_id)\nif (!found) return null\nreturn row'],
    ['goes by the person alone', 'const found = await anywhere(user, row.organization_id)\nif (!found) return null\nreturn row'],
    ['gives it otherwise', 'const found = await either(user, row.organization_id)\nif (!found) return null\nreturn row'],
    ['gives it anyway', 'const found = await told(user, row.organization_id)\nif (!found) return null\nreturn row'],
    ['is not in sight', 'const found = await elsewhere(user, row.organization_id)\nif (!found) return null\nreturn row'],
    ['is given more', 'const found = await further(user, row)\nif (!found) return null\nreturn row'],
    ['is asked for its name', 'const found = await further(user, row.name)\nif (!found) return null\nreturn row'],
  ])('is not where it %s', (_, body) => {
    expect(verdictOf(body)).toBe('by-key')
  })
})
