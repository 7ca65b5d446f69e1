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
