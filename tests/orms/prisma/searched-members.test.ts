import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'

const schema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id       String    @id
    members  Member[]
    projects Project[]
  }
  model User {
    id      String   @id
    members Member[]
  }
  model Member {
    id             String       @id
    userId         String
    role           String
    organizationId String
    user           User         @relation(fields: [userId], references: [id])
    organization   Organization @relation(fields: [organizationId], references: [id])
    @@unique([userId, organizationId])
  }
  model Project {
    id             String       @id
    organizationId String
    organization   Organization @relation(fields: [organizationId], references: [id])
    tasks          Task[]
  }
  model Task {
    id        String  @id
    title     String
    projectId String
    project   Project @relation(fields: [projectId], references: [id])
  }`

/** The verdict on a project that is deleted by its key, behind a check of the one that was found by it. */
function verdictBehind(check: string, hanging = 'organization: { include: { members: true } }'): string | undefined {
  const app = `export async function run(id: string, userId: string) {
  const project = await prisma.project.findUnique({ where: { id }, include: { ${hanging} } })
  ${check}
  return prisma.project.delete({ where: { id } })
}`
  return verdictsOfPrismaApp(schema, app).at(-1)
}

const fail = "throw new Error('no')"
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
    ['does nothing', `if (!${users}?.includes(userId)) console.log('no')`],
  ])('but does not where it %s', (_, check) => {
    expect(verdictBehind(check)).toBe('by-key')
  })

  it('does not where what hangs on the row is nobody', () => {
    expect(verdictBehind(`if (!project?.tasks.map((one) => one.title).includes(userId)) ${fail}`, 'tasks: true')).toBe('by-key')
  })
})
