import type { Test } from '../../catalog/change.ts'

/** What a condition comes to: known now, or known when the schema is. */
export type Truth = Test | boolean

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  const all = truths.filter((truth) => truth !== true)
  const [only] = all
  return only === undefined ? true : all.length === 1 ? only : { all: testsOf(all) }
}

export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  const any = truths.filter((truth) => truth !== false)
  const [only] = any
  return only === undefined ? false : any.length === 1 ? only : { any: testsOf(any) }
}

/** The test itself stays inside, so that both branches of an IF share its answer. */
export function negated(truth: Truth): Truth {
  if (typeof truth === 'boolean') return !truth
  return 'not' in truth ? truth.not : { not: truth }
}

/** A test that no catalog meets. */
export const never: Test = { any: [] }

export function testsOf(truths: readonly Truth[]): Test[] {
  return truths.flatMap((truth) => (truth === true ? [] : [truth === false ? never : truth]))
}
