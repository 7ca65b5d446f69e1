import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references projects, name text);
`

const mappers = `
export const toProject = (row: any) => ({ id: row.id, name: row.name, parent: row.parent_id })
export const whole = (row: any) => ({ ...row, isMapped: true })
export const orNothing = (row: any) => (row ? { id: row.id } : undefined)
export const apart = ({ id, name }: any) => ({ id, title: name })
export function named(row: any) { const { id } = row; const project = { id }; return project }
export function further(row: any) { return { ...toProject(row), extra: true } }
export const beside = (options: any, row: any) => ({ id: row.id })
export async function later(row: any) { if (!row) return null; return { id: row.id, size: await sizeOf(row) } }
export class Mapper { static toDomain(raw: any) { return { id: raw.id } } }
export const parent = (row: any) => ({ id: row.parent_id })
export const other = (row: any) => ({ id: request.id })
export const either = (row: any) => (row.draft ? { id: row.id } : { id: request.id })
export const set = (row: any) => { row = request; return { id: row.id } }
export const again = (row: any) => again(row)
`
const assigning = `
export const patched = (row: any) => { Object.assign(row, request.body); return { id: row.id } }
export const overwritten = (row: any) => { const project = { id: row.id }; Object.assign(project, request.body); return project }
`
const changing = `
export const changed = (row: any) => { const project = { id: row.id }; project.id = request.id; return project }
`
const imported =
  "import { Mapper, again, apart, beside, either, further, later, named, orNothing, other, parent, set, toProject, whole } from './mappers'; import { changed } from './changing'; import { patched, overwritten } from './assigning'"

const own = 'await db.one(sql`select * from projects where id = ${id} and organization_id = ${org}`)'
const all = 'await db.any(sql`select * from projects where organization_id = ${org}`)'
const byKey = 'await db.one(sql`select * from projects where id = ${id}`)'

/** The verdict of a change by what a body calls so. */
function changedBy(body: string, key: string, functions = ''): string | undefined {
  const change = `await db.query(sql\`update projects set name = 'x' where id = \${${key}}\`)`
  const program = `${imported}\n${functions}\nexport async function run(org: string, id: string, db: any, request: any) {\n${body}\n${change}\n}\n`
  return verdictsOf(program, schema, { 'mappers.ts': mappers, 'changing.ts': changing, 'assigning.ts': assigning })
    .at(-1)
    ?.replace(/.*: /, '')
}

describe('what a function makes of a row of the tenant', () => {
  it.each([
    [`const project = toProject(${own})`, 'project.id'],
    [`const project = toProject(${own})`, 'project.parent'],
    [`const { id: key } = toProject(${own})`, 'key'],
    [`const project = whole(${own})`, 'project.id'],
    [`const project = orNothing(${own})`, 'project?.id'],
    [`const project = apart(${own})`, 'project.id'],
    [`const project = named(${own})`, 'project.id'],
    [`const project = further(${own})`, 'project.id'],
    [`const project = beside({}, ${own})`, 'project.id'],
    [`const project = await later(${own})`, 'project.id'],
    [`const project = Mapper.toDomain(${own})`, 'project.id'],
    [`const project = parent(${own})`, 'project.id'],
    [`const project = await ${own.replace('await ', '')}.then(toProject)`, 'project.id'],
    [`const [project] = (${all}).map(toProject)`, 'project.id'],
    [`const projects = (${all}).map((row) => toProject(row))\nfor (const project of projects)`, 'project.id'],
  ])('leads on: %s', (body, key) => {
    expect(changedBy(body, key)).toBe('by-row')
  })

  it.each([
    [`const project = toProject(${byKey})`, 'project.name'],
    [`const project = toProject(${own})`, 'project.name'],
    [`const project = other(${own})`, 'project.id'],
    [`const project = either(${own})`, 'project.id'],
    [`const project = set(${own})`, 'project.id'],
    [`const project = changed(${own})`, 'project.id'],
    [`const project = patched(${own})`, 'project.id'],
    [`const project = overwritten(${own})`, 'project.id'],
    [`const project = again(${own})`, 'project.id'],
    [`const project = unknown(${own})`, 'project.id'],
    [`const project = toProject(...[request, ${own}])`, 'project.id'],
    [`const project = toProject(${own})\nproject.id = request.id`, 'project.id'],
    [`let project = toProject(${own})\nproject = request`, 'project.id'],
  ])('not what is another: %s', (body, key) => {
    expect(changedBy(body, key)).toBe('by-key')
  })
})

describe('what a function gives that it has another one make of a row of the tenant', () => {
  const given = (result: string): string => `
    class Projects {
      constructor(private db: any) {}
      async find(id: string, org: string) { const row = ${own.replace('db.', 'this.db.')}; return ${result} }
      async list(org: string) { const rows = ${all.replace('db.', 'this.db.')}; return rows.map(toProject) }
      private mapped(row: any) { return { id: row.id } }
    }`

  it.each(['toProject(row)', 'row ? toProject(row) : undefined', 'this.mapped(row)', 'row && toProject(row)'])('leads on: %s', (result) => {
    const found = 'const project = await new Projects(db).find(id, org)\nif (!project) return'
    expect(changedBy(found, 'project.id', given(result))).toBe('by-row')
  })

  it('leads on for each of several', () => {
    expect(changedBy('for (const project of await new Projects(db).list(org))', 'project.id', given('row'))).toBe('by-row')
  })

  it.each(['other(row)', 'row ? either(row) : undefined'])('not what is another: %s', (result) => {
    const found = 'const project = await new Projects(db).find(id, org)\nif (!project) return'
    expect(changedBy(found, 'project.id', given(result))).toBe('by-key')
  })
})
