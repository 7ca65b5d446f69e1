import { describe, expect, it } from 'vitest'
import { requiredProjects } from '../support/required-projects.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

/** The verdict on the update behind it. */
function behind(lines: string): string | undefined {
  const body = `${lines}\nawait db.updateTable('projects').set({ name: 'x' }).where('id', '=', id).execute()`
  return verdictsOf(
    `import { db } from './db'\nimport { requireProject } from './own'\nexport async function run(req, params, other) {\n${body}\n}`,
    schema,
    requiredProjects,
  ).at(-1)
}

describe('a key that a constant was given', () => {
  it.each([
    'const id = req.params.id\nawait requireProject(req.org.id, id)',
    'const id = req.body.id as string\nconst row = await requireProject(req.org.id, id)',
    "const id = req.param('id')\nawait requireProject(req.org.id, id)",
    'const id = params.id!\nawait requireProject(req.org.id, id)',
    'const id = params.id\nlog(params.id)\nawait requireProject(req.org.id, id)',
    'const id = params.id\nawait requireProject(req.org.id, params.id)',
    'const { id } = params\nawait requireProject(req.org.id, id)',
  ])('has been asked for by its name: %s', (lines) => {
    expect(behind(lines)).toBe('projects: by-row')
  })

  it.each([
    'const id = params.id\nawait requireProject(req.org.id, other)',
    'const id = params.id\nif (other) await requireProject(req.org.id, id)',
    'const project = params.id\nconst id = req.body.id\nawait requireProject(req.org.id, project)',
    'let id = params.id\nawait requireProject(req.org.id, id)\nid = other',
  ])('has not where another was: %s', (lines) => {
    expect(behind(lines)).toBe('projects: by-key')
  })
})

describe.each([
  ['Kysely', (key: string) => `await db.updateTable('projects').set({ name: 'x' }).where('id', '=', ${key}).execute()`],
  ['SQL', (key: string) => `await db.query(sql\`update projects set name = 'x' where id = \${${key}}\`)`],
])('a key that is written in several ways, in %s', (_, update) => {
  const found = (key: string): string =>
    `const found = await db.maybeOne(sql\`select id from projects where id = \${${key}} and organization_id = \${req.org.id}\`)\nif (!found) throw new Error()`
  const required = (key: string): string => `await requireProject(req.org.id, ${key})`
  const checks = [
    ['by a function', required],
    ['by a query', found],
  ] as const
  const verdict = (lines: string, key: string): string | undefined =>
    verdictsOf(
      `import { db, sql } from './db'
import { requireProject } from './own'
export async function run(req, params, other, c) {
${lines}
${update(key)}
}`,
      schema,
      requiredProjects,
    ).at(-1)

  describe.each(checks)('and asked for %s', (_by, check) => {
    it.each([
      ['taken out later', `${check('req.params.id')}\nconst { id } = req.params`, 'id'],
      ['taken out before', `const { id } = req.params\n${check('req.params.id')}`, 'id'],
      ['asked for by its name', `const { id } = req.params\n${check('id')}`, 'req.params.id'],
      ['asked for by the name of a constant', `const id = req.params.id\n${check('id')}`, 'req.params.id'],
      ['taken out besides others', `${check('params.projectId')}\nconst { projectId, ...data } = params`, 'projectId'],
      ['taken out under another name', `${check('params.id')}\nconst { id: projectId } = params`, 'projectId'],
      ['a constant of a constant', `const id = req.params.id\n${check('id')}\nconst projectId = id`, 'projectId'],
      ['a constant of a parameter', `${check('other')}\nconst projectId = other`, 'projectId'],
      ['a parameter of which a constant was asked for', `const projectId = other\n${check('projectId')}`, 'other'],
      ['two constants', `const id = req.params.id\nconst projectId = req.params.id\n${check('id')}`, 'projectId'],
      ['what a request gives when it is asked', `const id = c.req.param('id')\n${check('id')}`, "c.req.param('id')"],
    ])('is the same: %s', (_what, lines, key) => {
      expect(verdict(lines, key)).toBe('projects: by-row')
    })

    it.each([
      ['of something else', `${check('req.params.id')}\nconst { id } = req.body`, 'id'],
      ['of another name', `${check('req.params.id')}\nconst { other: id } = req.params`, 'id'],
      ['taken out with something instead', `${check('params.id')}\nconst { id = other } = params`, 'id'],
      ['set later', `let id = params.id\n${check('params.id')}\nid = other`, 'id'],
      ['of what is set in between', `const { id } = params\nparams.id = other\n${check('params.id')}`, 'id'],
      ['of what stands for something else then', `let given = params\nconst { id } = given\ngiven = other\n${check('given.id')}`, 'id'],
      ['of what is altered', `const { id } = params\nObject.assign(params, other)\n${check('params.id')}`, 'id'],
      ['not asked for', `const { id } = params\nlog(params.id)`, 'id'],
      ['asked for in a branch', `const { id } = params\nif (other) { ${check('params.id')} }`, 'id'],
      ['of a name that means another thing', `const { id } = params\n{ const params = other\n${check('params.id')} }`, 'id'],
    ])('is another one: %s', (_what, lines, key) => {
      expect(verdict(lines, key)).toBe('projects: by-key')
    })
  })
})

it('is the same where a function is handed it that only this file calls', () => {
  const program = (check: string): string => `import { db, sql } from './db'
async function change(id) { await db.query(sql\`update projects set name = 'x' where id = \${id}\`) }
export async function run(req, org) {
const id = req.params.id
const row = await db.maybeOne(sql\`select id from projects where id = \${id} and ${check}\`)
if (!row) throw new Error()
await change(id)
}`
  expect(verdictsOf(program('organization_id = ${org}'), schema)[0]).toBe('projects: by-row')
  expect(verdictsOf(program('name = ${org}'), schema)[0]).toBe('projects: by-key')
})
