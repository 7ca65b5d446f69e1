import { describe } from 'vitest'
import { testRule, type Case } from '../../support/lint.ts'

const rule = 'require-tenant-filter'

const schema = {
  'package.json': '{ "dependencies": { "@prisma/client": "6.19.0" } }',
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}

model Order {
  id             String @id
  organizationId String
  items          Item[]
}

model Item {
  id             String @id
  organizationId String
  orderId        String
  order          Order  @relation(fields: [orderId], references: [id])
}
`,
}

const cases: Case[] = [
  {
    name: 'a condition that may vanish',
    ts: 'export const list = (organizationId?: string) => prisma.order.findMany({ where: { organizationId } })\n',
    expect: [{ messageId: 'mayVanish', at: 'order', data: { table: 'Order', others: '', note: '' } }],
  },
  {
    name: 'with what is loaded beside, which only hangs on it',
    ts: 'export const list = (organizationId?: string) => prisma.order.findMany({ where: { organizationId }, include: { items: true } })\n',
    expect: [{ messageId: 'mayVanish', at: 'order', data: { table: 'Order', others: ' (and the table joined to it: Item)', note: '' } }],
  },
  {
    name: 'the same where such conditions are not asked about',
    options: [{ checkOptionalValues: false }],
    ts: 'export const list = (organizationId?: string) => prisma.order.findMany({ where: { organizationId }, include: { items: true } })\n',
    expect: [],
  },
]

describe('a condition that may vanish', () => {
  testRule(
    rule,
    cases.map((one) => ({ schema, ...one })),
  )
})
