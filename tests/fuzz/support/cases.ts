import { pick, randomNumbers } from '../../support/random.ts'
import { isParsed, notations, samples, type Notation, type Sample } from './corpus.ts'
import { mutated, mutatedProgram } from './mutate.ts'

const inAll = Number(process.env['FUZZ_CASES'] ?? 100_000)
export const seed = Number(process.env['FUZZ_SEED'] ?? 1)

/** So many cases are a share of all of them. */
export function share(of: number): number {
  return Math.ceil(inAll * of)
}

/** The seeds of a share of all cases: what fails comes back by its seed. */
export function seedsOf(of: number): number[] {
  return Array.from({ length: share(of) }, (_, i) => seed * 10_000_019 + i)
}

const byNotation = Object.fromEntries(
  notations.map((notation) => [notation, samples.filter((sample) => sample.notation === notation)]),
) as Record<Notation, [Sample, ...Sample[]]>

/** A text of the corpus with a few things done to it. */
interface FuzzCase {
  readonly text: string
  readonly sample: Sample
  /** Decides on everything else, too. */
  readonly random: () => number
}

/** The case of a seed. */
export function caseOf(notation: Notation, of: number): FuzzCase {
  const random = randomNumbers(of)
  const among = byNotation[notation]
  const [sample, other, sql] = [pick(random, among), pick(random, among), pick(random, byNotation.sql)]
  if (notation !== 'program') return { text: mutated(random, sample.text, other.text), sample, random }
  for (let tries = 0; ; tries++) {
    const text = mutatedProgram(random, sample.text, other.text, sql.text)
    if (tries === 5 || isParsed(text)) return { text, sample, random }
  }
}
