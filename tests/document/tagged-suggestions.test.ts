import { parse } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { applySuggestion, lint } from '../support/run-rule.ts'

const schema = {
  'schema.sql': 'create table orders (id text primary key, organization_id int not null, state text);',
  'package.json': '{ "dependencies": { "drizzle-orm": "0.45.0" } }',
}
const head = `import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
const db = drizzle(process.env.URL!)
const orders = pgTable('orders', { id: text('id').primaryKey(), organizationId: integer('organization_id').notNull(), state: text('state') })
`

/** What is offered for each value that becomes part of a text. */
function offeredFor(body: string, before = head): readonly (readonly string[])[] {
  const text = `${before}export const run = (id: string, state: string) => ${body}\n`
  const found = lint(text, { rule: 'no-unsafe-interpolation', file: 'case.ts', schema })
  return found.map(({ suggestions = [] }) =>
    suggestions.map((suggestion) => {
      const output = applySuggestion(text, suggestion)
      expect(() => parse(output)).not.toThrow()
      expect(lint(output, { rule: 'no-unsafe-interpolation', file: 'case.ts', schema })).toEqual([])
      return output.slice(before.length).replace(/^export const run = \(id: string, state: string\) => |\n$/g, '')
    }),
  )
}

describe('a text that Drizzle runs as it is becomes a template of its tag', () => {
  it.each([
    ["db.execute('select * from orders where id = ' + id)", 'db.execute(sql`select * from orders where id = ${id}`)'],
    ['db.execute(`select * from orders where id = ${id}`)', 'db.execute(sql`select * from orders where id = ${id}`)'],
    ["db.execute(sql.raw('select * from orders where id = ' + id))", 'db.execute(sql`select * from orders where id = ${id}`)'],
    ['db.execute(sql.raw(`select * from orders where id = ${id}`))', 'db.execute(sql`select * from orders where id = ${id}`)'],
    [
      "db.execute(sql.raw(`select * from orders where state = '${state}'`))",
      'db.execute(sql`select * from orders where state = ${state}`)',
    ],
    [
      `db.execute("select * from orders where state = '" + state + "' limit 1")`,
      'db.execute(sql`select * from orders where state = ${state} limit 1`)',
    ],
    [
      "db.execute('select * from orders where state = \\'' + state + '\\'')",
      'db.execute(sql`select * from orders where state = ${state}`)',
    ],
    [
      `db.execute("select '\`' || '\${a}\\n' from orders where id = " + id)`,
      "db.execute(sql`select '\\`' || '\\${a}\\n' from orders where id = ${id}`)",
    ],
    [
      'db.execute(sql`select * from orders where id = ${sql.raw(String(id))}`)',
      'db.execute(sql`select * from orders where id = ${String(id)}`)',
    ],
    ['db.select().from(orders).where(sql.raw(`id = ${id}`))', 'db.select().from(orders).where(sql`id = ${id}`)'],
    ["db.select().from(orders).where(sql.raw('id = ' + id))", 'db.select().from(orders).where(sql`id = ${id}`)'],
    [
      "db.transaction((tx) => tx.execute('delete from orders where id = ' + id))",
      'db.transaction((tx) => tx.execute(sql`delete from orders where id = ${id}`))',
    ],
  ])('%s', (call, bound) => {
    expect(offeredFor(call)).toEqual([[bound]])
  })

  it('once for all that is put into it', () => {
    const bound = 'db.execute(sql`select * from orders where id = ${id} and state = ${state}`)'
    expect(offeredFor("db.execute(sql.raw('select * from orders where id = ' + id + ` and state = '${state}'`))")).toEqual([
      [bound],
      [bound],
    ])
  })

  it('by the name that the file has for it', () => {
    const before = head.replace('{ sql }', '{ sql as q }')
    expect(offeredFor("db.execute('select * from orders where id = ' + id)", before)).toEqual([
      ['db.execute(q`select * from orders where id = ${id}`)'],
    ])
  })

  it.each([
    ['a name is put in, too', 'db.execute(sql.raw(`select * from ${state} where id = ${id}`))'],
    ['a piece is put in, too', 'db.execute(sql.raw(`select * from orders where id = ${id} ${state}`))'],
    ['a part of a string is put in', "db.execute(sql.raw(`select * from orders where state like '%${state}%'`))"],
    ['a list is put in', 'db.execute(sql.raw(`select * from orders where id in (${id})`))'],
    ['it stands in quotes of a template', "db.execute(sql`select * from orders where state = '${sql.raw(state)}'`)"],
  ])('not where %s', (_, call) => {
    const offered = offeredFor(call)
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.flat()).toEqual([])
  })

  it.each([
    ['the file has no tag', head.replace("import { sql } from 'drizzle-orm'\n", ''), 'db'],
    ['another library runs it', `${head}import { createPool } from 'mysql2'\nconst pool = createPool('')\n`, 'pool'],
  ])('not where %s', (_, before, client) => {
    expect(offeredFor(`${client}.execute('select * from orders where id = ' + id)`, before).flat()).toEqual([])
  })
})
