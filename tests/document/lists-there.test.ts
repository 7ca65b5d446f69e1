import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
`

const dal = `import { knex } from 'knex'
export const db = knex({})
const built = ({ $in, ...filter }: any) => (query: any) => {
  void query.where(filter)
  if ($in) Object.entries($in).forEach(([key, values]: any) => { if (values) void query.whereIn(key, values) })
  return query
}
export const find = (filter: object) => db('orders').where(built(filter))
`

/** What is told of a call that gives a list of keys to a function, which asks for it where it is there. */
function told(program: string): string[] {
  return verdictsOf(`import { find } from './dal'\n${program}`, schema, { 'dal.ts': dal })
}

describe('a list that a function asks for where it is given one', () => {
  it.each([
    ['made of rows', `export const f = (rows: any) => find({ $in: { id: rows.map((row: any) => row.id) } })`],
    ['of its keys', `export const f = (rows: any) => find({ $in: { id: Object.keys(rows) } })`],
    ['made new', `export const f = (rows: any) => find({ $in: { id: new Set(rows) } })`],
    ['by its type', `export const f = (ids: readonly string[]) => find({ $in: { id: ids } })`],
    ['by a type of its name', `type Ids = string[]\nexport const f = (ids: Ids) => find({ $in: { id: ids } })`],
    ['of an object', `export const f = ({ ids }: { ids: string[] }) => find({ $in: { id: ids } })`],
    ['of an object by its name', `interface Input { ids: string[] }\nexport const f = (input: Input) => find({ $in: { id: input.ids } })`],
  ])('is there, and its keys are asked for: %s', (_, program) => {
    expect(told(program)).toEqual(['orders: by-key'])
  })

  it.each([
    ['one that may be left out', `export const f = (ids?: string[]) => find({ $in: { id: ids } })`],
    ['one that may be null', `export const f = (ids: string[] | null) => find({ $in: { id: ids } })`],
    ['one of an object that may be left out', `export const f = (input: { ids?: string[] }) => find({ $in: { id: input.ids } })`],
    ['one of rows that may not be there', `export const f = (rows: any) => find({ $in: { id: rows?.map((row: any) => row.id) } })`],
    ['something of another type', `export const f = (ids: any) => find({ $in: { id: ids } })`],
  ])('may not be there: %s', (_, program) => {
    expect(told(program)).toEqual(['orders: unscoped'])
  })
})
