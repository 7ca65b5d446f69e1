import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import { medusaStatements } from '../../../src/orms/medusa/index.ts'
import { plural } from '../../../src/orms/medusa/plural.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'

function read(fields: string, more = ''): { tables: string[]; unread: string[] } {
  const text = `import { model } from '@medusajs/framework/utils'\nexport const A = model.define('a', { id: model.id().primaryKey(), ${fields} })${more}`
  const files = { 'a.ts': text }
  const fold = foldOf(medusaStatements(textsOf(files), virtualWorld(files)))
  return {
    tables: readState(fold.state, []).tables.map(({ name, columns }) => `${name} (${columns.map((one) => one.name).join(', ')})`),
    unread: fold.unread.map(({ reason }) => reason),
  }
}

const moments = 'created_at, updated_at, deleted_at'

describe('what cannot be known of models is listed, and the rest is read', () => {
  it.each([
    ['b: column()', '', [`a (id, ${moments})`], ['what `b` is is not known']],
    ['...columns()', '', [`a (id, ${moments})`], ['its fields are not all known']],
    ['b: model.belongsTo(() => Elsewhere)', '', [`a (id, ${moments})`], ['what `b` refers to is not known']],
    ['b: model.color()', '', [`a (id, ${moments})`], ['the type of `b` is not known']],
    ['', '.indexes([{ on: columns() }])', [`a (id, ${moments})`], ['the index is not all known']],
    ['', '.indexes(all())', [`a (id, ${moments})`], ['its indexes are not all known']],
  ])('%s %s', (fields, more, tables, unread) => {
    expect(read(fields, more)).toEqual({ tables, unread })
  })
})

it.each([
  ['product_tag', 'product_tags'],
  ['category', 'categories'],
  ['tax', 'taxes'],
  ['address', 'addresses'],
  ['child', 'children'],
  ['shop_info', 'shop_info'],
  ['day', 'days'],
  ['shelf', 'shelves'],
  ['status', 'statuses'],
  ['price_list', 'price_lists'],
])('the plural of %s is %s', (word, expected) => {
  expect(plural(word)).toBe(expected)
})
