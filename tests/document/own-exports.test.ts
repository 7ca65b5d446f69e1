import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table items (id uuid primary key, organization_id uuid not null references organizations, order_id uuid not null references orders);
`
const knex = "const { knex } = require('knex')\nconst db = knex({})\n"
const pg = "const { Pool } = require('pg')\nconst pool = new Pool()\n"

describe.each(['exports', 'module.exports'])('a function that `%s` shows, called by that in its own file,', (shown) => {
  const told = (program: string): string[] => verdictsOf(program.replaceAll('exports.', `${shown}.`), schema)

  const find =
    'exports.find = ({ org, status }) => { const where = {}; if (org) where.organization_id = org; if (status) where.status = status; return db("orders").where(where) }\n'
  const findText =
    'exports.find = async (status, org) => { let text = "select * from orders where status = $1"; if (org) text += ` and organization_id = $2`; return (await pool.query(text, [status, org])).rows }\n'
  const load =
    'exports.load = async (id, org) => { const row = await db("orders").where({ id, organization_id: org }).first(); if (!row) throw new Error(); return row }\n'

  it.each([
    ['leaves a tenant out of an object', `${knex}${find}exports.f = (req) => exports.find({ status: req.query.status })`, 'unscoped'],
    ['leaves a tenant out of a text', `${pg}${findText}exports.f = (req) => exports.find(req.query.status)`, 'unscoped'],
    [
      'begins a query for all',
      `${knex}exports.base = () => db("orders").select("id")\nexports.f = (status) => exports.base().where({ status })`,
      'unscoped',
    ],
    [
      'has checked another row',
      `${knex}${load}exports.f = async (id, other, org) => { await exports.load(other, org); return db("orders").where({ id }).del() }`,
      'by-key',
    ],
  ])('is told where it %s', (_, program, verdict) => {
    expect(told(program).at(-1)).toBe(`orders: ${verdict}`)
  })

  it.each([
    ['gives the tenant', `${knex}${find}exports.f = (req) => exports.find({ org: req.org, status: 'open' })`, ['orders: dynamic']],
    ['gives the tenant to a text', `${pg}${findText}exports.f = (req) => exports.find(req.query.status, req.org)`, ['orders: dynamic']],
    [
      'begins a query that this holds',
      `${knex}exports.base = () => db("orders")\nexports.f = (org) => exports.base().where({ organization_id: org })`,
      ['orders: scoped'],
    ],
    [
      'has checked the row',
      `${knex}${load}exports.f = async (id, org) => { await exports.load(id, org); return db("orders").where({ id }).del() }`,
      ['orders: scoped', 'orders: by-row'],
    ],
  ])('is held where it %s', (_, program, verdicts) => {
    expect(told(program)).toEqual(verdicts)
  })

  it('is another one where the name means something else', () => {
    expect(told(`${knex}${find}exports.f = (exports, module, status) => exports.find({ status })`)).toEqual(['orders: dynamic'])
  })
})
