import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'
import { membersSchema } from '../../support/members-schema.ts'

const fail = "throw new Error('no')"
const map = 'new Map(mine.map((one) => [one.organizationId, one]))'

/** The verdict on a project of a key, behind a check of it that goes by rows which were loaded before. */
function verdictBehind(check: string, where = 'userId'): string | undefined {
  const app = `import keyBy from 'lodash/keyBy'
export async function run(id: string, userId: string, ids: string[]) {
  const mine = await prisma.member.findMany({ where: { ${where} } })
  const roles = new Map(mine.map((one) => [one.organizationId, one.role]))
  const labels = new Map([['a', 'b']])
  const project = await prisma.project.findUniqueOrThrow({ where: { id } })
  ${check}
  return project
}`
  return verdictsOfPrismaApp(membersSchema, app).at(-1)
}

describe('the tenant of a row is looked up among those of a person', () => {
  it.each([
    [`const byTenant = ${map}; if (!byTenant.get(project.organizationId)) ${fail}`],
    [`if (!roles.has(project.organizationId)) ${fail}`],
    [`if (!roles.get(project.organizationId)) ${fail}`],
    [`if (roles.get(project.organizationId) === undefined) ${fail}`],
    [`const role = roles.get(project.organizationId); if (!role) ${fail}`],
    [`const role = roles.get(project.organizationId); if (!role || role === 'guest') ${fail}`],
    [`const byTenant = keyBy(mine, 'organizationId'); if (!byTenant[project.organizationId]) ${fail}`],
  ])('which holds it: %s', (check) => {
    expect(verdictBehind(check)).toBe('by-guard')
  })

  it.each([
    ['console.log(roles.get(project.organizationId))'],
    ['const role = roles.get(project.organizationId)'],
    [`if (roles.get(project.organizationId)) ${fail}`],
    [`if (!roles.get(project.creatorId)) ${fail}`],
    [`if (!labels.get(project.id)) ${fail}`],
    [`const member = ${map}.get(project.organizationId); if (member) ${fail}`],
  ])('which does not: %s', (check) => {
    expect(verdictBehind(check)).toBe('by-key')
  })

  it('but not among those of anybody', () => {
    expect(verdictBehind(`if (!${map}.get(project.organizationId)) ${fail}`, 'id: { in: ids }')).toBe('by-key')
    expect(verdictBehind(`const those = mine.map((one) => one.organizationId); if (!those.includes(project.organizationId)) ${fail}`)).toBe(
      'by-guard',
    )
  })
})
