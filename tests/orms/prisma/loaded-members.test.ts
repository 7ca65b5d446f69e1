import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'
import { membersSchema } from '../../support/members-schema.ts'

/** The verdict on a project that is found by its key, where the program asks for more before it gives it. */
function verdictBehind(...lines: readonly string[]): string | undefined {
  const app = `export async function run(id: string, user: { id: string; organizationId: string }, given: { id: string }) {
  const project = await prisma.project.findUniqueOrThrow({ where: { id } })
  ${lines.join('\n  ')}
  return project
}`
  return verdictsOfPrismaApp(membersSchema, app)[0]
}

const organization =
  'const organization = await prisma.organization.findUniqueOrThrow({ where: { id: project.organizationId }, include: { members: true } })'
const members = 'const members = await prisma.member.findMany({ where: { organizationId: project.organizationId } })'
const fail = "throw new Error('no')"

describe('the members of the tenant that a row says are loaded, and who asks is one of them', () => {
  it.each([
    [organization, `if (!organization.members.some((one) => one.userId === user.id)) ${fail}`],
    [organization, `if (!organization.members.map((one) => one.userId).includes(user.id)) ${fail}`],
    [organization, 'const mine = organization.members.find((one) => one.userId === user.id)', `if (!mine) ${fail}`],
    [members, `if (!members.some((one) => one.userId === user.id)) ${fail}`],
    [members, `if (members.every((one) => one.userId !== user.id)) ${fail}`],
    [members, `if (members.findIndex((one) => one.userId === user.id) < 0) ${fail}`],
    [members, 'const mine = members.find((one) => one.userId === user.id)', `if (mine?.role !== 'owner') ${fail}`],
    [
      'const parent = await prisma.project.findUniqueOrThrow({ where: { id: project.id }, include: { organization: { include: { members: true } } } })',
      `if (!parent.organization.members.some((one) => one.userId === user.id)) ${fail}`,
    ],
  ])('and the row is theirs: %s %s', (...lines) => {
    expect(verdictBehind(...lines)).toBe('by-guard')
  })

  it.each([
    ['is anybody', organization, `if (organization.members.length === 0) ${fail}`],
    ['is not one of them', organization, `if (organization.members.some((one) => one.userId === user.id)) ${fail}`],
    ['is not one of those who are others', organization, `if (!organization.members.some((one) => one.userId !== user.id)) ${fail}`],
    ['has the role of one', organization, `if (!organization.members.some((one) => one.role === user.id)) ${fail}`],
    ['may be the only one where there is none', members, `if (!members.every((one) => one.userId === user.id)) ${fail}`],
    ['is who has made the row', organization, `if (!organization.members.some((one) => one.userId === project.creatorId)) ${fail}`],
    ['is a robot', members, `if (!members.some((one) => one.userId === 'robot')) ${fail}`],
    [
      'is one of another tenant',
      'const members = await prisma.member.findMany({ where: { organizationId: user.organizationId } })',
      `if (!members.some((one) => one.userId === user.id)) ${fail}`,
    ],
    [
      'is one of any',
      'const members = await prisma.member.findMany({ where: { userId: user.id } })',
      `if (!members.some((one) => one.userId === user.id)) ${fail}`,
    ],
    [
      'is one of the tenant of a member',
      'const members = await prisma.member.findMany({ where: { id: project.creatorId } })',
      `if (!members.some((one) => one.organizationId === project.organizationId)) ${fail}`,
    ],
    ['may not be asked', members, `if (user.id) { if (!members.some((one) => one.userId === user.id)) ${fail} }`],
    ['is asked for, and that is all', members, 'console.log(members.some((one) => one.userId === user.id))'],
  ])('and the row is anybody’s where that %s', (_, ...lines) => {
    expect(verdictBehind(...lines)).not.toMatch(/guard|scoped/)
  })
})
