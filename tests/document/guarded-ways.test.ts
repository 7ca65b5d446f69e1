import { describe, expect, it } from 'vitest'
import { verdictsBehind, verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table notes (id uuid primary key, organization_id uuid references organizations, user_id uuid not null references users, name text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, role text, primary key (organization_id, user_id));
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects, author_id uuid references users);
`

const member = 'await db.maybeOne(sql`select role from members where user_id = ${user.id} and organization_id = ${row.organization_id}`)'

/** The verdicts on a row that is found by its key and on one that is changed by it, behind what the program asks of it. */
function verdicts(table: string, body: string, own = ''): string[] {
  const find = `const row = await db.maybeOne(sql\`select * from ${table} where id = \${id}\`)\nif (!row) throw new Error()`
  const change = `await db.query(sql\`update ${table} set id = id where id = \${id}\`)`
  const run = `export async function run(id: string, org: string, user: any, input: any, db: any) {\n${find}\n${body}\n${change}\nreturn row\n}\n`
  const all =
    own === ''
      ? verdictsOf(run, schema)
      : verdictsBehind(own, run, schema).map((one, i, { length }) => (i < length - 2 ? one : `${table}: ${one}`))
  return all.flatMap((one) => (one.startsWith(`${table}: `) ? [one.replace(/.*: /, '')] : []))
}

const held = ['by-guard', 'by-row']
const open = ['by-key', 'by-key']

describe('a row of which the program asks one thing in one branch and another in the other', () => {
  it.each([
    [`if (row.organization_id) { if (!(${member})) throw new Error() } else if (row.user_id !== user.id) throw new Error()`],
    [
      `if (row.organization_id !== null) { const role = ${member}; if (!role) return null } else { if (row.user_id !== user.id) return null }`,
    ],
    ['if (row.organization_id) { await assertMember(user.id, row.organization_id) } else if (row.user_id !== user.id) throw new Error()'],
    [
      'if (!row.organization_id) { if (row.user_id !== user.id) throw new Error() } else { if (row.organization_id !== org) throw new Error() }',
    ],
    [
      'if (user.isApi) { if (row.organization_id !== user.apiOrg) return } else { if (row.organization_id !== user.organizationId) return }',
    ],
    [
      `if (!row.organization_id) { if (row.user_id !== user.id) return } else if (input) { if (row.organization_id !== org) return } else { if (!(${member})) return }`,
    ],
  ])('is held: %s', (body) => {
    expect(verdicts('notes', body)).toEqual(held)
  })

  it.each([
    ['if (row.organization_id) { if (row.organization_id !== org) throw new Error() }'],
    [`if (row.organization_id) { ${member} } else if (row.user_id !== user.id) throw new Error()`],
    [`if (input) { if (!(${member})) throw new Error() } else if (row.user_id !== user.id) throw new Error()`],
    [`if (row.name) { if (!(${member})) throw new Error() } else if (row.user_id !== user.id) throw new Error()`],
    [`if (row.organization_id) { if (row.user_id !== user.id) throw new Error() } else if (row.user_id !== user.id) throw new Error()`],
    ['if (row.organization_id) { if (row.organization_id !== org) log() } else if (row.user_id !== user.id) throw new Error()'],
    [
      'if (row.organization_id) { if (row.organization_id !== org && row.name !== input.name) throw new Error() } else if (row.user_id !== user.id) throw new Error()',
    ],
    [
      'if (input) { if (row.organization_id !== org) throw new Error() } else if (row.organization_id !== org && row.name !== input.name) throw new Error()',
    ],
    [
      'if (input.a) { if (input.b) { if (row.organization_id !== org) return } else if (row.name !== input.name) return } else if (row.organization_id !== org) return',
    ],
    ['if (row.organization_id) { send(row.name); if (row.organization_id !== org) return } else if (row.user_id !== user.id) return'],
    ['if (row.organization_id) { if (input) { if (row.organization_id !== org) return } } else if (row.user_id !== user.id) return'],
    [
      'if (row.organization_id) { for (const one of input) { if (row.organization_id !== one) return } } else if (row.user_id !== user.id) return',
    ],
  ])('is not where one of them may be passed by another: %s', (body) => {
    expect(verdicts('notes', body)).toEqual(open)
  })
})

const ask = (row: string): string => `select role from members where user_id = \${user} and organization_id = \${${row}}`

describe('a row of which a function of the program insists that a person may have it', () => {
  const ensure = `export async function ensure(user: string, org: string) { const found = await db.maybeOne(sql\`${ask('org')}\`); if (!found) throw new Error('none') }\n`
  const telling = `export async function ensure(user: string, org: string) { const found = await db.maybeOne(sql\`${ask('org')}\`); if (!found) log('none') }\n`
  const notify = 'export async function notify(org: string) { await send(org) }\n'

  it.each([
    [ensure, 'await ensure(user.id, row.organization_id)'],
    [ensure, 'const role = await ensure(user.id, row.organization_id)'],
    [notify, 'if (row.organization_id !== org) throw new Error()\nawait notify(row.organization_id)'],
  ])('is held: %s%s', (own, body) => {
    expect(verdicts('projects', body, own)).toEqual(held)
  })

  it.each([
    [ensure, 'ensure(user.id, row.organization_id)'],
    [ensure, 'try { await ensure(user.id, row.organization_id) } catch { log() }'],
    [ensure, 'await ensure(row.owner_id, row.organization_id)'],
    [ensure, 'if (input) await ensure(user.id, row.organization_id)'],
    [telling, 'await ensure(user.id, row.organization_id)'],
    [notify, 'await notify(row.organization_id)\nif (row.organization_id !== org) throw new Error()'],
  ])('is not: %s%s', (own, body) => {
    expect(verdicts('projects', body, own)).toEqual(open)
  })

  it.each([
    [`const found = ${member}\ninvariant(found, 'none')`],
    ['assert.equal(row.organization_id, org)'],
    ['assert.strictEqual(row.organization_id, org)'],
    ['assert.strict.deepStrictEqual(row.organization_id, user.organizationId)'],
  ])('is held by what throws: %s', (body) => {
    expect(verdicts('projects', body)).toEqual(held)
  })

  it.each([
    ['assert.notEqual(row.organization_id, org)'],
    ["assert.equal(row.organization_id, 'x')"],
    ['expect.equal(row.organization_id, org)'],
  ])('is not by %s', (body) => {
    expect(verdicts('projects', body)).toEqual(open)
  })
})

describe('a row that leads to another one of which the program asks whose it is', () => {
  const parent = 'await db.maybeOne(sql`select * from projects where id = ${row.project_id}`)'
  const own = 'await db.maybeOne(sql`select id from projects where id = ${row.project_id} and organization_id = ${org}`)'

  it.each([
    [`const project = ${own}\nif (!project) throw new Error()`],
    [`if (!(${own})) return null`],
    [`const project = ${parent}\nif (project?.organization_id !== org) throw new Error()`],
    [`const project = ${parent}\nif (!project || project.organization_id !== user.organizationId) return null\nlog(project.name)`],
    [`const project = ${parent}\nif (!project) return null\nawait assertMember(user, project.organization_id)`],
    [`const project = ${parent}\nif (!project || !(await mayRead(user, project))) return null`],
  ])('is held: %s', (body) => {
    expect(verdicts('tasks', body)).toEqual(held)
  })

  it.each([
    [`const project = ${parent}\nif (!project) throw new Error()`],
    [`const project = ${own}\nif (!project) log()`],
    [`const project = ${parent}\nif (project?.organization_id !== row.organization_id) throw new Error()`],
    [`const project = ${parent}\nif (project?.name !== input.name) throw new Error()`],
    [`const project = ${parent}\nif (input.check) await assertMember(user, project.organization_id)`],
    [`const project = ${parent.replace('row.project_id', 'input.id')}\nawait assertMember(user, project.organization_id)`],
    [`send(row.id)\nconst project = ${parent}\nawait assertMember(user, project.organization_id)`],
    [
      'if (!(await db.maybeOne(sql`select id from projects where id = ${row.project_id} and organization_id = ${row.organization_id}`))) return',
    ],
    ['if (!(await db.maybeOne(sql`select id from projects where owner_id = ${row.author_id} and organization_id = ${org}`))) return'],
    [`send(row.id)\nconst project = ${own}\nif (!project) throw new Error()`],
    ['const found = await db.maybeOne(sql`select id from organizations where id = ${row.organization_id}`)\nif (!found) throw new Error()'],
    [
      `const project = ${parent}\nif (!(await db.maybeOne(sql\`select id from projects where id = \${row.project_id} and organization_id = \${project.organization_id}\`))) return`,
    ],
  ])('is not: %s', (body) => {
    expect(verdicts('tasks', body)).toEqual(open)
  })

  const organizationOf =
    'export async function organizationOf(id: string) { const found = await db.maybeOne(sql`select organization_id from projects where id = ${id}`); if (!found) throw new Error(); return found.organization_id }\n'
  const nameOf = organizationOf.replace('organizationOf', 'nameOf').replaceAll('organization_id', 'name')
  const findProject =
    'export async function findProject(id: string, org: string) { const found = await db.maybeOne(sql`select id from projects where id = ${id} and organization_id = ${org}`); if (!found) throw new Error(); return found }\n'

  it.each([
    [organizationOf, 'const of = await organizationOf(row.project_id)\nif (of !== user.organizationId) throw new Error()'],
    [organizationOf, 'if ((await organizationOf(row.project_id)) !== org) throw new Error()'],
    [findProject, 'await findProject(row.project_id, org)'],
    [findProject, 'const project = await findProject(row.project_id, user.organizationId)\nlog(project.id)'],
  ])('is held by what a function asks of that: %s%s', (function_, body) => {
    expect(verdicts('tasks', body, function_)).toEqual(held)
  })

  it.each([
    [organizationOf, 'const of = await organizationOf(row.project_id)\nlog(of)'],
    [organizationOf, 'const of = await organizationOf(row.project_id)\nif (of !== row.organization_id) throw new Error()'],
    [organizationOf, "const of = await organizationOf(row.project_id)\nif (of !== 'x') throw new Error()"],
    [organizationOf, 'const of = await organizationOf(row.author_id)\nif (of !== org) throw new Error()'],
    [nameOf, 'const of = await nameOf(row.project_id)\nif (of !== org) throw new Error()'],
    [findProject, 'await findProject(row.project_id, row.organization_id)'],
    [
      findProject.replaceAll('projects', 'organizations').replace(' and organization_id = ${org}', ''),
      'await findProject(row.organization_id)',
    ],
    [findProject, 'findProject(row.project_id, org)'],
  ])('is not: %s%s', (function_, body) => {
    expect(verdicts('tasks', body, function_)).toEqual(open)
  })

  it('leads on by the key of which a function says whose it is', () => {
    const change = (check: string): string[] =>
      verdictsBehind(
        organizationOf,
        `export async function run(id: string, org: string) { ${check}\nawait sql\`update projects set name = 'x' where id = \${id}\` }`,
        schema,
      ).slice(-1)
    expect(change('const of = await organizationOf(id); if (of !== org) throw new Error()')).toEqual(['by-row'])
    expect(change('if ((await organizationOf(id)) !== org) throw new Error()')).toEqual(['by-row'])
    expect(change('const of = await organizationOf(id); if (!of) throw new Error()')).toEqual(['by-key'])
  })

  it('leads on where the row that a function gave is compared on the spot', () => {
    const find = organizationOf
      .replace('found.organization_id', 'found')
      .replace('organizationOf', 'find')
      .replace('select organization_id', 'select *')
    const run =
      "export async function run(id: string, org: string) { if ((await find(id)).organization_id !== org) throw new Error()\nawait sql`update projects set name = 'x' where id = ${id}` }"
    expect(verdictsBehind(find, run, schema).at(-1)).toBe('by-row')
  })
})
