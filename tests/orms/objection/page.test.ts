import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { blocksOf } from '../../support/markdown.ts'
import { lint } from '../../support/run-rule.ts'

const schema = {
  'package.json': '{ "dependencies": { "knex": "3.1.0", "objection": "3.1.0" } }',
  'migrations/1.sql': `CREATE TABLE organizations (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations);
`,
  'src/order.ts': "import { Model } from 'objection'\nexport class Order extends Model {\n  static tableName = 'orders'\n}\n",
}

function reportsOf(call: string): number {
  return lint(`import { Order } from './order'\n${call}`, { rule: 'require-tenant-with-key', file: 'src/a.ts', schema }).length
}

it('the call of the page is judged as the SQL that it sends', () => {
  const [block] = blocksOf(readFileSync(new URL('../../../docs/orms/objection.md', import.meta.url), 'utf8'))
  const call = block?.text ?? ''
  expect(call).toContain('.where({ organizationId })')
  expect(reportsOf(call)).toBe(0)
  expect(reportsOf(call.replace('.where({ organizationId })', ''))).toBe(1)
})
