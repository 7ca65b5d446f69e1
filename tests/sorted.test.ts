import { describe, expect, it } from 'vitest'
import { firstWhere } from '../src/sorted.ts'
import { randomNumbers } from './support/random.ts'

describe('what a sorted list is searched for', () => {
  it('is found where going through it finds it', () => {
    const random = randomNumbers(7)
    const below = (most: number): number => Math.floor(random() * most)
    for (let round = 0; round < 500; round++) {
      const sorted = Array.from({ length: below(12) }, () => below(9)).sort((a, b) => a - b)
      const from = below(11) - 1
      const found = sorted.findIndex((one) => one >= from)
      expect(firstWhere(sorted, (one) => one >= from)).toBe(found < 0 ? sorted.length : found)
    }
  })

  it('is asked of few', () => {
    const asked: number[] = []
    const sorted = Array.from({ length: 1000 }, (_, i) => i)
    expect(firstWhere(sorted, (one) => asked.push(one) > 0 && one >= 617)).toBe(617)
    expect(asked.length).toBeLessThan(11)
  })
})
