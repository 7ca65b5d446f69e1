import { describe, expect, it } from 'vitest'
import { reasonsOfCalls, toldCalls, type Told } from '../support/told-calls.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, state text);
alter table orders enable row level security;
alter table orders force row level security;
create policy own on orders using (organization_id = current_setting('app.org')::uuid);`

const head = `import knex from 'knex'\nconst db = knex({})\nconst admin = knex({})\n`
const trusting: Told = { schema, settings: { rowLevelSecurity: 'trust', bypassClients: ['admin'] } }

describe('clients that bypass row-level security', () => {
  it('are judged without policies', () => {
    expect(toldCalls(`${head}await db('orders').select()`, trusting)).toEqual(['read orders: scoped'])
    expect(toldCalls(`${head}await admin('orders').select()`, trusting)).toEqual(['read orders: unscoped'])
    expect(reasonsOfCalls(`${head}await admin('orders').where({ state: 'a' })`, trusting)).toEqual([
      'nothing limits organization_id to one value',
    ])
  })

  it('may say themselves whose rows they want', () => {
    expect(
      toldCalls(`${head}export const f = (org) => admin('orders').where({ organization_id: org }).update({ state: 'a' })`, trusting),
    ).toEqual(['update orders: scoped'])
  })

  it('are such in a transaction and in a variable', () => {
    expect(toldCalls(`${head}admin.transaction(async (trx) => trx('orders').del())`, trusting)).toEqual(['delete orders: unscoped'])
    expect(toldCalls(`${head}const own = admin\nawait own('orders').first()`, trusting)).toEqual(['read orders: unscoped'])
  })

  it('are as others where policies do not count', () => {
    const settings = { bypassClients: ['admin'] }
    expect(toldCalls(`${head}await db('orders').select(); await admin('orders').select()`, { schema, settings })).toEqual([
      'read orders: unscoped',
      'read orders: unscoped',
    ])
  })
})
