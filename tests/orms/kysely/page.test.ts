import { expect, it } from 'vitest'
import { catalogOf, pageOf } from '../support/page.ts'

it('the page shows what is read of its migration', () => {
  const block = pageOf('kysely')
  const { sources, table } = catalogOf('kysely', 'migrations/1_orders.ts', block('ts'))
  expect(sources).toEqual([{ file: 'migrations/1_orders.ts', reader: 'kysely' }])
  expect(block('text')).toBe(table)
})
