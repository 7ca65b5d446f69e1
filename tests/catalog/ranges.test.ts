import { describe, expect, it } from 'vitest'
import type { Range } from '../../src/catalog/place.ts'
import { Ranges } from '../../src/catalog/ranges.ts'
import { randomNumbers } from '../support/random.ts'

function randomRange(random: () => number): Range {
  const start = Math.floor(random() * 40)
  return [start, start + Math.floor(random() * random() * 30)]
}

describe('things at ranges', () => {
  it.each([1, 2, 3, 4, 5])('are those that touch a range, in their order, as looking at each would find (%i)', (seed) => {
    const random = randomNumbers(seed)
    const things = Array.from({ length: 30 }, () => randomRange(random))
    const ranges = new Ranges(things, (range) => range)
    const asked = Array.from({ length: 100 }, () => randomRange(random))
    for (const [start, end] of asked) expect(ranges.touching([start, end])).toEqual(things.filter(([a, b]) => a <= end && start <= b))
  })

  it('are none of nothing', () => {
    expect(new Ranges<Range>([], (range) => range).touching([0, 10])).toEqual([])
  })
})
