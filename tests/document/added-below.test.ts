import { describe, expect, it } from 'vitest'
import { requiredProjects } from '../support/required-projects.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, project_id uuid not null references projects, name text);
`
/** The verdict on what is added last. */
function behind(lines: string, key = 'id', values = `{ project_id: ${key}, name: 'x' }`): string | undefined {
  const body = `${lines}\nawait db.insertInto('tasks').values(${values}).execute()`
  return verdictsOf(
    `import { db } from './db'\nimport { requireProject } from './own'\nexport async function run(req, org, id, other) {\n${body}\n}`,
    schema,
    requiredProjects,
    { followForeignKeys: true },
  ).at(-1)
}

describe('a row that is added below another one', () => {
  it.each([
    ['const row = await requireProject(org, id)', 'row.id'],
    ['await requireProject(org, id)', 'id'],
    [
      "const row = await db.insertInto('projects').values({ organization_id: org, name: 'x' }).returning('id').executeTakeFirstOrThrow()",
      'row.id',
    ],
  ])('of the tenant: %s', (lines, key) => {
    expect(behind(lines, key)).toBe('tasks: by-row')
  })

  it.each([
    ['', 'req.project.id'],
    ['const key = compute(req)', 'key.id'],
  ])('that cannot be seen: %s', (lines, key) => {
    expect(behind(lines, key)).toMatch(/^tasks: (?:dynamic|by-reference)$/)
  })

  it.each([
    ['', 'id', undefined],
    ['await requireProject(org, other)', 'id', undefined],
    ['', 'req.body.projectId', undefined],
    ['', 'id', 'req.body.names.map((name) => ({ project_id: id, name }))'],
    ['', 'id', "[{ project_id: id, name: 'x' }, { project_id: id, name: 'y' }]"],
  ])('that nothing asks for: %s %s %s', (lines, key, values) => {
    expect(behind(lines, key, values)).toBe('tasks: by-reference')
  })

  it.each(["{ name: 'x' }", "{ project_id: newest().id, name: 'x' }", 'req.body', "{ ...req.body, name: 'x' }"])(
    'that is not seen to be named: %s',
    (values) => {
      expect(behind('', 'id', values)).not.toBe('tasks: by-reference')
    },
  )
})
