import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users);
`

interface Library {
  readonly head: string
  readonly project: string
  /** The person that a value is the key of. */
  readonly person: (key: string) => string
  /** Whether a person is a member of an organization. */
  readonly member: (organization: string, user: string) => string
}

const tables = `const projects = pgTable('projects', { id: uuid('id'), organization_id: uuid('organization_id'), owner_id: uuid('owner_id') })
const users = pgTable('users', { id: uuid('id'), email: text('email') })
const members = pgTable('members', { organization_id: uuid('organization_id'), user_id: uuid('user_id') })`

const libraries: Readonly<Record<string, Library>> = {
  slonik: {
    head: 'declare const db: any',
    project: 'await db.maybeOne(sql`select * from projects where id = ${id}`)',
    person: (key) => `await db.maybeOne(sql\`select * from users where id = \${${key}}\`)`,
    member: (organization, user) =>
      `await db.maybeOne(sql\`select * from members where organization_id = \${${organization}} and user_id = \${${user}}\`)`,
  },
  pg: {
    head: "import { Pool } from 'pg'\nconst pool = new Pool()",
    project: "(await pool.query('select * from projects where id = $1', [id])).rows[0]",
    person: (key) => `(await pool.query('select * from users where id = $1', [${key}])).rows[0]`,
    member: (organization, user) =>
      `(await pool.query('select * from members where organization_id = $1 and user_id = $2', [${organization}, ${user}])).rows[0]`,
  },
  kysely: {
    head: "import { Kysely } from 'kysely'\nconst db = new Kysely<any>({} as any)",
    project: "await db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()",
    person: (key) => `await db.selectFrom('users').selectAll().where('id', '=', ${key}).executeTakeFirst()`,
    member: (organization, user) =>
      `await db.selectFrom('members').select('user_id').where('organization_id', '=', ${organization}).where('user_id', '=', ${user}).executeTakeFirst()`,
  },
  drizzle: {
    head: `import { and, eq } from 'drizzle-orm'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport { pgTable, text, uuid } from 'drizzle-orm/pg-core'\nconst db = drizzle('')\n${tables}`,
    project: '(await db.select().from(projects).where(eq(projects.id, id)))[0]',
    person: (key) => `(await db.select().from(users).where(eq(users.id, ${key})))[0]`,
    member: (organization, user) =>
      `(await db.select().from(members).where(and(eq(members.organization_id, ${organization}), eq(members.user_id, ${user}))))[0]`,
  },
}

describe.each(Object.entries(libraries))('whether somebody is a member, asked by %s of a row that was found', (_, library) => {
  const { head, project, person, member } = library
  const ensure = `async function ensure(organization: string, user: string) { const found = ${member('organization', 'user')}; if (!found) throw new Error() }`
  const verdict = (body: string): string | undefined =>
    verdictsOf(
      `${head}\nconst SYSTEM = 'system'\n${ensure}\nexport async function run(id: string, user: any, input: any) {\nconst project = ${project}\n${body}\nreturn project\n}\n`,
      schema,
    ).find((one) => one.startsWith('projects'))
  const asked = (user: string): readonly string[] => [
    `await ensure(project.organization_id, ${user})`,
    `const found = ${member('project.organization_id', user)}\nif (!found) throw new Error()`,
  ]

  it.each([
    ['its owner', `const owner = ${person('project.owner_id')}`, 'owner.id'],
    ['its owner, by name', `const { id: ownerId } = ${person('project.owner_id')}`, 'ownerId'],
    ['its owner, by another name', `const by = project.owner_id\nconst owner = ${person('by')}\nconst who = owner.id`, 'who'],
    ['what it says itself', 'const by = project.owner_id', 'by'],
    ['somebody written out', '', "'fixed'"],
    ['a constant', '', 'SYSTEM'],
  ])('says nothing where that is %s', (__, before, user) => {
    expect(asked(user).map((check) => verdict(`${before}\n${check}`))).toEqual(['projects: by-key', 'projects: by-key'])
  })

  it.each([
    ['who asks', '', 'user.id'],
    ['who asks, as a row', `const me = ${person('user.id')}`, 'me.id'],
    ['somebody whom a function gave', 'const me = await currentUser()', 'me.id'],
    ['somebody whom a function gave for the row', 'const me = await memberOf(project.organization_id)', 'me.user_id'],
    ['the member that who asks is', `const me = ${member('project.organization_id', 'user.id')}\nif (!me) throw new Error()`, 'me.user_id'],
  ])('holds it where that is %s', (__, before, user) => {
    expect(asked(user).map((check) => verdict(`${before}\n${check}`))).toEqual(['projects: by-guard', 'projects: by-guard'])
  })

  const askedOf = (organization: string): readonly string[] => [
    `await ensure(${organization}, user.id)`,
    `const found = ${member(organization, 'user.id')}\nif (!found) throw new Error()`,
  ]
  it('says nothing where the key of the row is taken for that of the tenant', () => {
    expect(askedOf('project.id').map(verdict)).toEqual(['projects: by-key', 'projects: by-key'])
    expect(askedOf('project.organization_id').map(verdict)).toEqual(['projects: by-guard', 'projects: by-guard'])
  })
})

describe('a function that asks whether somebody is a member', () => {
  const verdict = (first: string, user = 'user'): string | undefined =>
    verdictsOf(
      `const SYSTEM = 'system'
      async function ensure(organization: string, user: string) {
        ${first}
        const found = await db.maybeOne(sql\`select * from members where organization_id = \${organization} and user_id = \${${user}}\`)
        if (!found) throw new Error()
      }
      export async function run(id: string, user: any) {
        const project = await db.maybeOne(sql\`select * from projects where id = \${id}\`)
        await ensure(project.organization_id, user.id)
        return project
      }`,
      schema,
    ).find((one) => one.startsWith('projects'))
  it.each([
    ["user = 'system'", 'user'],
    ['user = SYSTEM', 'user'],
    ['const who = SYSTEM', 'who'],
    ['', 'SYSTEM'],
  ])('holds nothing behind %s', (first, user) => {
    expect(verdict(first, user)).toBe('projects: by-key')
  })
  it.each([
    '',
    "if (!user) user = 'system'",
    "user ??= 'system'",
    'user = user.trim()',
    'user = await currentUser()',
    'user = String(user)',
  ])('holds the row behind %s', (first) => {
    expect(verdict(first)).toBe('projects: by-guard')
  })
})

describe('the key by which somebody is asked for', () => {
  const verdict = (tables: string, row: string, ask: string): string | undefined =>
    verdictsOf(
      `export async function run(id: string, user: any) {
        const row = await db.maybeOne(sql\`${row}\`)
        const found = await db.maybeOne(sql\`${ask}\`)
        if (!found) throw new Error()
        return row
      }`,
      tables,
    )[0]?.replace(/.*: /, '')
  const membersBy = (column: string, key: string): string =>
    `select * from members where ${column} = \${row.${key}} and user_id = \${user.id}`

  const unrelated = `
    create table users (id uuid primary key);
    create table members (organization_id uuid not null, user_id uuid not null references users, primary key (organization_id, user_id));
    create table projects (id uuid primary key, organization_id uuid not null);
    create table tasks (id uuid primary key, organization_id uuid not null, project_id uuid references projects);`
  it('is none of a row that names its tenant itself, whatever refers to what', () => {
    const project = 'select * from projects where id = ${id}'
    expect(verdict(unrelated, project, membersBy('organization_id', 'id'))).toBe('by-key')
    expect(verdict(unrelated, project, membersBy('organization_id', 'organization_id'))).toBe('by-guard')
  })

  const related = `create table organizations (id uuid primary key);
    create table users (id uuid primary key);
    create table members (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
    create table projects (id uuid primary key, organization_id uuid not null references organizations);
    create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
    create table profiles (id uuid primary key references organizations, organization_id uuid not null references organizations);`
  it('is none of a row that it refers to', () => {
    const task = 'select * from tasks where id = ${id}'
    expect(verdict(related, task, membersBy('organization_id', 'project_id'))).toBe('by-key')
    expect(verdict(related, task, membersBy('organization_id', 'organization_id'))).toBe('by-guard')
  })
  it('is that of the tenant where it refers to it as well', () => {
    expect(verdict(related, 'select * from profiles where id = ${id}', membersBy('organization_id', 'id'))).toBe('by-guard')
  })
})
