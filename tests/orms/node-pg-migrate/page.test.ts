import { expect, it } from 'vitest'
import { catalogOf, pageOf } from '../support/page.ts'

it('the page shows what is read of its migration', () => {
  const block = pageOf('node-pg-migrate')
  const { sources, table } = catalogOf('node-pg-migrate', 'migrations/1_orders.js', block('js'))
  expect(sources).toEqual([{ file: 'migrations/1_orders.js', reader: 'node-pg-migrate' }])
  expect(block('text')).toBe(table)
})
