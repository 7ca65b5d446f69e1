import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

/** The verdict on a query by `req.project.id`, behind a middleware of the same file. */
function behind(middleware: string, key = 'req.project.id'): string | undefined {
  return verdictsOf(
    `import express from 'express'
import { sql } from './db'
const app = express()
app.use(async (req, res, next) => { ${middleware}; next() })
app.post('/', async (req, res) => { const rows = await sql\`select name from projects where id = \${${key}}\` })`,
    schema,
  ).at(-1)
}

describe('what a program puts on a request', () => {
  it.each([
    ['a row', 'req.project = await loadProject(req.params.id)'],
    ['a row of several', 'Object.assign(req, { project: await loadProject(req.params.id) })'],
    ['what an object elsewhere is given', 'Object.assign(settings, req.body)'],
    [
      'what a service is given with it',
      'req.project = await loadProject(req.params.id); await service.assign(req.project, req.body.owner)',
    ],
    ['what an object of its own gets under a key that is worked out', 'const where = {}; where[Op.or] = [{ name: req.query.name }]'],
  ])('is no key that anybody sends: %s', (_, middleware) => {
    expect(behind(middleware)).toBe('projects: dynamic')
  })

  it.each([
    ['the body', 'req.project = req.body'],
    ['what is assigned', 'Object.assign(req, { project: req.body })'],
    ['what is assigned with all of the body', 'Object.assign(req, req.body)'],
    ['what is taken apart', '({ project: req.project } = req.body)'],
    ['each of the body', 'for (const key of Object.keys(req.body)) req[key] = req.body[key]'],
    ['what was put into an object of its own', 'const more = {}; more[name] = req.body[name]; req.project = more'],
    ['each of the body, by another name', 'const to = req; for (const key of Object.keys(req.body)) to[key] = req.body[key]'],
    ['a text', 'req.project = { id: String(req.query.id) }'],
    ['a template', 'req.project = { id: `${req.params.id}` }'],
    ['a number', 'req.project = { id: +req.params.id }'],
    ['one of a list', 'req.project = [req.body][0]'],
    ['a variable that is set later', 'let id; id = req.params.id; req.project = { id }'],
    ['what a promise gives', 'schema.parseAsync(req.body).then((project) => { req.project = project })'],
    ['what is made of the body', 'req.project = normalize(req.body)'],
  ])('is one where that was sent: %s', (_, middleware) => {
    expect(behind(middleware)).toBe('projects: by-key')
  })

  it.each([
    ['of the response', 'res.locals = { project: req.body.project }'],
    ['of the response, besides others', 'res.locals = { ...res.locals, ...req.body }'],
    ['assigned to those of the response', 'Object.assign(res.locals, req.body)'],
  ])('is one among the locals: %s', (_, middleware) => {
    expect(behind(middleware, 'res.locals.project.id')).toBe('projects: by-key')
  })

  it('is told of as soon as objects are, however many hang together', () => {
    const object = (name: string, of: string): string =>
      `const ${name} = { ${Array.from({ length: 60 }, (_, i) => `x${String(i)}: ${of}`).join(', ')} }`
    const objects = ['a3', 'a2', 'a1', 'a0'].map((name, i, all) => object(name, all[i - 1] ?? 'row')).join('\n')
    expect(behind(`${objects}\nreq.project = a0`)).toBe('projects: dynamic')
  })
})

describe('a request that nothing tells to be one', () => {
  it('is a parameter like others, also where a file is read that is imported', () => {
    const text = 'export const named = (req) => { const { name } = req.d; return sql`select id from projects where name = ${name}` }'
    expect(verdictsOf(`import { named } from './named'\nnamed({})`, schema, { 'named.ts': text })).toEqual([])
    expect(verdictsOf(text, schema)).toEqual(['projects: unscoped'])
  })
})

describe('a function that says by its name that it throws', () => {
  const after = (body: string): string | undefined =>
    verdictsOf(
      `import { pool } from './db'
async function queryOrThrow(text, values) { ${body} }
export async function run(org, id) {
  await queryOrThrow('select id from projects where id = $1 and organization_id = $2', [id, org])
  await pool.query('delete from projects where id = $1', [id])
}`,
      schema,
    ).at(-1)

  it('is taken at its word where nothing in sight says otherwise', () => {
    expect(after('const { rows } = await pool.query(text, values); if (rows.length === 0) throw new Error(); return rows')).toBe(
      'projects: by-row',
    )
    expect(after('return pool.query(text, values)')).toBe('projects: by-key')
  })
})

describe('a function that compares much', () => {
  it('is read in time, and told of what it compares first', () => {
    const body = Array.from({ length: 600 }, (_, i) => `if (row.a${String(i)} !== org) throw new Error()`)
    const returns = Array.from({ length: 7 }, (_, i) => `if (row.q${String(i)}) return`)
    const found = verdictsOf(
      `import { sql } from './db'
function check(row, org) { if (row.organization_id !== org) throw new Error()\n${[...body, ...returns].join('\n')} }
export async function run(org, id) {
  const [row] = await sql\`select * from projects where id = \${id}\`
  check(row, org)
  await sql\`delete from tasks where project_id = \${row.id}\`
}`,
      schema,
    )
    expect(found).toHaveLength(2)
  })
})
