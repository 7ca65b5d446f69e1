import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table memberships (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const row = 'const row = await db.maybeOne(sql`select * from projects where id = ${id}`)'
const tasks = 'return db.any(sql`select id from tasks where project_id = ${id}`)'

/** The verdict of the last query in a function. */
function lastOf(body: string, around = ''): string | undefined {
  const text = `${around}\nexport async function run(user: string, id: string, rights: any, db: any) {\n${body}\n}\n`
  return verdictsOf(text, schema).at(-1)?.replace(/.*: /, '')
}

describe('a key of a row of which rights are asked that a function has given', () => {
  const given = 'const { permission } = await rights.getPermission({ user, organizationId: row.organization_id })'

  it.each([
    ["ForbiddenError.from(permission).throwUnlessCan('read', 'project')"],
    ["if (!permission.can('read', 'project')) throw new Error('No')"],
    ["if (permission.cannot('read', 'project')) return []"],
    ["assertAllowed(permission, 'read')"],
  ])('holds behind %s', (check) => {
    expect(lastOf(`${row}\nif (!row) throw new Error('None')\n${given}\n${check}\n${tasks}`)).toBe('by-row')
  })

  it.each([
    [''],
    ['log(permission)'],
    ["if (permission.can('read', 'project')) throw new Error('No')"],
    ["ForbiddenError.from(otherPermission).throwUnlessCan('read', 'project')"],
    ["permission.can('read', 'project')"],
  ])('holds nothing behind %s', (check) => {
    expect(lastOf(`${row}\nif (!row) throw new Error('None')\n${given}\n${check}\n${tasks}`)).toBe('by-reference')
  })
})

describe('a key of a row of which a function asks', () => {
  const asking = (throws: string): string => `
async function getPermission({ user, organizationId }: any) {
  const membership = await db.maybeOne(sql\`select * from memberships where user_id = \${user} and organization_id = \${organizationId}\`)
  ${throws}
  return membership
}`
  const asked = `${row}\nif (!row) throw new Error('None')\nawait getPermission({ user, organizationId: row.organization_id })\n${tasks}`

  const throwing = "if (!membership) throw new Error('No')"
  const isOwner = "if (membership.role === 'member' && row.name !== user) throw new Error('No')"

  it('holds where that throws', () => {
    expect(lastOf(asked, asking(throwing))).toBe('by-row')
  })

  it('holds where more is asked of some', () => {
    const more = asked.replace('await getPermission', 'const membership = await getPermission').replace(tasks, `${isOwner}\n${tasks}`)
    expect(lastOf(more, asking(throwing))).toBe('by-row')
    expect(lastOf(more, asking(''))).toBe('by-reference')
  })

  it('holds nothing where it only tells', () => {
    expect(lastOf(asked, asking(''))).toBe('by-reference')
  })

  it('holds nothing before it is asked', () => {
    const [first = '', second = '', third = '', last = ''] = asked.split('\n')
    expect(lastOf([first, second, `const all = ${last.replace('return', 'await')}`, third].join('\n'), asking(throwing))).toBe(
      'by-reference',
    )
  })
})
