import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text unique, organization_id uuid not null references organizations, name text);
create table notes (id uuid primary key, organization_id uuid not null references organizations, user_id uuid not null references users, body text);
create table devices (id uuid primary key, organization_id uuid not null references organizations, serial text unique);
`
const head = "import { knex } from 'knex'\nconst db = knex({})\n"

/** The verdict on what is asked for by a value, in a function. */
function verdict(value: string, { given = 'req: any', before = '', query = `db('notes').where({ user_id: VALUE })` } = {}): string {
  const program = `${head}export async function run(${given}) {\n${before}\nreturn await ${query.replace('VALUE', value)}\n}`
  const [last = ''] = verdictsOf(program, schema).slice(-1)
  return last.replace(/.*: /, '')
}

describe('the rows of who asks, where people have a tenant', () => {
  it.each([
    ['req.user.id', {}],
    ['req.userId', {}],
    ['req.session.user.id', {}],
    ['ctx.user.id', { given: '{ ctx }: any' }],
    ['ctx.session.user.id', { given: '{ ctx, input }: any' }],
    ['ctx.state.auth.user.id', { given: 'ctx: any' }],
    ['event.locals.user.id', { given: 'event: any' }],
    ["c.get('user').id", { given: 'c: any' }],
    ['c.var.user.id', { given: 'c: any' }],
    ['session.user.id', { given: '', before: 'const session = await getServerSession(options)' }],
    ['session!.user!.id', { given: '', before: 'const session = await auth()' }],
    ['userId', { given: '', before: 'const { userId } = await auth()' }],
    ['user.id', { given: '', before: 'const user = await getCurrentUser()' }],
    ['user.id', { before: 'const user = await requireUser(req)' }],
    ['user.id', { before: 'const { user } = req' }],
    ['id', { before: 'const id = req.user.id' }],
    ['user.id', { given: 'user: User' }],
    ['actor.id', { given: 'input: any, actor: any' }],
    ['auth.user.id', { given: 'auth: AuthDto' }],
  ])('are held by %s: %o', (value, around) => {
    expect(verdict(value, around)).toBe('by-member')
  })

  it.each([
    ["db('users').where({ id: req.user.id }).first()"],
    ["db('users').where({ email: req.user.email }).first()"],
    ["db('users').where({ id: req.user.id }).update({ name: 'x' })"],
    ["db('notes').join('users', 'users.id', 'notes.user_id').where('users.id', req.user.id)"],
  ])('are so for %s', (query) => {
    expect(verdict('', { query })).toBe('by-member')
  })

  it.each([
    ['@CurrentUser() who: any', 'who.id', 'by-member'],
    ["@GetUser('id') id: string", 'id', 'by-member'],
    ["@Param('user') id: string", 'id', 'by-reference'],
    ['@Body() who: any', 'who.id', 'by-reference'],
  ])('are told by a decorator: %s', (given, value, expected) => {
    const method = `@Get() find(${given}) { return db('notes').where({ user_id: ${value} }) }`
    expect(verdictsOf(`${head}@Controller() export class Notes { ${method} }`, schema)).toEqual([`notes: ${expected}`])
  })

  it('are those that are held by what all give a function', () => {
    const find = `${head}const notesOf = (userId: string) => db('notes').where({ user_id: userId })\n`
    const of = (...calls: string[]): string[] => verdictsOf(`${find}export const run = async (req: any) => [${calls.join(', ')}]`, schema)
    expect(of('notesOf(req.user.id)')).toEqual(['notes: by-member'])
    expect(of('notesOf(req.user.id)', 'notesOf(req.params.userId)')).toEqual(['notes: by-reference'])
  })

  it.each([
    ['req.params.userId', {}],
    ['req.body.user.id', {}],
    ['req.query.userId', {}],
    ['input.user.id', { given: '{ ctx, input }: any' }],
    ['note.user.id', { given: 'note: any' }],
    ['req.user.managerId', {}],
    ['userId', { given: 'userId: string' }],
    ['user.id', { before: 'const user = await getUser(req.params.id)' }],
    ['session.user.id', { before: 'const session = await getSession(req.params.sessionId)' }],
    ['user.id', { given: 'users: any[]', before: 'for (const user of users)' }],
  ])('are not held by %s: %o', (value, around) => {
    expect(verdict(value, around)).toBe('by-reference')
  })

  it.each([
    ["db('notes').where({ id: req.user.id })", 'by-key'],
    ["db('devices').where({ serial: req.user.id })", 'by-key'],
    ["db('notes').where({ body: req.user.id })", 'unscoped'],
    ["Promise.all(users.map((user) => db('notes').where({ user_id: user.id })))", 'by-reference'],
  ])('are people’s alone: %s', (query, expected) => {
    expect(verdict('', { given: 'req: any, users: any[]', query })).toBe(expected)
  })

  it.each([
    ['ctx.state.user.id', 'ctx.body = 1', 'by-member'],
    ['ctx.state.user.id', 'ctx.status = 201', 'by-member'],
    ['ctx.state.user.id', "ctx.set('etag', '1')", 'by-member'],
    ['ctx.state.user.id', 'ctx.state.transaction = 1', 'by-member'],
    ['ctx.state.user.id', "ctx.state.events.push('read')", 'by-member'],
    ['ctx.state.user.id', 'ctx.state = ctx.request.body', 'by-reference'],
    ['ctx.state.user.id', 'ctx.state.user = ctx.request.body', 'by-reference'],
    ['ctx.state.user.id', 'ctx.state.user.id = ctx.request.body.id', 'by-reference'],
    ['ctx.user.id', 'ctx = other', 'by-reference'],
  ])('are so by %s where a program sets %s', (value, before, expected) => {
    expect(verdict(value, { given: 'ctx: any', before })).toBe(expected)
  })

  it.each([
    ['await req.user.deviceIds()', 'by-guard'],
    ["await req.user.deviceIds({ kind: 'own' })", 'by-guard'],
    ['await req.user.deviceIds(req.body.of)', 'by-key'],
    ['await req.user.devices()', 'by-key'],
    ['await other.deviceIds()', 'by-key'],
    ['await req.body.user.deviceIds()', 'by-key'],
  ])('are what they say that they have: %s', (ids, expected) => {
    expect(verdict('', { given: 'req: any, other: any', query: `db('devices').whereIn('id', ${ids})` })).toBe(expected)
  })
})
