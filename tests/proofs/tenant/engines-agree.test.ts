import { describe, expect, it } from 'vitest'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { pgsqlAstParser } from '../../../src/sql/pgsql-ast-parser/index.ts'
import { meaningOf } from '../../sql/meaning.ts'
import { groups } from './cases/index.ts'
import { Dice } from './support/dice.ts'
import { print } from './support/doc.ts'
import { withNumbers } from './support/parameters.ts'
import { randomQuery } from './support/random-query.ts'
import { randomSchema } from './support/random-schema.ts'

/** How many texts both engines read; each of them means the same to both. */
function agreeing(texts: readonly string[]): number {
  const both = texts.map((text) => [libpgQuery.parse(text), pgsqlAstParser.parse(text)] as const).filter(([a, b]) => a.ok && b.ok)
  for (const [a, b] of both) expect(meaningOf(b)).toEqual(meaningOf(a))
  return both.length
}

describe('both engines mean the same', () => {
  it('by the queries of the cases', () => {
    const texts = groups.flatMap(({ cases }) => cases.map(([, sql]) => withNumbers(sql)))
    expect(agreeing(texts)).toBeGreaterThan(texts.length * 0.8)
  })

  it('by random queries', () => {
    const texts = Array.from({ length: 10 }, (_, seed) => {
      const dice = new Dice(seed)
      const schema = randomSchema('any', dice)
      return Array.from({ length: 80 }, () => withNumbers(print(randomQuery(schema, dice))))
    }).flat()
    expect(agreeing(texts)).toBeGreaterThan(texts.length * 0.25)
  })
})
