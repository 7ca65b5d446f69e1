import type { SqlStatement } from '../document/document.ts'
import type { Judged } from '../proofs/tenant/judge.ts'
import type { Loading } from '../proofs/tenant/loaded-facts.ts'
import type { PlacedJudged } from '../proofs/tenant/readings.ts'
import { isOfTheTenant } from '../proofs/tenant/verdict.ts'
import type { JudgedStatement } from './judged-by.ts'

const mostRounds = 4

/**
 * A statement that goes by rows which it gave itself in the round before, as one that walks down a tree. By induction: what holds of
 * its rows in one round, if it is taken to hold of those in the round before, holds in all of them.
 */
export class OwnRows {
  readonly #statement: SqlStatement
  #before: readonly PlacedJudged[] | undefined
  #isAsked = false

  constructor(statement: SqlStatement) {
    this.#statement = statement
  }

  /** What the rows of the round before are taken to be, where a statement is the one that is judged. */
  of(statement: SqlStatement): JudgedStatement | undefined {
    if (statement !== this.#statement) return undefined
    this.#isAsked = true
    return this.#before && { statement, judged: this.#before }
  }

  /** What the statement is judged to be in the end. */
  judged(judge: () => readonly PlacedJudged[]): readonly PlacedJudged[] {
    const first = judge()
    if (!this.#isAsked) return first
    this.#before = first.map((one) => (one.verdict === 'global' ? one : { ...one, verdict: 'by-row' }))
    for (let round = 0; round < mostRounds; round++) {
      const next = judge()
      if (!next.every((one) => isHeld(one) || one.verdict === 'global')) return first
      if (String(next.map(saidOf)) === String(this.#before.map(saidOf))) return next
      this.#before = next
    }
    return first
  }
}

/** What of a table that is held others go by. */
function saidOf({ isHeld: isBetween, mayBeNobodys }: PlacedJudged): string {
  return `${String(isBetween)} ${String(mayBeNobodys)}`
}

/** Where a row was not loaded for the tenant, or that cannot be seen, it is told of that query, and not again of those behind it. */
export function loadedAs(one: Judged): Loading | undefined {
  if (isHeld(one)) return 'seen'
  if (one.verdict === 'global') return undefined
  return one.verdict === 'dynamic' ? 'unseen' : 'told'
}

export function isHeld(one: Judged): boolean {
  return one.isHeld ?? isOfTheTenant(one)
}
