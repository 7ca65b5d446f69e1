import { describe, expect, it } from 'vitest'
import { pick } from '../support/random.ts'
import { caseOf, seedsOf } from './support/cases.ts'
import type { Notation } from './support/corpus.ts'
import { filesOf, projectOf } from './support/lint.ts'
import { shrunk } from './support/mutate.ts'

/** Of all cases, those that every rule sees. */
const shares: [Notation, number][] = [
  ['sql', 0.06],
  ['prisma', 0.03],
  ['program', 0.06],
]

describe.each(shares)('%s: whatever is done to a file, all rules lint it', { timeout: 86_400_000 }, (notation, share) => {
  it('and say what can be said', () => {
    const finds: string[] = []
    for (const seed of seedsOf(share)) {
      const { text, sample, random } = caseOf(notation, seed)
      const project = projectOf(sample)
      const file = pick(random, filesOf[notation])
      const isThorough = random() < 0.25
      const wrong = project.complaint(text, file, { isThorough })
      if (wrong === undefined) continue
      const alike = (other: string): boolean => project.complaint(other, file, { isThorough })?.slice(0, 60) === wrong.slice(0, 60)
      finds.push(`seed ${seed}, ${sample.name} as ${file} in ${project.root}: ${wrong}\n${JSON.stringify(shrunk(text, alike))}`)
      if (finds.length > 9) break
    }
    expect(finds).toEqual([])
  })
})
