import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`

function lastOf(text: string, beside: Readonly<Record<string, string>> = {}): string | undefined {
  return verdictsOf(text, schema, beside).at(-1)?.replace(/.*: /, '')
}

const find = (id: string, org = 'req.user.org'): string =>
  `const row = await db.maybeOne(sql\`select id from projects where id = \${${id}} and organization_id = \${${org}}\`)`
const tasks = (id: string): string => `db.any(sql\`select id from tasks where project_id = \${${id}}\`)`

const elsewhere: [what: string, text: string][] = [
  ['a session', 'export const callbacks = { session({ session, token }) { session.user.id = token.sub; return session } }'],
  ['a row', 'export function shown(row) { row.id = String(row.id); return row }'],
]

describe('what is sent to a route', () => {
  const held = `const held = async (req, res, next) => { ${find('req.params.id')}; if (!row) return res.sendStatus(404); next() }\n`
  const route = (handlers = 'held', body = ''): string =>
    `router.get('/:id', ${handlers}, async (req, res) => { ${body}; res.json(await ${tasks('req.params.id')}) })\n`

  it.each([
    ...elsewhere,
    ['the request of another route', "router.post('/:id/all', async (req, res) => { req.params.id = req.query.id; res.end() })"],
    ['another part of it', 'export const named = (req, res, next) => { req.query.id = req.query.name; next() }'],
  ])('stays what it was where the same is set on %s', (_, more) => {
    expect(lastOf(held + route() + more)).toBe('by-row')
  })

  it.each([
    ['by what may go on with it', route(), 'export const fix = (req, res, next) => { req.params.id = req.query.id; next() }'],
    ['by a route that goes on', `router.all('/:id', (req, res, next) => { req.params.id = other; next() })\n${route()}`, ''],
    ['by what is handed it', route('held', 'fix(req.params)'), 'function fix(it) { it.id = other }'],
    ['by what is handed all of it', route('held', 'fix(req)'), 'function fix({ params }) { params.id = other }'],
    [
      'by what a handler between hands it to',
      route('held, (req, res, next) => { fix(req.params); next() }'),
      'function fix(it) { it.id = other }',
    ],
    ['under another name', route('held', 'const { params } = req; params.id = other'), ''],
    ['by a function inside', route('held', '[1].forEach(() => { req.params.id = other })'), ''],
  ])('may be another one where it is set %s', (_, program, more) => {
    expect(lastOf(held + program + more)).toBe('by-reference')
  })

  it('may be another one where a handler of another file hands it on', () => {
    const fix = 'export const fix = (req, res, next) => { other(req.params); next() }\nfunction other(it) { it.id = 1 }'
    expect(lastOf(`import { fix } from './fix'\n${held}${route('held, fix')}`, { 'fix.ts': fix })).toBe('by-reference')
  })
})

describe('what is sent to a procedure', () => {
  const held = `const held = t.procedure.use(async ({ ctx, input, next }) => { ${find('input.id', 'ctx.org')}; if (!row) throw new TRPCError(); return next() })\n`
  const run = (more = '', body = ''): string =>
    `export const run = held${more}.query(({ input }) => { ${body}; return ${tasks('input.id')} })\n`

  it.each(elsewhere)('stays what it was where the same is set on %s', (_, more) => {
    expect(lastOf(held + run() + more)).toBe('by-row')
  })

  it.each([
    ['by a later middleware', run('.use(({ input, next }) => { input.id = other; return next() })'), ''],
    ['by a later middleware, by another name', run('.use(({ input: it, next }) => { it.id = other; return next() })'), ''],
    ['by what it hands it to', run('', 'fix(input)'), 'function fix(it) { it.id = other }'],
  ])('may be another one where it is set %s', (_, program, more) => {
    expect(lastOf(held + program + more)).toBe('by-reference')
  })

  it('may be another one where a middleware of another file sets it', () => {
    const fix = 'export const fix = t.middleware(({ input: it, next }) => { it.id = other; return next() })'
    expect(lastOf(`import { fix } from './fix'\n${held}${run('.use(fix)')}`, { 'fix.ts': fix })).toBe('by-reference')
  })
})

describe('what is sent to a method of NestJS', () => {
  const imports = "import { Delete, Param, UseGuards } from '@nestjs/common'\n"
  const guard = (name: string, body: string): string =>
    `export class ${name} implements CanActivate { constructor(private readonly db: Db) {}\nasync canActivate(context: ExecutionContext) { const req = context.switchToHttp().getRequest()\n${body}; return true } }\n`
  const held = guard('Held', `${find('req.params.id')}; if (!row) throw new NotFoundException()`)
  const method = (guards: string, body = ''): string =>
    `export class Tasks {\n@Delete(':id')\n@UseGuards(${guards})\nremove(@Param('id') id: string) { ${body}; return ${tasks('id')} } }\n`

  it.each(elsewhere)('stays what it was where the same is set on %s', (_, more) => {
    expect(lastOf(imports + held + method('Held') + more)).toBe('by-row')
  })

  it('may be another one where a guard sets it', () => {
    const set = guard('Sets', 'req.params.id = req.query.id')
    expect(lastOf(imports + held + set + method('Held, Sets'))).toBe('by-reference')
    expect(lastOf(`${imports}import { Sets } from './sets'\n${held}${method('Held, Sets')}`, { 'sets.ts': set })).toBe('by-reference')
  })
})

describe('what was put on a request', () => {
  const asked = (more: string, body = ''): string | undefined =>
    lastOf(`export const run = async (req, res) => { ${body}; res.json(await ${tasks('req.project.id')}) }\n${more}`)

  it.each([...elsewhere, ['another row there', 'export const named = (req, res, next) => { req.user.id = req.query.name; next() }']])(
    'stays what it was where the same is set on %s',
    (_, more) => {
      expect(asked(more)).toBe('dynamic')
    },
  )

  it.each([
    ['by a middleware', 'export const fix = (req, res, next) => { req.project.id = req.query.id; next() }', ''],
    [
      'by a middleware, under another name',
      'export const fix = (req, res, next) => { const { project } = req; project.id = req.query.id; next() }',
      '',
    ],
    ['by what is handed it', 'function fix(it, id) { it.id = id }', 'fix(req.project, req.query.id)'],
    ['by what is handed all of it', 'function fix(it) { it.project.id = it.query.id }', 'fix(req)'],
  ])('may be another one where it is set %s', (_, more, body) => {
    expect(asked(more, body)).toBe('by-reference')
  })

  it('is there where what is handed the request has put it there', () => {
    expect(asked('async function load(it) { it.project = await projectOf(it.user) }', 'await load(req)')).toBe('dynamic')
  })
})

describe('what was compared with a row', () => {
  const run = (body = ''): string =>
    `export async function run(org, id, others) { const rows = await db.any(sql\`select id from projects where organization_id = \${org}\`)\n${body}; const ids = new Set(rows.map((one) => one.id)); if (!ids.has(id)) throw new Error()\nreturn ${tasks('id')} }\n`

  it.each(elsewhere)('stays what it was where the same is set on %s', (_, more) => {
    expect(lastOf(run() + more)).toBe('by-row')
  })

  it.each([
    ['it', 'rows.forEach((one) => { one.id = id })', ''],
    ['what is handed it', 'rows.forEach((one) => fix(one, id))', 'function fix(it, id) { it.id = id }'],
  ])('may be another one where %s is set', (_, body, more) => {
    expect(lastOf(run(body) + more)).toBe('by-reference')
  })
})
