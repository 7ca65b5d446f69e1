import { parseForESLint } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'
import { readJavascript } from '../../src/document/javascript.ts'
import { mayHold } from '../../src/document/text/statement.ts'
import { engineNamed } from '../../src/sql/engines.ts'

const engine = engineNamed('libpg-query')

function statements(text: string): string[] {
  const { ast } = parseForESLint(text, { range: true, ecmaFeatures: { jsx: true } })
  return readJavascript({ text, ast }, engine).statements.map(({ range }) => text.slice(...range))
}

describe('a program that a tool has written', () => {
  const query = "db.query('select 1');"

  it('is left alone where it stands on a few long lines', () => {
    expect(statements(query.repeat(10_000))).toEqual([])
  })

  it('is left alone where pgTyped wrote it of a file of SQL', () => {
    const head = (file: string): string =>
      `/** Types generated for queries found in "${file}" */\nimport { PreparedQuery } from '@pgtyped/runtime';\n`
    const made = `const getIR: any = {"params":[],"statement":"select 1"};\nexport const get = new PreparedQuery<void, object>(getIR);\n`
    expect(statements(head('src/orders.sql') + made)).toEqual([])
    expect(statements(head('src/orders.ts') + made)).toEqual(['select 1'])
    expect(statements(made + head('src/orders.sql'))).toEqual(['select 1'])
  })

  it('is read where its lines are those of people, or where it is short', () => {
    expect(statements(`${query}\n${'// much is said here\n'.repeat(10_000)}`)).toEqual(['select 1'])
    expect(statements(query.repeat(100))).toHaveLength(100)
  })
})

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
    ['sentences that are run', "alert('Select a file'); db.query('Delete from cart')", ['Delete from cart']],
    ['a sentence under a tag', 'alert("Select a file"); run(sql`Delete from cart`)', ['Delete from cart']],
    ['a sentence that a comment marks', "const q = /* postgres */ 'Delete from cart'", ['Delete from cart']],
    ['a text that begins as a sentence', "run('Select * from cart ' + 'where id = 1')", ["Select * from cart ' + 'where id = 1"]],
    ['a comment that goes on', String.raw`run('-- why\nselect 1')`, ['select 1']],
    ['the end of a table', 'run(`truncate cart`)', ['truncate cart']],
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
    ['names of classes', "clsx('truncate text-sm')"],
    ['names of variables, and paths', "set('--width', '/* '); match('/*')"],
    ['a comment', "// run('select 1')"],
  ])('has none in %s', (_, text) => {
    expect(statements(text)).toEqual([])
  })

  it.each([
    ['sentences', "alert('Select a file')", 'sentences'],
    ['names of classes and variables', "clsx('truncate text-sm', { '--width': 1 })", 'nothing'],
    ['a sentence with a sign', "alert('Select a file (or two)')", 'statements'],
    ['half of a text', "run('Select a file ' + name)", 'statements'],
    ['a quote that does not end', "alert('Select a file", 'statements'],
    ['what makes statements', 'db.none(pgp.helpers.insert(rows, columns))', 'statements'],
    ['the same under its name', 'const { insert } = pgp.helpers\ndb.none(insert(rows, columns))', 'statements'],
    ['other helpers', "import { hash } from './helpers.js'\nhash.update(text)", 'nothing'],
  ])('as its quotes tell: %s', (_, text, expected) => {
    expect(mayHold(text)).toBe(expected)
  })

  it('is told in a moment, however many helpers it names', () => {
    expect(mayHold('helpers '.repeat(125_000))).toBe('nothing')
  })

  it('is read in a moment, however many comments a text begins with', () => {
    expect(statements(`run("${'/* a */'.repeat(2000)} nothing")`)).toEqual([])
    expect(statements(`run("${'/* a */'.repeat(2000)} select 1")`)).toEqual(['select 1'])
  })
})

describe('rows of several columns', () => {
  it.each([
    ['what fills the place of rows', 'select id from events where (organization_id, id) in ${sql(pairs)}', 'events:scoped'],
    ['one beside others', 'select id from events where (organization_id, id) in ((${org}, 1), ${pair})', 'events:scoped'],
    ['a list of rows', 'select id from events where (organization_id, id) = any(${pairs})', 'events:scoped'],
    ['rows that are no values', 'select id from events where (organization_id, id) in ((organization_id, 1), ${pair})', 'events:by-key'],
  ])('may be %s', (_, text, found) => {
    expect(foundIn(`sql\`${text}\``)).toBe(found)
  })
})
