import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'

describe('names that a query of pg-promise puts in', () => {
  it.each([
    ['a table', "db.any('select * from $1:name where title = $2', ['events', title])", 'events:unscoped'],
    ['a table by its sign', "db.any('select * from $1~ where title = $2', ['events', title])", 'events:unscoped'],
    ['a table alone', "db.any('select * from $1:alias', 'events')", 'events:unscoped'],
    ['a table by a name', "db.any('select * from ${table:name} where title = ${title}', { table: 'events', title })", 'events:unscoped'],
    ['a table of a constant', "const table = 'events'; db.any('select * from $<table~>', { table })", 'events:unscoped'],
    [
      'a table of the tenant',
      "db.any('select * from $/table~/ where organization_id = $/org/', { table: 'events', org: user.org })",
      'events:scoped',
    ],
    ['a table that cannot be seen', "db.any('select * from ${table:name} where title = ${title}', { table, title })", ''],
    ['a table of values that cannot be seen', "db.any('select * from ${table:name}', all)", ''],
    ['columns', "db.any('select ${columns:name} from events', { columns: ['id', 'title'] })", 'events:unscoped'],
    ['all columns', "db.any('select $1:name from events', ['*'])", 'events:unscoped'],
    ['a column', "db.any('select * from events where $1:name = $2', ['organization_id', org])", 'events:scoped'],
    ['a column that cannot be seen', "db.any('select * from events where $1:name = $2', [column, org])", 'events:dynamic (`$1:name`)'],
    ['the columns of a row', "db.none('insert into events(${this:name}) values(${this:csv})', { id, title })", 'events.insert:unscoped'],
    [
      'the columns of a row of the tenant',
      "db.none('insert into events(${this:name}) values(${this:csv})', { id, organization_id: org })",
      'events.insert:scoped',
    ],
    [
      'the columns of a row of no tenant',
      "db.none('insert into events(${this:name}) values(${this:list})', { id, organization_id: null })",
      'events.insert:unscoped',
    ],
    ['the columns of a row in a list', "db.none('insert into events($1:name) values($1:csv)', [{ id, title }])", 'events.insert:unscoped'],
    [
      'the columns of a row under a name',
      "const row = { id, title }; db.none('insert into events(${this:name}) values(${this:csv})', row)",
      'events.insert:unscoped',
    ],
    [
      'the columns of a row that is filled',
      "db.none(pgp.as.format('insert into events(${this:name}) values(${this:csv})', { id, title }))",
      'events.insert:unscoped',
    ],
    [
      'columns that cannot be seen',
      "db.none('insert into events(${this:name}) values(${this:csv})', { ...event, title })",
      'events.insert:dynamic (its columns are not known)',
    ],
    ['a slice', "db.any('select tags[1:$1] from events where title = $2', [most, title])", 'events:unscoped'],
  ])('%s', (_, program, found) => {
    expect(foundIn(program)).toBe(found)
  })
})

describe('values by their names', () => {
  const load = 'const event = await db.one("select * from events where organization_id = ${org} and id = ${id}", { org, id })\n'
  it.each([
    ['a property of a row', "'select * from tickets where event_id = ${id}', { id: event.id }", 'by-row'],
    ['the row itself', "'select * from tickets where event_id = ${id}', event", 'by-row'],
    ['a row that is taken apart', "'select * from tickets where event_id = ${id}', { ...event, title }", 'by-row'],
    ['a row within', "'select * from tickets where event_id = ${event.id}', { event }", 'by-row'],
    ['a row that is taken apart within', "'select * from tickets where event_id = ${event.id}', { event: { ...event } }", 'by-row'],
    ['another property', "'select * from tickets where event_id = ${title}', event", 'by-reference'],
    ['what comes behind the row', "'select * from tickets where event_id = ${id}', { ...event, ...body }", 'by-reference'],
    ['another value', "'select * from tickets where event_id = ${id}', body", 'by-reference'],
    ['another value within', "'select * from tickets where event_id = ${body.id}', { event, body }", 'by-reference'],
  ])('are what they say: %s', (_, given, verdict) => {
    const program = `async function run(org, id, title, body) {\n${load}await db.any(${given})\n}`
    expect(foundIn(program)).toBe(`events:scoped, tickets:${verdict}`)
  })
})
