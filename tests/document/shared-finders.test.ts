import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`
const query = 'db.maybeOne(sql`select id, organization_id, name from projects where id = ${id}`)'
const load = `export async function load(id: string) { return ${query} }\n`
const lookup =
  'async function lookup(user: string, org: string) { const found = await db.maybeOne(sql`select 1 from members where user_id = ${user} and organization_id = ${org}`); return found ?? null }\n'
const remove = (key: string): string => `await db.query(sql\`delete from tasks where project_id = \${${key}}\`)`
/** Others call it that ask nothing of its row. */
const other = 'export async function rename(id: string) { const project = await load(id); return project.name }\n'

/** The verdict of what `run` deletes. */
function deleted(check: string, own = load, before = lookup, key = 'id'): string | undefined {
  const run = `export async function run(id: string, user: string, org: string) {\n${check}\n${remove(key)}\n}\n`
  const imports = "import { load } from './own'\n"
  const last = (verdicts: readonly string[]): string | undefined => verdicts.findLast((one) => one.startsWith('tasks'))?.replace(/.*: /, '')
  const inOne = last(verdictsOf(own + before + other + run, schema))
  const beside = last(verdictsOf(imports + before + run, schema, { 'own.ts': own, 'other.ts': imports + other }))
  expect(beside).toBe(inOne)
  return inOne
}

const member = (row: string): string => `if (!(await lookup(user, ${row}.organization_id))) throw new Error()`
const there = 'const project = await load(id)\nif (!project) throw new Error()\n'
const asked = there + member('project')

describe('a row of a finder that others call, too, who ask nothing', () => {
  it.each([
    ['whom a function asks about', asked],
    [
      'of a finder that throws',
      `const project = await load(id)\n${member('project')}`,
      load.replace('return', 'const row =').replace(' }\n', '; if (!row) throw new Error(); return row }\n'),
    ],
    [
      'about whose tenant a query asks',
      'const project = await load(id)\nif (!project) throw new Error()\nconst found = await db.maybeOne(sql`select 1 from members where user_id = ${user} and organization_id = ${project.organization_id}`)\nif (!found) throw new Error()',
    ],
    ['that is compared', 'const project = await load(id)\nif (project.organization_id !== org) throw new Error()'],
  ])('is held where it is asked about: %s', (_, check, own = load) => {
    expect(deleted(check, own)).toBe('by-row')
  })

  it.each([
    ['by its row', asked, load, lookup, 'project.id'],
    [
      'through another finder',
      asked,
      `${load.replaceAll('load', 'inner')}export async function load(id: string) { const found = await inner(id); return found }\n`,
    ],
    [
      'in a function of its own',
      'await assertProject(user, id)',
      load,
      `${lookup}async function assertProject(user: string, id: string) { ${asked} }\n`,
    ],
    [
      'in a function that says so',
      'if (!(await holds(org, id))) throw new Error()',
      load,
      'async function holds(org: string, id: string) { const project = await load(id); return project.organization_id === org }\n',
    ],
  ])('is held, too: %s', (_, check, own, before = lookup, key = 'id') => {
    expect(deleted(check, own, before, key)).toBe('by-row')
  })

  it.each([
    ['it asks whether there is one', 'const project = await load(id)\nif (!project) throw new Error()'],
    ['it asks about another row', asked.replace('load(id)', 'load(org)')],
    ['it compares its name', 'const project = await load(id)\nif (project.name !== org) throw new Error()'],
    ['it asks whether somebody is', 'const project = await load(id)\nif (!(await lookup(user, org))) throw new Error()'],
    [
      'the finder gives another row',
      asked,
      `export async function load(id: string) { const found = await ${query}; if (!found) throw new Error(); return db.maybeOne(sql\`select id, organization_id from projects where name = \${found.name}\`) }\n`,
    ],
    [
      'the finder gives what it was given',
      asked,
      `export async function load(id: string) { const found = await ${query}; if (!found) throw new Error(); return { organization_id: session.organizationId } }\n`,
    ],
    [
      'a function says so of anything',
      'if (!(await holds(org, id))) throw new Error()',
      load,
      'async function holds(org: string, id: string) { const project = await load(id); return project.name === org }\n',
    ],
  ])('is not where %s', (_, check, own = load, before = lookup) => {
    expect(deleted(check, own, before)).toBe('by-reference')
  })
})
