import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table events (id uuid primary key, organization_id uuid not null references organizations (id), title text);
create table tickets (id uuid primary key, event_id uuid not null references events (id));`

const head = `import { Model } from 'objection'
import { z } from 'zod'
class Ticket extends Model { static tableName = 'tickets' }
class Event extends Model {
  static tableName = 'events'
  id!: string
  organization_id!: string
  title!: string
  static relationMappings = { tickets: { relation: Model.HasManyRelation, modelClass: Ticket, join: { from: 'events.id', to: 'tickets.event_id' } } }
}
interface Input { title: string }
const input = z.object({ id: z.string(), title: z.string() })
`

function told(program: string): string[] {
  return verdictsOf(head + program, schema)
}

describe('a graph that is upserted changes the row of its key', () => {
  it.each([
    ['the body of a request', 'export const f = (req) => Event.query().upsertGraph(req.body)'],
    [
      'the body of a request in a variable',
      'export const f = async (req) => { const body = req.body; await Event.query().upsertGraph(body) }',
    ],
    [
      'a body that is waited for',
      'export const f = async (c) => { const body = await c.req.json(); await Event.query().upsertGraph(body) }',
    ],
    [
      'a body, and more',
      'export const f = (req) => Event.query().upsertGraph({ ...req.body, organization_id: req.user.org }, { relate: true })',
    ],
    ['a body with a key', 'export const f = (req) => Event.query().upsertGraph({ ...req.body, id: req.params.id })'],
    ['a key', "export const f = (id: string) => Event.query().upsertGraphAndFetch({ id, title: 'x', tickets: [] })"],
    [
      'a parameter with a key',
      'export const f = (org: string, body: Input & { id: string }) => Event.query().upsertGraph({ ...body, organization_id: org })',
    ],
    ['a parameter that may have a key', 'export const f = (body: { id?: string }) => Event.query().upsertGraph(body)'],
    ['a part of a row', 'export const f = (body: Partial<Event>) => Event.query().upsertGraph(body)'],
    ['what was checked', 'export const f = (sent: unknown) => Event.query().upsertGraph(input.parse(sent))'],
    [
      'what calls of a function send',
      'export const f = (req) => save(req.body)\nasync function save(body: any) { await Event.query().upsertGraph(body) }',
    ],
  ])('of %s', (_, program) => {
    expect(told(program)).toEqual(['events: by-key'])
  })
})

describe('a row that a query for the tenant loaded before may be changed', () => {
  const load = (id: string): string =>
    `const own = await Event.query().findOne({ id: ${id}, organization_id: req.org }); if (!own) throw new Error();`

  it.each([
    ['by the key that it was asked by', `${load('req.params.id')} await Event.query().upsertGraph({ ...req.body, id: req.params.id })`],
    ['by its own', `${load('req.params.id')} await Event.query().upsertGraph({ ...req.body, id: own.id })`],
    ['by the key in the body', `${load('req.body.id')} await Event.query().upsertGraph(req.body)`],
    [
      'by the key in a body',
      `const body = req.body; ${load('body.id')} await Event.query().upsertGraph({ ...body, organization_id: req.org })`,
    ],
  ])('%s', (_, body) => {
    expect(told(`export async function f(req) { ${body} }`)).toEqual(['events: scoped', 'events: by-row'])
  })

  it.each(['const { id } = req.body;', 'const id = req.body.id;'])('by the key of a variable: %s', (taken) => {
    expect(told(`export async function f(req) { ${taken} ${load('id')} await Event.query().upsertGraph({ ...req.body, id }) }`)).toEqual([
      'events: scoped',
      'events: by-row',
    ])
  })

  it('where somebody was asked about it', () => {
    const asked = (query: string): string[] =>
      told(`export async function f(req) { if (!(await mayEdit(req.user, req.body.id))) throw new Error(); await ${query} }`)
    expect(asked('Event.query().upsertGraph(req.body)')).toEqual(asked("Event.query().findById(req.body.id).patch({ title: 'x' })"))
  })

  it('but not another one', () => {
    expect(told(`export async function f(req) { ${load('req.params.id')} await Event.query().upsertGraph(req.body) }`)).toEqual([
      'events: scoped',
      'events: by-key',
    ])
  })
})

describe('which row a graph changes nobody knows', () => {
  it.each([
    ['of a parameter', 'export const f = (graph: any) => Event.query().upsertGraph(graph)'],
    ['of a row', 'export const f = (event: Event) => Event.query().upsertGraph(event)'],
    ['of a parameter without a key', 'export const f = (body: Input) => Event.query().upsertGraph(body)'],
    ['of another function', "import { graphOf } from './graphs'\nexport const f = (req) => Event.query().upsertGraph(graphOf(req))"],
    ['of something behind a body', 'export const f = (req, own: any) => Event.query().upsertGraph({ ...req.body, ...own })'],
    ['of a body without its key', 'export const f = (req) => { const { id, ...rest } = req.body; return Event.query().upsertGraph(rest) }'],
    ['of several', 'export const f = (events: any[]) => Event.query().upsertGraph(events)'],
    ['of a condition', "export const f = (req, id?: string) => Event.query().upsertGraph({ title: 'x', ...(id ? { id } : {}) })"],
  ])('%s', (_, program) => {
    expect(told(program)).toEqual(['events: dynamic'])
  })
})

it.each([
  ["export const f = (org: string) => Event.query().upsertGraph({ organization_id: org, title: 'x', tickets: [] })", 'scoped'],
  [
    'export const f = (req, org: string) => { const { id, ...rest } = req.body; return Event.query().upsertGraph({ ...rest, organization_id: org }) }',
    'scoped',
  ],
])('a graph without a key is inserted: %s', (program, verdict) => {
  expect(told(program)).toEqual([`events: ${verdict}`])
})
