import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import { entityStatements } from '../../../src/orms/typeorm/schema.ts'
import { meaningOfSql, meaningsOfCalls } from '../../support/sent-calls.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'
import { callFiles } from './calls/files.ts'

const entities = ['entities.ts']

describe.each([0, 1])('what is read of calls is what TypeORM %i sends', (major) => {
  const { state } = foldOf(entityStatements(textsOf(callFiles, entities), virtualWorld(callFiles, { typeorm: major })))
  const catalog = readState(state, [])
  const read = meaningsOfCalls({
    files: callFiles,
    file: 'calls.ts',
    catalog,
    around: { major: () => major, schemaFiles: (reader) => (reader === 'typeorm' ? textsOf(callFiles, entities) : []) },
  })
  const sent = JSON.parse(readFileSync(new URL(`calls/sent-${major}.json`, import.meta.url), 'utf8')) as Record<string, readonly string[]>

  it('is of every call', () => {
    expect([...read.keys()]).toEqual(Object.keys(sent))
  })

  it.each(Object.entries(sent))('%s', (name, statements) => {
    expect(statements).not.toEqual([])
    expect(read.get(name)).toEqual(meaningOfSql(statements, catalog))
  })
})
