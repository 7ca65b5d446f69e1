import { describe, expect, it } from 'vitest'
import { lint } from '../../support/run-rule.ts'
import { refusalOf } from '../../support/postgres.ts'

const texts = [
  ...['550e8400-e29b-41d4-a716-446655440000', '550e8400e29b41d4a716446655440000', '{550e8400-e29b-41d4-a716-446655440000}'],
  ...['550e-8400-e29b-41d4-a716-4466-5544-0000', '550e8400-e29b-41d4-a716-44665544000', '550e8400-e29b-41d4-a716-446655440000-'],
  ...[
    '{550e8400-e29b-41d4-a716-446655440000',
    '55-0e8400e29b41d4a716446655440000',
    'evt-123',
    '',
    ' ',
    '1',
    ' -12 ',
    '+7',
    '--1',
    '1.5',
    '1e3',
  ],
  ...['0x1F', '1_000', '1a', 'NaN', 'true', '１'],
]

describe('a text that Postgres cannot take for a value', () => {
  const cases = texts.flatMap((text) => ['uuid', 'bigint'].map((type) => [text, type] as const))

  it.each(cases)('%j as %s', async (text, type) => {
    const schema = `create table a (id ${type} primary key)`
    const query = `select 1 from a where id = '${text}'`
    const told = lint(query, { rule: 'sargable-conditions', schema, file: 'case.sql' }).map(({ messageId }) => messageId)
    const refusal = await refusalOf(schema, query)
    expect(told, refusal).toEqual(refusal === undefined ? [] : ['invalid'])
  })
})
