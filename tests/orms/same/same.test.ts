import { describe, expect, it } from 'vitest'
import { queryReaders } from '../../../src/orms/query-readers.ts'
import { catalogOf } from '../../support/catalog.ts'
import { meaningOfSql, meaningsOfCalls, type Meaning } from '../../support/sent-calls.ts'
import { cases, decided } from './cases.ts'
import { aroundOf, notations, schema, type NotationName } from './notations.ts'

const catalog = catalogOf({ 'schema.sql': schema })
const names = Object.keys(notations) as NotationName[]

function meaningOf(call: string, name: NotationName): Meaning | undefined {
  const { files, before, given } = notations[name]
  const parameters = [given, 'org: string', 'orgs: string[]', 'id: string', 'filters: any', 'isAdmin: boolean'].filter(Boolean).join(', ')
  const program = `${before}\nexport const calls = { one: async (${parameters}) => { ${call} } }`
  const found = meaningsOfCalls({
    files: { ...files, 'calls.ts': program },
    file: 'calls.ts',
    catalog,
    around: aroundOf(name),
  })
  return found.get('one')
}

describe('one meaning is one verdict, however it is written', () => {
  const written = cases.flatMap((one) =>
    names.flatMap((name) => (one[name] === undefined ? [] : [{ name, is: one.name, sql: one.sql, call: one[name] }])),
  )

  it.each(written)('$name: $is', ({ name, sql, call }) => {
    expect(meaningOf(call, name)).toEqual(meaningOfSql([sql], catalog))
  })

  const open = decided.flatMap((one) =>
    names.flatMap((name) => (one[name] === undefined ? [] : [{ name, is: one.name, verdict: one.verdict, call: one[name] }])),
  )

  it.each(open)('$name: $is', ({ name, verdict, call }) => {
    expect(meaningOf(call, name)?.accesses).toEqual([`read projects: ${verdict}`])
  })
})

it('each library that is read is among them', () => {
  expect(queryReaders.map(({ name }) => name).filter((name) => !(name in notations))).toEqual([])
})
