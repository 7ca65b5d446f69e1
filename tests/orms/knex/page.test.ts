import { expect, it } from 'vitest'
import { catalogOf, pageOf } from '../support/page.ts'

it('the page shows what is read of its migration', () => {
  const block = pageOf('knex')
  const { sources, table } = catalogOf('knex', 'migrations/1_orders.ts', block('ts'))
  expect(sources).toEqual([{ file: 'migrations/1_orders.ts', reader: 'knex' }])
  expect(block('text')).toBe(table)
})
