import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { readState } from '../../../src/catalog/read-state.ts'
import { drizzle } from '../../../src/orms/drizzle/index.ts'
import { meaningOfSql, meaningsOfCalls } from '../../support/sent-calls.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'
import { callSets } from './support/calls.ts'

function catalogOf(files: Readonly<Record<string, string>>, major: number): Catalog {
  const { state, unread } = foldOf(drizzle.statements(textsOf(files, ['schema.js']), virtualWorld(files, { 'drizzle-orm': major })))
  return readState(state, unread)
}

describe.each(callSets)('what is read of the calls in $name, Drizzle $major', ({ files, calls, recorded, major }) => {
  const catalog = catalogOf(files, major)
  const around = {
    major: (packages: readonly string[]) => (packages.includes('drizzle-orm') ? major : undefined),
    schemaFiles: () =>
      textsOf(
        files,
        Object.keys(files).filter((file) => file !== calls),
      ),
  }
  const read = meaningsOfCalls({ files, file: calls, catalog, around })
  const sent = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, readonly string[]>

  it('is of every call that was sent', () => {
    expect([...read.keys()]).toEqual(Object.keys(sent))
    expect(Object.entries(sent).filter(([, statements]) => statements.length === 0)).toEqual([])
  })

  it.each(Object.entries(sent))('%s', (name, statements) => {
    expect(read.get(name)).toEqual(meaningOfSql(statements, catalog))
  })
})
