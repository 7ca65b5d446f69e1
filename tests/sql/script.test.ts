import { describe, expect, it } from 'vitest'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'
import { splitScript } from '../../src/sql/script.ts'

function split(text: string): string[] {
  const { statements } = splitScript(text)
  for (const { start, end, text: part } of statements) expect(part).toHaveLength(end - start)
  return statements.map(({ text: part }) => part.replace(/\s+/g, ' '))
}

describe('a script', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' ; ;; -- x\n', []],
    ['select 1', ['select 1']],
    ['select 1; select 2;', ['select 1', 'select 2']],
    ['\ufeffselect 1;', ['select 1']],
    ['-- a; b\nselect 1 /* ; */; select 2 -- ;', ['select 1', 'select 2']],
    ['select 1 /* a /* ; */ ; */ + 2; select 3', ['select 1 /* a /* ; */ ; */ + 2', 'select 3']],
    ["select ';'; select E'\\';'; select \";\", U&\";\"; select 2", ["select ';'", "select E'\\';'", 'select ";", U&";"', 'select 2']],
    ['do $$ begin; end; $$; select $a$ ; $$ ; $a$', ['do $$ begin; end; $$', 'select $a$ ; $$ ; $a$']],
    ['select 1;\r\nselect\r\n2;\r\n', ['select 1', 'select 2']],
    ['select \'😀;é\'; select "😀";', ["select '😀;é'", 'select "😀"']],
    [
      'create rule r as on insert to t do also (delete from u; delete from v); select 1',
      ['create rule r as on insert to t do also (delete from u; delete from v)', 'select 1'],
    ],
  ])('is cut at its semicolons: %j', (text, parts) => {
    expect(split(text)).toEqual(parts)
  })

  it('keeps the offsets of the file', () => {
    const text = "-- é\n select '😀' ;\nselect 2"
    expect(splitScript(text).statements.map(({ start, end }) => text.slice(start, end))).toEqual(["select '😀'", 'select 2'])
    expect(splitScript(text).comments).toEqual([[0, 4]])
  })

  it.each([
    'create function f(a int) returns int begin atomic select 1; select case when a > 0 then 1 else (case a when 1 then 2 end) end; end',
    'create or replace procedure p() begin atomic insert into t values (1); insert into t select t.case from t; end',
    'create function f() returns int return case when true then 1 end',
  ])('does not cut the body of a routine: %s', (routine) => {
    expect(split(`${routine}; select 2;`)).toEqual([routine, 'select 2'])
    expect(libpgQuery.parse(routine).ok || routine.includes('t.case')).toBe(true)
  })

  it('leaves BEGIN and END of transactions and of tables alone', () => {
    expect(split('begin; create table atomic (case_ int); end; begin; select 1; commit')).toEqual([
      'begin',
      'create table atomic (case_ int)',
      'end',
      'begin',
      'select 1',
      'commit',
    ])
  })
})

describe('the rows of COPY', () => {
  it.each(['copy t (a, b) from stdin', 'COPY s.t FROM stdin WITH (format csv)', 'copy t from /* here */ stdin', 'copy t from stdout'])(
    'are left out: %s',
    (copy) => {
      expect(split(`${copy};\n1\tit's; "\n2\t$$\n\\.\nselect 1;`)).toEqual([copy, 'select 1'])
    },
  )

  it('are left out with CRLF, with none of them and without an end', () => {
    expect(split('copy t from stdin;\r\n1;\r\n\\.\r\nselect 1')).toEqual(['copy t from stdin', 'select 1'])
    expect(split('copy t from stdin;\n\\.\nselect 1')).toEqual(['copy t from stdin', 'select 1'])
    expect(split('copy t from stdin;\n1;2')).toEqual(['copy t from stdin'])
  })

  it('follow a psql \\copy and several statements at once', () => {
    expect(split("\\copy t from stdin\n1'\n\\.\nselect 1")).toEqual(['select 1'])
    expect(split("copy t from stdin \\; copy u from stdin \\; select 1;\n1'\n\\.\n2'\n\\.\nselect 2")).toEqual([
      'copy t from stdin',
      'copy u from stdin',
      'select 1',
      'select 2',
    ])
  })

  it.each(['copy t to stdout', 'copy (select a from stdin) to stdout', "select 'copy t from stdin'"])('do not follow %s', (text) => {
    expect(split(`${text}; select 1`)).toEqual([text, 'select 1'])
  })
})

describe('a psql command', () => {
  it.each<[string, string[]]>([
    ['\\set x 1\nselect 1;\n\\d t\nselect 2;', ['select 1', 'select 2']],
    ['\\connect db user\n\\restrict abc;def\nselect 1;', ['select 1']],
    ['select 1 \\g out.txt\nselect 2;', ['select 1', 'select 2']],
    ["select 'a' \\gexec\nselect 2 \\gset x_\nselect 3", ["select 'a'", 'select 2', 'select 3']],
    ['select 1 \\; select 2;', ['select 1', 'select 2']],
    ['select 1 \\r\nselect 2;', ['select 2']],
    ["\\echo 'a \\\\ b' \\\\ select 1;", ['select 1']],
    ["\\pset null '\\\\N'\nselect 1;", ['select 1']],
    ["\\echo it's\nselect 1;", ['select 1']],
    ['\\! ls; rm\nselect 1;', ['select 1']],
  ])('is taken out: %j', (text, parts) => {
    expect(split(text)).toEqual(parts)
  })

  it('is blanked inside a statement, which stays in place', () => {
    const text = 'select\n\\if :x\n  1\n\\else\n\\endif\n, 2;'
    const [statement] = splitScript(text).statements
    expect(statement?.text).toBe('select\n      \n  1\n     \n      \n, 2')
  })

  it("puts a string in the place of :'name'", () => {
    expect(split("copy t to :'file'; select f(:'a',:'b')")).toEqual(["copy t to 'file'", "select f( 'a', 'b')"])
    expect(split("select a['b':'c'], d[1:2], :'e'::text")).toEqual(["select a['b':'c'], d[1:2], 'e'::text"])
  })

  it("Limit: variables of psql other than :'name' stay, and so do both branches of \\if.", () => {
    expect(split('select :a, :"b"')).toEqual(['select :a, :"b"'])
    expect(split('\\if true\nselect 1;\n\\else\nselect 2;\n\\endif')).toEqual(['select 1', 'select 2'])
  })
})

describe('a broken script', () => {
  it.each(["select 'a; select 1;", 'select "a; select 1;', 'select $$a; select 1;', 'select (a; select 1;'])(
    'is one statement to its end: %s',
    (text) => {
      expect(split(text)).toHaveLength(1)
    },
  )

  it.each<[string, string]>([
    ['a long psql command', `\\echo ${'a'.repeat(5e6)}`],
    ['many quotes', `\\echo ${"'\\".repeat(1e6)}`],
    ['many backslashes', '\\\\'.repeat(1e5)],
    ['many signs', `select ${'+-'.repeat(25_000)}1;`],
    ['open brackets', `select ${'('.repeat(1e6)}`],
    ['an open dollar quote', 'select $a$ '.repeat(1e5)],
  ])('is read to its end: %s', (_, text) => {
    expect(splitScript(`${text}\nselect 1`).statements.length).toBeGreaterThan(0)
  })

  it('ends in an open comment', () => {
    expect(split('select 1; /* select 2; select 3')).toEqual(['select 1'])
    expect(splitScript('select 1; /* x').comments).toEqual([[10, 14]])
  })

  it('may close more than it opens', () => {
    expect(split('select 1); select 2; end; select 3')).toEqual(['select 1)', 'select 2', 'end', 'select 3'])
  })

  it("Limit: a backslash before a quote escapes it only in an E'' string, whatever standard_conforming_strings says.", () => {
    expect(split("set standard_conforming_strings = off; select 'a\\'; select 1")).toHaveLength(3)
  })
})
