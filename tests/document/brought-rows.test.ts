import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

const told = ['projects: by-key', 'tasks: by-reference']

/** The verdicts of two queries in a handler, by a key and by a reference. */
function inHandler(parameters: string, key: string, before = ''): string[] {
  const queries = ['select name from projects where id', 'select id from tasks where project_id'].map(
    (text) => `await db.query(sql\`${text} = \${${key}}\`)`,
  )
  return verdictsOf(`export const run = async (${parameters}) => {\n${[before, ...queries].join('\n')}\n}`, schema)
}

describe('a row that the program has put on the request', () => {
  it.each([
    ['req, res', 'req.project.id'],
    ['req: Request, res: Response', 'req.project!.id'],
    ['req: Request', '(req as any).project.id'],
    ['req: Request & { project: Project }', 'req.project.id'],
    ['req: express.Request', 'req.project?.id'],
    ['request, reply', 'request.project.id'],
    ['request: FastifyRequest', 'request.project.id'],
    ['req, res', 'req.context.project.id'],
    ['req, res', 'res.locals.project.id'],
    ['ctx', 'ctx.state.project.id'],
    ['c: Context', "c.get('project').id"],
    ['c', 'c.var.project.id'],
    ['event', 'event.locals.project.id'],
    ['{ locals, params }', 'locals.project.id'],
    ['event', 'event.context.project.id'],
    ['{ ctx, input }', 'ctx.project.id'],
    ['{ input, ctx }: Options', 'ctx.project!.id'],
  ])('is one that cannot be seen to be anybody’s: %s, %s', (parameters, key) => {
    expect(inHandler(parameters, key)).toEqual(['projects: dynamic', 'tasks: dynamic'])
  })

  it.each([
    ['const project = req.project', 'project.id'],
    ['const { project } = req', 'project.id'],
    ['const { id } = req.project', 'id'],
    ['const { project } = res.locals', 'project.id'],
    ['const project = req.project\nproject.name = req.body.name', 'project.id'],
    ['req.project = await load(req.params.id)', 'req.project.id'],
    ['const { rows } = await pool.query(text, [req.params.id])\nreq.project = rows[0]', 'req.project.id'],
  ])('is so under another name: %s', (before, key) => {
    expect(inHandler('req, res', key, before)).toEqual(['projects: dynamic', 'tasks: dynamic'])
  })

  it('is so in what a controller is given', () => {
    const method = (parameter: string): string =>
      `class Projects { async show(${parameter}) { await db.query(sql\`select name from projects where id = \${req.project.id}\`) } }`
    expect(verdictsOf(method('@Req() req: ProjectRequest'), schema)).toEqual(['projects: dynamic'])
    expect(verdictsOf(method('@Body() req: ProjectRequest'), schema)).toEqual(['projects: by-key'])
  })

  it('is so in what is given to a route', () => {
    const query = 'await db.query(sql`select name from projects where id = ${request.project.id}`)'
    expect(verdictsOf(`app.get('/', async (request) => { ${query} })`, schema)).toEqual(['projects: dynamic'])
    expect(verdictsOf(`consume('/', async (request) => { ${query} })`, schema)).toEqual(['projects: by-key'])
  })

  it('is so in a procedure of tRPC', () => {
    const query = 'db.query(sql`select name from projects where id = ${ctx.project.id}`)'
    const after = (next: string): string[] =>
      verdictsOf(`const own = base.use(({ ctx, input, next }) => next({ ctx: ${next} }))\nown.query(({ ctx }) => ${query})`, schema)
    expect(verdictsOf(`own.query(({ ctx }) => ${query})`, schema)).toEqual(['projects: dynamic'])
    expect(verdictsOf(`own.query(({ ctx: { project } }) => ${query.replace('ctx.project', 'project')})`, schema)).toEqual([
      'projects: by-key',
    ])
    expect(after('{ ...ctx, project: await load(input) }')).toEqual(['projects: dynamic'])
    expect(after('{ ...ctx, project: input.project }')).toEqual(['projects: by-key'])
    expect(after('Object.assign({}, ctx, { project: { id: input.projectId } })')).toEqual(['projects: by-key'])
    expect(after('{ ...ctx, project: (await getRawInput()).project }')).toEqual(['projects: by-key'])
    expect(verdictsOf(`consume(({ ctx }) => ${query})`, schema)).toEqual(['projects: by-key'])
  })

  it.each([
    ['req, res', 'req.params.id'],
    ['req, res', 'req.body.id'],
    ['req, res', 'req.body.project.id'],
    ['req, res', 'req.query.id'],
    ['req, res', 'req.cookies.project.id'],
    ['req, res', 'req.files.project.id'],
    ['req, res', 'req.validated.project.id'],
    ['req, res', 'req.parsedBody.id'],
    ['req, res', 'req.user.projectId'],
    ['req, res', 'req.user.project.id'],
    ['req, res', 'req.session.project.id'],
    ['req, res', 'req.projectId'],
    ['req, res', 'req.id'],
    ['req, res', 'res.project.id'],
    ['req, res', 'res.locals.projectId'],
    ['req, res', 'res.locals.body.id'],
    ['req, res', 'req.locals.projectId'],
    ['req, res', "req.get('project')"],
    ['request: FastifyRequest', 'request.params.id'],
    ['ctx', 'ctx.request.body.id'],
    ['ctx', 'ctx.params.id'],
    ['ctx', 'ctx.state.user.projectId'],
    ['ctx', 'ctx.project.id'],
    ['c', "c.req.param('id')"],
    ['c', "c.req.valid('json').id"],
    ['c', "c.get('validated').id"],
    ['c', "c.get('projectId')"],
    ['event', 'event.pathParameters.id'],
    ['event', 'event.context.params.id'],
    ['{ locals, params }', 'params.id'],
    ['{ req }', 'req.project.id'],
    ['req: GetProjectRequest', 'req.project.id'],
    ['req', 'req.project.id'],
    ['input', 'input.project.id'],
    ['res', 'res.project.id'],
    ['{ ctx, input }', 'ctx.session.projectId'],
    ['{ ctx, input }', 'ctx.user.project.id'],
    ['{ ctx, input }', 'ctx.projectId'],
    ['{ ctx, input }', 'input.project.id'],
    ['{ context: ctx, input }', 'ctx.project.id'],
  ])('is not what was sent, or who sent it: %s, %s', (parameters, key) => {
    expect(inHandler(parameters, key)).toEqual(told)
  })

  it.each([
    ['req.project = req.body.project'],
    ['req.project = schema.parse(req.body)'],
    ['req.project = await schema.parseAsync(req.body)'],
    ['req.project = { id: req.params.id }'],
    ['req.project = { ...req.body }'],
    ['const { project } = req.body\nreq.project = project'],
    ['req.project = req.query.project ?? (await load())'],
    ['req.project = new Project(req.body)'],
    ['req.project.id = req.body.id'],
    ['Object.assign(req.project, req.body)'],
    ['req = req.body'],
    ['const set = () => { req.project = req.body }'],
  ])('is not what was sent under its name: %s', (before) => {
    expect(inHandler('req, res', 'req.project.id', before)).toEqual(told)
  })

  it.each([
    ["c.set('project', await c.req.json())", "c.get('project').id"],
    ["c.set('project', c.req.query())", "c.get('project').id"],
  ])('is not what was sent and set in a context: %s', (before, key) => {
    expect(inHandler('c', key, before)).toEqual(told)
  })

  it('is not another name for a row that is set again', () => {
    expect(inHandler('req, res', 'project.id', 'let project = req.project\nproject = req.body')).toEqual(told)
    expect(inHandler('req, res', 'project.id', 'const project = req.project\nproject.id = req.body.id')).toEqual(told)
  })
})
