import { describe, expect, it } from 'vitest'
import { withoutVariables } from '../../src/sql/variables.ts'
import { engineNamed } from '../../src/sql/engines.ts'

describe('variables', () => {
  it.each([
    ['grant usage on schema public to :DATABASE_VISITOR', 'grant usage on schema public to _DATABASE_VISITOR'],
    ['alter table a owner to :owner', 'alter table a owner to _owner'],
    ['create table :schema.:name (id int)', 'create table _schema._name (id int)'],
    ["comment on table a is :'text'", "comment on table a is  'text'"],
    ['create table :"name" (id int)', 'create table  "name" (id int)'],
    ['select * from a where b = :b and c::text = :c', 'select * from a where b = _b and c::text = _c'],
    ["select :a::int, :'b'::text", "select _a::int,  'b'::text"],
    ['select array[:a, :b], array[[:a], [:b]]', 'select array[_a, _b], array[[_a], [_b]]'],
    ['select f(a := :a, b => :b)', 'select f(a := _a, b => _b)'],
    ['select :a+:b', 'select _a+_b'],
    ['select :größe', 'select _größe'],
    ['create table ${schema}.orders (id int)', 'create table __schema_.orders (id int)'],
    ['create table ${prefix}orders (id int)', 'create table __prefix_orders (id int)'],
    ['create table orders_${suffix} (id int)', 'create table orders___suffix_ (id int)'],
    ['grant select on a to ${flyway:user}', 'grant select on a to __flyway_user_'],
  ])('%s', (text, expected) => {
    expect(withoutVariables(text)).toBe(expected)
    expect(expected).toHaveLength(text.length)
    expect(engineNamed('libpg-query').parse(expected).ok).toBe(true)
  })

  it.each([
    "select a::text, b :: int, 'x'::text, (1)::text",
    'select a[1:n], a[:n], a[n:], a[i + 1:n - 1], a[b[1]:n]',
    "select ':a', E'\\':a', \":a\", $$ :a $$, $x$ ${a} $x$ -- :a",
    'select 1 /* :a ${b} */',
    "select json_object('a':b), json_object('a':'b'), json_object(k:v)",
    "select json_object('a' : b)",
    'select f(a := b)',
    'select \'{"a":"b"}\'::jsonb',
    "select '${a}'",
    'select a :  b',
    'begin a := b; end',
    '',
    ':',
    '$',
    '${',
    '${}',
    'select :',
    "copy a from stdin;\nit's :a\t${b}\n\\.\nselect 1",
    '\\set a :b\nselect 1',
  ])('%j stays', (text) => {
    expect(withoutVariables(text)).toBe(text)
  })

  it('what follows the rows of a COPY is read as SQL', () => {
    const text = "copy a from stdin;\nit's :a\n\\.\ngrant b to :c;\n"
    expect(withoutVariables(text)).toBe("copy a from stdin;\nit's :a\n\\.\ngrant b to _c;\n")
  })

  it('line breaks and length stay', () => {
    const text = '-- :a\r\ngrant a\r\nto :b;\r\n\r\nselect ${c\n};'
    expect(withoutVariables(text)).toBe('-- :a\r\ngrant a\r\nto _b;\r\n\r\nselect ${c\n};')
  })
})
