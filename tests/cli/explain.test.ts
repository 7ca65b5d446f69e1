import { describe, expect, it } from 'vitest'
import type { ExplainJson } from '../../src/cli/explain/explained.ts'
import { makeRepository } from '../project/temp-project.ts'
import { shop } from '../support/shop.ts'
import { tenancy } from './run.ts'

const cwd = makeRepository({
  'migrations/0001_init.sql': shop,
  'queries.sql': [
    '-- tickets',
    'select * from tickets where price = $1;',
    '',
    '',
    'select t.id from tickets t',
    '  join events e on e.id = t.event_id',
    '  where t.organization_id = $1;',
    'select nothing from nowhere;',
    'select m.user_id, p.name from memberships m, plans p, organizations o where o.id = $1; select 1;',
    '',
    '',
    'selec 1;',
    'delete from events whre id = 1;',
  ].join('\n'),
  'app.ts': [
    "import { PrismaClient } from '@prisma/client'",
    'const db = new PrismaClient()',
    '',
    'export const find = (id: bigint, more: string) => db.$queryRawUnsafe(`select * from tickets where id = ${id} ${more}`)',
  ].join('\n'),
  'alias.ts': [
    "import { PrismaClient } from '@prisma/client'",
    'const p = new PrismaClient()',
    "export const find = (name: string) => p.$queryRawUnsafe(`select * from tickets where name = '${name}'`)",
  ].join('\n'),
  'base.ts': [
    "import { Pool } from 'pg'",
    'export abstract class Base {',
    '  protected abstract readonly table: string',
    '  constructor(protected readonly pool: Pool) {}',
    '  list() { return this.pool.query(`select id from ${this.table}`) }',
    '}',
  ].join('\n'),
  'heir.ts': "import { Base } from './base'\nexport class Tickets extends Base {\n  protected readonly table = 'tickets'\n}\n",
  'choice.ts': [
    "import { Pool } from 'pg'",
    'export const find = (pool: Pool, asked: string[]) => pool.query(`select id from tickets where organization_id = $1${asked.some(',
    "  (one) => one === 'cheap',",
    ") ? ' and price < 10' : ''} limit ${more(",
    '  asked,',
    ')}`)',
  ].join('\n'),
  'long.ts': [
    "import { Pool } from 'pg'",
    "import { count } from './count'",
    'export async function list(pool: Pool, id: string) {',
    '  count(',
    "    'list',",
    '  )',
    '  const { rows } = await pool.query(',
    '    `select id from tickets where price = $1`,',
    '    [id],',
    '  )',
    '  return rows',
    '}',
    'export const none = () =>',
    "  count('none')",
  ].join('\n'),
  'empty.sql': '\n\n',
  'more.sql': "create type mood as enum ('ok');\n\ncreate function f() returns int\n  language sql as 'select 1';\n",
  'broken.ts': 'const const',
  'given.ts':
    'export const find = (db: any, id: bigint) => db`select * from tickets where id = ${id}`\nexport const other = (db: any) => db`select * from nowhere`\n',
})

const ofPrisma = makeRepository({
  'package.json': '{ "dependencies": { "@prisma/client": "6" } }',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n  url = env("URL")\n}\ngenerator client {\n  provider = "prisma-client-js"\n}\nmodel tickets {\n  id BigInt @id\n  organization_id BigInt\n  event_id BigInt\n}\n',
  'app.ts': [
    "import { PrismaClient } from '@prisma/client'",
    'const db = new PrismaClient()',
    'export const ticket = (id: bigint) => db.tickets.findMany({ where: { event_id: id } })',
    'export const tickets = (where: object) => db.tickets.findMany({ where })',
  ].join('\n'),
  'service.ts': "import { tickets } from './db/../app'\nexport const ofEvent = (event_id: bigint) => tickets({ event_id })\n",
})

function explain(place: string): ExplainJson {
  const { code, out, errors } = tenancy(cwd, 'explain', place, '--no-config', '--format', 'json', '--schema', 'migrations/*.sql')
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return JSON.parse(out) as ExplainJson
}

function lines(place: string): string {
  const { code, out, errors } = tenancy(cwd, 'explain', place, '--no-config', '--schema', 'migrations/*.sql')
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return out
}

describe('what the program decides or fills in', () => {
  it('is told in one line, however it is written', () => {
    const said = lines('choice.ts:2')
    expect(said).toContain("or, where asked.some( (one) => one === 'cheap', ) is otherwise: SELECT")
    expect(said).toContain('LIMIT ${more( asked, )}')
    expect(said).toContain('more( asked, ): taken for value')
  })
})

describe('a line beside a query', () => {
  it.each([
    ['begins its statement', 7],
    ['ends it', 9],
    ['is one of its function', 5],
    ['names its function', 3],
  ])('is told of that query where it %s', (_, line) => {
    const { queries, findings } = explain(`long.ts:${line}`)
    expect(queries).toMatchObject([{ sql: 'SELECT id FROM tickets WHERE price = ${id}', place: { line: 8 } }])
    expect(findings.map(({ rule, place }) => [rule, place.line])).toContainEqual(['tenancy/require-tenant-filter', 8])
  })

  it('is told where one is, where its function has none', () => {
    const { errors } = tenancy(cwd, 'explain', 'long.ts:14', '--no-config')
    expect(errors).toContain('stands at long.ts:14. The nearest stands at line 8.')
  })
})

describe('a class that inherits queries', () => {
  it('is told of them where it names what it extends', () => {
    const { queries, findings } = explain('heir.ts:2')
    expect(queries).toMatchObject([
      { sql: 'SELECT id FROM tickets', place: { file: 'base.ts', line: 5 }, tables: [{ table: 'tickets', verdict: 'unscoped' }] },
    ])
    expect(findings.map(({ rule, place }) => [rule, place.line])).toContainEqual(['tenancy/require-tenant-filter', 2])
  })

  it('is named as the nearest line that holds something', () => {
    expect(tenancy(cwd, 'explain', 'heir.ts:3', '--no-config').errors).toContain('The nearest stands at line 2.')
  })
})

describe('a call that gives a function what it asks for', () => {
  it('is told what that asks then', () => {
    const { code, out } = tenancy(ofPrisma, 'explain', 'service.ts:2', '--no-config', '--format', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      queries: [
        {
          notation: 'prisma',
          tables: [{ table: 'tickets', verdict: 'unscoped' }],
          notes: ['`tickets()` asks it, in app.ts, with what it is given here.'],
        },
      ],
      findings: [{ rule: 'tenancy/require-tenant-filter', place: { line: 2 } }],
    })
  })
})

describe('tenancy explain of what is neither a query nor a table', () => {
  it.each([
    ['more.sql:1', 'more.sql:1:1  SQL', "create type mood as enum ('ok')"],
    ['more.sql:4', 'more.sql:3:1  SQL', 'create function f() returns int'],
  ])('says so: %s', (place, at, text) => {
    expect(lines(place)).toContain(at)
    expect(lines(place)).toContain(text)
    expect(lines(place)).toContain('It asks no table for rows and defines none, so there is nothing to prove.')
  })
})

describe('tenancy explain of a query', () => {
  it('says how it was understood, and what would make it pass', () => {
    expect(lines('queries.sql:2')).toBe(`queries.sql:2:1  SQL
  SELECT * FROM tickets WHERE price = $1

  tickets, defined at migrations/0001_init.sql:15:14
    tenant: it has organization_id
    unscoped at queries.sql:2:15: nothing limits organization_id to one value
    no index; to add: CREATE INDEX ON tickets (price)

To make it pass:
  queries.sql:2:15  error  tenancy/require-tenant-filter
    This query reads tickets without keeping to one tenant: nothing limits organization_id to one value, so rows of every tenant are read. Compare tickets.organization_id with the tenant that asks.
`)
  })

  it('finds it at each of its lines, and tells one column from another', () => {
    const all = ['queries.sql:5', 'queries.sql:6', 'queries.sql:7', 'queries.sql:6:10'].map((place) => explain(place).queries)
    for (const queries of all) expect(queries).toEqual(all[0])
    expect(all[0]?.map(({ place, endLine }) => [place.line, endLine])).toEqual([[5, 7]])
    expect(explain('queries.sql:9').queries).toHaveLength(2)
    expect(explain('queries.sql:9:90').queries.map(({ sql }) => sql)).toEqual(['SELECT 1'])
  })

  it('says of each table where it is defined, what kind it is and why', () => {
    const [query] = explain('queries.sql:9:3').queries
    expect(query?.tables.map(({ table, definedAt, kind, kindReason }) => [table, definedAt?.line, kind, kindReason])).toEqual([
      ['memberships', 4, 'membership', 'a key of it joins user_id, a person, to organization_id'],
      ['plans', 24, 'global', 'it has no column of tenantColumns'],
      ['organizations', 2, 'tenants', 'its id is what tenant columns reference'],
    ])
  })

  it('says what a table that has no tenant column goes by, where foreign keys are followed', () => {
    const followed = makeRepository({
      'migrations/1.sql': [
        'create table organizations (id int primary key);',
        'create table orders (id int primary key, organization_id int not null references organizations);',
        'create table bills (id int primary key, payer int not null references organizations);',
        'create table lines (id int primary key, bill_id int not null references bills);',
      ].join('\n'),
      'settings.json': '{ "followForeignKeys": true }',
      'q.sql': 'select l.id from bills b join lines l on l.bill_id = b.id where b.payer = 1',
    })
    const { out } = tenancy(followed, 'explain', 'q.sql:1', '--no-config', '--settings', 'settings.json')
    expect(out).toContain('\n    tenant: its payer references the tenants themselves\n    scoped ')
    expect(out).toContain("\n    through a parent: its foreign key of bill_id leads to bills, which is a tenant's\n    by-parent ")
  })

  it('says of a table that is not known that it is not', () => {
    const [query] = explain('queries.sql:8').queries
    expect(query?.tables).toMatchObject([{ table: 'nowhere', definedAt: null, kind: null, verdict: 'global', indexedBy: null }])
    expect(lines('queries.sql:8')).toContain('not known: the schema that was read does not have it')
  })

  it('names the index that serves it', () => {
    const schema = makeRepository({
      'migrations/1.sql': 'create table t (id int primary key, organization_id int);',
      'q.sql': 'select * from t where id = 1',
    })
    expect(tenancy(schema, 'explain', 'q.sql:1', '--no-config').out).toContain('\n    index: t_pkey\n')
  })

  it('shows the SQL that the call of an ORM sends', () => {
    const { out, errors } = tenancy(ofPrisma, 'explain', 'app.ts:3', '--no-config', '--format', 'json')
    expect(errors).toBe('')
    const [query] = (JSON.parse(out) as ExplainJson).queries
    expect(query).toMatchObject({ notation: 'prisma', holes: [{ text: 'id', takenFor: 'value' }] })
    expect(query?.sql).toBe('SELECT t0.* FROM tickets AS t0 WHERE t0.event_id = ${id}')
    expect(query?.tables).toMatchObject([{ table: 'tickets', verdict: 'unscoped', definedAt: { file: 'prisma/schema.prisma', line: 8 } }])
  })

  it('says what holes were taken for', () => {
    const [query] = explain('app.ts:4').queries
    expect(query?.holes.map(({ text, takenFor }) => [text, takenFor])).toEqual([
      ['id', 'value'],
      ['more', 'more SQL'],
    ])
    expect(lines('app.ts:4')).toContain('  Filled by the program:\n    id: taken for value\n    more: taken for more SQL')
  })

  it('knows that Prisma runs a text, whatever its client is called', () => {
    const { notes, holes } = explain('alias.ts:3').queries[0] ?? {}
    expect(notes).toEqual([])
    expect(holes).toMatchObject([{ takenFor: 'in a string' }])
    expect(lines('alias.ts:3')).toContain('    name: taken for part of a string\n')
  })

  it('says why it cannot be read', () => {
    expect(explain('queries.sql:13').queries[0]?.notes).toEqual([expect.stringMatching(/^It cannot be read: syntax error/)])
  })
})

describe('tenancy explain of a definition', () => {
  it('shows the table as the catalog has it, with its findings', () => {
    const { definitions, findings } = explain('migrations/0001_init.sql:15')
    expect(definitions).toMatchObject([
      { what: 'table tickets', kind: 'tenant', table: { name: 'tickets', tenantColumn: 'organization_id' } },
    ])
    expect(findings.map(({ rule }) => rule)).toContain('tenancy/require-foreign-key-index')
    expect(findings.flatMap(({ suggestions }) => suggestions).length).toBeGreaterThan(0)
  })

  it('tells of a part alone what is wrong with it', () => {
    const { definitions, findings } = explain('migrations/0001_init.sql:19')
    expect(definitions).toMatchObject([{ what: 'column holder_id of tickets' }])
    expect(new Set(findings.map(({ place }) => place.line))).toEqual(new Set([19]))
  })

  it('shows a view', () => {
    expect(lines('migrations/0001_init.sql:25')).toContain('  view open_events  migrations/0001_init.sql:25:13\n    id  bigint')
  })

  it('reads the schema of an ORM', () => {
    const { out } = tenancy(ofPrisma, 'explain', 'prisma/schema.prisma:10', '--no-config', '--format', 'json')
    const { definitions } = JSON.parse(out) as ExplainJson
    expect(definitions).toMatchObject([{ what: 'column organization_id of tickets', table: { name: 'tickets' } }])
  })
})

describe('tenancy explain says what to type', () => {
  const errorOf = (...args: string[]): string => {
    const { code, out, errors } = tenancy(cwd, 'explain', '--no-config', ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    return errors.trim()
  }

  it('where nothing stands at the line', () => {
    expect(errorOf('queries.sql:4')).toBe(
      'No query and no definition of a table or view stands at queries.sql:4. The nearest stand at the lines 5, 2, 8. Type: tenancy explain queries.sql:5',
    )
    expect(errorOf('queries.sql:400')).toContain('Type: tenancy explain queries.sql:13')
    expect(errorOf('queries.sql:2:300')).toContain('stands at queries.sql:2:300')
  })

  it('where nothing stands in the file', () => {
    expect(errorOf('empty.sql:1')).toContain('nor anywhere else in the file. To see which queries are found, type: tenancy queries')
  })

  it('where the file cannot be read', () => {
    expect(errorOf('broken.ts:1')).toBe('broken.ts cannot be read. To see why, type: tenancy check broken.ts')
  })

  it('where it is no place', () => {
    expect(errorOf('queries.sql')).toBe(
      'Which line of queries.sql? Queries and definitions stand at the lines 2, 5, 8, 9, 13. Type: tenancy explain queries.sql:2',
    )
    expect(errorOf('queries.sql:one')).toBe(
      'queries.sql:one is no line of a file. Type a file and a line, as in: tenancy explain queries.sql:12',
    )
    expect(errorOf('nope:two')).toContain('tenancy explain src/orders.ts:12')
    expect(errorOf('nope.sql:1')).toContain('nope.sql is no file.')
  })

  it('in its help', () => {
    expect(tenancy(cwd, 'explain', '--help').out).toContain('Example:\n  tenancy explain src/orders.ts:12')
  })
})

describe('what explain says of a text', () => {
  it('shows a function that asks nothing in one line', () => {
    const { out } = tenancy(cwd, 'explain', 'more.sql:3')
    expect(out).toContain('create function f()')
    expect(out).not.toContain('\ufffd')
  })

  it('says of one that nothing runs whether it is taken for SQL', () => {
    expect(tenancy(cwd, 'explain', 'given.ts:1').out).toContain('That it is SQL is told by the tables')
    expect(tenancy(cwd, 'explain', 'given.ts:2').out).toContain('It only looks like SQL')
  })
})
