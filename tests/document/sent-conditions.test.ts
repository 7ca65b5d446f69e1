import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../support/app-verdicts.ts'
import { lint } from '../support/run-rule.ts'
import { tasksSchema } from '../support/tasks-schema.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null, customer_id uuid);
`

const knex = `import { knex } from 'knex'\nexport const db = knex({})\n`

function verdict(program: string): string | undefined {
  return verdictsOf(`import { db } from './dal'\n${program}`, schema, { 'dal.ts': knex }).at(-1)
}

/** A route that asks for the tenant where a condition comes out so. */
function route(condition: string, before = ''): string {
  return `app.get('/orders', async (req, res) => {
  ${before}
  let query = db('orders').select('*')
  if (${condition}) query = query.where('organization_id', req.user.organizationId)
  res.json(await query)
})`
}

describe('a filter on the tenant that is left out as a condition decides', () => {
  it.each([
    ['!req.query.all', ''],
    ["req.query.all !== 'true'", ''],
    ['!(req.body.all === true)', ''],
    ["req.body.scope !== 'global'", ''],
    ['!all', 'const { all } = req.query'],
    ['!all', 'const all = req.query.all'],
    ["all !== '1'", "const { all = '0' } = req.query"],
    ['filter.mine', 'const filter = req.query'],
    ['!all', 'const all = Boolean(req.query.all)'],
    ['mine', "const mine = req.query.mine !== 'false'"],
    ["req.headers['x-scope'] !== 'all'", ''],
    ["!('all' in req.query)", ''],
    ['!filter.all', 'const filter = listFilter.parse(req.query)'],
  ])('is left out by whoever sends a request: %s', (condition, before) => {
    expect(verdict(route(condition, before))).toBe('orders: unscoped')
  })

  it.each([
    ['!req.user.isAdmin', ''],
    ['!all', 'const all = req.query.all && req.user.isAdmin'],
    ['!all', 'const all = req.query.all && sees(req.user)'],
    ['!req.query.all', 'if (req.query.all && !req.user.isAdmin) return res.status(403).end()'],
    ['!req.query.all', "if (req.query.all) await requireRole(req.user, 'owner')"],
    ['!req.query.template', ''],
    ['!all', "const { all } = req.query; if (all && !req.user.isStaff) throw new Error('no')"],
    ['!options.all', 'const options = await load(req.user)'],
    ['!all', 'let all = req.query.all; if (!sees(req.user)) all = undefined'],
  ])('may be left out for those who may see more: %s %s', (condition, before) => {
    expect(verdict(route(condition, before))).toBe('orders: dynamic')
  })

  it.each([
    [
      'a controller',
      "class A { list(@Query('all') all: string, org: string) { return db('orders').modify((q) => { if (!all) q.where('organization_id', org) }) } }",
    ],
    [
      'a controller that is given all',
      "class A { list(@Query() query: Filter, org: string) { return db('orders').where(query.all ? {} : { organization_id: org }) } }",
    ],
    ['a procedure', "procedure.query(({ input, ctx }) => db('orders').where(input.all ? {} : { organization_id: ctx.org }))"],
    [
      'a controller that takes it out',
      "class A { list(@Query() { all }: Filter, org: string) { return db('orders').where(all ? {} : { organization_id: org }) } }",
    ],
    [
      'a controller with a name for it',
      "class A { list(@Body() dto: Filter, org: string) { const { all } = dto; return db('orders').where(all ? {} : { organization_id: org }) } }",
    ],
    [
      'a procedure that is given it',
      "procedure.query(({ input: { all = false }, ctx }) => db('orders').where(all ? {} : { organization_id: ctx.org }))",
    ],
    [
      'a procedure that takes it out',
      "procedure.query(({ input: { all }, ctx }) => { const sent = input; return db('orders').where(sent.all ? {} : { organization_id: ctx.org }) })",
    ],
  ])('is left out by whoever calls %s', (_, program) => {
    expect(verdict(program)).toBe('orders: unscoped')
  })

  it.each([
    [
      'a controller of admins',
      "class A { @Roles('admin') list(@Query('all') all: string, org: string) { return db('orders').where(all ? {} : { organization_id: org }) } }",
    ],
    [
      'a route of admins',
      "app.get('/orders', requireAdmin, (req, res) => { db('orders').where(req.query.all ? {} : { organization_id: req.user.org }).then(res.json) })",
    ],
    [
      'a procedure of admins',
      "adminProcedure.query(({ input, ctx }) => db('orders').where(input.all ? {} : { organization_id: ctx.org }))",
    ],
    ['a function', "export const list = (all: boolean, org: string) => db('orders').where(all ? {} : { organization_id: org })"],
  ])('may be left out in %s', (_, program) => {
    expect(verdict(program)).toBe('orders: dynamic')
  })

  it('is so where a parent holds the rows to the tenant', () => {
    const program = `app.get('/tasks', async (req, res) => {
  const where = req.query.all ? {} : { project: { organizationId: req.user.organizationId } }
  res.json(await prisma.task.findMany({ where }))
})`
    expect(verdictsOfPrismaApp(tasksSchema, program)).toContain('unscoped')
  })

  it('is told with what decides', () => {
    const told = lint(`${knex}${route("all !== '1'", 'const { all } = req.query')}`, {
      rule: 'require-tenant-filter',
      schema,
      file: 'src/app.ts',
    })
    expect(told.map(({ message }) => message).join()).toContain("which `all !== '1'` of `req.query` decides")
  })
})
