import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../support/catalog.ts'
import { placesOfCalls, queriesOfCalls, reasonsOfCalls, toldCalls, type Told } from '../../support/told-calls.ts'

const text = (name: string): string => readFileSync(new URL(`calls/${name}`, import.meta.url), 'utf8')
const schema = text('../../knex/calls/schema.sql')
const catalog = catalogOf({ 'schema.sql': schema })
const around = { major: (packages: readonly string[]) => (packages.includes('objection') ? 3 : undefined), catalog: () => catalog }
const files = { 'models.ts': text('models.ts'), 'index.ts': "export * from './models'" }
const told: Told = { schema, files, around }
const head = "import { Task, Project, Organization } from './index'\n"
const read = (body: string): string[] =>
  toldCalls(`${head}export async function f(org: string, id: string, filter: any, state?: string) { ${body} }`, told)
const reasons = (body: string): string[] =>
  reasonsOfCalls(`${head}export async function f(org: string, id: string, filter: any, state?: string) { ${body} }`, told)

it('what a builder is asked after a condition of the program counts', () => {
  const body = (more: string): string =>
    `const query = Task.query(); query.where('organization_id', org); if (state) void query.whereColumn('id', 'project_id'); ${more}; return await query.clone().first()`
  expect(read(body(''))).toEqual(['read tasks: scoped'])
  expect(read(body("void query.orWhereNot('id', id)"))).toEqual(['read tasks: vacuous'])
})

describe('models of Objection', () => {
  it.each([
    ['a class', 'await Task.query()'],
    ['with a transaction', 'await Task.query(trx).select()'],
    ['bound', 'await Task.bindTransaction(trx).query()'],
    ['either', 'await (id ? Task : Task).query()'],
    ['in a variable', 'const Own = Task; await Own.query()'],
    ['of a type', 'const g = async (own: typeof Task) => { await own.query() }'],
    ['this of a static method', 'class Own extends Task { static async all() { return await this.query().orderBy("id") } }'],
  ])('%s', (_, body) => {
    expect(read(body)).toEqual(['read tasks: unscoped'])
  })

  it.each([
    ['a pool', "import { pool } from './pool'\nawait pool.query(sql)"],
    ['a class without a table', 'class Own { static query() { return [] } }\nawait Own.query().filter(Boolean)'],
    ['a URL', "new URL('x').query().first()"],
    ['GraphQL', 'await client.query({ query: all })'],
    ['an unknown class', "import { Other } from 'elsewhere'\nawait Other.query().where('id', 1)"],
    ['a builder of somebody', "export const f = (query) => query.where('id', 1).first()"],
  ])('are not %s', (_, program) => {
    expect(toldCalls(program, told)).toEqual([])
  })
})

describe('methods of a class of builders', () => {
  it.each([
    ['alone', `await Task.query().forOrganization(org)`],
    ['behind others', `await Task.query().where('state', state).forOrganization(org)`],
    ['with others behind them', `await Task.query().forOrganization(org).where('state', state).orderBy('id')`],
    ['in a variable', `const query = Task.query().forOrganization(org)\nawait query`],
  ])('may ask for anything: %s', (_, body) => {
    expect(read(body)).toEqual(['read tasks: dynamic'])
  })

  it('may be followed by what opens the query', () => {
    expect(read(`await Task.query().where('organization_id', org).newest().orWhere('state', state)`)).toEqual(['read tasks: vacuous'])
  })

  it.each([
    `await Task.query().then((tasks) => tasks.length)`,
    `await Task.query().where('state', state).catch(() => [])`,
    `(await Task.query()).forOrganization(org)`,
    `const all = await Task.query(); all.forOrganization(org)`,
  ])('are none of promises and rows: %s', (body) => {
    expect(read(body)).toEqual(['read tasks: unscoped'])
  })
})

describe('rows', () => {
  it('stay what they are where a later query is given a property of theirs', () => {
    const found = `const task = await Task.query().findById(id).where('organization_id', org).throwIfNotFound()`
    expect(read(`${found}; await Project.query().where('id', task.projectId).delete(); await task.$query().patch({ title: 'x' })`)).toEqual(
      ['read tasks: scoped', 'delete projects: by-row', 'update tasks: by-row'],
    )
  })

  it('are written and read by their keys', () => {
    expect(
      read(`const task = await Task.query().findById(id).where('organization_id', org); await task.$query().patch({ title: 'x' })`),
    ).toEqual(['read tasks: scoped', 'update tasks: by-row'])
    const found = `const task = await Task.query().findById(id).where('organization_id', org)`
    expect(read(`${found}; if (!task) return; await Task.query().deleteById(id)`)).toEqual(['read tasks: scoped', 'delete tasks: by-row'])
    expect(read(`${found}.throwIfNotFound(); await Task.query().deleteById(id)`)).toEqual(['read tasks: scoped', 'delete tasks: by-row'])
    expect(read(`${found}; await Task.query().deleteById(id)`)).toEqual(['read tasks: scoped', 'delete tasks: by-key'])
    expect(read(`const task = await Task.query().findById(id); await task.$query().delete()`)).toEqual([
      'read tasks: by-key',
      'delete tasks: dynamic',
    ])
    expect(toldCalls(`${head}export const f = async (task: Task) => { await task.$query().patch({ title: 'x' }) }`, told)).toEqual([
      'update tasks: dynamic',
    ])
  })

  it('are those that a function gave', () => {
    const load = (by: string): string =>
      `const load = async (key: string, of: string) => { const found = await Task.query().findById(key).where('${by}', of); if (!found) throw new Error(); return found }`
    const change = `const task = await load(id, org); await task.$query().patch({ title: 'x' })`
    expect(read(`${load('organization_id')}; ${change}`).at(-1)).toBe('update tasks: by-row')
    expect(read(`${load('title')}; ${change}`).at(-1)).toBe('update tasks: dynamic')
    const set = change.replace('; await', '; task.$set({ id: org }); await')
    expect(read(`${load('organization_id')}; ${set}`).at(-1)).toBe('update tasks: dynamic')
  })

  it.each([
    ["insert({ organization_id: org, name: 'x' })", 'insert'],
    ["insertAndFetch({ organization_id: org, name: 'x' })", 'insert'],
    ["insertGraph({ organization_id: org, tasks: [{ title: 'x' }] })", 'insert'],
    ["insert({ organization_id: org }).returning('*')", 'insert'],
    ["patchAndFetchById(id, { name: 'x' }).where('organization_id', org).throwIfNotFound()", 'update'],
  ])('are those that were written: %s', (write, does) => {
    const written = `const project = await Project.query().${write}`
    expect(read(`${written}; await Task.query().where('project_id', project.id)`)).toEqual([
      `${does} projects: scoped`,
      'read tasks: by-row',
    ])
    expect(read(`${written}; await project.$query().patch({ name: 'y' })`).at(-1)).toBe('update projects: by-row')
  })

  it('stay rows of their own model whatever is asked of them', () => {
    const found = `const project = await Project.query().findById(id).where('organization_id', org).throwIfNotFound()`
    const load = `const load = async (key: string, of: string) => { return Project.query().findById(key).where('organization_id', of).throwIfNotFound() }`
    for (const before of [found, `${load}; const project = await load(id, org)`])
      for (const asked of [`project.$relatedQuery('tasks')`, `project.$relatedQuery('tasks').patch({ title: 'x' })`])
        expect(read(`${before}; await ${asked}; await project.$query().delete()`).at(-1)).toBe('delete projects: by-row')
    const known = `${load.replace(".where('organization_id', of)", '')}; const project = await load(id, org); await project.$query().delete()`
    expect(read(known)).toEqual(['read projects: by-key', 'delete projects: dynamic'])
  })

  it('were changed, as their number says', () => {
    const changed = `const n = await Task.query().findById(id).patch({ title: 'x' }).where('organization_id', org)`
    expect(read(`${changed}; if (!n) return; await Task.query().deleteById(id)`)).toEqual(['update tasks: scoped', 'delete tasks: by-row'])
    expect(read(`${changed}.returning('*'); if (!n) return; await Task.query().deleteById(id)`).at(-1)).toBe('delete tasks: by-row')
    const all = `const n = await Task.query().patch({ title: 'x' }).where({ id, organization_id: org }).returning('*')`
    expect(read(`${all}; if (!n) return; await Task.query().deleteById(id)`).at(-1)).toBe('delete tasks: by-key')
    expect(read(`${all}.first(); if (!n) return; await Task.query().deleteById(id)`).at(-1)).toBe('delete tasks: by-row')
    expect(read(`${changed}; if (n == null) return; await Task.query().deleteById(id)`).at(-1)).toBe('delete tasks: by-key')
    expect(read(`${changed}; if (n) return; await Task.query().deleteById(id)`).at(-1)).toBe('delete tasks: by-key')
  })

  it('are compared by the program itself', () => {
    const found = 'const task = await Task.query().findById(id); if (!task || task.organization_id !== org) return'
    expect(read(`${found}; await Task.query().deleteById(id)`)).toEqual(['read tasks: by-guard', 'delete tasks: by-row'])
  })

  it('lead to others', () => {
    expect(
      read(`const project = await Project.query().findById(id).where('organization_id', org); await project.$relatedQuery('tasks')`),
    ).toEqual(['read projects: scoped', 'read tasks: by-row'])
    expect(
      read(
        `const project = await Project.query().findOne({ id, organization_id: org }); await Project.relatedQuery('tasks').for(project.id)`,
      ),
    ).toEqual(['read projects: scoped', 'read tasks: by-row'])
  })
})

describe('graphs', () => {
  it('come along', () => {
    expect(read("await Project.query().withGraphFetched('tasks.children').where('organization_id', org)").sort()).toEqual([
      'read projects: scoped',
      'read tasks: by-parent',
    ])
    expect(read("await Project.query().withGraphJoined('[tasks, organization]').where('projects.organization_id', org)")).toEqual([
      'read projects: scoped',
      'read tasks: by-parent',
      'read organizations: scoped',
    ])
    expect(read('await Project.query().withGraphFetched({ tasks: { children: true } })')).toContain('read projects: unscoped')
  })

  it('are inserted, and changed as they tell', () => {
    expect(read("await Project.query().insertGraph({ id, organizationId: org, tasks: [{ title: 'x' }] })")).toEqual([
      'insert projects: scoped',
    ])
    expect(read('await Project.query().upsertGraph(filter)')).toEqual(['update projects: dynamic'])
    expect(reasons('await Project.query().upsertGraph(filter)')).toEqual(['which rows an upserted graph changes, the graph tells'])
  })
})

describe('what a program decides', () => {
  it('changes a builder in place', () => {
    const body =
      "const query = Task.query().select('id'); query.where('organization_id', org); if (state) query.where('state', state); return await query"
    expect(read(body)).toEqual(['read tasks: scoped'])
    const may = "const query = Task.query().select('id'); if (state) query.where('organization_id', org); return await query"
    expect(read(may)).toEqual(['read tasks: dynamic'])
    expect(reasons(may)).toEqual(['`state` decides whether it is held to a tenant'])
  })

  it('follows helpers', () => {
    const own = "const own = (query, org) => query.where('organization_id', org)\n"
    expect(toldCalls(`${head}${own}export const f = async (org) => { await Task.query().modify(own, org) }`, told)).toEqual([
      'read tasks: scoped',
    ])
  })

  it('may be hidden', () => {
    expect(reasons('await Task.query().where(filter)')).toEqual(['`filter` is a parameter'])
    expect(read("await Task.query().where('organization_id', org).where(filter)")).toEqual(['read tasks: scoped'])
    expect(read('await Task.query().modify(filter)')).toEqual(['read tasks: dynamic'])
    expect(read("await Project.query().modify('unknown', org)")).toEqual(['read projects: dynamic'])
    expect(read("await Project.query().modify(['live', 'unknown'])")).toEqual(['read projects: dynamic'])
    expect(read("await Project.query().modify(['live'])")).toEqual(['read projects: unscoped'])
    expect(read("await Project.query().modify(['ofOrganization', 'live'], org)")).toEqual(['read projects: scoped'])
  })

  it('is not by modifiers that are told for a graph', () => {
    const told = "withGraphFetched('tasks(open)').modifiers({ open: (tasks) => tasks.where('state', state) })"
    expect(read(`await Project.query().${told}`)).toContain('read projects: unscoped')
    expect(read(`await Project.query().findOne({ id, organization_id: org }).${told}.throwIfNotFound()`)).toContain('read projects: scoped')
  })
})

describe('how many rows there are', () => {
  const change = "await Task.query().whereIn('id', ids).patch({ title: '' })"
  const last = (body: string): string | undefined =>
    toldCalls(`${head}export async function f(org: string, ids: string[], id: string) { ${body}; ${change} }`, told).at(-1)

  it.each([
    "if ((await Task.query().where({ organization_id: org }).whereIn('id', ids).resultSize()) !== ids.length) throw new Error()",
    "const found = await Task.query().where({ organization_id: org }).whereIn('id', ids).resultSize(); if (found < ids.length) return",
  ])('tells of a list: %s', (check) => {
    expect(last(check)).toBe('update tasks: by-row')
  })

  it.each([
    "if ((await Task.query().whereIn('id', ids).resultSize()) !== ids.length) throw new Error()",
    "if ((await Task.query().where({ organization_id: org }).whereIn('id', ids).resultSize()) === 0) throw new Error()",
    'if ((await Task.query().where({ organization_id: org, id }).resultSize()) === undefined) throw new Error()',
  ])('tells nothing of it: %s', (check) => {
    expect(last(check)).toBe('update tasks: by-key')
  })
})

describe('undefined', () => {
  it('is dropped where it is skipped', () => {
    expect(read("await Task.query().skipUndefined().where('organization_id', undefined)")).toEqual(['read tasks: vacuous'])
    expect(read('await Task.query().skipUndefined().where({ organization_id: state })')).toEqual(['read tasks: may-vanish'])
    expect(read("await Task.query().where('organization_id', state)")).toEqual(['read tasks: scoped'])
  })
})

it('names are mapped to those of the database', () => {
  expect(queriesOfCalls(`${head}export const f = async (org) => { await Task.query().where({ organizationId: org }) }`, told)).toEqual([
    'SELECT * FROM tasks WHERE organization_id = ${org}',
  ])
})

it('reports stand at the model and at the relation', () => {
  expect(
    placesOfCalls(`${head}export const f = async (id) => { await Project.relatedQuery('tasks').for(id).joinRelated('project') }`, told),
  ).toEqual(['tasks', "'project'"])
  expect(placesOfCalls(`${head}export const f = async () => { await Task.query() }`, told)).toEqual(['Task'])
})
