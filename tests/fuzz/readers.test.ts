import { describe, expect, it } from 'vitest'
import { caseOf, seedsOf } from './support/cases.ts'
import type { Notation } from './support/corpus.ts'
import { shrunk } from './support/mutate.ts'
import { readingComplaint } from './support/read.ts'

/** Of all cases, those that are read and no more, since that takes a twentieth of the time. */
const shares: [Notation, number][] = [
  ['sql', 0.45],
  ['prisma', 0.1],
  ['program', 0.15],
]

describe.each(shares)('%s: whatever is done to a text', { timeout: 86_400_000 }, (notation, share) => {
  it('is read', () => {
    const finds: string[] = []
    for (const seed of seedsOf(share)) {
      const { text, random } = caseOf(notation, seed)
      const wrong = readingComplaint(notation, text, random)
      if (wrong === undefined) continue
      const alike = (other: string): boolean => readingComplaint(notation, other, () => 1)?.slice(0, 60) === wrong.slice(0, 60)
      finds.push(`seed ${seed}: ${wrong}\n${JSON.stringify(shrunk(text, alike))}`)
      if (finds.length > 9) break
    }
    expect(finds).toEqual([])
  })
})
