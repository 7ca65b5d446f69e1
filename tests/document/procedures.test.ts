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

describe('what a request goes through first', () => {
  const query = (key: string, org = 'req.org.id'): string =>
    `const row = await db.maybeOne(sql\`select id from projects where id = \${${key}} and organization_id = \${${org}}\`)`
  const tasks = (key: string): string => `res.json(await db.any(sql\`select id from tasks where project_id = \${${key}}\`))`
  const gate = (body: string, given = 'req, res, next'): string => `export const held = async (${given}) => { ${body} }\n`
  const none = 'if (!row) return res.sendStatus(404)'
  const held = gate(`${query('req.params.id')}; ${none}; req.project = row; next()`)
  const handler = (key: string, given = 'req, res'): string => `async (${given}) => ${tasks(key)}`
  const verdictOf = (own: string, program: string): string | undefined => verdictsBehind(own, program, schema).at(-1)

  it.each([
    [held, `router.get('/:id', held, ${handler('req.params.id')})`],
    [held, `router.get('/:id', [signedIn, held], ${handler('req.params.id')})`],
    [held, `router.get('/:id', wrap(held), wrap(${handler('req.params.id')}))`],
    [held, `router.get('/:id', held, ${handler('id', '{ params: { id } }, res')})`],
    [gate(`${query('Number(req.params.id)')}; ${none}; next()`), `router.get('/:id', held, ${handler('Number(req.params.id)')})`],
    [
      gate(`try { ${query('req.params.id')}; ${none}; next() } catch (error) { next(error) }`),
      `router.get('/:id', held, ${handler('req.params.id')})`,
    ],
    [
      gate(`${query('req.params.id')}; if (!row) return next(new NotFound()); next()`),
      `router.get('/:id', held, ${handler('req.params.id')})`,
    ],
    [
      `export const held = (status: number) => async (req, res, next) => { ${query('req.params.id')}; if (!row) return res.sendStatus(status); next() }\n`,
      `router.get('/:id', held(404), ${handler('req.params.id')})`,
    ],
    [
      `export const held = createMiddleware(async (c, next) => { ${query("c.req.param('id')", "c.get('org').id")}; if (!row) return c.notFound(); await next() })\n`,
      `app.get('/:id', held, ${handler("c.req.param('id')", 'c')})`,
    ],
  ])('has asked for a key that is sent: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-row')
  })

  it.each([
    [held, `router.get('/:id', held, ${handler('req.params.other')})`],
    [held, `router.get('/:id', held, ${handler('req.body.id')})`],
    [held, `router.get('/:id', held, async (req, res) => { req.params.id = other; ${tasks('req.params.id')} })`],
    [held, `router.get('/:id', ${handler('req.params.id')}, held)`],
    [held, `router.get('/:id', ${handler('req.params.id')}); router.get('/:id', held)`],
    [gate(`${query('req.params.id')}; if (!row) log(); next()`), `router.get('/:id', held, ${handler('req.params.id')})`],
    [gate(`${query('req.params.id')}; if (!row) return other(next); next()`), `router.get('/:id', held, ${handler('req.params.id')})`],
    [gate(`try { ${query('req.params.id')}; ${none} } catch (error) {} next()`), `router.get('/:id', held, ${handler('req.params.id')})`],
    [
      gate(`if (req.open) return next(); ${query('req.params.id')}; ${none}; next()`),
      `router.get('/:id', held, ${handler('req.params.id')})`,
    ],
  ])('has not: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-reference')
  })

  const plain = `router.get('/:id', held, ${handler('req.params.id')})`

  it.each([
    [held, `router.route('/:id').get(held, ${handler('req.params.id')})`],
    [held, `router.route('/:id').all(held).get(${handler('req.params.id')})`],
    [gate(`${query('req.params.id')}; if (!row) return next('route'); next()`), plain],
    [gate(`${query('parseInt(req.params.id, 10)')}; ${none}; next()`), plain.replace('${req.params.id}', '${parseInt(req.params.id, 10)}')],
    [held, plain.replace(' async', ' (req, res, next) => { req.seen = true; next() }, async')],
  ])('has asked for it on the way: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-row')
  })

  it.each([
    [held, `router.route('/:id').get(held).put(${handler('req.params.id')})`],
    [held, `router.route('/:id', held).get(${handler('req.params.id')})`],
    [held, `router.all('/a/:id', held).get('/:id', ${handler('req.params.id')})`],
    [gate(`${query('req.params.id')}; if (!row) return next('later'); next()`), plain],
    [gate(`${query('parseInt(req.params.id, 10)')}; ${none}; next()`), plain.replace('${req.params.id}', '${parseInt(req.params.id, 16)}')],
    [held, plain.replace(' async', ' (req, res, next) => { req.params = { id: other }; next() }, async')],
    [held, plain.replace(' async', ' (req, res, next) => { Object.assign(req.params, req.query); next() }, async')],
    [held, plain.replace(' async', ' (req, res, next) => { req.params[name] = other; next() }, async')],
    [gate(`${query('req.params.id')}; ${none}; Object.assign(req.params, req.query); next()`), plain],
  ])('has not on the way: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-reference')
  })

  const express = "import express from 'express'\nconst app = express()\n"
  const hono = "import { Hono } from 'hono'\nconst app = new Hono()\n"
  const ofHono = `export const held = async (c, next) => { ${query("c.req.param('id')", "c.get('org').id")}; if (!row) return c.notFound(); await next() }\n`
  const leaving = gate(`${query('req.params.id')}; if (!row) return next('route'); next()`)
  const inHono = handler("c.req.param('id')", 'c')
  const inExpress = handler('req.params.id')

  it.each([
    [held, `${express}app.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}app.use('/projects/:id', signedIn, held)\napp.get('/projects/:id', ${inExpress})`],
    [held, `${express}app.all('/projects/:id/*', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [
      held,
      "import { Router } from 'express'\nexport function routes() {\nconst app = Router()\n" +
        `app.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})\nreturn app }`,
    ],
    [ofHono, `${hono}app.use('/projects/:id/*', held)\napp.get('/projects/:id/tasks', ${inHono})`],
    [
      ofHono,
      `import { Hono } from 'hono'\nconst app = new Hono().basePath('/v2').use('/projects/:id/*', held)\napp.get('/projects/:id/tasks', ${inHono})`,
    ],
    [ofHono, `${hono}app.use('/projects/:id/*', held)\napp.get('/projects/:id', ${inHono})`],
    [ofHono, `import { Hono } from 'hono'\nconst app = new Hono().use('/projects/:id/*', held).get('/projects/:id/tasks', ${inHono})`],
    [ofHono, `import { Hono } from 'hono'\nconst app = new Hono().use('/projects/:id/*', held)\napp.get('/projects/:id/tasks', ${inHono})`],
  ])('has asked for it, as its router was told for the path: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-row')
  })

  it.each([
    [held, `${express}app.get('/projects/:id/tasks', ${inExpress})\napp.use('/projects/:id', held)`],
    [held, `${express}app.use('/teams/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}app.use('/projects/:project', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}app.use('/projects', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}app.all('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}app.all('/projects/:id/*', held)\napp.get('/projects/:id', ${inExpress})`],
    [held, `${express}if (isLive) app.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}if (isLive) { app.use('/projects/:id', held) }\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `${express}const other = express()\nother.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [held, `const app = made()\napp.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [ofHono, `${hono}app.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inHono})`],
    [held, `${express}app.use('/projects/:id', held)\napp.get('/projects/:id/tasks/:id', ${inExpress})`],
    [leaving, `${express}app.use('/projects/:id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [leaving, `${express}app.all('/projects/:id/*', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [ofHono, `${hono}app.use('/*', held)\napp.get('/projects/:id/tasks', ${inHono})`],
    [ofHono, `${hono}app.use('/projects/:id/*', held)\napp.basePath('/v2').get('/projects/:id/tasks', ${inHono})`],
    [
      ofHono,
      `import { Hono } from 'hono'\nconst app = new Hono().use('/projects/:id/*', held).basePath('/v2').get('/projects/:id/tasks', ${inHono})`,
    ],
    [ofHono, `import { Hono } from 'hono'\nconst app = new Hono().get('/projects/:id/tasks', ${inHono}).use('/projects/:id/*', held)`],
  ])('has not for another path, or later: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-reference')
  })

  const forParameter = (value: string, end = 'next()'): string =>
    `export const held = async (req, res, next, id) => { ${query(value)}; ${none}; ${end} }\n`

  it.each([
    [forParameter('id'), `${express}app.param('id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [forParameter('req.params.id'), `${express}app.get('/projects/:id/tasks', ${inExpress})\napp.param('id', held)`],
    [forParameter('id'), `${express}app.param('id', held)\napp.route('/projects/:id').get(${inExpress})`],
    [held, `${express}app.use('/projects/:id', held)\napp.route('/projects/:id').get(${inExpress})`],
    [
      forParameter('id'),
      `const express = require('express')\nconst app = express.Router()\napp.param('id', held)\napp.get('/:id', ${inExpress})`,
    ],
    [forParameter('id'), `const app = require('express').Router()\napp.param('id', held)\napp.get('/:id', ${inExpress})`],
    [held, `const { Router } = require('express')\nconst app = Router()\napp.use('/:id', held)\napp.get('/:id', ${inExpress})`],
  ])('has asked for it, as its router was told for the parameter: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-row')
  })

  it.each([
    [forParameter('id'), `${express}app.param('project', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [forParameter('id'), `${express}const other = express.Router()\nother.param('id', held)\napp.get('/projects/:id', ${inExpress})`],
    [forParameter('id'), `${express}if (isLive) app.param('id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
    [forParameter('id'), `${express}app.param('id', held)\napp.get('/projects/:id/tasks', ${handler('req.query.id')})`],
    [forParameter('id'), `${express}app.param('id', held)\napp.get('/projects/:id/:id', ${inExpress})`],
    [forParameter('id', 'req.params.id = other; next()'), `${express}app.param('id', held)\napp.get('/projects/:id', ${inExpress})`],
    [forParameter('other'), `${express}app.param('id', held)\napp.get('/projects/:id', ${inExpress})`],
    [
      `export const held = async (req, res, next, id) => { id = trim(id); ${query('id')}; ${none}; next() }\n`,
      `${express}app.param('id', held)\napp.get('/projects/:id', ${inExpress})`,
    ],
    [
      `export const held = async (req, res, next, id) => { ${query('id')}; if (!row) log(); next() }\n`,
      `${express}app.param('id', held)\napp.get('/projects/:id', ${inExpress})`,
    ],
    [forParameter('id'), `const app = made()\napp.param('id', held)\napp.get('/projects/:id/tasks', ${inExpress})`],
  ])('has not for another parameter, or without an answer: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-reference')
  })

  it('is gone through whatever a package wraps the last handler in', () => {
    const program = (given: string): string => `import { validate } from 'celebrate'\nrouter.get('/:id', ${given})`
    expect(verdictOf(held, program(`held, validate(schema, ${handler('req.params.id')})`))).toBe('by-row')
    expect(verdictOf(held, program(`validate(schema, held), ${handler('req.params.id')}`))).toBe('by-reference')
  })

  it('has what another file changes of what was sent', () => {
    const program = `import { held } from './own'\nimport { rename } from './rename'\nrouter.get('/:id', held, rename, ${handler('req.params.id')})\n`
    const verdictBehind = (set: string): string | undefined => {
      const rename = `export const rename = (req, res, next) => { ${set}; next() }\n`
      return verdictsOf(program, schema, { 'own.ts': held, 'rename.ts': rename }).at(-1)
    }
    expect(verdictBehind('req.params.id = req.query.id')).toBe('tasks: by-reference')
    expect(verdictBehind('req.user = me')).toBe('tasks: by-row')
  })

  it.each([
    ['const wrap = (run) => (req, res, next) => Promise.resolve(run(req, res, next)).catch(next)', 'wrap(held)'],
    ['const wrap = (run) => (req, res, next) => { run(req, res, next).catch((error) => next(error)) }', 'wrap(held)'],
    ['const wrap = (run) => async (req, res, next) => { try { await run(req, res, next) } catch (error) { next(error) } }', 'wrap(held)'],
    ['const wrap = (run) => (...args) => run(...args).catch(args[2])', 'held'],
    ["import asyncHandler from 'express-async-handler'", 'asyncHandler(held)'],
    ['const wrap = (run) => async (req, res) => { req.user = await me(req); return run(req, res) }', 'held, other'],
  ])('may be wrapped: %s, %s', (wrapper, given) => {
    const last = wrapper.includes('wrap =') ? `wrap(${handler('req.params.id')})` : handler('req.params.id')
    expect(verdictOf(held, `${wrapper}\nrouter.get('/:id', ${given}, ${last})`)).toBe('by-row')
  })

  it.each([
    ['const wrap = (run) => (req, res, next) => run(req, res, next).catch(() => next(null))', 'wrap(held)'],
    ['const wrap = (run) => (req, res, go) => run(req, res, go).catch(() => go())', 'wrap(held)'],
    ['const wrap = (run) => (req, res, next) => run(req, res, next).finally(next)', 'wrap(held)'],
    ['const wrap = (run) => (req, res, next) => { run(req, res, () => {}); setTimeout(next) }', 'wrap(held)'],
    ['const wrap = (run) => (req, res, next) => run({ params: { id: req.query.id } }, res, next)', 'wrap(held)'],
    ["import { some } from 'hono/combine'", 'some(isPublic, held)'],
    ["import { except } from 'hono/combine'", "except('/public/*', held)"],
    ["import { unless } from 'express-unless'", 'unless(held)'],
    ['const wrap = (run) => (req, res) => run({ ...req, params: { id: req.query.id } }, res)', 'held'],
  ])('may not be wrapped: %s, %s', (wrapper, given) => {
    const last = given === 'held' ? `wrap(${handler('req.params.id')})` : handler('req.params.id')
    expect(verdictOf(held, `${wrapper}\nrouter.get('/:id', ${given}, ${last})`)).toBe('by-reference')
  })

  const hook = (end: string): string => `export const held = async (req, reply) => { ${query('req.params.id')}; ${end} }\n`
  const answering = hook('if (!row) return reply.code(404).send()')
  const inFastify = handler('req.params.id', 'req, reply').replace('res.json', '')

  it.each([
    [answering, `app.get('/projects/:id', { preHandler: held }, ${inFastify})`],
    [answering, `app.get('/projects/:id', { schema, preValidation: [signedIn, held] }, ${inFastify})`],
    [hook('if (!row) throw new NotFound()'), `app.get('/projects/:id', { onRequest: held }, ${inFastify})`],
    [hook('if (!row) { await reply.code(404).send(); return reply }'), `app.get('/projects/:id', { preHandler: held }, ${inFastify})`],
    [hook('if (row) return; throw new NotFound()'), `app.get('/projects/:id', { preHandler: held }, ${inFastify})`],
    [
      gate(`${query('req.params.id')}; if (!row) return done(new NotFound()); done()`, 'req, reply, done'),
      `app.get('/projects/:id', { preHandler: held }, ${inFastify})`,
    ],
    [answering, `export const routes = async (app) => { app.addHook('preHandler', held)\napp.get('/projects/:id', ${inFastify}) }`],
    [
      answering,
      `export const routes = async (app) => { app.addHook('preHandler', held)\napp.get('/projects/:id', { schema }, ${inFastify}) }`,
    ],
  ])('has asked for it in a hook of Fastify: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-row')
  })

  it.each([
    [answering, `app.get('/projects/:id', { onResponse: held }, ${inFastify})`],
    [answering, `app.get('/projects/:other', { preHandler: held }, ${inFastify.replace('.id', '.other')})`],
    [hook('if (!row) req.log.warn(row)'), `app.get('/projects/:id', { preHandler: held }, ${inFastify})`],
    [
      hook('if (req.open) return; if (!row) return reply.code(404).send()').replace('const row', 'if (req.all) return; const row'),
      `app.get('/projects/:id', { preHandler: held }, ${inFastify})`,
    ],
    [hook('if (!row) reply.code(404).send()'), `app.get('/projects/:id', { preHandler: held }, ${inFastify})`],
    [
      gate(`${query('req.params.id')}; if (!row) done(); done()`, 'req, reply, done'),
      `app.get('/projects/:id', { preHandler: held }, ${inFastify})`,
    ],
    [answering, `export const routes = async (app) => { app.addHook('onSend', held)\napp.get('/projects/:id', ${inFastify}) }`],
    [
      answering,
      `export const routes = async (app) => { if (live) app.addHook('preHandler', held)\napp.get('/projects/:id', ${inFastify}) }`,
    ],
    [
      answering,
      `export const routes = async (app, other) => { other.addHook('preHandler', held)\napp.get('/projects/:id', ${inFastify}) }`,
    ],
    [answering, `export const routes = async (app) => { app.get('/projects/:id', ${inFastify})\napp.addHook('preHandler', held) }`],
  ])('has not in a hook of Fastify: %s%s', (own, program) => {
    expect(verdictOf(own, program)).toBe('by-reference')
  })

  it('is not what is wrapped so that it lets pass anyway', () => {
    const lax = 'const lax = (run) => (req, res, next) => run(req, res, next).catch(() => next())\n'
    expect(verdictOf(held, `${lax}router.get('/:id', lax(held), ${handler('req.params.id')})`)).toBe('by-reference')
    const wrap = lax.replace('() => next()', 'next')
    expect(verdictOf(held, `${wrap}router.get('/:id', lax(held), ${handler('req.params.id')})`)).toBe('by-row')
  })
})

it.each([
  "export const db: string = db.query('select note from orders where organization_id = $1')",
  'const a = b.param\nconst b = a.query\nawait db.query(sql`select id from orders where id = ${a.id}`)',
  'const { query } = query\nawait db.query(sql`select id from orders where id = ${query.param(query)}`)',
])('what is made of itself is no part of a request: %s', (text) => {
  expect(() => verdictsOf(text, 'create table orders (id int primary key, organization_id int not null, note text);')).not.toThrow()
})
