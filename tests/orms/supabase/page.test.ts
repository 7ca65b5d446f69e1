import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { blocksOf } from '../../support/markdown.ts'
import { lint } from '../../support/run-rule.ts'

const tables = `CREATE TABLE organizations (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, number text, status text);
CREATE TABLE items (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, order_id bigint NOT NULL REFERENCES orders);
`
const schema = { 'package.json': '{ "dependencies": { "@supabase/supabase-js": "2.0.0" } }', 'migrations/1.sql': tables }

it('the page says which of its queries are reported', () => {
  const [block] = blocksOf(readFileSync(new URL('../../../docs/orms/supabase.md', import.meta.url), 'utf8'))
  const text = block?.text ?? ''
  const told = text.split('\n').flatMap((line, i) => (line.startsWith('// reported') ? [i + 2] : []))
  expect(told).toHaveLength(2)
  expect(text.match(/^\/\/ fine/gm)).toHaveLength(2)
  expect(lint(text, { rule: 'require-tenant-filter', file: 'src/a.ts', schema }).map(({ line }) => line)).toEqual(told)
})
