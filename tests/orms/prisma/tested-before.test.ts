import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'

const schema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id    String  @id
    links Link[]
  }
  model Link {
    id             String       @id
    organizationId String
    expiresAt      DateTime
    organization   Organization @relation(fields: [organizationId], references: [id])
  }`

/** The verdict on a link of a key that is compared with the tenant behind something else that is done with it. */
function verdictBehind(done: string): string | undefined {
  const app = `import dayjs from 'dayjs'
import { isAfter, isPast } from 'date-fns'
const isExpired = (at: Date) => at < new Date()
export async function run(id: string, org: string) {
  const link = await prisma.link.findUniqueOrThrow({ where: { id } })
  ${done}
  if (link.organizationId !== org) throw new Error('no')
  return link
}`
  return verdictsOfPrismaApp(schema, app).at(-1)
}

describe('a row of which a program asks whether it is still good, and then whose it is', () => {
  it.each([
    ["if (new Date(link.expiresAt) < new Date()) throw new Error('gone')"],
    ["if (Date.parse(link.expiresAt) < Date.now()) throw new Error('gone')"],
    ["if (link.expiresAt.getTime() < Date.now()) throw new Error('gone')"],
    ["if (dayjs(link.expiresAt) < dayjs()) throw new Error('gone')"],
    ["if (dayjs(link.expiresAt).isBefore(dayjs())) throw new Error('gone')"],
    ["if (isExpired(link.expiresAt)) throw new Error('gone')"],
    ["if (isAfter(new Date(), link.expiresAt) || isPast(link.expiresAt)) throw new Error('gone')"],
  ])('is the tenant’s: %s', (done) => {
    expect(verdictBehind(done)).toBe('by-guard')
  })

  it.each([
    ['send(new Date(link.expiresAt))'],
    ['const at = new Date(link.expiresAt); send(at)'],
    ['send(isExpired(link.expiresAt))'],
    ['send(dayjs(link.expiresAt).format())'],
    ['send({ link, at: new Date(link.expiresAt) })'],
  ])('is not where more is done with it: %s', (done) => {
    expect(verdictBehind(done)).toBe('by-key')
  })
})
