import { expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'

const schema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id    String @id
    tasks Task[]
  }
  model Task {
    id             String       @id
    title          String
    organizationId String
    organization   Organization @relation(fields: [organizationId], references: [id])
  }`

function verdictsOf(asked: string, check: string): readonly string[] {
  const app = `export async function run(ids: string[], org: string, from: number, user: { id: string }) {
  const rows = await prisma.task.findMany({ ${asked} })
  ${check}
  await prisma.task.deleteMany({ where: { id: { in: ids } } })
}`
  return verdictsOfPrismaApp(schema, app)
}

const compare = 'if (rows.some((row) => row.organizationId !== org)) throw new Error()'

it.each([
  ['where: { id: { in: ids } }', compare],
  ['where: { id: { in: ids } }, select: { id: true, organizationId: true }', compare],
  ['where: { id: { in: ids } }', 'for (const row of rows) await assertMember(user, row.organizationId)'],
])('keys are held of which all rows were asked about: %s, %s', (asked, check) => {
  expect(verdictsOf(asked, check)).toEqual(['by-guard', 'by-row'])
})

it.each([
  ['where: { id: { in: ids } }, skip: from'],
  ['where: { id: { in: ids } }, take: 10'],
  ['where: { id: { in: ids } }, cursor: { id: ids[0] }'],
  ["where: { id: { in: ids } }, distinct: ['title']"],
  ["where: { id: { in: ids }, title: { not: '' } }"],
])('keys are not held of which some rows may be left out: %s', (asked) => {
  expect(verdictsOf(asked, compare).at(-1)).toBe('by-key')
})

it.each([
  ["if (!rows.filter((row) => row.title === '').every((row) => row.organizationId === org)) throw new Error()"],
  ["const some = rows.filter((row) => row.title === ''); for (const row of some) if (row.organizationId !== org) throw new Error()"],
  ['for (const row of rows.filter((row) => row.organizationId === org)) if (row.organizationId !== org) throw new Error()'],
])('rows are not held of which some were compared: %s', (check) => {
  expect(verdictsOf('where: { id: { in: ids } }', `${check}\n  console.log(rows)\n  return rows`)[0]).toBe('by-key')
})
