import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'

const sets = `
const own = new pgp.helpers.ColumnSet(['id', 'organization_id', 'title'], { table: 'events' })
const bare = new pgp.helpers.ColumnSet(['?id', 'title'], { table: 'events' })
`

describe('what pg-promise makes of data', () => {
  it.each([
    ['a row', "db.none(pgp.helpers.insert({ id, title }, null, 'events'))", 'events.insert:unscoped'],
    ['a row with the tenant', "db.none(pgp.helpers.insert({ id, organization_id: org }, null, 'events'))", 'events.insert:scoped'],
    ['a row of no tenant', "db.none(pgp.helpers.insert({ id, organization_id: null }, null, 'events'))", 'events.insert:unscoped'],
    ['columns by name', "db.none(pgp.helpers.insert(row, ['id', 'title'], 'events'))", 'events.insert:unscoped'],
    [
      'columns with a format',
      "db.none(pgp.helpers.insert(row, ['id', 'title:raw', { name: 'at', cast: 'date' }], 'events'))",
      'events.insert:unscoped',
    ],
    ['rows', 'db.none(pgp.helpers.insert(rows, bare))', 'events.insert:unscoped'],
    ['rows with the tenant’s column', 'db.none(pgp.helpers.insert(rows, own))', 'events.insert:scoped'],
    [
      'rows that are made',
      'db.none(pgp.helpers.insert(rows.map((one) => ({ id: one.id, organization_id: org, title: one.title })), own))',
      'events.insert:scoped',
    ],
    [
      'rows that are written',
      'db.none(pgp.helpers.insert([{ id: 1, organization_id: org, title }, { id: 2, organization_id: null, title }], own))',
      'events.insert:unscoped',
    ],
    ['more behind it', "db.none(pgp.helpers.insert(rows, bare) + ' RETURNING id')", 'events.insert:unscoped'],
    ['an upsert', "db.none(`${pgp.helpers.insert({ id, title }, null, 'events')} ON CONFLICT DO NOTHING`)", 'events.insert:unscoped'],
    ['a helper by its name', "const { insert } = pgp.helpers; db.none(insert({ id }, null, 'events'))", 'events.insert:unscoped'],
    [
      'another table',
      "db.none(pgp.helpers.insert({ id }, null, new pgp.helpers.TableName({ table: 'events', schema: 'public' })))",
      'events.insert:unscoped',
    ],
    ['a table that cannot be seen', 'db.none(pgp.helpers.insert({ id }, null, table))', ''],
    ['columns that cannot be seen', "db.none(pgp.helpers.insert(rows, columns, 'events'))", ''],
    ['a change of all', "db.none(pgp.helpers.update({ title }, ['title'], 'events'))", 'events.update:unscoped'],
    ['a change by a key', "db.none(pgp.helpers.update({ title }, null, 'events') + ' WHERE id = 1')", 'events.update:by-key'],
    [
      'a change of the tenant’s',
      "db.none(pgp.helpers.update(row, ['title'], 'events') + ' WHERE organization_id = ' + org)",
      'events.update:scoped',
    ],
    ['a change of many', "db.none(pgp.helpers.update(rows, bare) + ' WHERE v.id = t.id')", 'events.update:by-key'],
    [
      'a change of many of the tenant’s',
      "db.none(pgp.helpers.update(rows, bare) + ' WHERE v.id = t.id AND t.organization_id = 1')",
      'events.update:scoped',
    ],
    [
      'a condition that is filled',
      "db.none(pgp.helpers.update({ title }, null, 'events') + pgp.as.format(' WHERE organization_id = $1', [org]))",
      'events.update:scoped',
    ],
    ['sets', "db.none(`UPDATE events SET ${pgp.helpers.sets({ title }, ['title'])} WHERE id = 1`)", 'events.update:by-key'],
    ['values', "db.none('INSERT INTO events (id, title) VALUES ' + pgp.helpers.values(rows, ['id', 'title']))", 'events.insert:unscoped'],
  ])('%s: %s', (_, body, found) => {
    expect(foundIn(sets + body)).toBe(found)
  })
})
