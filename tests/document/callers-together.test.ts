import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, role text, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const byId = 'db.maybeOne(sql`select * from projects where id = ${id}`)'
const rename = 'db.query(sql`update projects set name = ${name} where id = ${id}`)'
const remove = 'db.query(sql`delete from projects where id = ${id}`)'

const functions = `export const byId = (id: string) => ${byId}
export const rename = (id: string, name: string) => ${rename}
export const remove = (id: string) => ${remove}`

const object = `export const projects = { byId: (id: string) => ${byId}, rename(id: string, name: string) { return ${rename} }, async remove(id: string) { return ${remove} } }`

const repository = `export class Projects {
  async byId(id: string) { return ${byId} }
  async rename(id: string, name: string) { await ${rename} }
  async remove(id: string) { await ${remove} }
}`

const run = (body: string): string => `export async function run(user: User, org: string, id: string, input: any) {\n${body}\n}\n`
const own =
  'async function own(id: string, org: string) { const row = await projects.byId(id)\nif (!row || row.organization_id !== org) throw new Error()\nreturn row }\n'
const all = "import * as projects from './case'\n"
const change = "await projects.rename(id, 'x')\nawait projects.remove(row.id)"
const member =
  'if (!row) throw new Error()\nconst member = await db.maybeOne(sql`select role from members where user_id = ${user.id} and organization_id = ${row.organization_id}`)\nif (!member) throw new Error()\n'

const service = (body: string): string => `import { Projects } from './case'
export class ProjectsService { constructor(private readonly projects: Projects) {}
  async own(id: string, org: string) { const row = await this.projects.byId(id)
    if (!row || row.organization_id !== org) throw new Error()
    return row }
  async run(id: string, org: string) { ${body} }
}`

/** The verdicts of what finds a row, of what changes it, and of what deletes it. */
function verdicts(program: string, caller: string): string[] {
  return verdictsOf(program, schema, { 'a.ts': caller }).map((one) => one.replace(/.*: /, ''))
}

describe('what finds a row and what changes it, of which another file asks the one before the other', () => {
  it.each([
    [
      'functions',
      functions,
      `import { byId, rename, remove } from './case'\n${run("const row = await byId(id)\nif (row?.organization_id !== org) throw new Error()\nawait rename(id, 'x')\nawait remove(row.id)")}`,
    ],
    [
      'all of a module',
      functions,
      all + run(`const row = await projects.byId(id)\nif (row?.organization_id !== org) throw new Error()\n${change}`),
    ],
    [
      'an object',
      object,
      all.replace('* as', '{').replace('projects from', 'projects } from') +
        run(`const row = await projects.byId(id)\nif (row?.organization_id !== org) throw new Error()\n${change}`),
    ],
    [
      'behind a helper',
      functions,
      all + own + run(`await own(id, org)\nawait projects.rename(id, 'x')\nconst row = await own(id, org)\nawait projects.remove(row.id)`),
    ],
    [
      'behind a query for a member',
      functions,
      all + run(`const row = await projects.byId(id)\n${member}${change.replace('row.id', 'id')}`),
    ],
    [
      'a repository',
      repository,
      service(
        "await this.own(id, org)\nawait this.projects.rename(id, 'x')\nconst row = await this.own(id, org)\nawait this.projects.remove(row.id)",
      ),
    ],
  ])('are held: %s', (_, program, caller) => {
    expect(verdicts(program, caller)).toEqual(['by-guard', 'by-row', 'by-row'])
  })

  it.each([
    [
      'before it is asked whose it is',
      all + run(`const row = await projects.byId(id)\nawait projects.rename(id, 'x')\n${member}await projects.remove(row.id)`),
    ],
    [
      'another one',
      all + run(`const row = await projects.byId(id)\n${member}await projects.rename(input.id, 'x')\nawait projects.remove(row.id)`),
    ],
    [
      'in a helper that asks behind',
      all +
        own.replace('if (!row', "await projects.rename(id, 'x')\nif (!row") +
        run('const row = await own(id, org)\nawait projects.remove(row.id)'),
    ],
    [
      'behind a helper that only logs',
      all +
        own.replace('throw new Error()', 'log(1)').replace('return row', 'return 1') +
        run(
          `await own(id, org)\nawait projects.rename(id, 'x')\nconst row = await projects.byId(id)\n${member}await projects.remove(row.id)`,
        ),
    ],
  ])('are not where it is changed %s', (_, caller) => {
    expect(verdicts(functions, caller)[1]).toBe('by-key')
  })

  it('are not where what finds it asks something else for itself', () => {
    const program = functions.replace(
      `=> ${byId}`,
      `=> { const row = await ${byId}; if (row?.name !== session.name) throw new Error(); return row }`,
    )
    const caller = all + run(`const row = await projects.byId(id)\nawait projects.rename(id, 'x')\n${member}await projects.remove(row.id)`)
    expect(verdicts(program.replace('byId = (', 'byId = async ('), caller)).toEqual(['by-guard', 'by-key', 'by-row'])
  })
})
