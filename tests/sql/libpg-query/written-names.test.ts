import { describe, expect, it } from 'vitest'
import type { Range } from '../../../src/catalog/place.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'

/** A text without its marks, and the ranges that they enclose. */
function unmarked(marked: string): { text: string; places: Range[] } {
  const places: Range[] = []
  let text = ''
  marked.split(/‹|›/).forEach((piece, i) => {
    if (i % 2 === 1) places.push([text.length, text.length + piece.length])
    text += piece
  })
  return { text, places }
}

/** Where the names are that the changes of a text are about. */
function writtenPlaces(text: string): Range[] {
  const parsed = libpgQuery.parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const found = new Map<string, Range>()
  JSON.stringify(
    parsed.value.flatMap(({ changes }) => changes),
    (_, value: { readonly text?: unknown; readonly range?: Range } | null | undefined) => {
      if (value && typeof value.text === 'string' && value.range) found.set(String(value.range), value.range)
      return value
    },
  )
  return [...found.values()].sort((a, b) => a[0] - b[0])
}

describe('a name of a change is where it is written', () => {
  it.each([
    'drop type ‹type›',
    'drop view if exists ‹if›, ‹exists›',
    'drop index concurrently if exists ‹index›',
    'drop materialized view ‹view›',
    'drop schema ‹drop›',
    'drop trigger ‹trigger› on ‹"on"›',
    'select 1; drop type ‹type›',
    "create type ‹type› as enum (‹'type'›)",
    'create trigger ‹trigger› before insert on ‹t› for each row execute function f()',
    'create constraint trigger ‹trigger› after insert on ‹t› for each row execute function f()',
    'create or replace function ‹function›() returns int language sql return 1',
    'create extension if not exists ‹extension›',
    'create policy ‹policy› on ‹t›',
    'create schema if not exists ‹schema›',
    'create unique index concurrently if not exists ‹"unique"› on ‹t› (‹a›)',
    'create domain ‹domain› as int',
    'alter domain ‹domain› set not null',
    'alter table ‹t› rename ‹rename› to ‹"to"›',
    'alter table ‹t› rename column ‹"column"› to ‹b›',
    'alter table ‹t› rename constraint ‹"constraint"› to ‹b›',
    'alter type ‹t› rename attribute ‹attribute› to ‹b›',
    'alter trigger ‹trigger› on ‹t› rename to ‹rename›',
    'alter type ‹type› rename to ‹rename›',
    'alter table ‹t› set schema ‹schema›',
    'alter function ‹f›(schema.set) set schema ‹schema›',
  ])('not where a keyword is the same word: %s', (marked) => {
    const { text, places } = unmarked(marked)
    expect(writtenPlaces(text)).toEqual(places)
  })

  it.each([
    'alter table ‹t› add constraint ‹c› check (a > 0), alter ‹a› set not null',
    'alter table ‹t› add ‹b› int check (a > 0), drop ‹a›',
    'alter table ‹t› alter ‹b› type int using (a), drop ‹a›',
    'alter table ‹t› alter ‹b› set default f(c, a), drop constraint ‹a›, drop if exists ‹c›',
    'alter table ‹t› drop ‹alter›, drop column ‹"column"›, drop ‹attribute›',
    'alter type ‹t› drop attribute ‹attribute›',
  ])('not in an action before its own: %s', (marked) => {
    const { text, places } = unmarked(marked)
    expect(writtenPlaces(text)).toEqual(places)
  })

  it.each([
    "alter type ‹t› add value ‹'b'›",
    "alter type ‹t› add value if not exists ‹'b'› before 'a'",
    "alter type ‹t› rename value 'a' to ‹'a b'›",
  ])('as labels of an enum are: %s', (marked) => {
    const { text, places } = unmarked(marked)
    expect(writtenPlaces(text)).toEqual(places)
  })
})
