import { parseForESLint } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { readJavascript } from '../../src/document/javascript.ts'
import { engineNamed } from '../../src/sql/engines.ts'

const engine = engineNamed('libpg-query')

function statements(text: string): string[] {
  const { ast } = parseForESLint(text, { range: true, ecmaFeatures: { jsx: true } })
  return readJavascript({ text, ast }, engine).statements.map(({ range }) => text.slice(...range))
}

describe('a program', () => {
  it.each([
    ['a string', `run('select 1')`, ['select 1']],
    ['a template', 'run(`select 1`)', ['select 1']],
    ['a tagged template', 'run(sql`select 1`)', ['select 1']],
    [
      'a default, a property and an enum',
      `enum Q { A = 'select 1' } const f = (q = 'select 2') => ({ q: "select 3" })`,
      ['select 1', 'select 2', 'select 3'],
    ],
    ['a text that begins with space and comments', 'run(`\n  -- why\n  /* not */ select 1\n`)', ['select 1']],
    ['several statements of one text', "run('select 1; select 2')", ['select 1', 'select 2']],
    ['a template with holes', 'run(`select ${id}`)', ['select ${id}']],
    ['letters of any case', "run('SELECT 1')", ['SELECT 1']],
    ['escapes', String.raw`run('select\n1, \'a\'')`, [String.raw`select\n1, \'a\'`]],
    ['in the order of the file', "f(g('select 1'), 'select 2'); h('select 3')", ['select 1', 'select 2', 'select 3']],
  ])('has SQL in %s', (_, text, expected) => {
    expect(statements(text)).toEqual(expected)
  })

  it.each([
    ['words that are no statement', "alert('select a file, then press enter')"],
    ['a word that begins like one', "alert('selection 1')"],
    ['an attribute of JSX', '<p title="select 1" />'],
    ['text of JSX', '<p>select 1</p>'],
    ['a sentence', "alert('Delete from cart')"],
    ['another sentence', "alert('Select all from list')"],
    ['a table command that is a phrase', "alert('table oid')"],
    ['a regular expression', '/select 1/'],
    ['half of a text', "run('select 1; selec 2')"],
    ['comments alone', "run('-- select 1')"],
    ['a comment', "// run('select 1')"],
  ])('has none in %s', (_, text) => {
    expect(statements(text)).toEqual([])
  })

  it('is read in a moment, however many comments a text begins with', () => {
    expect(statements(`run("${'/* a */'.repeat(2000)} nothing")`)).toEqual([])
    expect(statements(`run("${'/* a */'.repeat(2000)} select 1")`)).toEqual(['select 1'])
  })
})
