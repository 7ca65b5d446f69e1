import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'

const schema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id    String @id
    chats Chat[]
  }
  model Chat {
    id             String       @id
    name           String?
    organizationId String
    organization   Organization @relation(fields: [organizationId], references: [id])
  }`

/** The verdict on a chat of a key. */
function verdictOn(found: string, behind: string): string | undefined {
  const app = `const create = (id: string, organizationId: string) => prisma.chat.create({ data: { id, organizationId } })
export async function run(id: string, org: string) {
  ${found}
  ${behind}
  return chat
}`
  return verdictsOfPrismaApp(schema, app).at(-1)
}

const check = "if (chat.organizationId !== org) throw new Error('no')"

describe('a row that is made where none is found', () => {
  it.each([
    ['const chat = (await prisma.chat.findUnique({ where: { id } })) || (await create(id, org))', check],
    ['const chat = (await prisma.chat.findUnique({ where: { id } })) ?? (await create(id, org))', check],
    ['const found = await prisma.chat.findUnique({ where: { id } }); const chat = found ?? (await create(id, org))', check],
    ['const chat = (await prisma.chat.findUnique({ where: { id } })) || (await create(id, org))', `if (!chat) return undefined; ${check}`],
  ])('is the tenant’s where whichever it is is compared: %s', (found, behind) => {
    expect(verdictOn(found, behind)).toBe('by-guard')
  })

  it.each([
    ['const chat = (await prisma.chat.findUnique({ where: { id } })) || (await create(id, org))', ''],
    ['const found = await prisma.chat.findUnique({ where: { id } }); const chat = found ?? (await create(id, org))', ''],
    ['const found = await prisma.chat.findUnique({ where: { id } }); const chat = found ?? (await create(id, org)); send(found)', check],
    ['const found = await prisma.chat.findUnique({ where: { id } }); const chat = found && (await create(id, org))', check],
    [
      'const found = await prisma.chat.findUnique({ where: { id } }); const chat = (await create(id, org)) ?? found',
      `send(found); ${check}`,
    ],
  ])('is anybody’s where it is used unasked: %s', (found, behind) => {
    expect(verdictOn(found, behind)).toBe('by-key')
  })
})
