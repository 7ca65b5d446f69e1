import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'
import { membersSchema } from '../../support/members-schema.ts'

/** The verdict on a project that is deleted by its key, behind a check of the one that was found by it. */
function verdictBehind(check: string, hanging = 'organization: { include: { members: true } }'): string | undefined {
  const app = `export async function run(id: string, userId: string) {
  const project = await prisma.project.findUnique({ where: { id }, include: { ${hanging} } })
  ${check}
  return prisma.project.delete({ where: { id } })
}`
  return verdictsOfPrismaApp(membersSchema, app).at(-1)
}

const fail = "throw new Error('no')"
const found = 'project!.organization.members'
const users = 'project?.organization.members.map((one) => one.userId)'

describe('who asks is searched for among the members of a row', () => {
  it.each([
    [`if (!${users}.includes(userId)) ${fail}`],
    [`if (!${users}?.includes(userId)) return null`],
    [`const members = ${users}; if (!members?.includes(userId)) ${fail}`],
    [`const members = ${users} ?? []; if (!members.includes(userId)) ${fail}`],
    [`const members = new Set(${users}); if (!members.has(userId)) ${fail}`],
    [`const users = ${users}; const members = new Set(users); if (!members.has(userId)) ${fail}`],
    [`const members = new Set(${users} ?? []); const isMember = members.has(userId); if (!isMember) ${fail}`],
    [`if (${users}?.includes(userId) !== true) ${fail}`],
    [`if (true !== ${users}?.includes(userId)) ${fail}`],
    [`if (project!.organization.members.map((one) => one.userId).indexOf(userId) === -1) ${fail}`],
    [`if (${found}.map((one) => one.userId).indexOf(userId) < 0) ${fail}`],
    [`if (!(${found}.map((one) => one.userId).indexOf(userId) > -1)) ${fail}`],
    [`if (!~${found}.map((one) => one.userId).indexOf(userId)) ${fail}`],
    [`const at = ${found}.map((one) => one.userId).indexOf(userId); if (at === -1) ${fail}`],
    [`if (!${found}.some((one) => one.userId === userId) === true) ${fail}`],
    [`if (${found}.some((one) => one.userId === userId) === false) ${fail}`],
    [`if (${found}.every((one) => one.userId !== userId) !== false) ${fail}`],
    [`if (${found}.findIndex((one) => one.userId === userId) === -1) ${fail}`],
    [`const at = ${found}.findLastIndex((one) => one.userId === userId); if (!(0 <= at)) ${fail}`],
    [`if (${found}.filter((one) => one.userId === userId).length === 0) ${fail}`],
    [`if (!${found}.filter((one) => one.userId === userId).length) ${fail}`],
    [`const mine = ${found}.filter((one) => one.userId === userId); if (mine.length < 1) ${fail}`],
    [`const mine = ${found}.find((one) => one.userId === userId); if (!mine) ${fail}`],
    [`const mine = ${found}.find((one) => one.userId === userId); if (!mine || mine.role !== 'owner') ${fail}`],
    [`const mine = ${found}.find((one) => one.userId === userId); if (mine?.role !== 'owner') ${fail}`],
    [`const mine = ${found}.findLast((one) => one.userId === userId); if (mine === undefined) ${fail}`],
    [`const isMember = ${found}.filter((one) => one.role !== 'guest').some((one) => one.userId === userId); if (!isMember) ${fail}`],
    [`if (!${found}.filter((one) => one.role !== 'guest').map((one) => one.userId).includes(userId)) ${fail}`],
    [`const owners = ${found}.filter((one) => one.role === 'owner'); if (!owners.some((one) => one.userId === userId)) ${fail}`],
    [`if (!${found}.filter((one) => one.role === 'owner').find((one) => one.userId === userId)) ${fail}`],
    [`const isMember = ${found}.filter((one) => one.userId === userId).length > 0; if (!isMember) ${fail}`],
  ])('and holds it: %s', (check) => {
    expect(verdictBehind(check)).toBe('by-row')
  })

  it.each([
    ['refuses those who are', `if (${users}?.includes(userId)) ${fail}`],
    ['has put it there itself', `const members = ${users} ?? []; members.push(userId); if (!members.includes(userId)) ${fail}`],
    ['asks for somebody that it names', `if (!${users}?.includes('system')) ${fail}`],
    ['asks for something else', `if (!project?.organization.members.map((one) => one.role).includes(project.organizationId)) ${fail}`],
    ['asks for what is made of itself', `const a = new Set(b), b = a; if (!a.has(userId)) ${fail}`],
    [
      'asks for one of them',
      `const leads = project?.organization.members.filter((one) => one.role === 'owner').map((one) => one.userId); if (!${users}?.includes(leads[0])) ${fail}`,
    ],
    ['asks for the first of them', `if (!${users}?.includes(project.organization.members.map((one) => one.userId)[0])) ${fail}`],
    [
      'asks for the tenant of the row',
      `if (!project?.organization.members.map((one) => one.organizationId).includes(project.organizationId)) ${fail}`,
    ],
    ['refuses those who are there by their place', `if (${found}.map((one) => one.userId).indexOf(userId) !== -1) ${fail}`],
    ['asks whether they are there but not the first', `if (${found}.map((one) => one.userId).indexOf(userId) === 0) ${fail}`],
    ['refuses only the first', `if (!${found}.map((one) => one.userId).indexOf(userId)) ${fail}`],
    [
      'goes on where nothing was looked through',
      `if (project?.organization.members.findIndex((one) => one.userId === userId) === -1) ${fail}`,
    ],
    ['goes on where there is no list', `if (project?.organization.members.filter((one) => one.userId === userId).length === 0) ${fail}`],
    ['finds others', `if (${found}.findIndex((one) => one.userId !== userId) === -1) ${fail}`],
    ['finds others among them', `if (${found}.filter((one) => one.userId !== userId).length === 0) ${fail}`],
    ['refuses those who were picked', `if (${found}.filter((one) => one.userId === userId).length > 0) ${fail}`],
    ['is answered otherwise', `if (${found}.some((one) => one.userId === userId) === true) ${fail}`],
    ['may not be asked', `if (${users}.includes(userId) === false) ${fail}`],
    ['may not be answered', `if (project?.organization.members.some((one) => one.userId === userId) === false) ${fail}`],
    ['does nothing', `if (!${users}?.includes(userId)) console.log('no')`],
  ])('but does not where it %s', (_, check) => {
    expect(verdictBehind(check)).toBe('by-key')
  })

  it('does not where what hangs on the row is nobody', () => {
    expect(verdictBehind(`if (!project?.tasks.map((one) => one.title).includes(userId)) ${fail}`, 'tasks: true')).toBe('by-key')
  })

  it('does not where what it asks for is made of itself', () => {
    const app = `export async function run(id: string, userId: string) {
  const project = await prisma.project.findUniqueOrThrow({ where: { id }, include: { organization: { include: { members: true } } } })
  const mine = project.organization.members.find((one) => one.userId === userId)
  const a = mine?.role ?? b ?? 'x', b = a ?? 'y'
  if (a === 'x') ${fail}
  return project
}`
    expect(verdictsOfPrismaApp(membersSchema, app)).toContain('by-key')
  })
})
