import { describe, expect, it } from 'vitest'
import { catalogOf } from '../support/catalog.ts'
import { placesOfCalls, reasonsOfCalls, toldCalls, type Told } from '../support/told-calls.ts'
import { notations, prismaSchema, schema, type NotationName } from './same/notations.ts'

const settings = {
  queryFunctions: [
    { name: 'findAll', entity: 0, where: 1 },
    { name: 'repository.list', entity: 'table', where: 'filter' },
  ],
  scopingHelpers: ['tenantWhere'],
}
const catalog = catalogOf({ 'schema.sql': schema })
const own: Told = { schema, settings, around: { major: () => undefined, catalog: () => catalog } }
const head = "import { findAll, repository, tenantWhere } from './dal'\n"
const read = (call: string): string[] => toldCalls(`${head}export const f = async (org, id, filter, isAdmin) => ${call}`, own)

describe('a function that the settings name', () => {
  it.each([
    ["findAll('projects', { organization_id: org })", 'scoped'],
    ["findAll('projects', { organizationId: org, ...filter })", 'dynamic'],
    ["findAll('projects', { ...filter, organizationId: org })", 'scoped'],
    ["findAll('projects', { organizationId: { in: [org] } })", 'scoped'],
    ["findAll('projects', { organizationId: [org, id] })", 'scoped'],
    ["findAll('projects', { organizationId: { not: org } })", 'dynamic'],
    ["findAll('projects', { OR: [{ organizationId: org }, { name: 'x' }] })", 'vacuous'],
    ["findAll('projects', { $and: [{ organizationId: org }, filter] })", 'scoped'],
    ["findAll('projects', [{ organizationId: org }, filter])", 'scoped'],
    ["findAll('projects', { id })", 'by-key'],
    ["findAll('projects', {})", 'unscoped'],
    ["findAll('projects')", 'unscoped'],
    ["findAll('projects', filter)", 'dynamic'],
    ["findAll('projects', isAdmin ? {} : { organizationId: org })", 'dynamic'],
    ["findAll('projects', 'organization_id = $1')", 'scoped'],
    ["findAll('projects', sql`organization_id = ${org} and id = ${id}`)", 'scoped'],
    ["findAll('public.projects', tenantWhere(org))", 'scoped'],
    ["repository.list({ table: 'projects', filter: { organizationId: org } })", 'scoped'],
    ["this.repository.list({ table: 'projects', filter: { id } })", 'by-key'],
  ])('%s', (call, verdict) => {
    expect(read(call)).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    'findAll(table, { id })',
    'list({ table: "projects" })',
    'other.list({ table: "projects" })',
    'findAll()',
    'x.findEach("projects")',
  ])('gives nothing for %s', (call) => {
    expect(read(call)).toEqual([])
  })

  it('has a reason and a place', () => {
    const text = `${head}export const f = (filter) => findAll('projects', filter)`
    expect(reasonsOfCalls(text, own)).toEqual(['`filter` is a parameter'])
    expect(placesOfCalls(text, own)).toEqual(["'projects'"])
  })

  it('is not told twice where it is in sight', () => {
    const text = `import knex from 'knex'
const db = knex({})
function findAll(table, where) { return db(table).where(where) }
export const f = (org) => findAll('projects', { organization_id: org })`
    expect(toldCalls(text, { ...own, around: { major: () => 3, catalog: () => catalog } })).toEqual([
      'read ${table}: global',
      'read projects: scoped',
    ])
  })
})

describe('entities', () => {
  const told = (name: NotationName, call: string): string[] => {
    const { files, before, majors } = notations[name]
    const known: Readonly<Record<string, number>> = majors
    return toldCalls(`${before}\n${head}export const f = (org, id, filter) => ${call}`, {
      schema,
      files,
      settings,
      around: {
        schemaFiles: (reader: string) => {
          if (reader === 'prisma') return name === 'prisma' ? [{ file: 'schema.prisma', text: prismaSchema }] : []
          return reader === name ? Object.entries(files).map(([file, text]) => ({ file, text })) : []
        },
        major: (packages) => packages.map((one) => known[one]).find((major) => major !== undefined),
        catalog: () => catalog,
      },
    })
  }

  const calls: readonly (readonly [NotationName, string, string])[] = [
    ['prisma', "findAll('Project', { organizationId: org, tasks: { some: { done: true } } })", 'scoped'],
    ['prisma', "findAll('project', { id })", 'by-key'],
    ['drizzle', 'findAll(projects, and(eq(projects.organizationId, org), filter))', 'scoped'],
    ['drizzle', 'findAll(projects, eq(projects.organizationId, org))', 'scoped'],
    ['drizzle', 'findAll(projects, { organizationId: org })', 'scoped'],
    ['drizzle', 'findAll(projects, undefined)', 'unscoped'],
    ['typeorm', 'findAll(Project, { organizationId: org })', 'scoped'],
    ['typeorm', 'findAll(Project, [{ organizationId: org }, { id }])', 'by-key'],
    ['mikro-orm', 'findAll(Project, { organizationId: org, id: { $ne: id } })', 'scoped'],
    ['mikro-orm', 'findAll(Project, id)', 'by-key'],
    ['sequelize', "findAll(Project, { organizationId: org, name: { [Op.like]: 'a' } })", 'scoped'],
    ['sequelize', 'findAll(Project)', 'unscoped'],
  ]

  it.each(calls)('%s: %s', (name, call, verdict) => {
    expect(told(name, call).filter((one) => one.includes('projects'))).toEqual([`read projects: ${verdict}`])
  })
})
