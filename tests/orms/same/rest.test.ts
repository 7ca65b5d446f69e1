import { describe, expect, it } from 'vitest'
import { toldCalls } from '../../support/told-calls.ts'
import { aroundOf, notations, schema, type NotationName } from './notations.ts'

function told(name: NotationName, program: string): string[] {
  const { files, before, given } = notations[name]
  const around = given === '' ? program : `export const all = (${given}) => { ${program} }`
  return toldCalls(`${before}\n${around}`, {
    files,
    schema,
    around: aroundOf(name),
  })
}

/** The tenant's property, a query that is given a condition, and one that adds a row. */
const calls: readonly (readonly [NotationName, property: string, asked: (all: string) => string, added: (all: string) => string])[] = [
  [
    'prisma',
    'organizationId',
    (all) => `await db.project.findMany({ where: ${all} })`,
    (all) => `await db.project.create({ data: ${all} })`,
  ],
  [
    'typeorm',
    'organizationId',
    (all) => `await db.getRepository(Project).find({ where: ${all} })`,
    (all) => `await db.getRepository(Project).insert(${all})`,
  ],
  ['mikro-orm', 'organizationId', (all) => `await db.find(Project, ${all})`, (all) => `await db.insert(Project, ${all})`],
  ['sequelize', 'organizationId', (all) => `await Project.findAll({ where: ${all} })`, (all) => `await Project.create(${all})`],
  ['knex', 'organization_id', (all) => `await db('projects').where(${all}).select()`, (all) => `await db('projects').insert(${all})`],
  ['objection', 'organization_id', (all) => `await Project.query().where(${all})`, (all) => `await Project.query().insert(${all})`],
]

describe.each(calls)('%s', (name, property, asked, added) => {
  const taken = (call: string, between = ''): string =>
    `const one = async ({ ${property}, ...rest }: Given) => { ${between}; ${call} }; const other = async (given: Given) => { const { ${property}, ...rest } = given; ${between}; ${call} }`
  const both = (is: string): string[] => [is, is]

  it('holds what is asked beside the rest of what the tenant was taken out of', () => {
    expect(told(name, taken(asked(`{ ${property}, ...rest }`)))).toEqual(both('read projects: scoped'))
    expect(told(name, taken(asked(`{ ${property}, ...rest }`), 'if (rest.name) log(rest.name)'))).toEqual(both('read projects: scoped'))
    expect(told(name, taken(added(`{ ${property}, ...rest }`)))).toEqual(both('insert projects: scoped'))
  })

  it.each(['Object.assign(rest, more())', 'change(rest)', 'rest.change()', 'kept = rest', 'keep({ rest })'])(
    'says nothing where it may have got it again: %s',
    (between) => {
      expect(told(name, taken(asked(`{ ${property}, ...rest }`), between))).toEqual(both('read projects: dynamic'))
    },
  )

  it('says nothing of the rest of what another thing was taken out of', () => {
    const program = `const one = async (${property}: string, { name, ...rest }: Given) => { ${asked(`{ ${property}, name, ...rest }`)} }`
    expect(told(name, program)).toEqual(['read projects: dynamic'])
  })
})
