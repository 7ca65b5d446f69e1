import { describe, expect, it } from 'vitest'
import type { Query } from '../../src/query/query.ts'
import { readFile } from '../support/program.ts'

function queriesOf(text: string): (Query | undefined)[] {
  return readFile(text).document.statements.map(({ statement }) => statement?.query)
}

/** What is known of a query is kept as long as it is the same object. */
describe('a query is the same at the next keystroke', () => {
  it.each([
    ['a text', "db.query('select * from events')"],
    ['with values that the call passes', "db.query('select * from events where id = $1 and title = $2', [id, title])"],
    ['with values in a template', 'sql`select * from events where id = ${id}`'],
    ['put together', "db.query('select * from events where ' + (all ? 'true' : 'id = 1'))"],
  ])('%s', (_, text) => {
    const [first, ...others] = queriesOf(text)
    expect(first).toBeDefined()
    expect(others).toEqual([])
    expect(queriesOf(`// a comment\n${text}`)[0]).toBe(first)
  })

  it('but for other values', () => {
    const [first] = queriesOf("db.query('select * from events where id = $1', [id])")
    expect(queriesOf("db.query('select * from events where id = $1', [key])")[0]).not.toBe(first)
  })
})
