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
    ['assert(row); assert(row.organization_id === org)'],
    ["invariant(row, 'none'); if (row.organization_id !== org) throw new Error()"],
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
    ['const row = await sql`ASK`.then((rows) => rows[0])', 'row', 'row'],
    ['const row = await sql`ASK`.then(([first]) => first ?? null)', 'row', 'row'],
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

describe('a row that is given other values', () => {
  const row = 'const row = await db.one(sql`ASK`)\n'
  const check = 'if (row.organization_id !== org) throw new Error()\n'

  it.each([
    ["row.name = 'x'\nawait row.save()"],
    ['row.count++\nawait row.save()'],
    ['row.settings.color = input.color\nawait repository.save(row)'],
  ])('is held where it was compared before: %s', (change) => {
    expect(verdicts(`${row}${check}${change}`)).toEqual(['by-guard'])
    expect(verdicts(`${row}await authorize(user, 'update', row)\n${change}`)).toEqual(['by-guard'])
  })

  it.each([
    [`row.name = 'x'\nawait row.save()\n${check}`],
    [`row.organization_id = org\n${check}await row.save()`],
    [`row.organization_id ||= org\n${check}await row.save()`],
    [`if (input.force) row.organization_id = org\n${check}return row`],
  ])('is not where it was given them before: %s', (change) => {
    expect(verdicts(row + change)).toEqual(['by-key'])
  })
})

it.each(['queryOne', 'db.queryFirst', 'this.queryOneOrNull'])('a row that %s gives is held by a comparison', (query) => {
  const text = "'select * from projects where id = $1', [id]"
  expect(verdicts(`const row = await ${query}(${text})\nif (!row || row.organization_id !== org) return\nreturn row`)).toEqual(['by-guard'])
  expect(verdicts(`const row = await ${query}(${text})\nif (!row) return\nreturn row`)).toEqual(['by-key'])
})

describe('a row that is loaded in one way or another', () => {
  const ways = (alternate: string): string => `let row = null\nif (input.id) { row = await db.one(sql\`ASK\`) } ${alternate}\n`
  const byName = 'row = await db.one(sql`select * from projects where slug = ${id} and organization_id = ${org}`)'

  it.each([
    [`else row = await db.one(sql\`ASK\`)`],
    [`else if (input.slug) { ${byName} } else if (input.x) row = await db.one(sql\`ASK\`)`],
  ])('is held by what is asked behind both: %s', (alternate) => {
    const check = 'if (!row || row.organization_id !== org) throw new Error()\n'
    const held = verdicts(`${ways(alternate)}${check}CHANGE\nreturn row`)
    expect(held.filter((one) => one !== 'scoped').slice(0, -1)).toEqual(['by-guard', 'by-guard'])
    expect(verdicts(`${ways(alternate)}if (!row) throw new Error()\nreturn row`).filter((one) => one !== 'scoped')).toEqual([
      'by-key',
      'by-key',
    ])
  })
  it('is not where it may be another one since', () => {
    const check = 'if (!row || row.organization_id !== org) throw new Error()\n'
    expect(verdicts(`${ways('')}if (input.x) row = await db.one(sql\`ASK\`)\nelse row = input.row\n${check}return row`)[0]).toBe('by-key')
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
    ['await checkAccess({ user, organizationId: await organizationOf(id) })'],
    ['const organizationId = await organizationOf(id)\nawait checkAccess({ user, organizationId })'],
    ['const project = await getProject({ id })\nawait checkAccess(user, project.organizationId)'],
    ['const { organizationId } = await getProject(id)\nif (!(await hasAccess(user, organizationId))) return'],
    ['const member = await MembershipRepository.findUniqueByUserIdAndProjectId({ userId: user.id, id })\nif (!member) return'],
    ['if (!(await this.members.getOne(id, user.id))) throw new Error()'],
    ['const access = await checkAccess(user, { project: id })\nif (!access.ok) return'],
    ['const { error } = await checkAccess(user, id)\nif (error) return'],
    ['if (ability.cannot("read", subject("Project", id))) return'],
    ['await checkProjectInOrg(id, org)'],
    ['if (!(await isInWorkspace(id, org))) return'],
    ['await ensureOwned(id)'],
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
    ['if (!(await isOrg(id))) throw new Error()'],
    ['await signInOrganization(id)\nawait checkOrg(id)'],
    ['if (await isNotInOrg(id, org)) log(id)'],
    ['if (!(await getMember(id))) throw new Error()'],
    ['const organizationId = await organizationOf(input.id)\nawait checkAccess({ user, organizationId })'],
    ['let organizationId = await organizationOf(id)\norganizationId = org\nawait checkAccess({ user, organizationId })'],
    ['const organizationId = await organizationOf(id)\nid = input.id\nawait checkAccess({ user, organizationId })'],
    ['const organizationId = await organizationOf(id)\nawait save({ user, organizationId })'],
    ['const user = await findUser(id)\nawait checkAccess(user, org)'],
    ['if (!(await this.members.getTasks(id, user.id))) throw new Error()'],
    ['if (!(await this.members.getOne(id))) throw new Error()'],
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
  it.each([
    'assertSameOrg(row, org)',
    'ensureSameOrganization(row.organization_id, org)',
    'this.ensureOwned(row)',
    'if (!sameTeam(row, user)) return',
  ])('holds a row of which %s', (check) => {
    const all = `const row = await db.maybeOne(sql\`ASK\`)\n${check}\nCHANGE\nreturn row`
    expect(verdicts(all)).toEqual(['by-guard', 'by-row'])
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
  const member =
    'const member = await db.maybeOne(sql`select role from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)\n'
  it.each([
    [
      'const member = await db.maybeOne(sql`select 1 as x from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)\nif (!member) return',
    ],
    [
      "const { rows } = await db.query('select 1 as x from members where organization_id = $1 and user_id = $2', [row.organization_id, user.id])\nif (rows.length === 0) return",
    ],
    ['await db.one(sql`select 1 as x from members where organization_id = ${row.organization_id} and user_id = ${user.id}`)'],
    [`${member}if (!member) return\nsend(member.role)`],
    [`${member}if (!member || member.role !== 'admin') return\nsend(member)`],
    [`${member}if (member?.role !== 'admin') return\nsend(member)`],
    [`${member}if (!['admin', 'owner'].includes(member?.role)) return\nsend(member)`],
    [`${member.replace('maybeOne', 'one')}send(member.role)`],
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
    ['is used before', `${member}send(member)\nif (!member) return`],
    ['is used where it is anything but one', `${member}if (member?.role === 'guest') return\nsend(member)`],
    ['is used where it is none of some', `${member}if (['guest'].includes(member?.role)) return\nsend(member)`],
    ['is used where there is none', `${member}if (member) log(1)\nsend(member)`],
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
  it.each([
    ['const isTaken = (await db.maybeOne(sql`ASK`)) !== null\nif (isTaken) throw new Error()\nawait make(input.slug)'],
    ['const row = await db.maybeOne(sql`ASK`)\nconst isTaken = !!row\nreturn { isFree: !isTaken }'],
    [
      'const row = await db.maybeOne(sql`ASK`)\nconst isTaken = !!row\nif (isTaken && !input.force) throw new Error()\nawait make(input.slug)',
    ],
    ['const row = await db.maybeOne(sql`ASK`)\nconst isTaken = !!row\nif (isTaken || !org) throw new Error()\nawait make(input.slug)'],
    ['const row = await db.maybeOne(sql`ASK`)\nif (!row) await make(input.slug)'],
    ['const row = await db.maybeOne(sql`ASK`)\nif (!row) input.name = null'],
    ['const row = await db.maybeOne(sql`ASK`)\nif (row) { input.slug = next(input.slug); return run(org, id, user, input, db) }'],
  ])('may do so under a name, and do something where there is none: %s', (body) => {
    expect(verdicts(body.replaceAll('ASK', 'select * from projects where slug = ${input.slug}'), keyed)).toEqual(['by-guard'])
  })
  it.each([
    ['if (!row) input.project = null\nINSERT'],
    ['if (!row) { input.project = undefined }\nINSERT'],
    ['if (!row) input = { ...input, project: null }\nINSERT'],
    ['if (!row) delete input.project\nINSERT'],
    ['const isThere = row !== null\nif (!isThere) throw new Error()\nINSERT'],
    ['const isThere = !!row\nif (isThere) INSERT'],
    ['const isThere = !!row\nif (!isThere || !org) throw new Error()\nINSERT'],
    ['const isThere = !!row\nif (isThere && org) INSERT'],
  ])('asks more where it goes on with what found one: %s', (body) => {
    const insert = 'await db.query(sql`insert into tasks (id, organization_id, project_id) values (${id}, ${org}, ${input.project})`)'
    const find = 'const row = await db.maybeOne(sql`select * from projects where id = ${input.project}`)'
    expect(verdicts(`${find}\n${body.replaceAll('INSERT', insert)}`)).toEqual(['by-key', 'scoped'])
  })
  it.each([
    ['count(*)', 'const [row] = await sql`ASK`\nif (row.OUT > 0) throw new Error("taken")'],
    ['count(*)::int as n', 'const { rows } = await db.query(sql`ASK`)\nreturn rows[0].n === 0'],
    ['count(id) as n', 'const row = await db.one(sql`ASK`)\nconst isTaken = Number(row.n) > 0\nif (isTaken) throw new Error()'],
    ['exists (select 1 from projects p where p.slug = ${input}) as n', 'const row = await db.one(sql`ASK`)\nif (row.n) throw new Error()'],
    ['count(*) as n', 'const row = await sql`ASK`.then((rows) => rows[0])\nif (row.n > 0) throw new Error()'],
  ])('may ask how many there are: %s', (output, body) => {
    const from = output.startsWith('exists') ? '' : ' from projects where slug = ${input}'
    const text = body.replaceAll('ASK', `select ${output}${from}`).replaceAll('OUT', 'count')
    expect(verdicts(text, keyed)).toEqual(['by-guard'])
  })
  it.each([
    ['max(name) as n', 'if (row.n) throw new Error()'],
    ['count(*) as n, max(name) as name', 'if (row.n > 0) throw new Error()'],
    ['name as n', "if (row.n === 'x') throw new Error()"],
    ['count(*) as n', 'return row.n'],
  ])('may not ask for more: %s', (output, body) => {
    const find = `const [row] = await sql\`select ${output} from projects where slug = \${input}\``
    expect(verdicts(`${find}\n${body}`, keyed)).toEqual(['by-key'])
  })
  it('may not ask by something else, and holds nothing by it', () => {
    expect(verdicts('const row = await db.maybeOne(sql`select * from projects where name = ${input}`)\nif (row) return')).toEqual([
      'unscoped',
    ])
    expect(verdicts('const row = await db.maybeOne(sql`ASK`)\nif (!row) return\nCHANGE')).toEqual(['by-key', 'by-key'])
    expect(verdicts('const row = await db.maybeOne(sql`ASK`)\nif (row.owner_id) return 1')).toEqual(['by-key'])
  })
})

describe('a row that is compared in other words', () => {
  it.each([
    ['if (String(row.organization_id) !== String(org)) return'],
    ['if (row.organization_id.toString() !== org) return'],
    ['if (row?.organization_id?.toString() !== org.toString()) return'],
    ['if (Number(row.organization_id) !== Number(org)) return'],
    ['if (row.organization_id.toLowerCase() !== org.toLowerCase()) return'],
    ['if (row?.organization_id?.trim().toUpperCase() !== String(org).toUpperCase()) return'],
    ['const text = row.organization_id; if (text !== org.toLowerCase()) return'],
    ['const text = row.organization_id.toLowerCase(); if (text !== org.toLowerCase()) return'],
    ['const text = row?.organization_id?.trim().toLowerCase(); if (!text || text !== org) return'],
    ['if (row.organization_id !== org && !user.isAdmin) return'],
    ['if (!user.isSuperAdmin && row.organization_id !== org) return'],
    ["if (user.role !== 'ADMIN' && (!row || row.organization_id !== org)) return"],
    ['const isOwn = row.organization_id === org; const isAdmin = user.isAdmin; if (!isOwn && !isAdmin) return'],
    ['if (!user.teams.find((team: any) => team.id === row.organization_id)) return'],
    ['if (user.teams.every((team: any) => team.id !== row.organization_id)) return'],
    ['const team = user.teams.find((team: any) => team.id === row.organization_id); if (!team) return'],
    ['if (!user.teams.some((team: any) => { return team.id === row.organization_id })) return'],
  ])('is read as if the query asked, behind %s', (check) => {
    expect(verdicts(`const row = await db.maybeOne(sql\`ASK\`)\n${check}\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })
  it.each([
    ['if (row.organization_id !== org && user.isAdmin) return'],
    ["if (row.organization_id !== org && user.role !== 'reader') return"],
    ["if (row.organization_id !== org && user.role === 'admin') return"],
    ['if (row.organization_id !== org && !input.force) return'],
    ['if (user.teams.every((team: any) => team.id !== row.organization_id)) log(1)'],
    ['if (user.teams.every((team: any) => team.id === row.organization_id)) return'],
    ['if (!user.teams.every((team: any) => team.id === row.organization_id)) return'],
    ['if (user.teams.find((team: any) => team.id === row.organization_id)) return'],
    ['if (String(row.name) !== String(input.name)) return'],
    ['if (row.organization_id.slice(1) !== org.slice(1)) return'],
    ['if (row.organization_id.toLowerCase() === org.toLowerCase()) return'],
    ['const text = row.organization_id.toLowerCase(); if (text === org) return'],
    ['const text = row.organization_id.toLowerCase(); send(text); if (text !== org) return'],
    ['const text = row.organization_id.trim().slice(1); if (text !== org) return'],
    ['const text = [row.organization_id.trim()]; if (text !== org) return'],
  ])('is not behind %s', (check) => {
    expect(verdicts(`const row = await db.maybeOne(sql\`ASK\`)\n${check}\nreturn row`)).toEqual(['by-key'])
  })
})

describe('a row that is the own one, or one that somebody has a right to', () => {
  it.each([
    ['if (row.organization_id !== org && !(await hasAccess(row.id, user))) return'],
    ['if (row.organization_id !== org && !(await hasAccess({ id: row.id, user }))) return'],
    ['if (row.organization_id !== org && !(await mayManage(user, row))) return'],
    ['if (!(await hasProjectAccess(row.id, user.id)) && row.organization_id !== org) return'],
    ['const isOwn = row.organization_id === org; if (!isOwn && !(await hasAccess(row.id, user))) return'],
    ['const isOwn = row.organization_id === org; const isAllowed = await hasAccess(row.id, user); if (!isOwn && !isAllowed) return'],
    ['if (!(row.organization_id === org || canEdit(row, user))) return'],
    ['if (!canView(row, user) && !canEdit(row, user)) return'],
  ])('passes: %s', (check) => {
    expect(verdicts(`const row = await db.maybeOne(sql\`ASK\`)\n${check}\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })
  it.each([
    ['if (row.organization_id !== org && !(await hasAccess(user))) return'],
    ['if (row.organization_id !== org && !canUseReports(user.plan)) return'],
    ['if (row.organization_id !== org && (await hasAccess(row.id, user))) return'],
    ['if (row.organization_id !== org && !(await isDenied(row.id, user))) return'],
    ['if (row.organization_id !== org && !isReady(row)) return'],
    ['if (row.organization_id !== org && !(await hasAccess(input.id, user))) return'],
    ['if (row.organization_id !== org && !(await hasAccess(org, user))) return'],
    ['if (row.organization_id !== org && !(await isMember(input.userId, org))) return'],
    ["if (row.organization_id !== org && !hasRole(org, 'viewer')) return"],
    ['if (row.organization_id !== input.org && !hasAccess(input.org, user)) return'],
    ['const organization_id = input.org; if (row.organization_id !== user.organization_id && !hasAccess(organization_id)) return'],
    ['if (row.organization_id !== org && !hasAccess(row.name)) return'],
    ['if (!isMember(id, org) && !isMember(user, org)) return'],
    ["if (row.status !== 'open' && !(await hasAccess(row.id, user))) return"],
  ])('is not behind %s', (check) => {
    expect(verdicts(`const row = await db.maybeOne(sql\`ASK\`)\n${check}\nreturn row`)).toEqual(['by-key'])
  })
})

describe('a function that is only named for somebody', () => {
  const ask = 'const row = await db.maybeOne(sql`ASK`)\n'
  it.each([
    ['notifyOwner(row)'],
    ['materializeMemberRule({ row })'],
    ['renderRole(row, user)'],
    ['countMembers(row.id)'],
    ['queueAdminReport(row, user)'],
    ['importTenant(row)'],
  ])('is not asked about it: %s', (call) => {
    expect(verdicts(`${ask}await ${call}`)).toEqual(['by-key'])
  })
  it.each([
    ['isOwner(row, user)'],
    ['userHasRole(user, row)'],
    ['memberOf(row, user)'],
    ['validOwner(row, user)'],
    ['sameTenant(row, user)'],
    ['policy.check(user, row)'],
  ])('may ask: %s', (call) => {
    expect(verdicts(`${ask}if (!(await ${call})) return\nreturn row`)).toEqual(['by-guard'])
  })
})

describe('a row that is given a name later', () => {
  it.each(
    [
      ['let row; row = await db.one(sql`ASK`)'],
      ['let row: any = null; try { row = await db.one(sql`ASK`) } catch (error) { return null }'],
      ['let row = undefined; if (id) { row = await db.maybeOne(sql`ASK`) }'],
      ['let row = input; row = await db.one(sql`ASK`)'],
      ['let row = input; if (id) { row = await db.one(sql`ASK`) }'],
      ['const row = id ? await db.one(sql`ASK`) : input'],
      ['const row = id ? null : await db.one(sql`ASK`)'],
      ['const row = input ?? (await db.one(sql`ASK`))'],
      ['const [row] = await Promise.all([db.one(sql`ASK`), user.load()])'],
      ['const [, { organization_id, ...row }] = await Promise.all([user.load(), db.one(sql`ASK`)]); row.organization_id = organization_id'],
    ].slice(0, 4),
  )('is followed: %s', (first) => {
    expect(verdicts(`${first}\nif (!row || row.organization_id !== org) return null\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })
  it.each([
    ['let row; row = await db.one(sql`ASK`); if (row.organization_id !== org) return; row = input'],
    [
      'let row = input; if (id) { row = await db.one(sql`ASK`); const kept = row; row = input; send(kept) } if (row.organization_id !== org) return',
    ],
    ['let row = input; const set = () => { row = input }; row = await db.one(sql`ASK`); if (row.organization_id !== org) return; set()'],
    ['let row = input; for (const one of input) { if (row.organization_id !== org) return; row = await db.one(sql`ASK`) }'],
    ['const row = id ? await db.one(sql`ASK`) : input; send(row); if (row.organization_id !== org) return'],
    ['const row = (await db.one(sql`ASK`)) ? input : null; if (row.organization_id !== org) return'],
    ['let row: any; for (const one of input) { if (row && row.organization_id !== org) return; row = await db.one(sql`ASK`) }'],
    ['let row: any; row = await db.one(sql`ASK`); send(row); if (row.organization_id !== org) return'],
    ['const [, row] = await Promise.all([db.one(sql`ASK`), user.load()]); if (row.organization_id !== org) return'],
    ['const [row] = await Promise.all([...input, db.one(sql`ASK`)]); if (row.organization_id !== org) return'],
    ['const rows = await Promise.all([db.one(sql`ASK`)]); if (rows[0].organization_id !== org) return'],
  ])('is not where it may be another, or is used before: %s', (body) => {
    expect(verdicts(`${body}\nreturn row`)).toEqual(['by-key'])
  })
  it('is followed into what waits for it', () => {
    const wait = (body: string): string[] => verdicts(`return db.maybeOne(sql\`ASK\`)${body}`)
    expect(wait('.then((row: any) => { if (!row || row.organization_id !== org) throw new Error()\nreturn row })')).toEqual(['by-guard'])
    expect(wait('.then(({ organization_id, name }: any) => { if (organization_id !== org) throw new Error()\nreturn name })')).toEqual([
      'by-guard',
    ])
    expect(wait('.then((row: any) => (row?.organization_id === org ? row : null)).catch(log)')).toEqual(['by-guard'])
    expect(wait('.then((row: any) => { send(row); if (row.organization_id !== org) throw new Error()\nreturn row })')).toEqual(['by-key'])
    expect(wait('.then((row: any) => row)')).toEqual(['by-key'])
    expect(wait('.then(check)')).toEqual(['by-key'])
  })
})

describe('a name that is set in the branches of a condition', () => {
  const load = 'const row = await db.maybeOne(sql`ASK`)\nif (!row) return\nof = row.organization_id'
  const check = 'if (of !== org) throw new Error()'
  const use = 'return db.many(sql`select id from tasks where organization_id = ${of}`)'
  const both = (first: string, second: string, behind: string): string[] =>
    verdicts(`let of: string\nif (input.a) {\n${first}\n} else {\n${second}\n}\n${behind}`)

  it('is asked about in each of them', () => {
    expect(both(`${load}\n${check}`, `${load}\n${check}`, use)).toEqual(['by-guard', 'by-guard', 'scoped'])
  })

  it('is asked about behind them', () => {
    expect(both(load, load, `${check}\n${use}`)).toEqual(['by-guard', 'by-guard', 'scoped'])
  })

  it('is not held where one of them does not ask', () => {
    expect(both(`${load}\n${check}`, load, use)).toEqual(['by-guard', 'by-key', 'scoped'])
    expect(both(`${load}\nif (input.b) { ${check} }`, `${load}\n${check}`, use)).toEqual(['by-key', 'by-guard', 'scoped'])
    expect(both(`${load}\nawait send(of)\n${check}`, `${load}\n${check}`, use)).toEqual(['by-key', 'by-guard', 'scoped'])
  })
})

describe('rows that are looked at one by one', () => {
  const rows = 'const rows = await sql`select * from projects where id = any(${ids})`\n'
  it.each([
    ['return rows.filter((row: any) => row.organization_id === org)'],
    ['const own = rows.filter((row: any) => { return row.organization_id === org }); return own.map((row: any) => row.name)'],
    ['return rows.find((row: any) => row.organization_id === org)'],
    ['if (rows.some((row: any) => row.organization_id !== org)) throw new Error()\nreturn rows'],
    ['if (!rows.every((row: any) => row.organization_id === org)) throw new Error()\nreturn rows'],
    ['const others = rows.some((row: any) => row.organization_id !== org); if (others) return\nreturn rows'],
    ['for (const row of rows) { if (row.organization_id !== org) continue\nsend(row) }'],
    ['for (const row of rows) { if (row.organization_id !== org) throw new Error() }\nreturn rows'],
    ['rows.forEach((row: any) => { if (row.organization_id !== org) throw new Error()\nsend(row) })'],
    ['return rows.map((row: any) => (row.organization_id === org ? row : null))'],
    ['for (const row of rows) if (row.organization_id !== org) throw new Error()\nreturn rows'],
    ['for (const row of rows) { if (!canRead(user, row)) throw new Error() }\nreturn rows'],
  ])("are the tenant's where each is: %s", (body) => {
    expect(verdicts(`${rows}${body}`)).toEqual(['by-guard'])
  })
  it.each([
    ['return rows.filter((row: any) => row.organization_id !== org)'],
    ['return rows.filter((row: any) => row.organization_id === org || row.name)'],
    ['const own = rows.filter((row: any) => row.organization_id === org); return { own, rows }'],
    ['if (rows.every((row: any) => row.organization_id !== org)) throw new Error()\nreturn rows'],
    ['if (!rows.some((row: any) => row.organization_id === org)) throw new Error()\nreturn rows'],
    ['for (const row of rows) { if (row.organization_id !== org) continue }\nreturn rows'],
    ['for (const row of rows) { if (row.organization_id !== org) throw new Error()\nif (row.name) break }\nreturn rows'],
    ['for (const row of rows) { send(row)\nif (row.organization_id !== org) throw new Error() }'],
    ['rows.forEach((row: any) => { if (row.organization_id !== org) return })\nreturn rows'],
    ['for (const row of rows.slice(1)) { if (row.organization_id !== org) throw new Error() }\nreturn rows'],
    ['for (const one of input) { if (!canRead(user, rows)) throw new Error() }\nreturn rows'],
  ])('are not where another may be among them: %s', (body) => {
    expect(verdicts(`${rows}${body}`)).not.toContain('by-guard')
  })
  it.each([
    ['const ok: boolean = input.some(() => ok); if (!ok) return'],
    ['const one: boolean = input.every(() => other); const other: boolean = input.find(() => one); if (!one) return'],
  ])('may be looked at by what looks at itself: %s', (check) => {
    expect(verdicts(`${check}\nconst row = await db.one(sql\`ASK\`)\nreturn row`)).toEqual(['by-key'])
  })
  it('say nothing of a key outside, of which there may be none', () => {
    expect(verdicts('for (const one of input) { if (!(await hasAccess(id, one))) throw new Error() }\nreturn db.one(sql`ASK`)')).toEqual([
      'by-key',
    ])
  })
})

describe('what hangs on a row', () => {
  const task =
    'const row = await db.maybeOne(sql`select t.*, to_jsonb(p) as project from tasks t join projects p on p.id = t.project_id where t.id = ${id}`)\n'
  const alone = 'const row = await db.maybeOne(sql`select t.* from tasks t where t.id = ${id}`)\n'
  it.each([
    ['if (row.project.organization_id !== org) throw new Error()'],
    ['if (!row || row.project?.organizationId !== org) return null'],
    ['const { project } = row; if (project.organization_id !== org) return null'],
    ['const { project: { organization_id: of } } = row; if (of !== org) return null'],
    ['if (row.organization.members.every((one: any) => one.userId !== user.id)) return null'],
    ['if (!row.organization.members.some((one: any) => one.userId === user.id)) return null'],
    ['if (!canRead(user, row.project)) return null'],
    ['if (row.organization.members[0].userId !== user.id) return null'],
    ['await assertMember(user, row.project.organization_id)'],
    ['await assertMember(user, row.project.id)'],
    ['if (!row.organization.members.find((one: any) => one.userId === user.id)?.role) return null'],
    ["const member = row.organization.members.find((one: any) => one.userId === user.id); if (member?.role !== 'owner') return null"],
    ['const role = row.organization.members.find((one: any) => one.userId === user.id)?.role; if (role !== Role.OWNER) return null'],
  ])('says whose it is: %s', (check) => {
    expect(new Set(verdicts(`${task}${check}\nreturn row.id`))).toEqual(new Set(['by-guard']))
    expect(verdicts(`${alone}${check}\nreturn row.id`)).toEqual(['by-guard'])
  })
  it.each([
    ['if (row.project.organization_id !== org) throw new Error()'],
    ['const { project } = row; if (project.organization_id !== org) return null'],
    ['if (!row.organization.members.some((one: any) => one.userId === user.id)) return null'],
    ['await assertMember(user, row.project.organization_id)'],
    ['if (!row.organization.members.find((one: any) => one.userId === user.id)?.role) return null'],
    ["const member = row.organization.members.find((one: any) => one.userId === user.id); if (member?.role !== 'owner') return null"],
  ])('holds a query by the same key behind %s', (check) => {
    expect(verdicts(`${alone}${check}\nawait db.query(sql\`delete from tasks where id = \${id}\`)`)).toEqual(['by-guard', 'by-row'])
  })
  it.each([
    ['if (row.settings.organization_id !== org) return null'],
    ['if (row.author.organization_id !== org) return null'],
    ['if (row.project.name !== input.name) return null'],
    ['if (row.organization.members.some((one: any) => one.userId === user.id)) return null'],
    ['if (!row.organization.members.some((one: any) => one.role === input.role)) return null'],
    ['if (!row.organization.members.find((one: any) => one.role === input.role)?.id) return null'],
    ["if (row.organization.members.find((one: any) => one.userId === user.id)?.role === 'owner') return null"],
    ['if (row.organization?.members.every((one: any) => one.userId !== user.id)) return null'],
    ['await assertMember(user, row.project.name)'],
    ['await assertMember(user, row.author.id)'],
    ['send(row.project); if (row.project.organization_id !== org) return null'],
  ])('says nothing by %s', (check) => {
    expect(verdicts(`${alone}${check}\nreturn row.id`)).toEqual(['by-key'])
  })
})

describe('a row that a person was given', () => {
  const granted = `${schema}create table project_members (project_id uuid not null references projects, user_id uuid not null references users, primary key (project_id, user_id));`
  const read = (body: string): string | undefined => verdicts(body, granted).find((one) => one !== 'global')
  const row = 'const row = await db.maybeOne(sql`ASK`)\nif (!row) return\n'
  const shown =
    'select p.*, (select jsonb_agg(m) from project_members m where m.project_id = p.id and m.user_id = ${user.id}) as members from projects p where p.id = ${id}'
  const asked =
    'const member = await db.maybeOne(sql`select * from project_members where project_id = ${row.id} and user_id = ${user.id}`)\n'
  it.each([
    [`${row}${asked}if (!member) return`],
    [`${row}${asked}if (member?.role !== 'editor') return`],
    [`${row}if (!row.members.some((one: any) => one.user_id === user.id)) return`],
    [`${row.replace('ASK', shown)}if (row.members.length === 0) return`],
    [`${row.replace('ASK', shown)}if ((row.members?.length ?? 0) === 0) return`],
    [`${row.replace('ASK', shown)}if (!row.members[0]?.role) return`],
    [`${row.replace('ASK', shown)}const role = row.members[0]?.role; if (role !== 'editor') return`],
    [`${row.replace('ASK', shown)}const { role } = row.members[0] ?? {}; if (role !== Role.EDITOR) return`],
  ])('is held behind %s', (body) => {
    expect(read(`${body}\nreturn row`)).toBe('by-guard')
  })
  it.each([
    [`${row}${asked}if (member) log(1)`],
    [`${row}${asked.replace('user.id', 'input')}if (!member) return`.replace('user_id = ${input}', 'user_id <> ${input}')],
    [`${row}if (!row.members.some((one: any) => one.role === user.role)) return`],
    [`${row.replace('ASK', shown.replace(' and m.user_id = ${user.id}', ''))}if (row.members.length === 0) return`],
    [`${row.replace('ASK', shown.replace(' and m.user_id = ${user.id}', ''))}if (row.members[0]?.role !== 'editor') return`],
    [`${row.replace('ASK', shown)}if (row.members[0]?.role !== input) return`],
    [`${row.replace('ASK', shown)}if (row.members[0]?.role !== null) return`],
    [`${row.replace('ASK', shown)}if (row.members[0]?.role === 'editor') return`],
  ])('is not behind %s', (body) => {
    expect(read(`${body}\nreturn row`)).toBe('by-key')
  })
})
