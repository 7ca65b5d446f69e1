import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'
import { membersSchema } from '../../support/members-schema.ts'

const functions = `
import { ROLES_OF_EDITORS, roles } from './roles'
const MANAGERS = ['OWNER', 'ADMIN']
const EDITORS = new Set(['OWNER', 'EDITOR'])
const isManager = (role: string | undefined) => role === 'OWNER' || role === 'ADMIN'
const isEditor = (role?: string) => ['OWNER', 'EDITOR'].includes(role!)
const isAny = (role?: string) => role !== 'GUEST'
const isNone = (role?: string) => role === undefined || role === 'GUEST'
async function lookUp(userId: string, organizationId: string) {
  const member = await prisma.member.findUnique({ where: { userId_organizationId: { userId, organizationId } } })
  return member?.role ?? null
}
const find = (userId: string, organizationId: string) => prisma.member.findUnique({ where: { userId_organizationId: { userId, organizationId } } })
async function lookUpByOther(userId: string, organizationId: string) {
  const member = await find(userId, organizationId)
  return member?.role ?? null
}
async function isOwner(userId: string, organizationId: string) {
  const member = await find(userId, organizationId)
  return member?.role === 'OWNER'
}
async function isNoGuest(userId: string, organizationId: string) {
  const member = await find(userId, organizationId)
  return member?.role !== 'GUEST'
}
async function isNot(userId: string, organizationId: string) {
  const member = await find(userId, organizationId)
  return member?.role === undefined
}
async function lookUpOrNone(userId: string, organizationId: string) {
  const member = await prisma.member.findUnique({ where: { userId_organizationId: { userId, organizationId } } })
  return member?.role ?? 'NONE'
}
`

/** The verdict on a project, behind a check of the role that who asks has in its organization. */
function verdictBehind(check: string): string | undefined {
  const app = `export async function run(id: string, user: { id: string }) {
  const project = await prisma.project.findUniqueOrThrow({ where: { id } })
  const member = await prisma.member.findUnique({ where: { userId_organizationId: { userId: user.id, organizationId: project.organizationId } } })
  ${check}
  return project
}`
  return verdictsOfPrismaApp(membersSchema, functions + app).at(-2)
}

/** The same of a role that a function looks up. */
function verdictBehindFunction(lookUp: string, check: string): string | undefined {
  const app = `export async function run(id: string, user: { id: string }) {
  const project = await prisma.project.findUniqueOrThrow({ where: { id } })
  const member = await ${lookUp}(user.id, project.organizationId)
  ${check}
  return project
}`
  return verdictsOfPrismaApp(membersSchema, functions + app).at(-1)
}

const fail = "throw new Error('no')"

describe('who asks has a role in the tenant of a row', () => {
  it.each([
    [`if (!['OWNER', 'ADMIN'].includes(member?.role ?? '')) ${fail}`],
    [`if (!MANAGERS.includes(member?.role ?? 'GUEST')) ${fail}`],
    [`if (!EDITORS.has(member?.role!)) ${fail}`],
    [`if (!ROLES_OF_EDITORS.includes(member?.role!)) ${fail}`],
    [`if (!isManager(member?.role)) ${fail}`],
    [`if (!isEditor(member?.role)) ${fail}`],
    [`const role = member?.role ?? 'NONE'; if (role === 'NONE') ${fail}`],
    [`const role = member?.role ?? 'GUEST'; if (role !== 'OWNER') ${fail}`],
    [`if ((member?.role ?? 'NONE') === 'NONE') ${fail}`],
    [`switch (member?.role) { case 'OWNER': case 'ADMIN': return project; default: ${fail} }`],
    [`switch (member?.role) { case 'OWNER': case 'ADMIN': break; default: ${fail} }`],
    [`switch (member?.role) { case 'GUEST': ${fail}; case 'OWNER': return project; default: ${fail} }`],
  ])('and the row is theirs: %s', (check) => {
    expect(verdictBehind(check)).toBe('by-guard')
  })

  it.each([
    [`if (['OWNER', 'ADMIN'].includes(member?.role ?? '')) ${fail}`],
    [`if (!['OWNER', 'GUEST'].includes(member?.role ?? 'GUEST')) ${fail}`],
    [`if (!MANAGERS.includes(member?.role ?? 'OWNER')) ${fail}`],
    [`if (!roles.includes(member?.role!)) console.log(roles)`],
    [`if (isManager(member?.role)) ${fail}`],
    [`if (!isAny(member?.role)) ${fail}`],
    [`if (!isNone(member?.role)) ${fail}`],
    [`switch (member?.role) { case 'OWNER': return project; default: console.log(id) }`],
    [`switch (member?.role) { case 'GUEST': ${fail}; default: return project }`],
    [`switch (member?.role) { case 'GUEST': ${fail} }`],
    [`switch (member?.role) { case undefined: case 'OWNER': return project; default: ${fail} }`],
    [`switch (member?.role) { default: case 'OWNER': return project; case 'GUEST': ${fail} }`],
    [`switch (member?.role) { case 'OWNER': break; case undefined: break; default: ${fail} }`],
    [`switch (member?.role) { case 'OWNER': break; case undefined: if (id) break; ${fail}; default: ${fail} }`],
    [`switch (member?.role) { case 'OWNER': ${fail}; default: console.log(id) }`],
    [`const role = member?.role ?? 'OWNER'; if (role !== 'OWNER') ${fail}`],
    [`const role = member?.role ?? 'NONE'; if (role === 'GUEST') ${fail}`],
    [`const role = member?.role ?? 'NONE'; if (role !== 'NONE') ${fail}`],
  ])('and the row is anybody’s: %s', (check) => {
    expect(verdictBehind(check)).toBe('by-key')
  })

  it.each([
    ['lookUp', `if (!member) ${fail}`, 'by-guard'],
    ['lookUp', `if (!['OWNER', 'ADMIN'].includes(member ?? '')) ${fail}`, 'by-guard'],
    ['lookUpByOther', `if (!member) ${fail}`, 'by-guard'],
    ['isOwner', `if (!member) ${fail}`, 'by-guard'],
    ['isNoGuest', `if (!member) ${fail}`, 'by-key'],
    ['isNot', `if (!member) ${fail}`, 'by-key'],
    ['lookUpByOther', `if (member) ${fail}`, 'by-key'],
    ['lookUpOrNone', `if (!member) ${fail}`, 'by-key'],
    ['lookUp', `if (member) ${fail}`, 'by-key'],
  ])('which %s looks up: %s', (lookUp, check, verdict) => {
    expect(verdictBehindFunction(lookUp, check)).toBe(verdict)
  })
})
