import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'
import { membersSchema } from '../../support/members-schema.ts'

/** The verdict on a project of a key, whose tenant is handed to a function that goes by who asks. */
function verdictBy(body: string): string | undefined {
  const app = `type Asked = { actor: string; userId: string; organizationId: string }
async function memberOf({ userId, organizationId }: Asked) {
  const member = await prisma.member.findFirst({ where: { userId, organizationId } })
  if (!member) throw new Error('no')
  return member.role
}
async function permit(asked: Asked) {
  switch (asked.actor) { ${body} }
}
export async function run(id: string, actor: string, userId: string) {
  const project = await prisma.project.findUniqueOrThrow({ where: { id } })
  await permit({ actor, userId, organizationId: project.organizationId })
  return project
}`
  return verdictsOfPrismaApp(membersSchema, app).at(-1)
}

describe('a function that asks by a switch', () => {
  it.each([
    ["case 'user': return memberOf(asked); default: throw new Error('no')"],
    ["case 'user': { return await memberOf(asked) } default: { throw new Error('no') }"],
    ["case 'user': case 'guest': return memberOf(asked); default: throw new Error('no')"],
    ["case 'bot': throw new Error('no'); default: return memberOf(asked)"],
  ])('holds the row where it comes back from what asks alone: %s', (body) => {
    expect(verdictBy(body)).toBe('by-guard')
  })

  it.each([
    ["case 'user': return memberOf(asked); default: return null"],
    ["case 'user': return memberOf(asked)"],
    ["case 'user': return memberOf(asked); default: break"],
    ["case 'user': return memberOf(asked); default: throw new Error('no'); case 'bot':"],
    ["case 'bot': if (asked.userId === '') break; return memberOf(asked); default: throw new Error('no')"],
  ])('does not where it comes back otherwise: %s', (body) => {
    expect(verdictBy(body)).toBe('by-key')
  })
})
