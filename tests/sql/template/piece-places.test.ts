import { describe, expect, it } from 'vitest'
import { PiecePlaces } from '../../../src/sql/template/piece-places.ts'
import type { Piece } from '../../../src/sql/template/pieces.ts'

const known = (text: string, at = 0): Piece => ({ kind: 'known', text, range: [at, at + 1] })
const either = (...of: Piece[][]): Piece => ({ kind: 'choice', key: {}, on: 'a', of })

/** A text that holds itself twice, so many times. */
function doubled(times: number, last: string): Piece {
  let piece = known(last)
  for (let i = 0; i < times; i++) piece = either([piece, known('x', 5)], [known('y', 7), piece])
  return piece
}

describe('the word for where pieces stand', () => {
  it('is one for the same texts of the same places, however often they were read', () => {
    const places = new PiecePlaces()
    const pieces = (): Piece[] => [
      known('a'),
      either([known('b')], []),
      { kind: 'joined', items: [[known('c')]], separator: [known(', ')] },
    ]
    expect(places.of(pieces())).toBe(places.of(pieces()))
  })

  it.each([
    ['another text', [known('a')], [known('b')]],
    ['another place', [known('a')], [known('a', 3)]],
    ['other ways', [either([known('a')], [])], [either([], [known('a')])]],
    ['one way more', [either([known('a')])], [either([known('a')], [])]],
    ['another order', [known('a'), known('b')], [known('b'), known('a')]],
    ['what is inside', [known('a'), either([known('b')])], [either([known('a'), known('b')])]],
  ])('is another one for %s', (_, one, other) => {
    const places = new PiecePlaces()
    expect(places.of(one)).not.toBe(places.of(other))
  })

  it('is found once of what stands in several ways', () => {
    const places = new PiecePlaces()
    const [first, same, other] = ['a', 'a', 'b'].map((last) => places.of([doubled(60, last)]))
    expect(first).toBe(same)
    expect(first).not.toBe(other)
  })
})
