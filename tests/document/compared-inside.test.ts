import { describe, expect, it } from 'vitest'
import { verdictsBehind } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text not null unique);
create table members (organization_id uuid references organizations, user_id uuid references users, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references projects, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const ask = 'await db.maybeOne(sql`select * from projects where id = ${id}`)'
const change = "await db.query(sql`update tasks set name = 'x' where project_id = ${row.id}`)"

const own = `
export function local(row: any, org: string): asserts row is Row { if (!row || row.organization_id !== org) throw new Error() }
export function narrow(row: any, org: string) { if (!row) throw new Error(); if (row.organization_id !== org) { log(row.id); throw new Error() } }
export const given = (row: any, org: string) => { if (row?.organization_id !== org) throw new Error(); return row }
export async function later(row: any, org: string) { if (row?.organization_id !== org) throw new Error() }
export function byUser(row: any, user: any) { if (row.organization_id !== user.organizationId) throw new Error() }
export function verify({ user, organizationId }: any) { if (user.organizationId !== organizationId) throw new Error() }
export function verifyAll(args: any) { if (args.user.organizationId !== args.organizationId) throw new Error() }
export const holds = ({ row, user }: any) => row?.organization_id === user.organizationId
export function alike(one: any, other: any) { if (one !== other) throw new Error() }
export function logs(row: any, org: string) { if (row.organization_id !== org) console.log(org) }
export function early(row: any, org: string, soft = false) { if (soft) return; if (row.organization_id !== org) throw new Error() }
export function written(row: any, org: string) { org = row.organization_id; if (row.organization_id !== org) throw new Error() }
export function other(row: any, org: string) { if (row.organization_id === org) throw new Error() }
export function literal(row: any, org: string) { if (row.organization_id !== 'org') throw new Error() }
export function column(row: any, org: string) { if (row.name !== org) throw new Error() }
export function either(row: any, org: string) { if (row.organization_id !== org && row.name !== org) throw new Error() }
export const same = (row: any, org: string) => row.organization_id === org
export function mine(row: any, user: any) { return row?.organization_id === user.organizationId }
export function equal(a: string, b: string) { return a === b }
export const foreign = (row: any, org: string) => row.organization_id !== org
export const belongs = (row: any, org: string) => { if (!row) return false; return row.organization_id === org }
export const asked = async (row: any, org: string) => row.organization_id === org
export const within = (row: any, org: string) => same(row, org)
export const live = (row: any, org: string) => !row.name && mine(row, { organizationId: org }) && same(row, org)
export const wide = (row: any, org: string) => row.name === 'x' || row.organization_id === org
export const soft = (row: any, org: string, all = false) => { if (all) return true; return row.organization_id === org }
export const named = (row: any, org: string) => row.name === org
export const shown = (row: any, user: any) => row.organization.members.some((one: any) => one.userId === user.id)
export const hidden = (row: any, user: any) => { if (env.ADMINS?.includes(user.email) || row.organization.members.find((one: any) => one.userId === user.id)) return false; return true }
export const byIds = (row: any, user: any) => row.organization.members.map((one: any) => one.userId).includes(user.id)
export const inSet = (row: any, user: any) => { const ids = new Set(row.organization.members.map((one: any) => one.userId)); return ids.has(user.id) }
export function byPlace(row: any, user: any) { if (row.organization.members.findIndex((one: any) => one.userId === user.id) === -1) throw new Error() }
export const amongOwners = (row: any, user: any) => { const owners = row.organization.members.filter((one: any) => one.role === 'owner'); return owners.some((one: any) => one.userId === user.id) }
export const alikeByMap = (row: any, user: any) => row.organization.members.map((one: any) => one.role).includes(user.role)
export const byItself = (row: any, user: any) => { const a = b.members, b = a.organization; const c = d.filter(log), d = c.filter(log); return a.some((one: any) => one.userId === user.id) && c.some((one: any) => one.userId === user.id) }
export const byOthers = (row: any, user: any) => row.organization.members.filter((one: any) => one.userId !== user.id).length > 0
export const ofOrganization = (organization: any, user: any) => organization.members.some((one: any) => one.userId === user.id)
export const inOne = (row: any, user: any) => user.organizations.some((one: any) => one.id === row.organization_id)
export const byPower = (row: any, user: any) => user.isAdmin || row.organization_id === user.organizationId
export const byMail = (row: any, user: any) => env.ADMIN_EMAIL?.some((email: string) => email === user.email) || row.organization_id === user.organizationId
export const anyway = (row: any, user: any) => row.isAdmin || row.organization_id === user.organizationId
export const everyOne = (row: any, user: any) => row.organization.members.every((one: any) => one.userId === user.id)
export const likewise = (row: any, user: any) => row.organization.members.some((one: any) => one.role === user.role)
export const byOther = (row: any, user: any) => user.friends.some((one: any) => one.role === user.role)
export const byBody = (row: any, user: any) => env.ADMINS.includes(user.body.email) || row.organization_id === user.organizationId
export const folded = (row: any, org: string) => row.organization_id.toLowerCase() === org.toLowerCase()
export function again(row: any, org: string): boolean { return again(row, org) }
export function oneOf(rows: any[], org: string) { for (const row of rows) { if (row.organization_id !== org) throw new Error() } }
export function allOf(rows: any[], org: string) { if (rows.some((row) => row.organization_id !== org)) throw new Error() }
export function loopOf(rows: any[], org: string) { for (const row of rows) { if (row.organization_id !== org) throw new Error() } }
export function loopSome(rows: any[], org: string) { for (const row of rows) { if (row.name) continue; if (row.organization_id !== org) throw new Error() } }
export function loopUntil(rows: any[], org: string) { for (const row of rows) { if (row.organization_id === org) return; } throw new Error() }
export function loopFirst(rows: any[], org: string) { for (const row of rows) { if (row.organization_id !== org) throw new Error(); break } }
export function loopOther(rows: any[], org: string, others: any[]) { for (const row of others) { if (row.organization_id !== org) throw new Error() } }
export function loopNone(rows: any[], org: string, users: any[]) { for (const user of users) { if (rows[0].organization_id !== org) throw new Error() } }
export const areOf = ({ rows, org }: any) => rows.every((row: any) => row.organization_id === org)
export const someAreOf = (rows: any[], org: string) => rows.filter((row) => row.name).every((row) => row.organization_id === org)
export function anyOf(rows: any[], org: string) { if (!rows.some((row) => row.organization_id === org)) throw new Error() }
export function noneOf(rows: any[], org: string) { if (rows.some((row) => row.organization_id === org)) throw new Error() }
export function allNamed(rows: any[], org: string) { if (rows.some((row) => row.name !== org)) throw new Error() }
`

/** The verdicts of the queries in a function beside others, and of one that imports these. */
function verdicts(body: string): string[] {
  const around = `export async function run(org: string, id: string, user: any, input: any, db: any) {\n${body.replaceAll('ASK', ask).replaceAll('CHANGE', change)}\n}\n`
  return verdictsBehind(own, around, schema)
}

describe('a row that a function of the program compares', () => {
  it.each([
    ['local(row, org)'],
    ['narrow(row, org)'],
    ['given(row, org)'],
    ['await later(row, org)'],
    ['byUser(row, user)'],
    ['byUser(row, input.user)'],
    ['verify({ user, organizationId: row.organization_id })'],
    ['verifyAll({ user, organizationId: row.organization_id })'],
    ['if (!holds({ row, user })) throw new Error()'],
    ['alike(row.organization_id, org)'],
    ['alike(org, row.organization_id)'],
  ])('is the tenant’s behind %s', (check) => {
    expect(verdicts(`const row = ASK\n${check}\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })

  it.each([
    ['if (!same(row, org)) throw new Error()'],
    ['if (!row || !mine(row, user)) return'],
    ['if (!equal(row.organization_id, org)) throw new Error()'],
    ['if (foreign(row, org)) throw new Error()'],
    ['if (!belongs(row, org)) throw new Error()'],
    ['if (!(await asked(row, org))) throw new Error()'],
    ['if (!within(row, org)) throw new Error()'],
    ['if (!live(row, org)) throw new Error()'],
    ['if (!folded(row, org)) throw new Error()'],
    ['if (!shown(row, user)) throw new Error()'],
    ['if (!row || hidden(row, user)) throw new Error()'],
    ['if (!row?.organization || !ofOrganization(row.organization, user)) throw new Error()'],
    ['if (!inOne(row, user)) throw new Error()'],
    ['if (!byIds(row, user)) throw new Error()'],
    ['if (!inSet(row, user)) throw new Error()'],
    ['if (!amongOwners(row, user)) throw new Error()'],
    ['byPlace(row, user)'],
    ['if (!byPower(row, user)) throw new Error()'],
    ['if (!byMail(row, user)) throw new Error()'],
    ['const isMine = !!row && same(row, org)\nif (!isMine) throw new Error()'],
    ['if (!isEqual(row.organization_id, org)) throw new Error()'],
    ['if (!row.organization_id.equals(org)) throw new Error()'],
    ['if (!Object.is(org, row.organization_id)) throw new Error()'],
  ])('is the tenant’s where a function says so: %s', (check) => {
    expect(verdicts(`const row = ASK\n${check}\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })

  it.each([
    ['verify({ user, organizationId: org })'],
    ['verify({ user, organizationId: row.name })'],
    ['verify({ user })'],
    ['verify({ user: row, organizationId: row.organization_id })'],
    ['verifyAll({ organizationId: row.organization_id })'],
    ['if (holds({ row, user })) throw new Error()'],
    ['const given = { row, user }\nholds(given)'],
  ])('is nobody’s behind %s', (check) => {
    expect(verdicts(`const row = ASK\n${check}\nCHANGE\nreturn row`)[0]).toBe('by-key')
  })

  it.each([
    ['if (same(row, org)) throw new Error()'],
    ['if (!foreign(row, org)) throw new Error()'],
    ['if (!asked(row, org)) throw new Error()'],
    ['if (!wide(row, org)) throw new Error()'],
    ['if (!soft(row, org)) throw new Error()'],
    ['if (!named(row, org)) throw new Error()'],
    ['if (!again(row, org)) throw new Error()'],
    ['if (shown(row, user)) throw new Error()'],
    ['if (!hidden(row, user)) throw new Error()'],
    ['if (!anyway(row, user)) throw new Error()'],
    ['if (!everyOne(row, user)) throw new Error()'],
    ['if (!likewise(row, user)) throw new Error()'],
    ['if (byIds(row, user)) throw new Error()'],
    ['if (!alikeByMap(row, user)) throw new Error()'],
    ['if (!byOthers(row, user)) throw new Error()'],
    ['if (!byItself(row, user)) throw new Error()'],
    ['if (!byOther(row, user)) throw new Error()'],
    ['if (!byBody(row, user)) throw new Error()'],
    ['same(row, org)'],
    ['if (!same(input, org)) throw new Error()'],
    ['if (!same(row, org)) console.log(org)'],
    ['if (isEqual(row.organization_id, org)) throw new Error()'],
    ['if (!isEqual(row.name, org)) throw new Error()'],
    ['if (!row.organization_id.startsWith(org)) throw new Error()'],
  ])('is not where none does: %s', (check) => {
    expect(verdicts(`const row = ASK\n${check}\nCHANGE\nreturn row`)[0]).toBe('by-key')
  })

  it('is so under another name', () => {
    expect(verdicts(`const found = ASK\nconst row = given(found, org)\nCHANGE\nreturn row`)).toEqual(['by-guard', 'by-row'])
  })

  it.each([
    ['logs(row, org)'],
    ['early(row, org)'],
    ['written(row, org)'],
    ['other(row, org)'],
    ['literal(row, org)'],
    ['column(row, org)'],
    ['either(row, org)'],
    ['later(row, org)'],
    ['local?.(row, org)'],
    ['local(input, org)'],
    ['local(row, row.organization_id)'],
    ["local(row, 'org')"],
    ['alike(id, org)'],
    ['if (input.check) local(row, org)'],
    ['try { local(row, org) } catch { log(id) }'],
    ['const parent = await db.one(sql`select * from projects where id = ${input.id}`)\nbyUser(row, parent)'],
  ])('is not behind %s', (check) => {
    expect(verdicts(`const row = ASK\n${check}\nCHANGE\nreturn row`)[0]).toBe('by-key')
  })

  it.each([
    ['const row = ASK\nCHANGE\nlocal(row, org)'],
    ['const row = ASK\nsend(row)\nlocal(row, org)\nCHANGE'],
    ['let row = ASK\nlocal(row, org)\nrow = input\nCHANGE'],
    ['const row = ASK\nconst another = ASK\nlocal(another, org)\nCHANGE\nreturn row'],
  ])('is not where it is used otherwise: %s', (body) => {
    expect(verdicts(body)[0]).toBe('by-key')
  })
})

describe('rows of which a function is given all', () => {
  const rows = 'const rows = await db.any(sql`select * from projects where id = any(${input.ids})`)'
  const verdict = (check: string): string | undefined => verdicts(`${rows}\n${check}\nreturn rows`)[0]

  it.each([['allOf(rows, org)'], ['loopOf(rows, org)'], ['if (!areOf({ rows, org })) return null']])(
    'are held where it compares each: %s',
    (check) => {
      expect(verdict(check)).toBe('by-guard')
    },
  )

  it.each([
    ['anyOf(rows, org)'],
    ['noneOf(rows, org)'],
    ['if (!someAreOf(rows, org)) return null'],
    ['loopSome(rows, org)'],
    ['loopUntil(rows, org)'],
    ['loopFirst(rows, org)'],
    ['loopOther(rows, org, input.rows)'],
    ['loopNone(rows, org, input.users)'],
    ['allNamed(rows, org)'],
    ['areOf({ rows, org })'],
  ])('are not where it does not: %s', (check) => {
    expect(verdict(check)).toBe('by-key')
  })
})
