import { describe, expect, it } from 'vitest'
import { Fold } from '../../src/catalog/fold.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { inlineSteps } from '../../src/project/inline-tables.ts'
import { defaultSettings, type InlineTable } from '../../src/settings/settings.ts'

function catalogOf(tables: Record<string, InlineTable>): ReturnType<typeof readState> {
  const fold = new Fold()
  fold.run(inlineSteps({ ...defaultSettings, tables }))
  return readState(fold.state, fold.unread)
}

describe('tables that the settings tell', () => {
  it('have columns and keys, in whichever order they refer to each other', () => {
    const catalog = catalogOf({
      orders: {
        columns: ['id', 'organization_id', 'user_id'],
        primaryKey: ['id'],
        unique: [['organization_id', 'id']],
        foreignKeys: [{ columns: ['user_id'], references: { table: 'users', columns: ['id'] } }],
      },
      users: { columns: ['id', 'email'], primaryKey: ['id'] },
    })
    expect(catalog.parts.unread).toEqual([])
    const orders = catalog.table(undefined, 'orders')
    expect(orders?.columns.map(({ name, nullable }) => [name, nullable])).toEqual([
      ['id', false],
      ['organization_id', false],
      ['user_id', false],
    ])
    expect(orders?.primaryKey?.columns).toEqual(['id'])
    expect(orders?.keys.map(({ columns }) => columns)).toEqual([['id'], ['organization_id', 'id']])
    expect(orders?.foreignKeys.map(({ columns, references }) => [columns, references])).toEqual([
      [['user_id'], { schema: 'public', table: 'users', columns: ['id'] }],
    ])
  })

  it('may be of a schema', () => {
    expect(catalogOf({ 'sales.orders': { columns: ['id'] } }).table('sales', 'orders')?.columns).toHaveLength(1)
  })

  it('that are wrong in themselves are told of, and the others stand', () => {
    const catalog = catalogOf({ a: { columns: ['id'], primaryKey: ['other'] }, b: { columns: ['id'] } })
    expect(catalog.parts.unread.map(({ place }) => place.file)).toEqual(['settings.tenancy.tables'])
    expect(catalog.tables.map(({ name }) => name)).toEqual(['b'])
  })
})
