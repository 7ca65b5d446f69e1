import { beforeAll, describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { sequelize } from '../../../src/orms/sequelize/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { meaningOfSql, meaningsOfCalls, type Meaning } from '../../support/sent-calls.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'
import { calls } from './calls/calls.ts'
import { models } from './calls/models.ts'
import { sqlOfCalls } from './support/run-sequelize.ts'

const files = { ...models, 'calls.ts': calls }
const seed = `
  INSERT INTO organizations (id, name, slug, created_at, updated_at) VALUES (1, 'a', 'a', now(), now()), (2, 'b', 'b', now(), now());
  INSERT INTO users (id, email, created_at, updated_at) VALUES (1, 'a', now(), now());
  INSERT INTO customers (id, organization_id, created_at, updated_at) VALUES (1, 1, now(), now());
  INSERT INTO orders (id, number, organization_id, customer_id, created_at, updated_at) VALUES (1, 1, 1, 1, now(), now());
  INSERT INTO order_items (id, order_id, organization_id, quantity, created_at, updated_at) VALUES (1, 1, 1, 1, now(), now());
  INSERT INTO tags (id, name, organization_id, created_at, updated_at) VALUES (1, 'a', 1, now(), now());
  SELECT setval('organizations_id_seq', 100), setval('customers_id_seq', 100), setval('orders_id_seq', 100), setval('order_items_id_seq', 100);
`

function catalogOf(): Catalog {
  const fold = foldOf(sequelize.statements(textsOf(files, ['models.ts']), virtualWorld(files, { sequelize: 6 })))
  return readState(fold.state, [])
}

describe('a call is read as the SQL that Sequelize sends', () => {
  const sent = new Map<string, Meaning>()
  const read = new Map<string, Meaning>()
  beforeAll(async () => {
    const catalog = catalogOf()
    for (const [name, sql] of await sqlOfCalls(files, 'calls.ts', await newPostgres(), seed)) sent.set(name, meaningOfSql(sql, catalog))
    const texts = textsOf(files, ['models.ts'])
    const around = { schemaFiles: () => texts, major: () => 6 }
    for (const [name, meaning] of meaningsOfCalls({ files, file: 'calls.ts', catalog, around })) read.set(name, meaning)
  })

  it('all of them', () => {
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(sent))
    expect(sent.size).toBeGreaterThan(120)
  })
})
