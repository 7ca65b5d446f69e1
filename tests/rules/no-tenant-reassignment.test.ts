import { describe } from 'vitest'
import { notations, prismaSchema, schema as ofNotations, type NotationName } from '../orms/same/notations.ts'
import { testRule, type Case } from '../support/lint.ts'
import { shop } from '../support/shop.ts'

const rule = 'no-tenant-reassignment'
const schema = shop

const updates: Case[] = [
  {
    name: 'of a row by its key',
    sql: 'update events set organization_id = $1 where id = $2',
    serves: 'S0-25',
    expect: [{ messageId: 'moved', at: 'organization_id', data: { table: 'events', column: 'organization_id', note: '' } }],
  },
  {
    name: 'of a row of one tenant',
    sql: 'update events set title = $4, organization_id = $1 where id = $2 and organization_id = $3',
    serves: 'S0-25',
    expect: [{ messageId: 'moved', at: 'organization_id' }],
  },
  {
    name: 'two in one file',
    sql: 'update events set organization_id = $1 where id = $2; update tickets set organization_id = $1 where id = $2',
    expect: [
      { messageId: 'moved', at: 'organization_id', data: { table: 'events' } },
      { messageId: 'moved', at: 'organization_id', data: { table: 'tickets' } },
    ],
  },
  { name: 'to what it is', sql: 'update events set organization_id = $1, title = $2 where organization_id = $1 and id = $3', expect: [] },
  { name: 'to itself', sql: 'update events set organization_id = organization_id where id = $1', expect: [] },
  { name: 'of another column', sql: 'update events set title = $1 where id = $2', serves: 'S0-25', expect: [] },
  {
    name: 'to what one branch asks for',
    sql: 'update events set organization_id = $1 where organization_id = $1 or id = $2',
    expect: ['moved'],
  },
  {
    name: 'to NULL',
    sql: 'update events set organization_id = null where id = $1',
    expect: [{ messageId: 'abandoned', at: 'organization_id' }],
  },
  { name: 'to its default', sql: 'update events set organization_id = default where id = $1', expect: ['abandoned'] },
  { name: 'to one of two', sql: 'update events set organization_id = coalesce($1, organization_id) where id = $2', expect: ['moved'] },
  { name: 'in a list of columns', sql: 'update events set (title, organization_id) = ($1, $2) where id = $3', expect: ['moved'] },
  {
    name: 'with names that are quoted, and in upper case',
    sql: 'UPDATE "events" AS E SET "organization_id" = $1 WHERE E.ID = $2',
    expect: [{ messageId: 'moved', at: '"organization_id"' }],
  },
  {
    name: 'through a view',
    sql: 'update open_events set organization_id = $1 where id = $2',
    expect: [{ messageId: 'moved', at: 'organization_id', data: { table: 'open_events', column: 'organization_id' } }],
  },
  {
    name: 'beside a query',
    sql: 'with moved as (update events set organization_id = $1 where id = $2 returning id) select id from moved',
    expect: ['moved'],
  },
  { name: 'of people', sql: 'update users set email = $1 where id = $2', expect: [] },
  { name: 'of a tenant itself', sql: 'update organizations set id = $1 where id = $2', expect: [] },
]

const joined: Case[] = [
  {
    name: 'to the tenant of its parent',
    sql: 'update tickets t set organization_id = e.organization_id from events e where e.id = t.event_id',
    expect: [],
  },
  {
    name: 'to the tenant of a row that nothing ties to it',
    sql: 'update tickets t set organization_id = e.organization_id from events e where e.id = $1 and t.id = $2',
    expect: ['moved'],
  },
  {
    name: 'to that of another row of the table',
    sql: 'update events a set organization_id = b.organization_id from events b where b.id = $1 and a.id = $2',
    expect: ['moved'],
  },
  {
    name: 'to that of the same row',
    sql: 'update events a set organization_id = b.organization_id from events b where b.id = a.id and a.id = $2',
    expect: [],
  },
  {
    name: 'to what a query gives, which is not followed',
    sql: 'update tickets set organization_id = (select organization_id from events where id = tickets.event_id)',
    expect: [],
  },
]

const upserts: Case[] = [
  {
    name: 'of the row that has the key',
    sql: 'insert into events (id, organization_id) values ($1, $2) on conflict (id) do update set organization_id = excluded.organization_id',
    serves: 'S0-25',
    expect: [{ messageId: 'moved', at: 'organization_id' }],
  },
  {
    name: 'of the tenant’s row that has the key',
    sql: 'insert into events (id, organization_id) values ($1, $2) on conflict (organization_id, id) do update set organization_id = excluded.organization_id',
    expect: [],
  },
  {
    name: 'where it is the tenant’s already',
    sql: 'insert into events (id, organization_id) values ($1, $2) on conflict (id) do update set organization_id = excluded.organization_id where events.organization_id = excluded.organization_id',
    expect: [],
  },
  {
    name: 'of other columns',
    sql: 'insert into events (id, organization_id, title) values ($1, $2, $3) on conflict (id) do update set title = excluded.title',
    serves: 'S0-25',
    expect: [],
  },
  { name: 'an insert', sql: 'insert into events (id, organization_id) values ($1, $2)', serves: 'S0-25', expect: [] },
  {
    name: 'by MERGE',
    sql: 'merge into tickets t using events e on t.id = e.id when matched then update set organization_id = e.organization_id',
    expect: ['moved'],
  },
  {
    name: 'by MERGE, of the tenant’s row',
    sql: 'merge into tickets t using events e on t.id = e.id and t.organization_id = e.organization_id when matched then update set organization_id = e.organization_id',
    expect: [],
  },
]

const optional: Case[] = [
  { name: 'a row joins a tenant', sql: 'update templates set organization_id = $1 where id = $2', expect: [] },
  { name: 'a row leaves its tenant', sql: 'update templates set organization_id = null where id = $1', expect: [] },
  {
    name: 'a row joins another tenant, which is asked for',
    sql: 'update templates set organization_id = $1 where id = $2',
    options: [{ checkOptionalColumns: true }],
    expect: ['moved'],
  },
  {
    name: 'a row that was nobody’s',
    sql: 'update templates set organization_id = $1 where id = $2 and organization_id is null',
    options: [{ checkOptionalColumns: true }],
    expect: [],
  },
  {
    name: 'a row leaves its tenant, which is asked for',
    sql: 'update templates set organization_id = null where id = $1',
    options: [{ checkOptionalColumns: true }],
    expect: ['abandoned'],
  },
]

const programs: Case[] = [
  {
    name: 'a migration that fills the column',
    file: 'migrations/0002_fill.sql',
    sqlFile: 'update events set organization_id = 1;',
    serves: 'S0-25',
    expect: [],
  },
  { name: 'a table of another name', sql: 'update invoices set organization_id = $1', expect: [] },
  {
    name: 'a part that cannot be seen',
    ts: 'export const move = (where: string, org: number) => db.query(`update events set organization_id = $1 where ${where}`, [org])',
    expect: [],
  },
  {
    name: 'columns that cannot be seen',
    ts: 'export const save = (set: string) => db.query(`update events set ${set} where id = $1`, [1])',
    expect: [],
  },
  {
    name: 'one value in both places',
    ts: 'export const save = (org: number, id: number) => sql`update events set organization_id = ${org} where id = ${id} and organization_id = ${org}`',
    expect: [],
  },
]

/** A call that moves a row, and one that does not; the first reports what stands in the third. */
const calls: Readonly<Partial<Record<NotationName, readonly [moves: string, at: string, keeps: string]>>> = {
  prisma: [
    'await db.project.update({ where: { id }, data: { organizationId: other } })',
    'organizationId',
    'await db.project.update({ where: { id, organizationId: org }, data: { organizationId: org } })',
  ],
  drizzle: [
    'await db.update(projects).set({ organizationId: other }).where(eq(projects.id, id))',
    'organizationId: other',
    'await db.update(projects).set({ organizationId: org }).where(and(eq(projects.id, id), eq(projects.organizationId, org)))',
  ],
  typeorm: [
    'await db.getRepository(Project).update({ id }, { organizationId: other })',
    'organizationId',
    'await db.getRepository(Project).update({ id, organizationId: org }, { organizationId: org })',
  ],
  'mikro-orm': [
    'await db.nativeUpdate(Project, { id }, { organizationId: other })',
    'organizationId',
    'await db.nativeUpdate(Project, { id, organizationId: org }, { organizationId: org })',
  ],
  sequelize: [
    'await Project.update({ organizationId: other }, { where: { id } })',
    'organizationId',
    'await Project.update({ organizationId: org }, { where: { id, organizationId: org } })',
  ],
  knex: [
    "await db('projects').where({ id }).update({ organization_id: other })",
    'organization_id',
    "await db('projects').where({ id, organization_id: org }).update({ organization_id: org })",
  ],
  kysely: [
    "await db.updateTable('projects').set({ organization_id: other }).where('id', '=', id).execute()",
    'organization_id',
    "await db.updateTable('projects').set({ organization_id: org }).where('id', '=', id).where('organization_id', '=', org).execute()",
  ],
  supabase: [
    "await db.from('projects').update({ organization_id: other }).eq('id', id)",
    'organization_id: other',
    "await db.from('projects').update({ organization_id: org }).eq('id', id).eq('organization_id', org)",
  ],
}

const upsert = (update: string): string =>
  `await db.project.upsert({ where: { id }, create: { id, organizationId: org, name: 'x' }, update: ${update} })`

/** The newest minor version of each: what is 0 has many. */
function packageWith(majors: Readonly<Record<string, number>>): string {
  const dependencies = Object.fromEntries(Object.entries(majors).map(([name, major]) => [name, `^${major}.28.0`]))
  return JSON.stringify({ name: 'shop', dependencies })
}

function programsOf(name: NotationName, [moves, at, keeps]: readonly [string, string, string]): Case[] {
  const { files, before, given, majors } = notations[name]
  const project = {
    'migrations/0001_init.sql': ofNotations,
    'package.json': packageWith(majors),
    ...files,
  }
  const parameters = [given, 'org: string', 'other: string', 'id: string'].filter(Boolean).join(', ')
  const ts = (call: string): string => `${before}\nexport const save = async (${parameters}) => { ${call} }\n`
  return [
    {
      name: `${name}: another tenant`,
      schema: project,
      ts: ts(moves),
      expect: [{ messageId: 'moved', at, data: { column: /\w+/.exec(at)?.[0] ?? '' } }],
    },
    { name: `${name}: the same tenant`, schema: project, ts: ts(keeps), expect: [] },
  ]
}

const { before, majors } = notations.prisma
const prismaProject = {
  'migrations/0001_init.sql': ofNotations,
  'prisma/schema.prisma': prismaSchema,
  'package.json': packageWith(majors),
}
const withPrisma = (call: string): string =>
  `${before}\nexport const save = async (db: PrismaClient, org: string, other: string, id: string) => { ${call} }\n`

const ofPrisma: Case[] = [
  {
    name: 'the update of an upsert',
    schema: prismaProject,
    ts: withPrisma(upsert('{ organizationId: org }')),
    expect: [{ messageId: 'moved', at: 'organizationId' }],
  },
  { name: 'an upsert that leaves it', schema: prismaProject, ts: withPrisma(upsert("{ name: 'x' }")), expect: [] },
  {
    name: 'a tenant that is connected',
    schema: prismaProject,
    ts: withPrisma('await db.project.update({ where: { id }, data: { organization: { connect: { id: other } } } })'),
    expect: ['moved'],
  },
  {
    name: 'the tenant of the row that was loaded',
    schema: prismaProject,
    ts: withPrisma(
      'const one = await db.project.findFirstOrThrow({ where: { id, organizationId: org } }); await db.project.update({ where: { id: one.id }, data: { organizationId: one.organizationId } })',
    ),
    expect: [],
  },
  {
    name: 'a client that scopes its queries',
    schema: prismaProject,
    settings: { scopedClients: ['db'] },
    ts: withPrisma('await db.project.update({ where: { id }, data: { organizationId: org } })'),
    expect: [],
  },
  {
    name: 'what is spread',
    schema: prismaProject,
    ts: withPrisma('await db.project.update({ where: { id }, data: { ...(other as any) } })'),
    expect: [],
  },
]

const move = "await db.query('UPDATE events SET organization_id = $1 WHERE id = $2 AND organization_id = $3', [target, id, own])"

/** Of a value that comes to the function from outside. */
const comesBack: Case[] = [
  {
    name: 'a function that says nothing of it',
    ts: `export async function move(id: string, own: string, target: string) { await requireSession(); ${move} }`,
    expect: ['moved'],
  },
  {
    name: 'a middleware that says nothing of it',
    ts: `import { organizationProcedure } from './trpc'
export const move = organizationProcedure.input(schema).mutation(async ({ ctx, input }) => {
  await db.query('UPDATE events SET organization_id = $1 WHERE id = $2 AND organization_id = $3', [input.target, input.id, ctx.own])
})`,
    expect: ['moved'],
  },
  {
    name: 'a middleware that has looked for it',
    ts: `const member = t.procedure.input(schema).use(async ({ ctx, input, next }) => {
  const { rows } = await db.query('SELECT user_id FROM memberships WHERE organization_id = $1 AND user_id = $2', [input.target, ctx.user])
  if (rows.length === 0) throw new Error('no')
  return next()
})
export const move = member.mutation(async ({ ctx, input }) => {
  await db.query('UPDATE events SET organization_id = $1 WHERE id = $2 AND organization_id = $3', [input.target, input.id, ctx.own])
})`,
    expect: [],
  },
  {
    name: 'a function that is named for asking whether somebody may have to do with it',
    ts: `export async function move(id: string, own: string, target: string) { await assertMemberOf(target); ${move} }`,
    expect: [],
  },
  {
    name: 'a function that has looked for it',
    ts: `async function reachable(target: string, user: string) {
  const { rows } = await db.query('SELECT organization_id FROM memberships WHERE organization_id = $1 AND user_id = $2', [target, user])
  if (rows.length === 0) throw new Error('no')
}
export async function move(id: string, own: string, target: string, user: string) { await reachable(target, user); ${move} }`,
    expect: [],
  },
]

const groups = {
  updates,
  'with other tables': joined,
  upserts,
  'a column that may be NULL': optional,
  programs,
  'behind what has come back': comesBack,
}

for (const [group, cases] of Object.entries(groups)) {
  describe(group, () => {
    testRule(
      rule,
      cases.map((one) => ({ schema, ...one })),
    )
  })
}

describe('calls', () => {
  const names = Object.keys(calls) as NotationName[]
  testRule(
    rule,
    names
      .flatMap((name) => programsOf(name, calls[name] ?? ['', '', '']))
      .map((one) => (one.name.startsWith('prisma') ? { ...one, schema: prismaProject } : one)),
  )
})

describe('calls of Prisma', () => {
  testRule(rule, ofPrisma)
})

describe('without a schema', () => {
  testRule(rule, [
    { name: 'a table that may belong to tenants', sql: 'update events set organization_id = $1 where id = $2', expect: ['moved'] },
  ])
})
