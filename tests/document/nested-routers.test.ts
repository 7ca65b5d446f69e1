import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id uuid primary key, organization_id uuid not null references organizations);
create table notes (id uuid primary key, organization_id uuid not null references organizations, task_id uuid not null references tasks);
`
const find = (id: string, org: string): string =>
  `const row = await db.maybeOne(sql\`select id from tasks where id = \${${id}} and organization_id = \${${org}}\`)`
const remove = (id: string): string => `await db.query(sql\`delete from notes where task_id = \${${id}}\`)`

/** The verdict of a handler in `case.ts`, whose router other files mount. */
function verdict(program: string, beside: Readonly<Record<string, string>> = {}): string | undefined {
  return verdictsOf(program, schema, beside)
    .find((one) => one.startsWith('notes'))
    ?.replace(/.*: /, '')
}

interface Framework {
  readonly imports: string
  readonly gate: string
  /** A router of its own, with a handler. */
  readonly sub: string
  /** What mounts it. */
  readonly main: string
  readonly mount: string
  readonly bare: string
}

const gate = `export const load = async (req, res, next) => { ${find('req.params.id', 'req.user.org')}; if (!row) return res.sendStatus(404); next() }\n`
const express: Framework = {
  imports: "import express, { Router } from 'express'\n",
  gate,
  sub: `export const sub = Router({ mergeParams: true })\nsub.delete('/', async (req, res) => { ${remove('req.params.id')}; res.end() })\n`,
  main: 'const app = express()\n',
  mount: "app.use('/tasks/:id', load, sub)\n",
  bare: "app.use('/open/:id', sub)\n",
}
const hono: Framework = {
  imports: "import { Hono } from 'hono'\n",
  gate: `export const load = async (c, next) => { ${find("c.req.param('id')", "c.get('org')")}; if (!row) return c.notFound(); await next() }\n`,
  sub: `export const sub = new Hono().delete('/', async (c) => { ${remove("c.req.param('id')")}; return c.body(null) })\n`,
  main: 'const app = new Hono()\n',
  mount: "app.use('/tasks/:id/*', load)\napp.route('/tasks/:id', sub)\n",
  bare: "app.route('/open/:id', sub)\n",
}
const koa: Framework = {
  imports: "import Router from '@koa/router'\n",
  gate: `export const load = async (ctx, next) => { ${find('ctx.params.id', 'ctx.state.org')}; if (!row) ctx.throw(404); return next() }\n`,
  sub: `export const sub = new Router()\nsub.delete('/', async (ctx) => { ${remove('ctx.params.id')} })\n`,
  main: 'const app = new Router()\n',
  mount: "app.use('/tasks/:id', load, sub.routes(), sub.allowedMethods())\n",
  bare: "app.use('/open/:id', sub.routes())\n",
}
const fastify: Framework = {
  imports: "import Fastify from 'fastify'\n",
  gate: `export const load = async (req, reply) => { ${find('req.params.id', 'req.user.org')}; if (!row) return reply.code(404).send() }\n`,
  sub: `export const sub = async (app) => { app.delete('/', async (req, reply) => { ${remove('req.params.id')}; return reply.send() }) }\n`,
  main: '',
  mount: "export const main = async (app) => { app.addHook('preHandler', load)\napp.register(sub, { prefix: '/tasks/:id' }) }\n",
  bare: "export const other = async (app) => { app.register(sub, { prefix: '/open/:id' }) }\n",
}
const frameworks = Object.entries({ express, hono, koa, fastify })

describe.each(frameworks)('a router that another one mounts behind a check: %s', (_, { imports, gate, sub, main, mount, bare }) => {
  const gated = imports + gate
  const from = imports + "import { load } from './gate'\nimport { sub } from './case'\n"

  it('has asked for what the check asks, in one file', () => {
    expect(verdict(gated + sub + main + mount)).toBe('by-row')
  })

  it('has, in the file that imports it', () => {
    expect(verdict(imports + sub, { 'gate.ts': gate, 'app.ts': from + main + mount })).toBe('by-row')
  })

  it('has, as the default of its module', () => {
    const program = `${imports}${sub.replace('export const', 'const')}export default sub\n`
    const app = `${imports}import { load } from './gate'\nimport sub from './case'\n${main}${mount}`
    expect(verdict(program, { 'gate.ts': gate, 'app.ts': app })).toBe('by-row')
  })

  it('has not where it is mounted without it, too', () => {
    expect(verdict(gated + sub + main + mount + bare)).toBe('by-reference')
    const open = `${imports}import { sub } from './case'\n${main}${bare}`
    expect(verdict(imports + sub, { 'gate.ts': gate, 'app.ts': from + main + mount, 'open.ts': open })).toBe('by-reference')
  })

  it('has not where another parameter is asked for', () => {
    expect(verdict(gated.replace(/params\.id|param\('id'\)/, (name) => name.replace('id', 'task')) + sub + main + mount)).toBe(
      'by-reference',
    )
    if (!mount.includes('prefix')) expect(verdict(gated + sub + main + mount.replaceAll(':id', ':task'))).toBe('by-reference')
  })

  it('has not where it is handed to somebody, or its module is opened late', () => {
    expect(verdict(`${gated}${sub}${main}${mount}start(sub)\n`)).toBe('by-reference')
    expect(
      verdict(imports + sub, {
        'gate.ts': gate,
        'app.ts': from + main + mount,
        'z.ts': "export const open = () => import('./case').then(({ sub }) => start(sub))\n",
      }),
    ).toBe('by-reference')
  })

  it('has not where its own path has a parameter of that name, too', () => {
    const own = verdict(gated + sub.replace("'/'", "'/notes/:id'") + main + mount)
    expect(own).toBe(mount.includes('prefix') ? 'by-row' : 'by-reference')
  })
})

describe('a router that another one mounts', () => {
  const { imports, sub, main, mount } = express
  const head = imports + gate + sub + main

  it.each([
    ['told before for the path', "app.use('/tasks/:id', load)\napp.use('/tasks/:id', sub)\n"],
    ['told before for its parameter', "app.param('id', loadId)\napp.use('/tasks/:id', sub)\n"],
    ['by two mounts', "const api = Router()\napi.use('/tasks/:id', load, sub)\napp.use('/api', api)\n"],
    ['by the outer one of two', "const api = Router({ mergeParams: true })\napi.use(sub)\napp.use('/tasks/:id', load, api)\n"],
    ['twice, each behind it', `${mount}app.use('/others/:id', signedIn, load, sub)\n`],
    ['where others are mounted without', `${mount}app.use('/open', Router())\n`],
  ])('has asked for what is asked there: %s', (_, mounts) => {
    const loadId = gate.replace('export const load = async (req, res, next)', 'export const loadId = async (req, res, next, id)')
    expect(verdict(head + loadId + mounts)).toBe('by-row')
  })

  it.each([
    ['after the mount', "app.use('/tasks/:id', sub)\napp.use('/tasks/:id', load)\n"],
    ['behind it in the call', "app.use('/tasks/:id', sub, load)\n"],
    ['for another path', "app.use('/others/:id', load)\napp.use('/tasks/:id', sub)\n"],
    ['on a condition', "if (isLive) app.use('/tasks/:id', load)\napp.use('/tasks/:id', sub)\n"],
    ['by another router', "const api = Router()\napi.use('/tasks/:id', load)\napp.use('/tasks/:id', sub)\n"],
    ['and changed after', "app.use('/tasks/:id', load, (req, res, next) => { req.params.id = req.query.id; next() }, sub)\n"],
    ['for a path that is worked out', 'app.use(pathOf(tasks), load, sub)\n'],
    ['in a list with it', "app.use('/tasks/:id', [load, sub])\n"],
  ])('has not: %s', (_, mounts) => {
    expect(verdict(head + mounts)).toBe('by-reference')
  })

  it('has asked for what it was told itself, of the paths above', () => {
    const own = sub.replace("sub.delete('/'", "sub.use(load)\nsub.delete('/'")
    expect(verdict(imports + gate + own + main + "app.use('/tasks/:id', sub)\n")).toBe('by-row')
    expect(verdict(imports + gate + own + main + "app.use('/tasks/:task', sub)\n")).toBe('by-reference')
    expect(verdict(imports + gate + own + main)).toBe('by-reference')
  })

  it('may be made by a function that is called there', () => {
    const made = `export function routes(db) { ${sub.replace('export ', '')}return sub }\n`
    expect(verdict(imports + gate + made + main + "app.use('/tasks/:id', load, routes(db))\n")).toBe('by-row')
    const far = "import { load } from './gate'\nimport { routes } from './case'\napp.use('/tasks/:id', load, routes(db))\n"
    expect(verdict(imports + made, { 'gate.ts': gate, 'app.ts': imports + far })).toBe('by-row')
    expect(verdict(`${imports}${gate}${made}${main}app.use('/tasks/:id', load, routes(db))\napp.use(routes(db))\n`)).toBe('by-reference')
    expect(verdict(`${imports}${gate}${made}${main}app.use('/tasks/:id', load, routes(db))\nlater(routes)\n`)).toBe('by-reference')
  })

  it('may be passed on by other modules, and required', () => {
    const app = (from: string): string => `${imports}import { load } from './gate'\n${from}${main}${mount}`
    const all = { 'gate.ts': gate, 'index.ts': "export { sub } from './case'\n" }
    expect(verdict(imports + sub, { ...all, 'app.ts': app("import { sub } from '.'\n") })).toBe('by-row')
    const behind = {
      'gate.ts': gate,
      'all/index.ts': "export { sub } from '../case'\n",
      'app.ts': app("import { sub } from './all'\n"),
    }
    const open = { 'all/open.ts': `${imports}import { sub } from '.'\n${main}app.use(sub)\n` }
    expect(verdict(imports + sub, behind)).toBe('by-row')
    expect(verdict(imports + sub, { ...behind, ...open })).toBe('by-reference')
    const common = "const { Router } = require('express')\n" + sub.replace('export ', '')
    const required = `${main}app.use('/tasks/:id', load, require('./case'))\n`
    const gated = { 'gate.ts': gate, 'app.ts': `${imports}import { load } from './gate'\n${required}` }
    expect(verdict(`${common}module.exports = sub\n`, gated)).toBe('by-row')
    const named = {
      'gate.ts': gate,
      'app.ts': `${imports}import { load } from './gate'\n${main}app.use('/tasks/:id', load, require('./case').sub)\n`,
    }
    expect(verdict(`${common}module.exports = { sub }\n`, named)).toBe('by-row')
    expect(
      verdict(`${common}module.exports = { sub, other: sub }\n`, { ...named, 'b.ts': "app.use('/:id', require('./case').other)\n" }),
    ).toBe('by-reference')
  })
})

describe('a plugin of Fastify', () => {
  const { imports, gate: own } = fastify
  const routes = `app.delete('/', async (req, reply) => { ${remove('req.params.id')}; return reply.send() })`
  const main = (inner: string): string => `${imports}${own}export const main = async (app) => { ${inner} }\n`

  it.each([
    [
      'where it is registered',
      main(`app.addHook('preHandler', load)\napp.register(async (app) => { ${routes} }, { prefix: '/tasks/:id' })`),
    ],
    [
      'under another name',
      main(`app.addHook('preHandler', load)\napp.register(async (tasks) => { ${routes.replace('app', 'tasks')} }, { prefix: '/:id' })`),
    ],
    [
      'two levels above',
      main(
        `app.addHook('preHandler', load)\napp.register(async (a) => { a.register(async (b) => { ${routes.replace('app', 'b')} }, { prefix: '/:id' }) })`,
      ),
    ],
  ])('has asked for what a hook asks %s', (_, program) => {
    expect(verdict(program)).toBe('by-row')
  })

  it.each([
    ['after it', main(`app.register(async (app) => { ${routes} }, { prefix: '/tasks/:id' })\napp.addHook('preHandler', load)`)],
    [
      'of another plugin',
      main(
        `app.register(async (other) => { other.addHook('preHandler', load) })\napp.register(async (app) => { ${routes} }, { prefix: '/:id' })`,
      ),
    ],
    ['of its answer', main(`app.addHook('onSend', load)\napp.register(async (app) => { ${routes} }, { prefix: '/tasks/:id' })`)],
    [
      'that is called by hand, too',
      `${main(`app.addHook('preHandler', load)\napp.register(sub, { prefix: '/:id' })`)}export const sub = async (app) => { ${routes} }\nsub(other)\n`,
    ],
  ])('has not by one %s', (_, program) => {
    expect(verdict(program)).toBe('by-reference')
  })
})
