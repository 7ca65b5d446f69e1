import type { Comparison } from './query.ts'

type Quantifier = NonNullable<Comparison['quantifier']>

/** Whether it wants one of several: ANY, and NOT of ALL. */
export function isOfSome(quantifier: Quantifier, not: boolean): boolean {
  return (quantifier === 'any') !== not
}

/** Whether it wants one of several to be equal: `IN`, `= ANY` and `NOT (<> ALL)`; NOT IN and ALL tell of all of them. */
export function isSomeEqual(op: string, quantifier: Quantifier, not: boolean): boolean {
  return isOfSome(quantifier, not) && (not ? op === '<>' : op === '=')
}
