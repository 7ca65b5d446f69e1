import { describe, expect, it } from 'vitest'
import { verdictsBehind } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id uuid primary key, organization_id uuid not null references organizations);
create table notes (id uuid primary key, organization_id uuid not null references organizations, task_id uuid not null references tasks);
`
const byId = 'db.maybeOne(sql`select id, organization_id from tasks where id = ${req.params.id}`)'
const byBoth = 'db.maybeOne(sql`select id from tasks where id = ${req.params.id} and organization_id = ${req.user.organizationId}`)'
const isOwn = 'if (!task || task.organization_id !== req.user.organizationId) return res.sendStatus(404)'
const none = 'if (!task) return res.sendStatus(404)'
const finder = 'export const loadTask = (req) => db.maybeOne(sql`select id, organization_id from tasks where id = ${req.params.id}`)\n'

/** The verdict of a route behind a middleware. */
function behind(body: string, more = ''): string | undefined {
  const gate = `${more}export const load = async (req, res, next) => { ${body} }\n`
  const route =
    "router.delete('/:id', load, async (req, res) => { await db.query(sql`delete from notes where task_id = ${req.params.id}`); res.end() })"
  return verdictsBehind(gate, route, schema).at(-1)
}

describe('a middleware that goes on where a promise has come out', () => {
  it.each([
    [`${byBoth}.then((task) => { ${none}; req.task = task; next() }).catch(next)`],
    [`${byId}.then((task) => { ${isOwn}; req.task = task; next() }).catch(next)`],
    [`return ${byId}.then((task) => { ${isOwn}; next() }).catch(next)`],
    [`${byBoth}.then((task) => { ${none}; next() }, next)`],
    [`${byBoth}.then((task) => { ${none}; next() }).catch((error) => next(error))`],
    [`${byBoth}.then((task) => { if (!task) return next(new NotFound()); next() }).catch(next)`],
    [`${byBoth}.then((task) => { if (task) { req.task = task; next() } else res.sendStatus(404) }).catch(next)`],
    [`${byBoth}.then(function (task) { ${none}; next() }).catch(next)`],
    [`${byBoth}.then((task) => task ? next() : res.sendStatus(404)).catch(next)`],
  ])('has asked for it: %s', (body) => {
    expect(behind(body)).toBe('by-row')
  })

  it.each([
    [`loadTask(req).then((task) => { ${isOwn}; req.task = task; next() }).catch(next)`],
    [`loadTask(req).then((task) => { ${isOwn}; next() }, next)`],
  ])('has asked for it by a function: %s', (body) => {
    expect(behind(body, finder)).toBe('by-row')
  })

  it.each([
    [`const task = await loadTask(req); ${isOwn}; next()`],
    [`const task = await loadTask(req, res); ${isOwn}; next()`],
    [`const task = await loadParams(req.params); ${isOwn}; next()`],
    [`const task = await loadTaken(req); ${isOwn}; next()`],
  ])('has asked for it by a function that is handed all of it: %s', (body) => {
    const others =
      finder.replace('loadTask = (req)', 'loadParams = (params)').replace('req.params', 'params') +
      finder.replace('loadTask = (req)', 'loadTaken = ({ params: { id } })').replace('req.params.id', 'id')
    expect(behind(`try { ${body} } catch (error) { next(error) }`, finder + others)).toBe('by-row')
  })

  it.each([
    [`${byId}.then((task) => { ${none}; req.task = task; next() }).catch(next)`],
    [`${byBoth}.then((task) => { req.task = task; next() }).catch(next)`],
    [`${byBoth}.then((task) => { ${none}; req.task = task }).finally(next)`],
    [`${byBoth}.then((task) => { ${none}; req.task = task }).catch(log).then(next)`],
    [`${byBoth}.then((task) => { ${none}; req.task = task }).then(() => next()).catch(next)`],
    [`${byBoth}.then((task) => { ${none}; next() }).catch(() => next())`],
    [`${byBoth}.then((task) => { ${none}; req.task = task }).catch(next); next()`],
    [`${byBoth}.then((task) => { if (!task) res.sendStatus(404); next() }).catch(next)`],
    [`${byBoth}.then((task) => { ${none}; later(next) }).catch(next)`],
    [`${byBoth}.then(next).catch(next)`],
    [`${byBoth.replace('params.id', 'query.id')}.then((task) => { ${none}; next() }).catch(next)`],
  ])('has not: %s', (body) => {
    expect(behind(body)).toBe('by-reference')
  })

  it.each([
    [`loadTask(req).then((task) => { ${none}; next() }).catch(next)`],
    [`loadTask(req.query).then((task) => { ${isOwn}; next() }).catch(next)`],
    [`loadTask({ params: req.query }).then((task) => { ${isOwn}; next() }).catch(next)`],
  ])('has not by a function: %s', (body) => {
    expect(behind(body, finder)).toBe('by-reference')
  })
})

describe('a function that is handed all that was sent', () => {
  const sql = (id: string): string => `db.maybeOne(sql\`select id, organization_id from tasks where id = \${${id}}\`)`
  const remove = (id: string): string => `db.query(sql\`delete from notes where task_id = \${${id}}\`)`

  it('has asked for a part of what a procedure is sent', () => {
    const own = `export const find = async (sent, org) => { const row = await ${sql('sent.id')}; if (!row || row.organization_id !== org) throw new Error(); return row }\n`
    const through = (given: string, key: string): string | undefined =>
      verdictsBehind(
        own,
        `t.procedure.use(async ({ ctx, input, next }) => { await find(${given}, ctx.org); return next() }).mutation(({ input }) => ${remove(key)})`,
        schema,
      ).at(-1)
    expect(through('input', 'input.id')).toBe('by-row')
    expect(through('ctx', 'input.id')).toBe('by-reference')
    expect(through('input', 'input.other')).toBe('by-reference')
    expect(through('input.task', 'input.id')).toBe('by-reference')
  })

  it('has asked for it in Hono', () => {
    const own = `export const find = (c) => ${sql("c.req.param('id')")}\n`
    const route = (key: string): string =>
      `app.delete('/:id', async (c, next) => { const row = await find(c); if (!row || row.organization_id !== c.get('org')) return c.notFound(); await next() }, async (c) => { await ${remove(key)} })`
    expect(verdictsBehind(own, route("c.req.param('id')"), schema).at(-1)).toBe('by-row')
    expect(verdictsBehind(own, route("c.req.query('id')"), schema).at(-1)).toBe('by-reference')
  })
})
