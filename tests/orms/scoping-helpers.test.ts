import { describe, expect, it } from 'vitest'
import { reasonsOfCalls, toldCalls } from '../support/told-calls.ts'
import { notations, prismaSchema, schema, type NotationName } from './same/notations.ts'

const settings = { scopingHelpers: ['tenantWhere', 'scopes.own'] }

function told(name: NotationName, call: string, more = ''): { accesses: string[]; reasons: string[] } {
  const { files, before, given, majors } = notations[name]
  const known: Readonly<Record<string, number>> = majors
  const text = `${before}\nimport { tenantWhere, everything, scopes } from '@app/scoping'\n${more}\nexport async function f(${[given, 'org', 'id', 'isAdmin'].filter(Boolean).join(', ')}) { ${call} }`
  const with_ = {
    schema,
    files,
    settings,
    around: {
      schemaFiles: (reader: string) => {
        if (reader === 'prisma') return name === 'prisma' ? [{ file: 'schema.prisma', text: prismaSchema }] : []
        return reader === name ? Object.entries(files).map(([file, source]) => ({ file, text: source })) : []
      },
      major: (packages: readonly string[]) => packages.map((one) => known[one]).find((major) => major !== undefined),
    },
  }
  return { accesses: toldCalls(text, with_), reasons: reasonsOfCalls(text, with_) }
}

const reason = '`tenantWhere` holds it to a tenant, by scopingHelpers of the settings'

describe('a helper that the settings name', () => {
  const calls: readonly (readonly [NotationName, string])[] = [
    ['prisma', 'await db.project.findMany({ where: tenantWhere(org) })'],
    ['prisma', 'await db.project.findMany({ where: { ...tenantWhere(org), id } })'],
    ['prisma', 'await db.project.findMany({ where: { id, ...tenantWhere(org) } })'],
    ['prisma', 'await db.project.findMany({ where: { AND: [await tenantWhere(org), { id }] } })'],
    ['prisma', 'const where = tenantWhere(org); await db.project.findMany({ where })'],
    ['prisma', 'const { where } = await tenantWhere(org); await db.project.findMany({ where })'],
    ['drizzle', 'await db.select().from(projects).where(tenantWhere(projects, org))'],
    ['drizzle', 'await db.select().from(projects).where(and(tenantWhere(projects, org), eq(projects.id, id)))'],
    ['drizzle', 'const all = [eq(projects.id, id)]; all.push(tenantWhere(org)); await db.select().from(projects).where(and(...all))'],
    ['drizzle', 'await db.query.projects.findMany({ where: tenantWhere(projects, org) })'],
    ['typeorm', 'await db.getRepository(Project).find({ where: tenantWhere(org) })'],
    ['typeorm', 'await db.getRepository(Project).find({ where: { ...tenantWhere(org), id } })'],
    ['typeorm', "await db.getRepository(Project).createQueryBuilder('p').where('p.id = :id', { id }).andWhere(tenantWhere(org)).getMany()"],
    ['mikro-orm', 'await db.find(Project, tenantWhere(org))'],
    ['mikro-orm', 'await db.find(Project, { ...tenantWhere(org), id })'],
    ['sequelize', 'await Project.findAll({ where: tenantWhere(org) })'],
    ['sequelize', 'await Project.findAll({ where: { ...tenantWhere(org), id } })'],
    ['sequelize', 'await Project.findAll({ where: { [Op.and]: [tenantWhere(org), { id }] } })'],
    ['knex', "await db('projects').where(tenantWhere(org)).where({ id })"],
    ['knex', "await db('projects').modify(tenantWhere, org)"],
    ['kysely', "await db.selectFrom('projects').selectAll().where(tenantWhere(org)).execute()"],
    ['kysely', "await db.selectFrom('projects').selectAll().where((eb) => eb.and([tenantWhere(eb, org), eb('id', '=', id)])).execute()"],
    ['kysely', "await db.selectFrom('projects').selectAll().$call(tenantWhere(org)).execute()"],
    ['supabase', "await db.from('projects').select().match(tenantWhere(org))"],
    ['supabase', "await tenantWhere(db.from('projects').select(), org)"],
  ]

  it.each(calls)('%s: %s', (name, call) => {
    expect(told(name, call)).toEqual({ accesses: ['read projects: scoped'], reasons: [reason] })
  })

  const others: readonly (readonly [NotationName, string, string])[] = [
    ['prisma', 'await db.project.findMany({ where: everything(org) })', 'dynamic'],
    ['prisma', 'await db.project.findMany({ where: { OR: [tenantWhere(org), { id }] } })', 'by-key'],
    ['prisma', 'await db.project.findMany({ where: { NOT: tenantWhere(org) } })', 'dynamic'],
    ['prisma', 'await db.project.findMany({ where: isAdmin ? {} : tenantWhere(org) })', 'dynamic'],
    ['drizzle', 'await db.select().from(projects).where(or(tenantWhere(org), everything()))', 'dynamic'],
  ]

  it.each(others)('%s: %s', (name, call, verdict) => {
    expect(told(name, call).accesses).toEqual([`read projects: ${verdict}`])
  })

  it('may be called otherwise here, and on something', () => {
    const more = "import { tenantWhere as own } from './scoping'\nconst same = tenantWhere"
    expect(told('prisma', 'await db.project.findMany({ where: own(org) })', more).accesses).toEqual(['read projects: scoped'])
    expect(told('prisma', 'await db.project.findMany({ where: same(org) })', more).accesses).toEqual(['read projects: scoped'])
    expect(told('prisma', 'await db.project.findMany({ where: scopes.own(org) })').accesses).toEqual(['read projects: scoped'])
    expect(told('prisma', 'await db.project.findMany({ where: other.own(org) })').accesses).toEqual(['read projects: dynamic'])
  })

  it('holds what is written', () => {
    expect(told('prisma', "await db.project.updateMany({ where: tenantWhere(org), data: { name: 'x' } })").accesses).toEqual([
      'update projects: scoped',
    ])
    expect(told('drizzle', 'await db.delete(projects).where(tenantWhere(org))').accesses).toEqual(['delete projects: scoped'])
  })
})

describe('a helper in sight', () => {
  const read = (body: string): string[] =>
    toldCalls(
      `import { PrismaClient } from '@prisma/client'
const tenantWhere = (org: string) => (${body})
export const f = (db: PrismaClient, org: string) => db.project.findMany({ where: tenantWhere(org) })`,
      { schema, settings, around: { schemaFiles: () => [{ file: 'schema.prisma', text: prismaSchema }] } },
    )

  it('is read', () => {
    expect(read('{ organizationId: org }')).toEqual(['read projects: scoped'])
    expect(read("{ name: 'x' }")).toEqual(['read projects: unscoped'])
  })

  it('holds where its body cannot be followed', () => {
    expect(read('buildWhere(org)')).toEqual(['read projects: scoped'])
    expect(read('{ ...buildWhere(org) }')).toEqual(['read projects: scoped'])
  })
})

describe('texts', () => {
  const read = (text: string): string[] =>
    toldCalls(`import { tenantWhere, everything } from '@app/scoping'\nexport const f = (org, id) => ${text}`, {
      schema,
      settings,
      withTexts: true,
    })

  it.each([
    'sql`select * from projects where ${tenantWhere(org)}`',
    'sql`select * from projects where id = ${id} and ${tenantWhere(org)}`',
    'sql`select * from projects where (${tenantWhere(org)}) and name = 1`',
    'sql`select * from projects ${tenantWhere(org)} order by id`',
    'pool.query(`select * from projects where ${tenantWhere(org)} and id = $1`, [id])',
  ])('%s', (text) => {
    expect(read(text)).toEqual(['read projects: scoped'])
  })

  it('are held on the side that the condition stands on', () => {
    expect(read('sql`select * from projects where ${everything(org)}`')).toEqual(['read projects: dynamic'])
    expect(read('sql`select * from projects where ${tenantWhere(org)} or name = ${id}`')).toEqual(['read projects: unscoped'])
    expect(read('sql`select * from projects p where p.id in (select t.project_id from tasks t where ${tenantWhere(org)})`')).toEqual([
      'read projects: by-parent',
      'read tasks: scoped',
    ])
  })
})
