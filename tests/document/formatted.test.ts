import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'

const imported = "import format from 'pg-format'\n"

describe('a text that pg-format fills', () => {
  it.each([
    ['values', "db.query(format('select * from events where title = %L', title))", 'events:unscoped'],
    ['the tenant', "db.query(format('select * from events where organization_id = %L', org))", 'events:scoped'],
    [
      'by their numbers',
      "db.query(format('select * from events where title = %2$L and organization_id = %1$L', org, title))",
      'events:scoped',
    ],
    ['a name', "db.query(format('select * from %I where title = %L', 'events', title))", 'events:unscoped'],
    ['a name of a constant', "const table = 'events'; db.query(format('select * from %I', table))", 'events:unscoped'],
    ['a name that cannot be seen', "db.query(format('select * from %I where title = %L', table, title))", ''],
    ['a column', "db.query(format('select * from events where %I = %L', 'organization_id', org))", 'events:scoped'],
    ['a column that cannot be seen', "db.query(format('select * from events where %I = %L', column, org))", 'events:dynamic (`column`)'],
    ['more SQL', "db.query(format('select * from events where %s', 'organization_id = 1'))", 'events:scoped'],
    ['more SQL that cannot be seen', "db.query(format('select * from events where %s', where))", 'events:dynamic (`where`)'],
    [
      'a text that it filled',
      "const own = format('organization_id = %L', org); db.query(format('select * from events where %s', own))",
      'events:scoped',
    ],
    ['a sign', 'db.query(format("select * from events where title like \'%%a\' and organization_id = %L", org))', 'events:scoped'],
    ['a template', 'db.query(format(`select * from events where title = ${title} and organization_id = %L`, org))', 'events:scoped'],
    ['values of a list', "db.query(format.withArray('select * from events where organization_id = %L', [org]))", 'events:scoped'],
    ['a list', "db.query(format('select * from events where organization_id = 1 and id in (%L)', ids))", 'events:scoped'],
    ['rows without the tenant', "db.query(format('insert into events (id, title) values %L', rows))", 'events.insert:unscoped'],
    [
      'rows with the tenant',
      "db.query(format('insert into events (id, organization_id) values %L', rows))",
      'events.insert:dynamic (what organization_id is set to cannot be seen)',
    ],
    ['under a name', "const text = format('select * from events where title = %L', title); db.query(text)", 'events:unscoped'],
    ['that is sent by who cannot be seen', "send(format('select * from events where title = %L', title))", 'events:unscoped'],
    ['values that are spread', "db.query(format('select * from events where title = %L and organization_id = %L', ...all))", ''],
  ])('%s: %s', (_, body, found) => {
    expect(foundIn(imported + body)).toBe(found)
  })

  it.each([
    ['required', "const format = require('pg-format')\n", 'events:unscoped'],
    ['all of its module', "import * as format from 'pg-format'\n", 'events:unscoped'],
    ['of something else', "import { format } from 'date-fns'\n", ''],
    ['of the program', 'const format = (text, ...values) => text\n', ''],
  ])('%s', (_, declared, found) => {
    expect(foundIn(`${declared}db.query(format('select * from %I', 'events'))`)).toBe(found)
  })
})

describe('a text that pg-promise fills', () => {
  it.each([
    ['values', "db.any(pgp.as.format('select * from events where title = $1', [title]))", 'events:unscoped'],
    ['one value', "db.any(pgp.as.format('select * from events where organization_id = $1', org))", 'events:scoped'],
    [
      'a row that was loaded',
      `const event = await db.one('select id from events where organization_id = $1', org)
      await db.any(pgp.as.format('select * from tickets where event_id = $1', [event.id]))`,
      'events:scoped, tickets:by-row',
    ],
    [
      'its property, by a name',
      `const event = await db.one('select id from events where organization_id = $1', org)
      await db.any(as.format('select * from tickets where event_id = $<id>', { id: event.id }))`,
      'events:scoped, tickets:by-row',
    ],
  ])('%s: %s', (_, body, found) => {
    expect(foundIn(`export async function run(org, title) { ${body} }`)).toBe(found)
  })
})
