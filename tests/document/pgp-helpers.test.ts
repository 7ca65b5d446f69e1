import { describe, expect, it } from 'vitest'
import { foundIn, readFile } from '../support/program.ts'
import { virtualModules } from '../support/virtual-modules.ts'

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
    ['all helpers by another name', "const make = pgp.helpers\ndb.none(make.insert({ id }, null, 'events'))", 'events.insert:unscoped'],
    ['under a name', "const text = pgp.helpers.insert(rows, bare) + ' RETURNING id'; db.one(text)", 'events.insert:unscoped'],
    ['that is handed on', 'queries.push(pgp.helpers.insert(rows, bare))', 'events.insert:unscoped'],
    [
      'statements that are put together',
      "db.none(pgp.helpers.concat([pgp.helpers.insert(rows, bare), { query: 'DELETE FROM tickets WHERE id = $1', values: [id] }]))",
      'events.insert:unscoped, tickets.delete:by-key',
    ],
    [
      'more behind it that cannot be seen',
      "db.none(pgp.helpers.update({ title }, null, 'events') + where)",
      'events.update:dynamic (`where`)',
    ],
    [
      'a change of many, under a name',
      "const text = pgp.helpers.update(rows, bare); db.none(text + ' WHERE v.id = t.id AND t.organization_id = 1')",
      'events.update:scoped',
    ],
    [
      'a change of many by a condition with a name',
      "const own = ' WHERE v.id = t.id AND t.organization_id = 1'; db.none(pgp.helpers.update(rows, bare) + own)",
      'events.update:scoped',
    ],
    [
      'a change of many by other names',
      `const names = { tableAlias: 'old', valueAlias: 'made' }
      db.none(pgp.helpers.update(rows, bare, null, names) + ' WHERE made.id = old.id AND old.organization_id = 1')`,
      'events.update:scoped',
    ],
    [
      'a change beside one of many',
      `db.none(pgp.helpers.update(rows, bare) + ' WHERE v.id = t.id AND t.organization_id = 1')
      db.none(pgp.helpers.update(row, bare) + ' WHERE id = 1 AND organization_id = 1')`,
      'events.update:scoped, events.update:scoped',
    ],
  ])('%s: %s', (_, body, found) => {
    expect(foundIn(sets + body)).toBe(found)
  })

  it.each([
    [
      'a property of another name',
      "['id', { name: 'organization_id', prop: 'org' }], { table: 'events' }",
      '{ id, org: null }',
      'unscoped',
    ],
    [
      'a column that is no condition',
      "['id', { name: 'organization_id', cnd: false }], { table: 'events' }",
      '{ id, organization_id: org }',
      'scoped',
    ],
    ['the properties of an object', "{ id: 0, title: '' }, { table: 'events' }", 'rows', 'unscoped'],
    ['columns of a list', "[...['id'], 'title'], { table: 'events' }", 'rows', 'unscoped'],
    ['columns that cannot be seen', "[...all, 'title'], { table: 'events' }", 'rows', undefined],
    ['a path', "['id'], { table: _TN`public.events` }", 'rows', 'unscoped'],
    ['a table’s path', "['id'], { table: new TableName(_TN('public.events')) }", 'rows', 'unscoped'],
    ['names that objects have already', "['__proto__', 'constructor'], { table: 'events' }", '{ constructor: 1 }', 'unscoped'],
    ['itself', '[...columns], columns', 'rows', undefined],
  ])('columns: %s', (_, given, row, verdict) => {
    const found = foundIn(`const columns = new pgp.helpers.ColumnSet(${given}); db.none(pgp.helpers.insert(${row}, columns))`)
    expect(found).toBe(verdict === undefined ? '' : `events.insert:${verdict}`)
  })

  it.each([
    ["bare.extend(['organization_id'])", 'events.insert:scoped'],
    ["bare.extend(['note'])", 'events.insert:unscoped'],
    ["own.merge([{ name: 'organization_id', prop: 'org' }])", 'events.insert:unscoped'],
    ['own.merge(bare)', 'events.insert:scoped'],
    ['bare.extend(all)', ''],
    ['made.extend(made)', ''],
  ])('columns that are made of others: %s', (made, found) => {
    const row = '{ id, title, note, organization_id: org, org: null }'
    expect(foundIn(`${sets}const made = ${made}; db.none(pgp.helpers.insert(${row}, made))`)).toBe(found)
  })

  it('is told where it is written', () => {
    const text = `${sets}const text = pgp.helpers.insert(rows, bare)\ndb.none(text)`
    expect(readFile(text).accesses.map(({ range }) => text.slice(...range))).toEqual(['pgp.helpers.insert(rows, bare)'])
  })

  it('columns of an object', () => {
    const columns = "const columns = { insert: new pgp.helpers.ColumnSet(['id'], { table: 'events' }) }"
    expect(foundIn(`${columns}; db.none(pgp.helpers.insert(rows, columns.insert))`)).toBe('events.insert:unscoped')
  })

  it('columns of another file', () => {
    const modules = virtualModules({
      '/columns.ts': `const key = 'id'
      export const columns = new pgp.helpers.ColumnSet([key, 'title'], { table: new pgp.helpers.TableName({ table: 'events' }) })
      export const add = (rows) => db.none(pgp.helpers.insert(rows, columns))`,
    })
    const text = "import { columns } from './columns'; db.none(pgp.helpers.insert(rows, columns))"
    expect(foundIn(text, { file: '/case.ts', modules })).toBe('events.insert:unscoped')
  })

  it.each([
    [
      'lists that double',
      `const l0 = ['id'];${Array.from({ length: 30 }, (_, i) => `const l${i + 1} = [...l${i}, ...l${i}]`).join(';')}`,
      'l30',
    ],
    ['lists in a circle', "const a = ['id', ...b], b = ['id', ...a]", 'a'],
    ['sets in a circle', 'const a = b.extend(b), b = a.extend(a)', 'a'],
    ['sets of each other', 'const a = new ColumnSet(b), b = new ColumnSet(a)', 'a'],
    ['columns of each other', 'const a = new Column(b), b = new Column(a)', '[a]'],
    ['tables of each other', 'const a = new TableName(b), b = new TableName(a)', "['id'], a"],
    ['properties of each other', 'const a = { b: a.b.b, c: a.b }', 'a.b.c'],
  ])('of which nothing can be seen: %s', (_, text, columns) => {
    expect(foundIn(`${text}; db.none(pgp.helpers.insert(rows, ${columns}))`)).toBe('')
  })

  it('is no function of the project with such a name', () => {
    const own = "const helpers = { insert: (data, columns, table) => '' }"
    expect(foundIn(`${own}; db.none(helpers.insert({ id }, null, 'events'))`)).toBe('')
  })
})
