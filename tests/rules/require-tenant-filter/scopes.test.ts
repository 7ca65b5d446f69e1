import { describe } from 'vitest'
import { inNotation } from '../../support/in-notation.ts'
import { testRule, type Case } from '../../support/lint.ts'

const rule = 'require-tenant-filter'
const schema = `create table organizations (id bigint primary key);
create table venue_sections (id bigint primary key, name text);
create table events (id bigint primary key, organization_id bigint not null references organizations, slug text unique);
create table seats (
  id bigint primary key, organization_id bigint not null references organizations, event_id bigint not null references events,
  venue_section_id bigint not null references venue_sections, status text, unique (event_id, venue_section_id)
);
create table tickets (
  id bigint primary key, organization_id bigint not null references organizations, event_id bigint not null references events,
  seat_id bigint references seats, code text, token_hash text unique, unique (organization_id, code)
);
create table orders (id bigint primary key, organization_id bigint not null references organizations, event_id bigint not null);
`
const options = [{ scopes: { event_id: ['tickets', 'seat*'] } }]
const missing = (sql: string, at: string, more: Partial<Case> = {}): Case => ({
  name: sql,
  sql,
  expect: [{ messageId: 'outOfScope', at, data: { table: at, column: 'event_id' } }],
  ...more,
})
const held = (sql: string, more: Partial<Case> = {}): Case => ({ name: sql, sql, expect: [], ...more })

const queries: Case[] = [
  {
    name: 'a query of the whole tenant',
    serves: 'S0-28',
    sql: 'select id from tickets where organization_id = $1',
    expect: [
      {
        messageId: 'outOfScope',
        at: 'tickets',
        data: {
          deed: 'reads',
          table: 'tickets',
          others: '',
          column: 'event_id',
          reason: 'nothing limits event_id to one value',
          effect: 'read',
        },
      },
    ],
  },
  missing(`select id from seats where organization_id = $1 and status = 'free'`, 'seats', { serves: 'S0-28' }),
  missing('update seats set status = $2 where organization_id = $1', 'seats'),
  missing('delete from tickets where organization_id = $1', 'tickets'),
  missing('select id from seats where organization_id = $1 and venue_section_id = $2', 'seats', { name: 'by what an event has one of' }),
  missing('select id from seats where organization_id = $1 and (event_id = $2 or status is null)', 'seats', {
    name: 'a condition that does not hold',
  }),
  missing(
    'select t.id from events e join tickets t on t.event_id = e.id where e.organization_id = $1 and t.organization_id = $1',
    'tickets',
    {
      name: 'of all events',
      expect: [{ messageId: 'outOfScope', at: 'tickets' }],
    },
  ),
  {
    name: 'two tables in one file',
    sql: 'select id from seats where organization_id = $1; select id from "tickets" where ORGANIZATION_ID = $1',
    expect: [
      { messageId: 'outOfScope', at: 'seats' },
      { messageId: 'outOfScope', at: '"tickets"' },
    ],
  },
  {
    name: 'a self-join, of which one side is open',
    sql: 'select a.id from seats a join seats b on b.status = a.status where a.organization_id = $1 and b.organization_id = $1 and a.event_id = $2',
    expect: [{ messageId: 'outOfScope', at: 'seats' }],
  },
  { name: 'neither tenant nor event', sql: 'select id from tickets', expect: ['unscoped', 'outOfScope'] },
  held('select id from tickets where organization_id = $1 and event_id = $2', { serves: 'S0-28' }),
  held('select id from seats where organization_id = $1 and event_id in ($2, $3)'),
  held('select t.id from events e join tickets t on t.event_id = e.id where e.id = $2 and t.organization_id = $1', {
    name: 'by the event',
  }),
  held('select t.id from events e join tickets t on t.event_id = e.id where e.slug = $2 and t.organization_id = $1', {
    name: 'by a key of the event',
  }),
  held('select id from tickets where id = $1 and organization_id = $2', { serves: 'S0-28' }),
  held('select id from tickets where organization_id = $1 and code = $2', { name: 'by a unique key' }),
  held('select id from tickets where token_hash = $1', { name: 'by a secret' }),
  held(
    'select t.id from seats s join tickets t on t.seat_id = s.id where s.event_id = $1 and s.organization_id = $2 and t.organization_id = $2',
    {
      name: 'over a seat of the event',
    },
  ),
  held('select id from orders where organization_id = $1', { name: 'a table that is not listed', serves: 'S0-28' }),
  held('select id from events where organization_id = $1', { name: 'the events' }),
  held('insert into tickets (id, organization_id, event_id) values ($1, $2, $3)'),
  { name: 'TRUNCATE, which is told once', sql: 'truncate tickets', expect: ['truncated'] },
  {
    name: 'what cannot be seen',
    ts: 'db.query(`select id from tickets where organization_id = $1 and ${more}`)',
    expect: [],
  },
  { name: 'no option', options: [], sql: 'select id from tickets where organization_id = $1', expect: [] },
]

describe('queries', () => {
  testRule(
    rule,
    queries.map((one) => ({ schema, options, ...one })),
  )
})

const inProgram = (name: 'prisma' | 'drizzle', call: string, more: Partial<Case> = {}): Case => ({
  name: `${name}: ${call}`,
  ...inNotation(name, call),
  options: [{ scopes: { project_id: ['tasks'] } }],
  expect: [],
  ...more,
})

describe('notations', () => {
  const outOfScope = { messageId: 'outOfScope', at: 'task', data: { table: 'tasks', column: 'projectId' } }
  testRule(rule, [
    inProgram('prisma', 'await db.task.findMany({ where: { organizationId: org } })', { expect: [outOfScope] }),
    inProgram('prisma', 'await db.task.findMany({ where: { organizationId: org, projectId: id } })'),
    inProgram('prisma', 'await db.task.findMany({ where: { organizationId: org, ...filters } })'),
    inProgram('prisma', 'await db.task.findMany({ where: { done: true } })', {
      name: 'a client of the tenant, which knows no projects',
      settings: { scopedClients: ['db'] },
      expect: [outOfScope],
    }),
    inProgram('prisma', 'await db.task.findMany({ where: { projectId: filters?.project } })', {
      name: 'a client of the tenant, and a condition that may vanish',
      settings: { scopedClients: ['db'] },
      expect: [outOfScope],
    }),
    inProgram('drizzle', 'await db.select().from(tasks).where(eq(tasks.organizationId, org))', {
      expect: [{ messageId: 'outOfScope', at: 'tasks' }],
    }),
    inProgram('drizzle', 'await db.select().from(tasks).where(and(eq(tasks.organizationId, org), eq(tasks.projectId, id)))'),
  ])
})

const tables = (scopes: object, expect: Case['expect'], name: string): Case => ({ name, sql: schema, options: [{ scopes }], expect })

describe('names in the option', () => {
  testRule(rule, [
    tables({ event_id: ['tickets', 'seats'] }, [], 'that are right'),
    tables({ eventId: ['public.tickets', 'seats'] }, [], 'in another case, with the schema'),
    tables(
      { event_id: ['tikets'] },
      [{ messageId: 'unknownScopeTable', at: 'organizations', data: { table: 'tikets', column: 'event_id' } }],
      'a table that is not there: told once, at the first of the schema',
    ),
    tables(
      { event: ['tickets'] },
      [{ messageId: 'unknownScopeColumn', at: 'tickets', data: { table: 'tickets', column: 'event' } }],
      'a column that is not there',
    ),
    tables({ event_id: ['tick_*', '!orders'] }, [], 'a pattern, which may be of tables to come'),
  ])
})
