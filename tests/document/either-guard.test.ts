import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, role text, primary key (organization_id, user_id));
create table project_members (project_id uuid not null references projects, user_id uuid not null references users, primary key (project_id, user_id));
`

const member = 'await db.maybeOne(sql`select 1 as x from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)'
const given = 'await db.maybeOne(sql`select 1 as x from project_members where project_id = ${row.id} and user_id = ${user.id}`)'
const others = 'await db.maybeOne(sql`select 1 as x from projects where organization_id = ${row.organization_id} and name = ${input}`)'
const isOwn = 'row.organization_id !== user.organizationId'

/** The verdicts on a row that is found by its key and on one that is changed by it, behind a check. */
function verdictsBehind(check: string): string[] {
  const find = 'const row = await db.maybeOne(sql`select * from projects where id = ${id}`)\nif (!row) return null'
  const change = "await db.query(sql`update projects set name = 'x' where id = ${id}`)"
  const run = `export async function run(id: string, org: string, user: any, input: any, db: any) {\n${find}\n${check}\n${change}\nreturn row\n}\n`
  return verdictsOf(run, schema).flatMap((one) => (one.startsWith('projects') ? [one.replace(/.*: /, '')] : []))
}

describe('a row of which the program asks one thing or another', () => {
  it.each([
    [`if (${isOwn} && row.organization_id !== org) throw new Error()`],
    [`if (${isOwn} && !(${member})) throw new Error()`],
    [`if (!(${member}) && ${isOwn}) throw new Error()`],
    [`const isMember = ${member}\nif (${isOwn} && !isMember) throw new Error()`],
    [`const isMember = ${member}\nconst isOwn = row.organization_id === user.organizationId\nif (!isOwn && !isMember) throw new Error()`],
    [`const isMember = ${member}\nif (!(row.organization_id === user.organizationId || isMember)) throw new Error()`],
    [`const isMember = ${member}\nconst wasGiven = ${given}\nif (!isMember && !wasGiven) throw new Error()`],
    [`const wasGiven = ${given}\nconst isMember = ${member}\nif (${isOwn} && !isMember && !wasGiven) return null`],
    [`const isMember = ${member}\nif (${isOwn} && (!isMember || isMember.role !== 'admin')) return null`],
  ])('is held by either: %s', (check) => {
    expect(verdictsBehind(check)).toEqual(['by-guard', 'by-row'])
  })

  it.each([
    [`const isMember = ${member}\nif (row.owner_id !== user.id && !isMember) throw new Error()`],
    [`const isMember = ${member}\nif (row.name !== input && !isMember) throw new Error()`],
    [`const isMember = ${member}\nif (!isMember && !input.force) throw new Error()`],
    [`const isMember = ${member}\nif (!isMember && input.org !== org) throw new Error()`],
    [`const other = ${others}\nif (${isOwn} && !other) throw new Error()`],
    [`const other = ${others}\nif (!other && ${isOwn}) throw new Error()`],
    [`const isMember = ${member}\nif (${isOwn} && isMember) throw new Error()`],
    [`const isMember = ${member}\nif (row.organization_id === user.organizationId && !isMember) throw new Error()`],
    [`const isMember = ${member}\nif (${isOwn} && !isMember) log(id)`],
    [`const isMember = ${member}\nif (${isOwn} && !isMember && row.name !== 'x') throw new Error()`],
    [`if (${isOwn} && row.organization_id !== null) throw new Error()`],
    [`if (${isOwn} && row.organization_id !== row.owner_id) throw new Error()`],
    [`await send(row.name)\nconst isMember = ${member}\nif (${isOwn} && !isMember) throw new Error()`],
  ])('is not where one of them says nothing: %s', (check) => {
    expect(verdictsBehind(check)[0]).toBe('by-key')
  })
})
