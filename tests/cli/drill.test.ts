import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DrillJson } from '../../src/cli/drill.ts'
import { makeRepository } from '../project/temp-project.ts'
import { tenancy } from './run.ts'

const tables = `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, status text);
create table members (organization_id bigint not null references organizations, user_id bigint not null, primary key (organization_id, user_id));
`

const prisma = `datasource db {
  provider = "postgresql"
}
model Organization {
  id     Int     @id
  orders Order[]
}
model Order {
  id             Int          @id
  status         String
  organizationId Int
  organization   Organization @relation(fields: [organizationId], references: [id])
}
`

const drizzle = `import { bigint, pgTable, text } from 'drizzle-orm/pg-core'
export const organizations = pgTable('organizations', { id: bigint('id', { mode: 'number' }).primaryKey() })
export const orders = pgTable('orders', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  organizationId: bigint('organization_id', { mode: 'number' }).notNull().references(() => organizations.id),
  status: text('status'),
})
`

const typeorm = `import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('orders')
export class Order {
  @PrimaryColumn() id: number
  @Column({ name: 'organization_id' }) organizationId: number
  @Column() status: string
}
`

function dependsOn(name: string): Readonly<Record<string, string>> {
  return { 'package.json': JSON.stringify({ name: 'shop', dependencies: { [name]: '1' } }) }
}

function project(files: Readonly<Record<string, string>>): string {
  return makeRepository({ 'package.json': '{ "name": "shop" }', ...files })
}

function drill(cwd: string, ...args: string[]): DrillJson[] {
  return JSON.parse(tenancy(cwd, 'drill', '--no-config', '--format', 'json', ...args).out) as DrillJson[]
}

function told(found: readonly DrillJson[]): string[] {
  return found.map(({ condition, outcome, line, column }) => `${line}:${column} ${outcome} ${condition}`)
}

const inSql = { 'migrations/0001_init.sql': tables }

describe('a condition on the tenant that is left out is told', () => {
  it.each([
    {
      in: 'a file of SQL',
      files: {
        ...inSql,
        'q.sql':
          'select id from orders where id = $1 and organization_id = $2;\nupdate orders set status = $1 where (organization_id, id) = ($2, $3);\n',
      },
      expected: ['1:41 told organization_id = $2', '2:37 told (organization_id, id) = ($2, $3)'],
    },
    {
      in: 'a text of a program',
      files: {
        ...inSql,
        'q.ts': 'export const one = (id, org) => db.query(`select status from orders o where o.organization_id = ${org} and id = ${id}`)\n',
      },
      expected: ['1:77 told o.organization_id = ${org}'],
    },
    {
      in: 'a text that grows',
      files: {
        ...inSql,
        'q.ts':
          "export function list(org: string) {\n  const where = ['organization_id = $1']\n  where.push('status is not null')\n  return db.query(`select id from orders where ${where.join(' and ')}`, [org])\n}\n",
      },
      expected: ['2:19 told organization_id = $1'],
    },
    {
      in: 'calls of Prisma',
      files: {
        ...dependsOn('@prisma/client'),
        'prisma/schema.prisma': prisma,
        'q.ts':
          'import { PrismaClient } from "@prisma/client"\nconst prisma = new PrismaClient()\nexport async function cancel(id: number, organizationId: number) {\n  await prisma.order.update({ where: { id, organizationId }, data: { status: "x" } })\n  const where = { organizationId: organizationId }\n  return prisma.order.findMany({ where, select: { organizationId: true } })\n}\n',
      },
      expected: ['4:42 told organizationId', '5:19 told organizationId: organizationId'],
    },
    {
      in: 'calls of Drizzle',
      files: {
        ...dependsOn('drizzle-orm'),
        'src/schema.ts': drizzle,
        'src/q.ts':
          "import { and, eq } from 'drizzle-orm'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport * as schema from './schema'\nimport { orders } from './schema'\nconst db = drizzle(process.env.URL, { schema })\nexport const one = (id, org) => db.select().from(orders).where(and(eq(orders.id, id), eq(orders.organizationId, org)))\nexport const all = (org) => db.select().from(orders).where(eq(orders.organizationId, org))\nexport const found = (org) => db.query.orders.findMany({ where: eq(orders.organizationId, org) })\n",
      },
      expected: [
        '6:85 told eq(orders.organizationId, org)',
        '7:53 told .where(eq(orders.organizationId, org))',
        '8:58 told where: eq(orders.organizationId, org)',
      ],
    },
    {
      in: 'calls of Knex',
      files: {
        ...inSql,
        'q.ts':
          "import knex from 'knex'\nconst db = knex({ client: 'pg' })\nexport const one = (id, org) => db('orders').where({ id, organization_id: org }).first()\nexport const all = (org) => db('orders').where('organization_id', org).andWhere('status', 'open')\n",
      },
      expected: ['3:56 told organization_id: org', "4:41 told .where('organization_id', org)"],
    },
    {
      in: 'calls of Kysely',
      files: {
        ...inSql,
        'q.ts':
          "import { Kysely } from 'kysely'\nconst db = new Kysely<any>({} as any)\nexport const all = (org) => db.selectFrom('orders').select('id').where('organization_id', '=', org).where('status', '=', 'x').execute()\nexport const some = (org) => db.selectFrom('orders').select('id').where((eb) => eb.and([eb('organization_id', '=', org), eb('id', '=', 1)])).execute()\n",
      },
      expected: ["3:65 told .where('organization_id', '=', org)", "4:89 told eb('organization_id', '=', org)"],
    },
    {
      in: 'calls of TypeORM',
      files: {
        ...dependsOn('typeorm'),
        'src/order.entity.ts': typeorm,
        'src/q.ts':
          "import { Repository } from 'typeorm'\nimport { Order } from './order.entity'\nexport class Orders {\n  constructor(private readonly orders: Repository<Order>) {}\n  one(id: number, organizationId: number) {\n    return this.orders.findOne({ where: { id, organizationId } })\n  }\n  all(organizationId: number) {\n    return this.orders.createQueryBuilder('o').where('o.status = 1').andWhere('o.organizationId = :organizationId', { organizationId }).getMany()\n  }\n}\n",
      },
      expected: ['6:45 told organizationId', "9:69 told .andWhere('o.organizationId = :organizationId', { organizationId })"],
    },
    {
      in: 'calls of supabase-js',
      files: {
        ...inSql,
        'q.ts':
          "import { createClient } from '@supabase/supabase-js'\nconst db = createClient('u', process.env.SERVICE_ROLE_KEY)\nexport const all = (org) => db.from('orders').select('id').eq('organization_id', org).eq('status', 'x')\nexport const some = (org) => db.from('orders').select('id').match({ organization_id: org, status: 'x' })\n",
      },
      expected: ["3:59 told .eq('organization_id', org)", '4:69 told organization_id: org'],
    },
    {
      in: 'a check beside a query',
      files: {
        ...inSql,
        'q.ts':
          "export async function one(id: number, org: number) {\n  const { rows: [order] } = await db.query('select * from orders where id = $1', [id])\n  if (order.organization_id !== org) throw new Error('not found')\n  return order\n}\n",
      },
      expected: ["3:3 told if (order.organization_id !== org) throw new Error('not found')"],
    },
  ])('in $in', ({ files, expected }) => {
    expect(told(drill(project(files)))).toEqual(expected)
  })
})

describe('a condition on the tenant that nobody would miss', () => {
  const members =
    "export const mine = (org, user) => db.query('select 1 from members where organization_id = $1 and user_id = $2', [org, user])\n"
  const twice = 'select o.id from orders o join orders p on p.id = o.id where o.organization_id = $1 and p.organization_id = $2;\n'

  it('is one beside which something else holds the rows', () => {
    const found = drill(project({ ...inSql, 'a.ts': members, 'b.sql': twice }))
    expect(told(found)).toEqual(['1:74 held organization_id = $1', '1:62 held o.organization_id = $1', '1:89 held p.organization_id = $2'])
    expect(found.map(({ accesses }) => accesses.map(({ table, verdict }) => `${table}: ${verdict}`))).toEqual([
      ['members: by-member'],
      ['orders: scoped'],
      ['orders: scoped'],
    ])
  })

  it('is one without which what holds the rows cannot be seen', () => {
    const hidden = 'export const some = (org, more) => db.query(`select id from orders where organization_id = ${org} and ${more}`)\n'
    expect(told(drill(project({ ...inSql, 'a.ts': hidden })))).toEqual(['1:74 unseen organization_id = ${org}'])
  })

  it('is one of another table, without which only those are left that have no tenant column', () => {
    const lines = 'model Line {\n  id      Int   @id\n  orderId Int\n  order   Order @relation(fields: [orderId], references: [id])\n}\n'
    const schema = prisma.replace('status         String', 'lines          Line[]') + lines
    const call =
      'import { PrismaClient } from "@prisma/client"\nconst prisma = new PrismaClient()\nexport const lines = (organizationId: number) => prisma.line.findMany({ where: { order: { organizationId } } })\n'
    const [found] = drill(project({ ...dependsOn('@prisma/client'), 'prisma/schema.prisma': schema, 'a.ts': call }))
    expect(found).toMatchObject({
      condition: 'organizationId',
      outcome: 'unseen',
      accesses: [{ table: 'Line', verdict: 'global', reason: 'Line has no tenant column' }],
    })
  })

  it('is no order of a list, no row that is added, and no value that is asked for', () => {
    const texts =
      'insert into orders (id, organization_id) values (1, 2);\nselect organization_id from orders where id = 1 order by organization_id;\nupdate orders set organization_id = 1 where id = 2;\n'
    expect(drill(project({ ...inSql, 'a.sql': texts }))).toEqual([])
  })
})

describe('tenancy drill', () => {
  const files = {
    ...inSql,
    'queries/a.sql': 'select id from orders where organization_id = $1;\n',
    'src/a.ts': 'export const mine = (org, me) => db.query(`select 1 from members where organization_id = ${org} and user_id = ${me}`)\n',
  }
  const cwd = project(files)

  it('counts, and lists what is held where that is asked for', () => {
    const { out, code } = tenancy(cwd, 'drill', '--no-config')
    expect({ out, code }).toEqual({
      code: 0,
      out: '2 conditions on the tenant, each left out by itself:\n  1 told\n  1 held by something else (1 by-member); --held lists them\n  0 not seen\n',
    })
    expect(tenancy(cwd, 'drill', '--no-config', '--held', 'src').out).toBe(
      'Held by something else:\n\nsrc/a.ts:1:72  organization_id = ${org}\n  members: by-member (it is read by its person)\n\n1 condition on the tenant, each left out by itself:\n  0 told\n  1 held by something else (1 by-member)\n  0 not seen\n',
    )
  })

  it('changes no file', () => {
    for (const [file, text] of Object.entries(files)) expect(readFileSync(join(cwd, file), 'utf8')).toBe(text)
  })

  it('says so where there is none', () => {
    expect(tenancy(project(inSql), 'drill', '--no-config').out).toBe(
      'No condition on a tenant column was found. To see which queries there are, type: tenancy queries\n',
    )
  })

  it('reads a long script a few times', () => {
    const one =
      'select id from orders where id = $1 and organization_id = $2;\nupdate orders set status = $1 where organization_id = $2 and id in (select id from orders where organization_id = $2);\n'
    const found = drill(project({ ...inSql, 'a.sql': one.repeat(300) }))
    const outcomes = found.map(({ outcome }) => outcome).slice(0, 6)
    expect({ outcomes, all: found.length }).toEqual({ all: 900, outcomes: ['told', 'held', 'held', 'told', 'held', 'held'] })
  })

  it('leaves what cannot be parsed alone', () => {
    const broken = project({
      ...inSql,
      'a.ts': 'db.query(`select 1 from orders where organization_id = ${',
      'b.sql': 'select from where organization_id = ;',
    })
    expect(drill(broken)).toEqual([])
  })
})
