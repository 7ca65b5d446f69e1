import { describe } from 'vitest'
import { testRule, type Case } from '../../support/lint.ts'
import { shop as schema } from '../../support/shop.ts'

const rule = 'require-tenant-with-key'

const read = 'sql`select price from tickets where id = ${id}`'

/** A function that asks for tickets, in SQL; `READ` is how it finds one by its key alone. */
function run(body: string): string {
  const read = 'sql`select price from tickets where id = ${id}`'
  return `export async function run(id: number, other: number, organization: number, input: any, db: any) {\n${body.replaceAll('READ', read)}\n}\n`
}

const found = 'const [ticket] = await READ\nif (!ticket) throw new Error()\n'
const change = 'await sql`update tickets set price = 1 where id = ${id}`'
const first = { messageId: 'byKey', at: 'tickets', data: { deed: 'reads' } }
const second = { messageId: 'byKey', at: 'tickets', data: { deed: 'updates' } }

const once: [name: string, body: string][] = [
  ['behind a check', `${found}${change}`],
  ['that gives nothing', `const [ticket] = await READ\nif (!ticket) return null\n${change}`],
  ['within a branch', `const [ticket] = await READ\nif (ticket) { ${change} }`],
  ['of one that is there', `await db.one(READ)\n${change}`],
  ['of a number of rows', `const rows = await READ\nif (rows.length === 0) return\n${change}`],
  ['in a transaction', `${found}await db.transaction(async () => { ${change} })`],
  [
    'with what hangs on it',
    `${found}await sql\`select t.price, e.title from tickets t join events e on e.id = t.event_id where t.id = \${id}\``,
  ],
  ['and again', `${found}${change}\nawait sql\`delete from tickets where id = \${id}\``],
  ['by the same path', `${found.replace('READ', read.replace('{id}', '{input.id}'))}${change.replace('{id}', '{input.id}')}`],
]

const each: [name: string, body: string][] = [
  ['nothing has found', `const [ticket] = await READ\n${change}`],
  ['goes on without it', `const [ticket] = await READ\nif (!ticket) log(id)\n${change}\nreturn ticket`],
  ['is another', `${found}${change.replace('{id}', '{other}')}`],
  ['is set again', `${found}id = other\n${change}`],
  ['is of a function of its own', `${found}async function later(id: number) { ${change} }`],
  ['is found in a branch', `if (input) { const [ticket] = await READ\nif (!ticket) throw new Error() }\n${change}`],
]

const told: Case[] = [
  ...once.map(([name, body]): Case => ({ name: `a key ${name}`, ts: run(body), expect: [first] })),
  ...once.slice(0, 6).map(([name, body]): Case => ({
    name: `each by a key ${name}, where that is asked for`,
    ts: run(body),
    options: [{ checkRepeatedKeys: true }],
    expect: [first, second],
  })),
  ...each.map(([name, body]): Case => ({ name: `a key that ${name}`, ts: run(body), expect: [first, second] })),
  {
    name: 'a key of another table',
    ts: run(`${found}await sql\`update events set title = 'x' where id = \${id}\``),
    expect: [first, { messageId: 'byKey', at: 'events', data: { table: 'events' } }],
  },
  {
    name: 'what refers to the row',
    ts: run(
      `const [event] = await sql\`select title from events where id = \${id}\`\nif (!event) return\nawait sql\`delete from tickets where event_id = \${id}\``,
    ),
    expect: [
      { messageId: 'byKey', at: 'events', data: { table: 'events' } },
      { messageId: 'byReference', at: 'tickets', data: { table: 'tickets' } },
    ],
  },
  {
    name: 'a key in some readings of a query',
    ts: run(`${found}await sql\`update tickets set price = 1 where id = \${input ? id : other}\``),
    expect: [first, second],
  },
  {
    name: 'a key beside another one in an OR',
    ts: run(`${found}await sql\`update tickets set price = 1 where id = \${id} or id = \${other}\``),
    expect: [first, second],
  },
  {
    name: 'a key beside that of another table, to which its row is joined by chance',
    ts: run(
      `const [event] = await sql\`select title from events where id = \${id}\`\nif (!event) return\nawait sql\`select t.price from tickets t left join events e on e.id = t.event_id and e.id = \${id} where t.id = \${other}\``,
    ),
    expect: [
      { messageId: 'byKey', at: 'events', data: { table: 'events' } },
      { messageId: 'byKey', at: 'tickets', data: { table: 'tickets' } },
    ],
  },
  {
    name: 'a key in one of two conditions, beside another one',
    ts: run(
      `const [event] = await sql\`select title from events where id = \${id}\`\nif (!event) return\nawait sql\`select price from tickets where event_id in (select id from events where id = \${id}) or id = \${other}\``,
    ),
    expect: [
      { messageId: 'byKey', at: 'events', data: { table: 'events' } },
      { messageId: 'byReference', at: 'tickets', data: { table: 'tickets' } },
    ],
  },
  {
    name: 'a key of the tenant’s row',
    ts: run(`${found.replace('READ', 'sql`select price from tickets where id = ${id} and organization_id = ${organization}`')}${change}`),
    expect: [],
  },
  {
    name: 'a key by which a comment lets the first through',
    ts: run(`// eslint-disable-next-line tenancy/require-tenant-with-key -- the caller has checked the id\n${found}${change}`),
    expect: [],
  },
].map((one) => ({ schema, ...one }))

describe('a key by which a query finds a row that another one has found', () => {
  testRule(rule, told)
})

const prismaSchema = `
datasource db {
  provider = "postgresql"
}
model Organization {
  id      Int      @id
  tickets Ticket[]
  @@map("organizations")
}
model Ticket {
  id             Int          @id
  organizationId Int          @map("organization_id")
  organization   Organization @relation(fields: [organizationId], references: [id])
  price          Int
  @@map("tickets")
}`

function inPrisma(body: string): string {
  return `import { prisma } from './prisma'\nexport async function run(id: number, other: number) {\n${body}\n}\n`
}

const readOne = { ...first, at: 'ticket' }
const changedOne = { ...second, at: 'ticket' }

const inPrismaCases = [
  {
    name: 'found and changed',
    ts: inPrisma(
      'const ticket = await prisma.ticket.findUnique({ where: { id } })\nif (!ticket) throw new Error()\nawait prisma.ticket.update({ where: { id }, data: { price: 1 } })',
    ),
    expect: [readOne],
  },
  {
    name: 'changed and deleted',
    ts: inPrisma('await prisma.ticket.update({ where: { id }, data: { price: 1 } })\nawait prisma.ticket.delete({ where: { id } })'),
    expect: [changedOne],
  },
  {
    name: 'found or not',
    ts: inPrisma(
      'const ticket = await prisma.ticket.findUnique({ where: { id } })\nawait prisma.ticket.update({ where: { id }, data: { price: ticket?.price ?? 0 } })',
    ),
    expect: [readOne, changedOne],
  },
].map((one) => ({
  schema: { 'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }', 'prisma/schema.prisma': prismaSchema },
  ...one,
}))

describe('the same of a library', () => {
  testRule(rule, inPrismaCases)
})
