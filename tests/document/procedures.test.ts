import { describe, expect, it } from 'vitest'
import { verdictsBehind, verdictsOf } from '../support/verdicts.ts'

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

describe('what a procedure goes through first', () => {
  const find = 'db.maybeOne(sql`select id from tasks where id = ${input.id} and organization_id = ${ctx.organizationId}`)'
  const row = `const row = await ${find}`
  const check = 'if (!row) throw new TRPCError()'
  const change = 'export const change ='
  const update = (key: string): string => `db.query(sql\`update tasks set project_id = null where id = \${${key}}\`)`
  const through = (gate: string): string => `export const withTask = t.procedure.input(schema).use(${gate})\n`
  const held = through(`async ({ ctx, input, next }) => { ${row}; ${check}; return next() }`)

  it.each([
    [held, `withTask.mutation(({ input }) => ${update('input.id')})`],
    [held, `withTask.mutation(async ({ input: { id } }) => ${update('id')})`],
    [held, `withTask.mutation(async ({ input }) => { const { id, ...data } = input; await ${update('id')} })`],
    [held, `withTask.mutation((opts) => ${update('opts.input.id')})`],
    [held, `withTask.input(more).use(log).mutation(({ input }) => ${update('input.id')})`],
    [
      through(`async (opts) => { const { input, ctx } = opts; ${row}; ${check}; return opts.next({ ctx: { row } }) }`),
      `withTask.mutation(({ input }) => ${update('input.id')})`,
    ],
    [
      through(`async ({ ctx, input: { id }, next }) => { const row = await ${find.replace('input.id', 'id')}; ${check}; return next() }`),
      `withTask.mutation(({ input }) => ${update('input.id')})`,
    ],
    [
      `export const hasTask = t.middleware(async ({ ctx, input, next }) => { ${row}; ${check}; return next() })\n`,
      `t.procedure.input(schema).use(hasTask).mutation(({ input }) => ${update('input.id')})`,
    ],
    [
      `export const findTask = async (id, org) => { const row = await ${find.replace('input.id', 'id').replace('ctx.organizationId', 'org')}; ${check}; return row }\n`,
      `t.procedure.use(async ({ ctx, input, next }) => { await findTask(input.id, ctx.org); return next() }).mutation(({ input }) => ${update('input.id')})`,
    ],
    [
      through(
        `async ({ ctx, input, next }) => { const row = await ${find.replace('select id', 'select *').replace(/ and organization_id.*\}/, '')}; if (row?.organization_id !== ctx.organizationId) throw new TRPCError(); return next() }`,
      ),
      `withTask.mutation(({ input }) => ${update('input.id')})`,
    ],
  ])('has asked for a key that is sent: %s%s', (gate, procedure) => {
    expect(verdictsBehind(gate, `${change} ${procedure}\n`, schema).at(-1)).toBe('by-row')
  })

  it.each([
    [held, `t.procedure.input(schema).mutation(({ input }) => ${update('input.id')})`],
    [held, `withTask.mutation(({ input }) => ${update('input.other')})`],
    [held, `withTask.mutation(({ input }) => ${update('input.task.id')})`],
    [held, `withTask.mutation(({ ctx }) => ${update('ctx.id')})`],
    [held, `withTask.mutation(({ input }) => { input.id = other; return ${update('input.id')} })`],
    [through(`async ({ ctx, input, next }) => { ${row}; return next() }`), `withTask.mutation(({ input }) => ${update('input.id')})`],
    [
      through(`async ({ ctx, input, next }) => { if (ctx.isOpen) return next(); ${row}; ${check}; return next() }`),
      `withTask.mutation(({ input }) => ${update('input.id')})`,
    ],
    [
      through(`async ({ ctx, input, next }) => { if (input.id) { ${row}; ${check} } return next() }`),
      `withTask.mutation(({ input }) => ${update('input.id')})`,
    ],
    [
      through(`async ({ ctx, input, next }) => { const done = await next(); ${row}; ${check}; return done }`),
      `withTask.mutation(({ input }) => ${update('input.id')})`,
    ],
  ])('has not: %s%s', (gate, procedure) => {
    expect(verdictsBehind(gate, `${change} ${procedure}\n`, schema).at(-1)).toBe('by-key')
  })
})
