import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { refusalOf } from './support/postgres.ts'

const shop = new URL('../examples/shop/', import.meta.url).pathname

describe('examples/shop', () => {
  it('has these mistakes, and no others', async () => {
    const results = await new ESLint({ cwd: shop }).lintFiles(['.'])
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ line, column, ruleId, messageId }) => `${relative(shop, filePath)}:${line}:${column} ${ruleId ?? ''} ${messageId ?? ''}`,
      ),
    )
    expect(found).toEqual([
      'migrations/0001_init.sql:65:21 tenancy/max-identifier-length cut',
      'migrations/0002_venues.sql:25:28 tenancy/require-foreign-key-index missing',
      'migrations/0002_venues.sql:33:26 tenancy/require-foreign-key-index partial',
      'migrations/0003_discounts.sql:10:3 tenancy/partial-unique-on-soft-delete holdsDeleted',
      'migrations/0003_discounts.sql:32:3 tenancy/partial-unique-on-soft-delete guardsNothing',
      'migrations/0003_discounts.sql:50:3 tenancy/partial-unique-on-soft-delete onceDeleted',
      'queries/draft.sql:2:19 tenancy/valid-sql syntax',
      'queries/events.sql:9:23 tenancy/require-tenant-filter unscoped',
      'queries/events.sql:14:23 tenancy/require-tenant-filter vacuous',
      'queries/events.sql:29:6 tenancy/require-tenant-filter vacuous',
      'queries/orders.sql:8:38 tenancy/require-tenant-with-key byKey',
      'queries/orders.sql:13:29 tenancy/require-tenant-with-key byReference',
      'queries/orders.sql:23:13 tenancy/require-tenant-on-insert unset',
      'queries/orders.sql:28:10 tenancy/require-tenant-filter truncated',
      'src/tickets.js:3:26 tenancy/require-tenant-filter unscoped',
    ])
  })

  it('has migrations that Postgres runs', async () => {
    const folder = join(shop, 'migrations')
    const texts = readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8'))
    expect(await refusalOf(...texts)).toBeUndefined()
  })

  it('shows them, and ends well', () => {
    const shown = execFileSync(process.execPath, ['demo.js'], { cwd: shop, encoding: 'utf8' })
    expect(shown).toContain('migrations/0001_init.sql')
    expect(shown).toContain('tenancy/max-identifier-length')
  })
})
