import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text, slug text);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects, author_id uuid references users);
`

const ask = 'select * from projects where id = ${id}'
const change = "await db.query(sql`update projects set name = 'x' where id = ${id}`)"

function verdicts(body: string, tables = schema): string[] {
  const around = `export async function run(org: string, id: string, user: any, input: any, db: any) {\n${body.replaceAll('ASK', ask).replaceAll('CHANGE', change)}\n}\n`
  return verdictsOf(around, tables).map((one) => one.replace(/.*: /, ''))
}

describe('a row that the program compares with the tenant', () => {
  it.each([
    ['if (row.organization_id !== org) throw new Error()'],
    ['if (!row || row.organization_id !== org) throw new Error()'],
    ['if (row?.organization_id !== org) { log(id); return null }'],
    ['if (org != row.organizationId) return null'],
    ['if (!row) return; if (row.organization_id !== user.organizationId) return'],
    ['const isOwn = row?.organization_id === org; if (!isOwn) return'],
    ['const isOther = !row || row.organization_id !== org; if (isOther) return'],
    ['if (!user.organizations.includes(row.organization_id)) return'],
    ['if (!user.organizations.has(row.organization_id)) return'],
    ['if (row.name === "x" || row.organization_id !== await user.organization()) return'],
  ])('is read as if the query asked, behind %s', (check) => {
    expect(verdicts(`const row = await db.maybeOne(sql\`ASK\`)\n${check}\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })
  it.each([
    ['const [row] = await sql`ASK`', 'row', 'row'],
    ['const rows = await sql`ASK`', 'rows[0]', 'rows[0]'],
    ['const rows = await sql`ASK`; const row = rows[0]', 'row', 'row.name'],
    ['const result = await db.query(sql`ASK`)', 'result.rows[0]', 'result.rows[0]'],
    ['const { rows } = await db.query(sql`ASK`)', 'rows[0]', 'rows.at(0)'],
    ['const { rows: [row] } = await db.query(sql`ASK`)', 'row', '{ ...row }'],
    ['const row = (await db.query(sql`ASK`)).rows[0] ?? null', 'row', 'row'],
  ])('is so wherever it stands: %s', (first, row, given) => {
    expect(verdicts(`${first}\nif (${row}.organization_id !== org) throw new Error()\nreturn ${given}`)).toEqual(['by-guard'])
  })
  it('is so where it is taken apart', () => {
    expect(
      verdicts('const { organization_id, name } = await db.one(sql`ASK`)\nif (organization_id !== org) throw new Error()\nreturn name'),
    ).toEqual(['by-guard'])
    expect(
      verdicts('const { organization_id: of, ...others } = await db.one(sql`ASK`)\nif (of !== org) throw new Error()\nreturn others'),
    ).toEqual(['by-guard'])
    expect(verdicts('return (await db.one(sql`ASK`)).organization_id === org')).toEqual(['by-guard'])
    expect(verdicts('const row = await db.one(sql`ASK`)\nreturn row.organization_id === org ? row : null')).toEqual(['by-guard'])
    expect(verdicts('const row = await db.one(sql`ASK`)\nif (row && row.organization_id === org) { return row }')).toEqual(['by-guard'])
  })
  it.each([
    ['is given before', 'const row = await db.one(sql`ASK`)\nawait send(row.name)\nif (row.organization_id !== org) return\nreturn 1'],
    ['is given beside', 'const row = await db.one(sql`ASK`)\nif (row.organization_id === org) log(1)\nreturn row'],
    ['is given where it is another', 'const row = await db.one(sql`ASK`)\nif (row.organization_id === org) return\nreturn row'],
    ['goes on', 'const row = await db.one(sql`ASK`)\nif (row.organization_id !== org) log(1)\nreturn row'],
    ['is compared with a text', "const row = await db.one(sql`ASK`)\nif (row.organization_id !== 'x') return\nreturn row"],
    ['is compared with nothing', 'const row = await db.one(sql`ASK`)\nif (row.organization_id !== null) return\nreturn row'],
    ['is compared in something else', 'const row = await db.one(sql`ASK`)\nif (row.name !== input.name) return\nreturn row'],
    ['is one of several', 'const rows = await sql`ASK`\nif (rows[0].organization_id !== org) return\nreturn rows'],
    ['may be another', 'let row = await db.one(sql`ASK`)\nif (row.organization_id !== org) return\nrow = input\nreturn row'],
    [
      'is compared in one of two',
      'const row = await db.one(sql`ASK`)\nif (row.organization_id !== org && input.strict) return\nreturn row',
    ],
    [
      'is changed',
      'const row = await db.one(sql`update projects set name = 1 where id = ${id} returning *`)\nif (row.organization_id !== org) return\nreturn row',
    ],
    ['is compared with itself', 'const row = await db.one(sql`ASK`)\nif (row.organization_id !== row.owner_id) return\nreturn row'],
  ])('is not where it %s', (_, body) => {
    expect(verdicts(body)).toEqual(['by-key'])
  })
  it('holds nothing before it is compared', () => {
    expect(
      verdicts('const row = await db.maybeOne(sql`ASK`)\nif (!row) return\nCHANGE\nif (row.organization_id !== org) return\nreturn row'),
    ).toEqual(['by-guard', 'by-key'])
  })
  it('holds what is joined to it', () => {
    expect(
      verdicts(
        'const row = await db.one(sql`select t.*, p.name from tasks t join projects p on p.id = t.project_id where t.id = ${id}`)\nif (row.organization_id !== org) return\nreturn row',
      ),
    ).toEqual(['by-guard', 'by-guard'])
  })
})

describe('a function that is asked who may', () => {
  it.each([
    ['if (!(await hasAccess(id, user))) throw new Error()'],
    ['const allowed = await hasProjectAccess({ id, user })\nif (!allowed) throw new Error()'],
    ['if (!canEdit(user, id)) return'],
    ['if (await isForbidden(user, id)) return'],
    ['await assertMember(user, id)'],
    ['await this.permissions.check(user, id)'],
    ['const { role } = await authorizeProject({ user, id })'],
    ['if ((await getRole(user, id)) !== "owner") return'],
    ['const access = await checkAccess(user, { project: id })\nif (!access.ok) return'],
    ['const { error } = await checkAccess(user, id)\nif (error) return'],
    ['if (ability.cannot("read", subject("Project", id))) return'],
  ])('holds what is asked by the same value: %s', (check) => {
    expect(verdicts(`${check}\nreturn db.one(sql\`ASK\`)`)).toEqual(['by-guard'])
  })
  it.each([
    ['if (await hasAccess(id, user)) throw new Error()'],
    ['if (!(await hasAccess(org, user))) throw new Error()'],
    ['if (!(await isValid(id))) throw new Error()'],
    ['await addMember(user, id)'],
    ['await hasAccess(id, user)'],
    ['const ok = await checkAccess(id, user)'],
    ['if (!(await getMember(id))) throw new Error()'],
    ['if (!(await isAuthorized(input))) throw new Error()\nid = input.id'],
  ])('says nothing by %s', (check) => {
    expect(verdicts(`${check}\nreturn db.one(sql\`ASK\`)`)).toEqual(['by-key'])
  })
  it.each([
    ['const project = await assertProjectAccess(id, org)'],
    ['const project = await requireAccess({ id, user })'],
    ['const project = await authorizeProject(input.params.id, user.organizationId)'],
    ['const project = await this.permissions.ensureOwner(user, id)'],
  ])('holds the row that it gives: %s', (given) => {
    const held = `${given}\nreturn sql\`select * from tasks where project_id = \${project.id}\``
    expect(verdicts(held)).toEqual(['by-guard'])
    expect(verdicts(`${given}\nawait db.query(sql\`update projects set name = 'x' where id = \${project.id}\`)`)).toEqual(['by-guard'])
  })
  it.each([
    ['const project = await getProject(id, org)'],
    ['const project = await checkAccess(id, org)'],
    ['const project = await assertAccess(user)'],
    ['const project = await authorize(input, "admin")'],
    ['const project = await authorize(user, input)\nproject.id = input.id'],
    ['const project = await assertExists(id, org)'],
    ['let project = await assertAccess(id, org)\nproject = input'],
    ['await assertAccess(id, org)\nconst project = input'],
    ['const { project } = { project: input, of: await assertAccess(id, org) }'],
  ])('says nothing of the row that it gives: %s', (given) => {
    expect(verdicts(`${given}\nreturn sql\`select * from tasks where project_id = \${project.id}\``)).toEqual(['by-reference'])
  })
  it.each([
    ['const where = {}\nwhere.id = input.id', 'by-guard'],
    ['const where: Where = { name: "x" }\nif (org) where.id = input.id', 'by-guard'],
    ['const where = input\nwhere.id = org', 'by-key'],
    ['let where = {}\nwhere = input\nwhere.id = org', 'by-key'],
    ['const { where } = input\nwhere.id = org', 'by-key'],
    ['user.id = org', 'by-key'],
    ['input.id = org', 'by-key'],
    ['const where = { input }\nwhere.input.id = org', 'by-key'],
  ])('holds a property of a parameter, unless one of that name is set on what may be it: %s', (set, verdict) => {
    expect(verdicts(`await assertAccess(user, input.id)\n${set}\nreturn sql\`select * from projects where id = \${input.id}\``)).toEqual([
      verdict,
    ])
  })
  it('says nothing of a row that is given by its promise', () => {
    const functions = 'async function assertAccess(id, org) { throw 1 }'
    const given = 'const project = assertAccess(id, org)\nreturn sql`select * from tasks where project_id = ${project.id}`'
    expect(
      verdictsOf(`${functions}\nexport async function run(org, id) {\n${given}\n}`, schema).map((one) => one.replace(/.*: /, '')),
    ).toEqual(['by-reference'])
  })
  it('holds a row that it was asked about', () => {
    expect(verdicts('const row = await db.maybeOne(sql`ASK`)\nif (!row || !canRead(user, row)) return\nCHANGE\nreturn row')).toEqual([
      'by-guard',
      'by-row',
    ])
    expect(
      verdicts(
        'const row = await db.maybeOne(sql`ASK`)\nif (!row || !(await isMember(user, row.organization_id))) return\nCHANGE\nreturn row',
      ),
    ).toEqual(['by-guard', 'by-row'])
  })
  it('holds what hangs on it', () => {
    expect(verdicts('await assertAccess(user, id)\nreturn sql`select * from tasks where project_id = ${id}`')).toEqual(['by-guard'])
    expect(
      verdicts(
        'await assertAccess(user, input.id)\nreturn sql`select * from tasks t join projects p on p.id = t.project_id where p.id = ${input.id}`',
      ),
    ).toEqual(['by-guard', 'by-guard'])
  })
})

describe('another query that is asked whether a person belongs to its tenant', () => {
  const row = 'const row = await db.maybeOne(sql`ASK`)\nif (!row) return\n'
  it.each([
    [
      'const member = await db.maybeOne(sql`select 1 as x from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)\nif (!member) return',
    ],
    [
      "const { rows } = await db.query('select 1 as x from members where organization_id = $1 and user_id = $2', [row.organization_id, user.id])\nif (rows.length === 0) return",
    ],
    ['await db.one(sql`select 1 as x from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)'],
  ])('holds the row behind %s', (check) => {
    expect(verdicts(`${row}${check}\nCHANGE\nreturn row`)).toEqual(['by-guard', 'scoped', 'by-row'])
  })
  it.each([
    [
      'says nobody',
      'const other = await db.maybeOne(sql`select 1 as x from projects where organization_id = ${row.organization_id} and name = ${input}`)\nif (!other) return',
    ],
    [
      'says somebody of several',
      'const other = await db.maybeOne(sql`select 1 as x from members where organization_id = ${row.organization_id} and (user_id = ${user.id} or true)`)\nif (!other) return',
    ],
    [
      'is not asked of it',
      'const other = await db.maybeOne(sql`select 1 as x from members where organization_id = ${org} and user_id = ${user.id}`)\nif (!other) return',
    ],
    [
      'does not stop',
      'const other = await db.maybeOne(sql`select 1 as x from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)\nif (!other) log(1)',
    ],
  ])('does not where it %s', (_, check) => {
    expect(verdicts(`${row}${check}\nreturn row`)[0]).toBe('by-key')
  })
})

describe('a program that only asks whether there is no row', () => {
  const keyed = schema.replace('slug text', 'slug text unique')
  it.each([
    ['const row = await db.maybeOne(sql`ASK`)\nif (row) throw new Error("taken")'],
    ['const { rowCount } = await db.query(sql`ASK`)\nreturn rowCount > 0'],
    ['const rows = await sql`ASK`\nreturn rows.length === 0'],
    ['return (await db.maybeOne(sql`ASK`)) !== null'],
  ])('may ask by a key: %s', (body) => {
    expect(verdicts(body.replaceAll('ASK', 'select * from projects where slug = ${input}'), keyed)).toEqual(['by-guard'])
  })
  it('may not ask by something else, and holds nothing by it', () => {
    expect(verdicts('const row = await db.maybeOne(sql`select * from projects where name = ${input}`)\nif (row) return')).toEqual([
      'unscoped',
    ])
    expect(verdicts('const row = await db.maybeOne(sql`ASK`)\nif (!row) return\nCHANGE')).toEqual(['by-key', 'by-key'])
    expect(verdicts('const row = await db.maybeOne(sql`ASK`)\nif (row.owner_id) return 1')).toEqual(['by-key'])
  })
})
