import type { Given as GivenValue, RowSource } from '../../query/relation.ts'
import { branchesOf } from '../../query/solve.ts'
import { operand } from './nulls.ts'
import { Standings, type Given } from './standing.ts'
import type { Surroundings } from './walk.ts'

/** Whether a tenant column is set to what it is already. */
export function keepsTenant(
  target: RowSource,
  column: string,
  value: GivenValue,
  { formulas, present }: Surroundings,
  given: Given,
): boolean {
  if (value === 'hidden') return true
  if (value === 'unset' || !value.is) return false
  const { is } = value
  const { branches } = branchesOf(formulas, present, () => false)
  return branches.every((branch) => new Standings(branch, [target], new Set([target]), given).classes.same(is, operand(target, column)))
}
