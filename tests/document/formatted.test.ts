import { describe, expect, it } from 'vitest'
import { foundIn, readFile } from '../support/program.ts'

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
    [
      'values that are spread',
      "db.query(format('select * from events where title = %L and organization_id = %L', ...all))",
      'events:scoped',
    ],
    [
      'values of a list with a name',
      "db.query(format.withArray('select * from %I where title = %L', ['events', title]))",
      'events:unscoped',
    ],
    ['a list that cannot be seen', "db.query(format.withArray('select * from events where %I = %L', all))", 'events:dynamic (`all[0]`)'],
    [
      'a list that is added to',
      "const all = ['events']; all.push(title); db.query(format('select * from %I where title = %L', ...all))",
      'events:unscoped',
    ],
    [
      'columns of a list',
      "db.query(format('insert into events (%I) values (%L)', ['id', 'organization_id'], [id, org]))",
      'events.insert:scoped',
    ],
    [
      'columns that cannot be seen',
      "db.query(format('insert into events (%I) values (%L)', columns, row))",
      'events.insert:dynamic (its columns are not known)',
    ],
    [
      'rows that are written',
      "db.query(format('insert into events (id, organization_id) values %L', [[1, org], [2, null]]))",
      'events.insert:unscoped',
    ],
    [
      'rows that are made',
      "db.query(format('insert into events (id, organization_id) values %L', rows.map((one) => [one.id, org])))",
      'events.insert:scoped',
    ],
    ['nothing', "db.query(format('select * from events where organization_id = %L %s', org, null))", 'events:scoped'],
    [
      'a text with a condition',
      "let text = 'select * from events where id = %L'; if (title) text += ' and title = %L'; db.query(format(text, id, title))",
      'events:by-key',
    ],
    [
      'conditions of a list',
      `const all = filters.map((one) => format('%I = %L', one.column, one.value))
      db.query(format('select * from events where organization_id = %L and %s', org, all.join(' and ')))`,
      'events:scoped',
    ],
    [
      'too few values',
      "db.query(format('select * from events where organization_id = %L and %s', org))",
      "events:dynamic (`format('select * from events where orga…`)",
    ],
    [
      'values in a circle',
      "const a = [...b], b = [...a]; db.query(format('select * from events where title = %L', ...a))",
      'events:unscoped',
    ],
    ['itself', "const text = format('%s%s', text, text); db.query(text)", ''],
    [
      'names and values alone',
      "db.query(`select * from ${format.ident('events')} where title = ${format.literal('a')}`)",
      'events:unscoped',
    ],
  ])('%s: %s', (_, body, found) => {
    expect(foundIn(imported + body)).toBe(found)
  })

  it.each([
    ['required', "const format = require('pg-format')\n", 'events:unscoped'],
    ['required by an import', "import format = require('pg-format')\n", 'events:unscoped'],
    ['all of its module', "import * as format from 'pg-format'\n", 'events:unscoped'],
    ['by its name', "import { format } from '@scaleleap/pg-format'\n", 'events:unscoped'],
    ['of something else', "import { format } from 'date-fns'\n", ''],
    ['of the program', 'const format = (text, ...values) => text\n', ''],
  ])('%s', (_, declared, found) => {
    expect(foundIn(`${declared}db.query(format('select * from %I', 'events'))`)).toBe(found)
  })
})

it('a name is told where its sign is written', () => {
  const text = `${imported}const text = format('select * from %I', 'events')\ndb.query(text)`
  expect(readFile(text).accesses.map(({ range }) => text.slice(...range))).toEqual(['%I'])
})

describe('parts of pg-format by their names', () => {
  it.each([
    ["import { withArray } from 'pg-format'", "withArray('select * from %I', ['events'])", 'events:unscoped'],
    ["const { withArray } = require('pg-format')", "withArray('select * from %I', ['events'])", 'events:unscoped'],
    ["import { literal } from 'pg-format'", "`select * from events where organization_id = ${literal('title')}`", 'events:scoped'],
    ["import pgFormat from 'pg-format'", "`select * from ${pgFormat.ident('events')} where id = ${pgFormat.literal(id)}`", 'events:by-key'],
  ])('%s: %s', (imported, text, found) => {
    expect(foundIn(`${imported}\ndb.query(${text})`)).toBe(found)
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
    [
      'a part of a text, by a row that was loaded',
      `const event = await db.one('select id from events where organization_id = $1', org)
      await db.any('select * from tickets ' + pgp.as.format('where event_id = $1', [event.id]))`,
      'events:scoped, tickets:by-row',
    ],
    [
      'a property of a row that was loaded, by its name',
      `const event = await db.one('select id from events where organization_id = $1', org)
      await db.any('select * from tickets ' + pgp.as.format('where event_id = $<id>', event))`,
      'events:scoped, tickets:by-row',
    ],
    [
      'a property of a row that was loaded of anybody’s',
      `const event = await db.one('select id from events where title = $1', title)
      await db.any('select * from tickets ' + pgp.as.format('where organization_id = $<id>', event))`,
      'events:unscoped, tickets:scoped',
    ],
    [
      'a part of a text that has parameters of its own',
      "await db.any('select * from events where id = $1 and ' + pgp.as.format('organization_id = $1', [org]), [title])",
      'events:scoped',
    ],
    ['a name', "await db.any(pgp.as.format('select * from $1:name where title = $2', ['events', title]))", 'events:unscoped'],
    [
      'a name with a sign',
      "await db.any(pgp.as.format('select * from $<table~> where title = ${title}', { table: 'events', title }))",
      'events:unscoped',
    ],
    ['more SQL', "await db.any(pgp.as.format('select * from events where $1:raw', ['organization_id = 1']))", 'events:scoped'],
    [
      'more SQL that cannot be seen',
      "await db.any(pgp.as.format('select * from events where ${where^}', all))",
      'events:dynamic (`all.where`)',
    ],
    [
      'a list',
      "await db.any(pgp.as.format('select * from events where organization_id = $1 and id in ($2:csv)', [org, [1, 2]]))",
      'events:scoped',
    ],
    [
      'parameters that stay for who runs it',
      "await db.any(pgp.as.format('select * from events where id = $1 and organization_id = ${org}', { org }), [title])",
      'events:scoped',
    ],
    ['under its name', "const { format } = pgp.as; await db.any(format('select * from $1~', ['events']))", 'events:unscoped'],
    ['that is sent by who cannot be seen', "send(pgp.as.format('select * from events where title = $1', [title]))", 'events:unscoped'],
  ])('%s: %s', (_, body, found) => {
    expect(foundIn(`export async function run(org, title) { ${body} }`)).toBe(found)
  })
})
