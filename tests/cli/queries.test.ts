import { describe, expect, it } from 'vitest'
import type { QueryJson } from '../../src/cli/queries.ts'
import { makeRepository } from '../project/temp-project.ts'
import { shop } from '../support/shop.ts'
import { tenancy } from './run.ts'

const queries = `select 1 from tickets t join events e on e.id = t.event_id;
select relname from pg_class, information_schema.tables, pg_catalog.pg_index;
insert into events (id) values ($1);
copy tickets (id) to stdout;
`

describe('tenancy queries --format json', () => {
  const cwd = makeRepository({ 'migrations/0001_init.sql': shop, 'queries.sql': queries })
  const { code, out, errors } = tenancy(cwd, 'queries', '--format', 'json', '--no-config', 'queries.sql')
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const [tied, ofPostgres, insert, copy] = (JSON.parse(out) as QueryJson[]).map(({ kind, sql, accesses }) => ({
    kind,
    sql,
    accesses: accesses.map(({ table, verdict }) => `${table}: ${verdict}`),
  }))

  it('lists each table by itself, tied or not', () => {
    expect(tied?.accesses).toEqual(['tickets: unscoped', 'events: unscoped'])
  })

  it('lists no tables of Postgres', () => {
    expect(ofPostgres).toMatchObject({ kind: 'select', accesses: [] })
  })

  it('says whether inserted rows say whose they are', () => {
    expect(insert?.accesses).toEqual(['events: unscoped'])
  })

  it('prints COPY of a table', () => {
    expect(copy).toEqual({ kind: 'copy', sql: 'COPY tickets (id) TO …', accesses: ['tickets: unscoped'] })
  })
})
