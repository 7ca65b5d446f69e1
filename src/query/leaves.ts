import { onceFor } from '../catalog/once-for.ts'
import type { Formula, Leaf } from './formula.ts'

/** The parts of a formula, whichever way they come together in; tables that stand beside each other are asked for by the same. */
export const leavesOf = onceFor((formula: Formula): readonly Leaf[] => {
  switch (formula.kind) {
    case 'and':
    case 'or':
      return formula.of.flatMap(leavesOf)
    case 'when':
    case 'of':
      return leavesOf(formula.then)
    case 'constant':
      return []
    default:
      return [formula]
  }
})

/** Whether a part of a formula cannot be seen. */
export function isPartlyHidden(formula: Formula): boolean {
  return leavesOf(formula).some(({ kind }) => kind === 'hidden')
}
