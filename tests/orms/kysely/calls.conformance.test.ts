import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../support/catalog.ts'
import { meaningOfSql, meaningsOfCalls } from '../../support/sent-calls.ts'
import { calls } from './calls/calls.ts'
import { sent } from './calls/db.ts'

const text = (name: string): string => readFileSync(new URL(`calls/${name}`, import.meta.url), 'utf8')
const catalog = catalogOf({ 'schema.sql': text('../../knex/calls/schema.sql') })
const files = Object.fromEntries(['calls.ts', 'db.ts', 'helpers.ts'].map((name) => [name, text(name)]))
const read = meaningsOfCalls({ files, file: 'calls.ts', catalog, around: { major: () => 0 } })

describe.each(Object.entries(calls))('%s', (name, call) => {
  it('means what Kysely sends', async () => {
    sent.length = 0
    await call('o', 'i', ['a', 'b'], { title: 'x' })
    expect(sent).not.toEqual([])
    expect(read.get(name)).toEqual(meaningOfSql(sent, catalog))
  })
})
