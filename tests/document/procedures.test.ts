import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`

function inProcedure(procedure: string, key: string, before = '', given = '{ ctx, input }'): string {
  const query = `db.any(sql\`select id from tasks where project_id = \${${key}}\`)`
  const [verdict = ''] = verdictsOf(`export const list = ${procedure}(async (${given}) => {\n${before}\nreturn ${query}\n})`, schema)
  return verdict.replace(/.*: /, '')
}

const run = 'projectProcedure.input(schema).query'

describe('a procedure that is named for what its callers belong to', () => {
  it.each([
    [run, 'input.projectId', ''],
    ['protectedProjectProcedure.input(z.object({ projectId: z.string() })).mutation', 'input.projectId', ''],
    [run, 'input.project.id', ''],
    [run, 'projectId', 'const { projectId } = input'],
    [run, 'input.projectId', 'const rows = []'],
    ['projectAction.schema(schema).action', 'parsedInput.projectId', ''],
  ])('has asked for the key of that: %s, %s', (procedure, key, before) => {
    expect(inProcedure(procedure, key, before, `{ ctx, ${key.startsWith('parsed') ? 'parsedInput' : 'input'} }`)).toBe('by-guard')
  })

  it.each([
    ['protectedProcedure.input(schema).query', 'input.projectId', ''],
    ['publicProjectProcedure.input(schema).query', 'input.projectId', ''],
    ['teamProcedure.input(schema).query', 'input.projectId', ''],
    ['unauthenticatedProjectProcedure.input(schema).query', 'input.projectId', ''],
    ['memberProcedure.input(schema).query', 'input.memberId', ''],
    ['actionClient.schema(schema).action', 'input.clientId', ''],
    ['protectedProcedure.input(schema).query', 'input.procedureId', ''],
    ['projectRouter.input(schema).query', 'input.projectId', ''],
    ['projectProcedure.input(schema).use', 'input.projectId', ''],
    [run, 'input.id', ''],
    [run, 'input.parentProjectId', ''],
    [run, 'ctx.projectId', ''],
    [run, 'projectId', 'let projectId = input.other'],
    [run, 'projectId', 'const { other: projectId } = input'],
    [run, 'other.projectId', ''],
  ])('says nothing of another one: %s, %s', (procedure, key, before) => {
    expect(inProcedure(procedure, key, before)).toBe('by-reference')
  })
})
