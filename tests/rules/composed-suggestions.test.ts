import { parse } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { applySuggestion, lint, rangeOf } from '../support/run-rule.ts'

const long = 'orders_organization_id_and_event_timestamp_and_a_description_unique'
const sold = 'number_of_tickets_that_were_sold_in_this_event_and_not_yet_refunded'
const table = 'create table tickets (id int primary key, order_id int references orders)'

function reports(rule: string, text: string): { readonly at: string; readonly outputs: readonly string[] }[] {
  return lint(text, { rule, file: 'case.ts', schema: 'create table orders (id int primary key)' }).map((message) => ({
    at: text.slice(...rangeOf(text, message)),
    outputs: (message.suggestions ?? []).map((suggestion) => applySuggestion(text, suggestion)),
  }))
}

describe('a name in a text that is put together', () => {
  it.each([
    `const n = '${long}'; db.query('drop index ' + n)`,
    `class A { static readonly n = '${long}' }; db.query('drop index ' + A.n)`,
    `const n = \`${long}\` as const; db.query('drop index ' + n)`,
    `const f = (n: string) => \`drop index \${n}\`; db.query(f('${long}'))`,
    `const n = '${long}'; db.query(\`drop index \${n}\`)`,
    `enum E { A = '${long}' }; db.query(\`drop index \${E.A}\`)`,
  ])('is renamed where it is written: %s', (text) => {
    for (const { outputs } of reports('max-identifier-length', text)) {
      for (const output of outputs) {
        expect(() => parse(output)).not.toThrow()
        expect(output.length).toBeLessThan(text.length)
        expect(output).not.toContain(long)
        expect(output.replace(/orders_org\w*/, '')).toBe(text.replace(long, ''))
      }
    }
  })

  it.each([
    `const n = '${long.slice(0, 60)}'; db.query('drop index ' + n + '${long.slice(60)}')`,
    `const [a, b] = ['${long.slice(0, 40)}', '${long.slice(40)}']; db.query(\`drop index \${a}\${b}\`)`,
  ])('is not renamed where no one place writes it: %s', (text) => {
    expect(reports('max-identifier-length', text).flatMap(({ outputs }) => outputs)).toEqual([])
  })

  it('is renamed once where it is a part of several queries', () => {
    const text = `const base = 'SELECT count(*) AS ${sold} FROM tickets'
export const all = () => db.query(base)
export const one = (id: string) => db.query(base + ' WHERE id = $1', [id])
`
    const [report, ...others] = reports('max-identifier-length', text)
    expect(others).toEqual([])
    expect(report?.at).toBe(sold)
    expect(report?.outputs.map((output) => output.includes(sold))).toEqual([false, false])
  })
})

describe('a statement in a text that is put together', () => {
  it.each([
    `const base = \`${table}\`\ndb.query(base + ' ')`,
    `const base = '${table}'\ndb.query(base + ' ')`,
    `const base = '${table}'\ndb.query(\`\${base} \`)`,
    `const key = 'references orders'\ndb.query('create table tickets (id int primary key, order_id int ' + key + ')')`,
  ])('is followed by another in a program that parses: %s', (text) => {
    const found = reports('require-foreign-key-index', text)
    expect(found).toHaveLength(1)
    for (const output of found.flatMap(({ outputs }) => outputs)) expect(() => parse(output)).not.toThrow()
  })
})

describe('a text that is a part of several queries', () => {
  it('is told once', () => {
    const text = "const base = 'select * from orders where id > 1'; db.query(base); db.query(base + ' limit 1')"
    expect(lint(text, { rule: 'require-tenant-filter', file: 'case.ts' })).toHaveLength(1)
  })
})
