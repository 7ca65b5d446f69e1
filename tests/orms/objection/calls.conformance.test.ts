import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../support/catalog.ts'
import { meaningOfSql, meaningsOfCalls } from '../../support/sent-calls.ts'
import { calls } from './calls/calls.ts'

const text = (name: string): string => readFileSync(new URL(`calls/${name}`, import.meta.url), 'utf8')
const catalog = catalogOf({ 'schema.sql': text('../../knex/calls/schema.sql') })
const files = Object.fromEntries(['calls.ts', 'models.ts'].map((name) => [name, text(name)]))
const read = meaningsOfCalls({ files, file: 'calls.ts', catalog, around: { major: () => 3 } })

describe.each(Object.entries(calls))('%s', (name, call) => {
  it('means what Objection sends', () => {
    const given = call('o', 'i', ['a', 'b'])
    expect(read.get(name)).toEqual(meaningOfSql([given.toKnexQuery().toSQL().toNative().sql], catalog))
  })
})
