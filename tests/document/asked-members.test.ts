import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text unique, name text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text);
create table members (
  organization_id uuid not null references organizations, user_id uuid not null references users, invited_org uuid references organizations,
  project_id uuid references projects, role text, primary key (organization_id, user_id)
);
create table project_members (project_id uuid not null references projects, user_id uuid not null references users, primary key (project_id, user_id));
`

const lookups = `
const lookup = (user: string, org: string) => db.maybeOne(sql\`select role from members where user_id = \${user} and organization_id = \${org}\`)
const invitedBy = (user: string, org: string) => db.maybeOne(sql\`select role from members where user_id = \${user} and invited_org = \${org}\`)
const robot = (org: string) => db.maybeOne(sql\`select role from members where user_id = 'b7e1' and organization_id = \${org}\`)
`

/** The verdict on a row that was found by its key, behind a query that finds somebody. */
function verdictBehind(found: string, tables = schema): string | undefined {
  const body = `const row = await db.maybeOne(sql\`select * from projects where id = \${id}\`)\nif (!row) return null\nconst member = await ${found}\nreturn member ? row : null`
  const own = [...verdictsOf(`${lookups}export async function run(id: string, user: any, org: string, db: any) {\n${body}\n}\n`, tables)]
  return own.find((one) => one.startsWith('projects'))?.replace(/.*: /, '')
}

const asking = (where: string, from = 'members m'): string => `db.maybeOne(sql\`select 1 as x from ${from} where ${where}\`)`

describe('a row of whose tenant a query of members asks', () => {
  it.each([
    [asking('m.user_id = ${user.id} and m.organization_id = ${row.organization_id}')],
    [asking('user_id = ${user.id} and organization_id = ${row.organization_id}')],
    [asking('user_id = ${user.id}::uuid and organization_id = ${row.organization_id}::uuid')],
    [asking('${row.organization_id} = m.organization_id and ${user.id} = m.user_id')],
    [asking('user_id = ${user.id} and organization_id = ${row.organization_id} and invited_org = ${row.organization_id}')],
    [asking('user_id = ${user.id} and project_id = ${row.id} and organization_id = ${row.organization_id}')],
    [asking('user_id = ${user.id} and project_id = ${row.id}', 'project_members')],
    [asking('m.user_id = ${user.id} and p.id = ${row.id}', 'members m join projects p on p.organization_id = m.organization_id')],
    [asking('m.user_id = ${user.id} and o.id = ${row.organization_id}', 'members m join organizations o on o.id = m.organization_id')],
    [asking('o.id = ${row.organization_id} and exists (select 1 from members m where m.user_id = ${user.id})', 'organizations o')],
    [asking('user_id = ${user?.id ?? null} and organization_id = ${row.organization_id}')],
    [asking('user_id = ${currentUser()} and organization_id = ${row.organization_id}')],
    ["db.maybeOne('select 1 as x from members where organization_id = $1 and user_id = $2', [row.organization_id, user.id])"],
    ['lookup(user.id, row.organization_id)'],
    [asking('u.email = ${user.email} and m.organization_id = ${row.organization_id}', 'members m join users u on u.id = m.user_id')],
    [asking('u.id = ${user.id} and m.organization_id = ${row.organization_id}', 'users u join members m on m.user_id = u.id')],
  ])('is held: %s', (found) => {
    expect(verdictBehind(found)).toBe('by-guard')
  })

  it.each([
    ['meets another column', asking('m.user_id = ${user.id} and m.invited_org = ${row.organization_id}')],
    [
      'meets another column than that of the tenant',
      asking('user_id = ${user.id} and organization_id = ${org} and invited_org = ${row.organization_id}'),
    ],
    ['asks for the person of the row', asking('user_id = ${row.owner_id} and organization_id = ${row.organization_id}')],
    ['asks for the person of the row by a cast', asking('user_id = ${row.owner_id}::uuid and organization_id = ${row.organization_id}')],
    [
      'asks for the person of the row by a join',
      asking('u.id = ${row.owner_id} and m.organization_id = ${row.organization_id}', 'members m join users u on u.id = m.user_id'),
    ],
    [
      'asks for people of a name',
      asking('u.name = ${user.name} and m.organization_id = ${row.organization_id}', 'members m join users u on u.id = m.user_id'),
    ],
    [
      'may leave the tenant out',
      asking('user_id = ${user.id} and (${row.organization_id}::uuid is null or organization_id = ${row.organization_id})'),
    ],
    ['asks for one person', asking("user_id = 'b7e1' and organization_id = ${row.organization_id}")],
    ['asks for one person, by a cast', asking("user_id = 'b7e1'::uuid and organization_id = ${row.organization_id}")],
    ['asks for one person of the program', asking("user_id = ${'b7e1'} and organization_id = ${row.organization_id}")],
    ['meets another column elsewhere', 'invitedBy(user.id, row.organization_id)'],
    ['asks for the person of the row elsewhere', 'lookup(row.owner_id, row.organization_id)'],
    ['asks for one person elsewhere', 'robot(row.organization_id)'],
  ])('is not where it %s', (_, found) => {
    expect(verdictBehind(found)).toBe('by-key')
  })

  it('is held where no foreign keys say what a column refers to', () => {
    const bare = schema.replaceAll(/ references \w+/g, '')
    expect(verdictBehind(asking('user_id = ${user.id} and organization_id = ${row.organization_id}'), bare)).toBe('by-guard')
    expect(verdictBehind(asking('user_id = ${user.id} and project_id = ${row.id}'), bare)).toBe('by-guard')
    expect(verdictBehind(asking('user_id = ${user.id} and invited_org = ${row.organization_id}'), bare)).toBe('by-key')
  })
})
