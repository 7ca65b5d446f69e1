import { describe, expect, it } from 'vitest'
import { listNames } from '../../../src/sql/libpg-query/names.ts'
import { encodeText } from '../../../src/sql/libpg-query/offsets.ts'
import { listedNames, outline } from './listed-names.ts'

/** The text with every name marked, which shows the ranges. */
function marked(text: string): string {
  let out = ''
  let from = 0
  for (const { range } of listedNames(text)) {
    out += `${text.slice(from, range[0])}⟨${text.slice(...range)}⟩`
    from = range[1]
  }
  return out + text.slice(from)
}

function within(text: string): string[] {
  return listedNames(text)
    .filter(({ defines }) => defines)
    .map(({ text: name, within: key }) => `${name}: ${key}`)
}

describe('the range of a name', () => {
  it.each([
    'select \'😀é\' as ⟨é⟩, ⟨😀⟩ ⟨"é 😀"⟩ from ⟨"T""x"⟩ ⟨U&"d\\0061t\\+01F600"⟩ where ⟨x⟩ = \'😀\'',
    'select ⟨U&"a!0062"⟩ uescape \'!\' as ⟨b⟩',
    'select ⟨a⟩ as ⟨a⟩, ⟨a⟩ ⟨a⟩ from ⟨a⟩ ⟨a⟩ where ⟨a⟩.⟨a⟩ = ⟨a⟩ /* a */ and ⟨a⟩ -- a\n order by ⟨a⟩',
    'create table ⟨a⟩ (⟨a⟩ int, ⟨"A"⟩ int, constraint ⟨b⟩ check (⟨a⟩ > 0), constraint ⟨"a"⟩ unique (⟨a⟩, ⟨"A"⟩))',
    'with ⟨a⟩ as (select ⟨a⟩ ⟨a⟩ from ⟨a⟩) select ⟨a⟩.⟨a⟩ from ⟨a⟩ as ⟨a⟩ (⟨a⟩)',
    "create type ⟨a⟩ as enum (⟨'a'⟩, ⟨'b'''⟩, ⟨E'c\\''⟩, ⟨U&'d\\0061'⟩)",
    'select ⟨a⟩ ⟨b⟩;\r\n -- é\r\nselect ⟨"é"⟩ as ⟨b⟩; drop table ⟨b⟩',
  ])('is its token: %s', (text) => {
    expect(marked(text.replaceAll(/[⟨⟩]/g, ''))).toBe(text)
  })

  it('comes in the order of the text', () => {
    const starts = listedNames('create table t (b int references u (a), a int) inherits (v)').map(({ range }) => range[0])
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
  })
})

describe('a name that Postgres cuts', () => {
  const long = 'é'.repeat(40)
  const quoted = `"${'X'.repeat(61)}""😀😀"`

  it.each([
    'create table % (% int constraint % primary key, constraint % check (% > 0))',
    'create unique index % on %.% (%)',
    'create view % (%) as select 1 as %',
    'create sequence %.%',
    "create type % as enum ('a')",
    'create domain % as int constraint % check (value > 0)',
    'create function %(% int) returns % language % return 1',
    'create trigger % before insert on % execute function %()',
    'create policy % on % to %',
    'create rule % as on insert to % do nothing',
    'create schema %',
    'create extension %',
    'create role %',
    'create database %',
    "create tablespace % location '/'",
    'create publication % for table %',
    'create collation % from %',
    'create statistics % on %, % from %',
    'create operator class % for type % using % as storage %',
    'create server % foreign data wrapper %',
    'alter table % add column % int, drop column %',
    'alter table % rename column % to %',
    'alter table % rename to %',
    'with % (%) as (select 1) select %.% as %, % % from % as % (%) window % as (partition by %)',
    'insert into % (%) values (1) on conflict (%) do update set % = 1 returning % as %',
    'select %(% => 1)::% collate % from % join % using (%)',
    'declare % cursor for select 1',
    'prepare % as select 1',
    'savepoint %',
    'listen %',
    'set % = 1',
    'grant % to %',
    'comment on column %.%.% is null',
    'drop trigger % on %.%',
  ])('is told whole: %s', (form) => {
    for (const name of [long, quoted, `"${long}"`]) {
      const text = form.replaceAll('%', name)
      const found = listedNames(text)
      const whole = name === quoted ? `${'X'.repeat(61)}"😀😀` : long
      const told = found.filter(({ text: own, range }) => own === whole && text.slice(...range) === name)
      expect(told).toHaveLength(form.split('%').length - 1)
    }
  })

  it('is one name with its cut form, by what it must be unique within', () => {
    const [, a, b] = listedNames(`create table ${long} (${long}a int, ${long}b int)`).filter(({ defines }) => defines)
    expect(a?.within).toBe(`column of .${'é'.repeat(31)}`)
    expect(b?.within).toBe(a?.within)
  })

  it('is an enum label only to a type', () => {
    const label = 'x'.repeat(70)
    expect(listedNames(`create type t as enum ('${label}')`).map(({ text }) => text)).toEqual(['t', label])
  })
})

describe('what a name must be unique within', () => {
  it.each<[string, string[]]>([
    [
      'create table s.t (a int primary key, constraint b check (a > 0), constraint c unique (a), constraint d foreign key (a) references u)',
      ['t: relation s', 'a: column of s.t', 'b: constraint of s.t', 'c: relation s', 'd: constraint of s.t'],
    ],
    ['create temp table t (constraint c primary key (a))', ['t: relation pg_temp', 'c: relation pg_temp']],
    ['create index i on s.t (a)', ['i: relation s']],
    ['create sequence q', ['q: relation ']],
    ['create view s.v as select 1', ['v: relation s']],
    ['create materialized view m as select 1', ['m: relation ']],
    ['create type s.t as (a int)', ['t: type s', 'a: column of s.t']],
    ["create type t as enum ('a')", ['t: type ', 'a: enum label of .t']],
    ['create domain s.d as int constraint c check (true)', ['d: type s', 'c: constraint of s.d']],
    ['create trigger g before insert on s.t execute function f()', ['g: trigger of s.t']],
    ['create policy p on t', ['p: policy of .t']],
    ['create rule r as on insert to t do nothing', ['r: rule of .t']],
    ['create schema s', ['s: schema']],
    ['create role r', ['r: role']],
    ['create collation s.c from d', ['c: collation s']],
    ['alter table s.t rename to u', ['u: relation s']],
    ['alter table s.t rename column a to b', ['b: column of s.t']],
    ['alter table t add constraint c unique using index i', ['c: constraint of .t']],
    ['alter type s.t rename to u', ['u: type s']],
    ['alter trigger a on t rename to b', ['b: trigger of .t']],
  ])('%s', (text, expected) => {
    expect(within(text)).toEqual(expected)
  })

  it('tells the places of a query apart', () => {
    const keys = (text: string): number[] => {
      const all = listedNames(text)
        .filter(({ defines }) => defines)
        .map(({ within: key }) => key)
      return all.map((key) => all.indexOf(key))
    }
    expect(keys('select 1 a, 2 b from t c, u d')).toEqual([0, 0, 2, 2])
    expect(keys('select 1 a, (select 2 a) from t c, (select 3 a from u c) d')).toEqual([0, 1, 2, 3, 4, 2])
    expect(keys('with a as (with a as (select 1) select 2) select 3')).toEqual([0, 1])
    expect(keys('select 1 a union select 2 a')).toEqual([0, 1])
    expect(keys('update t a set b = 1 from u c returning d e, f g')).toEqual([0, 0, 2, 2])
    expect(keys('select * from f() a (b, c), g() d (b, c)')).toEqual([0, 1, 1, 0, 4, 4])
    expect(keys('create function f(a int) language sql return 1; create function f(a text) language sql return 1')).toEqual([0, 1, 2, 3])
  })
})

describe('IF NOT EXISTS', () => {
  it.each([
    ['create table if not exists t (a int)', 't'],
    ['create index if not exists i on t (a)', 'i'],
    ['create sequence if not exists q', 'q'],
    ['create materialized view if not exists m as select 1', 'm'],
    ['create table if not exists t as select 1 as a', 't'],
    ['create schema if not exists s', 's'],
    ['create extension if not exists e schema s', 'e'],
    ['create server if not exists s foreign data wrapper w', 's'],
    ['create collation if not exists c from d', 'c'],
    ['create statistics if not exists s on a, b from t', 's'],
    ['alter table t add column a int, add column if not exists b int', 'b'],
    ["alter type t add value if not exists 'a'", 'a'],
    ['create table t (a int)', undefined],
  ])('is told of the name that it is said of: %s', (text, name) => {
    expect(
      listedNames(text)
        .filter(({ ifNotExists }) => ifNotExists)
        .map(({ text: own }) => own),
    ).toEqual(name === undefined ? [] : [name])
  })
})

describe('what is no name', () => {
  it.each([
    'select 1, null, true, current_user, $1',
    "select interval '1' day, cast(1 as varchar(3))",
    'select extract(year from now_)',
    'grant select on t to public',
    'show all',
    "set time zone 'utc'",
  ])('%s', (text) => {
    expect(listedNames(text).filter(({ text: own }) => !['t', 'now_'].includes(own))).toEqual([])
  })

  it('Limit: the repeated VARIADIC argument of a hypothetical-set aggregate stands in the tree once.', () => {
    expect(outline('create aggregate a (variadic "any" order by variadic "any") (stype = s)')).toBe('function a!, type any, type s')
  })

  it('Limit: the names of operators and of options are not listed.', () => {
    expect(outline('create table t (a int) with (fillfactor = 10)')).toBe('table t!, column a!')
    expect(outline('select a operator(s.+) b')).toBe('column a, schema s, column b')
  })
})

describe('an odd tree', () => {
  it.each([
    {},
    { SelectStmt: {} },
    { Unheard: { of: [{}, null, 1, { Of: {} }] } },
    { DropStmt: { objects: [{}], removeType: 'OBJECT_NEW' } },
    { AlterTableStmt: { cmds: [{ AlterTableCmd: {} }] } },
  ])('has no names: %j', (stmt) => {
    expect(
      listNames('select 1', { statements: [{ stmt: stmt as object as { SelectStmt: object } }, {}], text: encodeText('select 1') }),
    ).toEqual([])
  })

  it('may tell places that are not there', () => {
    const stmt = {
      SelectStmt: {
        targetList: [{ ResTarget: { name: 'a', location: 999, val: { ColumnRef: { fields: [{ String: { sval: 'a' } }], location: 7 } } } }],
      },
    }
    expect(listNames('select a', { statements: [{ stmt }], text: encodeText('select a') })).toMatchObject([
      { text: 'a', range: [7, 8], role: 'column' },
    ])
  })
})
