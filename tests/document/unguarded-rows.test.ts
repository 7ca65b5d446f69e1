import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const ask = 'select * from projects where id = ${id}'

function verdicts(body: string, before = ''): string[] {
  const around = `${before}\nexport async function run(org: string, id: string, user: any, input: any, db: any) {\n${body.replaceAll('ASK', ask)}\n}\n`
  return verdictsOf(around, schema).map((one) => one.replace(/.*: /, ''))
}

describe('one of several rows that was compared', () => {
  const several = 'const rows = await sql`select * from projects where owner_id = ${id}`\n'
  it.each([
    ['if (rows[0].organization_id !== org) return\nreturn rows[1]'],
    ['if (rows.at(0).organization_id !== org) return\nreturn rows.at(-1)'],
    ['if (rows.pop().organization_id !== org) return\nreturn rows.pop()'],
    ['if (rows[0].organization_id !== org) return\nreturn rows.find((one) => one.id === input)'],
    ['if (rows[input.first].organization_id !== org) return\nreturn rows[input.second]'],
  ])('says nothing of another one: %s', (body) => {
    expect(verdicts(several + body)).toEqual(['by-reference'])
  })
  it('lets no query go by the key of another one', () => {
    const change = "await db.query(sql`update projects set name = 'x' where id = ${rows[1].id}`)"
    expect(verdicts(`${several}if (rows[0].organization_id !== org) return\n${change}`)).toEqual(['by-reference', 'dynamic'])
  })
  it.each([
    ['if (rows[0].organization_id !== org) return\nreturn rows.at(0)'],
    ['const row = rows.shift()\nif (row.organization_id !== org) return\nreturn row'],
    ['const row = rows[input.at]\nif (row?.organization_id !== org) return\nreturn { name: row.name, other: row[input.column] }'],
  ])('holds that one: %s', (body) => {
    expect(verdicts(several + body)).toEqual(['by-guard'])
  })
})

describe('a row that the program refuses where it is the tenant’s', () => {
  const one = 'const row = await db.maybeOne(sql`ASK`)\n'
  it.each([
    ['if (row.organization_id === org) throw new Error()\nawait send(id)', 'by-key'],
    ['if (!row || row.organization_id == org) { throw new Error() }\nawait send(id)', 'by-key'],
    ['if (String(row.organization_id) === org) throw new Error()\nawait send(id)', 'by-key'],
    ['if (row.organization_id === org) throw new Error()\nreturn row', 'by-key'],
    ['if (row && row.organization_id === org) throw new Error()\nawait send(id)', 'by-guard'],
    ['if (row?.organization_id === org) throw new Error()\nawait send(id)', 'by-guard'],
    ['if (!row || row.organization_id !== org) throw new Error()\nawait send(id)', 'by-guard'],
    ['if (row.organization_id === org) await send(id)', 'by-guard'],
    ['if (row.organization_id === org) return true\nreturn false', 'by-guard'],
  ])('is another’s: %s', (body, verdict) => {
    expect(verdicts(one + body)).toEqual([verdict])
  })
})

describe('a change by what was read', () => {
  it('is no question about it', () => {
    const change = 'await db.query(sql`delete from users where id = ${row.owner_id}`)'
    expect(verdicts(`const row = await db.one(sql\`ASK\`)\n${change}\nif (row.organization_id !== org) return\nreturn row`)).toEqual([
      'by-key',
    ])
  })
})

describe('a function whose name only looks like rights', () => {
  it.each([
    ['accessToken'],
    ['isAdminEmail'],
    ['memberCount'],
    ['getAccessToken'],
    ['verifyAccessToken'],
    ['checkRoleName'],
    ['isAllowedOrigin'],
    ['isAllowedFileType'],
    ['isPermittedLength'],
    ['isTenantId'],
    ['mayBeUuid'],
    ['URL.canParse'],
    ['hasOwn'],
    ['input.hasOwnProperty'],
    ['isMembershipExpired'],
    ['canonicalize'],
    ['allowlist'],
  ])('says nothing of who may: %s', (name) => {
    expect(verdicts(`if (!${name}(id)) return\nreturn db.one(sql\`ASK\`)`)).toEqual(['by-key'])
  })
  it.each([['canEditName'], ['isMemberById'], ['hasAccessToToken'], ['userCanReadEmails'], ['canBeEditedBy'], ['checkAccess'], ['isOwn']])(
    'is another than %s',
    (name) => {
      expect(verdicts(`if (!${name}(id, user)) return\nreturn db.one(sql\`ASK\`)`)).toEqual(['by-guard'])
    },
  )
})

describe('a function that says who may', () => {
  it.each([
    ['if ((await hasAccess(user, id)) === true) return'],
    ['if (false !== (await hasAccess(user, id))) return'],
    ['if ((await getRole(user, id)) !== undefined) return'],
    ['if ((await getRole(user, id)) != null) return'],
    ['if ((await isForbidden(user, id)) === false) return'],
    ["if ((await getRole(user, id)) !== 'none') return"],
  ])('holds nothing where it says no: %s', (check) => {
    expect(verdicts(`${check}\nreturn db.one(sql\`ASK\`)`)).toEqual(['by-key'])
  })
  it.each([
    ['if ((await hasAccess(user, id)) !== true) return'],
    ['if ((await getRole(user, id)) === null) return'],
    ['if ((await isForbidden(user, id)) === true) return'],
    ["if ((await getRole(user, id)) === 'none') return"],
    ["if ((await getRole(user, id)) !== 'owner') return"],
  ])('holds it where it says yes: %s', (check) => {
    expect(verdicts(`${check}\nreturn db.one(sql\`ASK\`)`)).toEqual(['by-guard'])
  })

  const functions =
    'async function hasAccess(id, user) { return false }\nconst canRead = async (id) => false\nasync function assertAccess(id) { throw 1 }'
  it.each([
    ['if (!hasAccess(id, user)) return'],
    ['if (!canRead(id)) return'],
    ['const may = canRead(id)\nif (!may) return'],
    ['assertAccess(id)'],
  ])('says nothing by its promise: %s', (check) => {
    expect(verdicts(`${check}\nreturn db.one(sql\`ASK\`)`, functions)).toEqual(['by-key'])
  })
  it.each([['if (!(await hasAccess(id, user))) return'], ['const may = await canRead(id)\nif (!may) return'], ['await assertAccess(id)']])(
    'says it where it is waited for: %s',
    (check) => {
      expect(verdicts(`${check}\nreturn db.one(sql\`ASK\`)`, functions)).toEqual(['by-guard'])
    },
  )
})

describe('a row that is compared', () => {
  const row = 'const row = await db.maybeOne(sql`ASK`)\n'
  it.each([
    ['with those of the person', 'if (!user.teams.some((team) => team.organization_id === row.organization_id)) return\nreturn row'],
    ['with them by name', 'const isIn = user.teams.some(({ of }) => row?.organization_id === of)\nif (!isIn) return\nreturn row'],
    ['and only logged before', 'console.log(row.id)\nif (row.organization_id !== org) return\nreturn row'],
    ['and only said in an error', 'if (row.organization_id !== org) throw new Error(`not ${row.id}`)\nreturn row'],
  ])('is held: %s', (_, body) => {
    expect(verdicts(row + body)).toEqual(['by-guard'])
  })
  it.each([
    ['with all others', 'if (user.teams.some((team) => team.organization_id === row.organization_id)) return\nreturn row'],
    ['with any other', 'if (!user.teams.some((team) => team.organization_id !== row.organization_id)) return\nreturn row'],
    ['and given before', 'console.log(await send(row))\nif (row.organization_id !== org) return\nreturn row'],
  ])('is not: %s', (_, body) => {
    expect(verdicts(row + body)).toEqual(['by-key'])
  })
})

describe('a column that is compared', () => {
  const check = 'if (row.organizationId !== org) return\nreturn row'
  it.each([
    ['p.*, p.organization_id as "organizationId"'],
    ['p.*'],
    ['p.name, p.organization_id'],
    ['p.*, p.owner_id as organization_id, p.organization_id as "organizationId"'],
  ])('is the one that the query shows: %s', (shown) => {
    expect(verdicts(`const row = await db.one(sql\`select ${shown} from projects p where p.id = \${id}\`)\n${check}`)).toEqual(['by-guard'])
  })
  it.each([
    ['p.*, ${org} as organization_id'],
    ['p.*, coalesce(${org}, p.organization_id) as "organizationId"'],
    ['p.*, p.owner_id as "organizationId"'],
    ['p.name'],
  ])('is another one: %s', (shown) => {
    expect(verdicts(`const row = await db.one(sql\`select ${shown} from projects p where p.id = \${id}\`)\n${check}`)).toEqual(['by-key'])
  })
})

describe('a function that is named for a right, and says the same to everybody', () => {
  const enabled = (by: string, more = ''): string =>
    `async function areCommentsAllowed(documentId, linkId) {
      const row = await prisma.project.findUnique({ where: { ${by} }, select: { comments: true } })
      ${more}
      if (!row?.comments) return false
      const link = await prisma.link.findUnique({ where: { id: linkId }, select: { enabled: true } })
      return !!link?.enabled
    }`
  const body = "if (!(await areCommentsAllowed(id, input.link))) throw new Error('They are off')\nreturn db.one(sql`ASK`)"
  it('is no check', () => {
    expect(verdicts(body, enabled('id: documentId'))).toEqual(['by-key'])
  })
  it.each([
    ['asks for something else', 'id: documentId, club_id: linkId', ''],
    ['compares', 'id: documentId', 'if (row.link !== linkId) return false'],
    ['asks another one', 'id: documentId', 'if (!(await mayRead(documentId))) return false'],
    ['knows who asks', 'id: documentId', 'if (row.hidden && !session.isOpen) return false'],
  ])('is one where it %s', (_, by, more) => {
    expect(verdicts(body, enabled(by, more))).toEqual(['by-guard'])
  })
  it('is one where it cannot be seen', () => {
    expect(verdicts(body)).toEqual(['by-guard'])
  })
})
