import { Classes } from './classes.ts'
import type { Leaf, Operand } from './formula.ts'
import { shownName, type Relation } from './relation.ts'
import { sidesOf } from './sides.ts'
import { branchesOf } from './solve.ts'

/** Whether an operand is something in every row that there may be. */
export function isNeverNull(operand: Operand | undefined): boolean {
  if (operand?.kind === 'value') return !operand.mayBeNull
  if (operand?.kind !== 'column' || operand.source.columns === undefined || sidesOf(operand).length > 0) return false
  const { source, name } = operand
  return source.table?.columns.find((column) => shownName(source, column.name) === name)?.nullable === false
}

/** Whether none of the columns of a relation, or of those of a name, is NULL in any of its rows, by what it asks or what else is known. */
export function givesNoNull(
  { arms, outputs: all, formula }: Relation,
  isAsked: (name: string) => boolean = () => true,
  isNotNull: (operand: Operand, by: { readonly classes: Classes; readonly atoms: readonly Leaf[] }) => boolean = () => false,
): boolean {
  if (arms.length > 0) return arms.every((arm) => givesNoNull(arm, isAsked, isNotNull))
  const outputs = all.filter(({ name }) => isAsked(name))
  const open = outputs.flatMap(({ is }) => (isNeverNull(is) ? [] : [is]))
  if (open.length === 0) return true
  const { branches } = branchesOf([formula], [], () => false, { followsAll: true })
  return branches.every(({ atoms }) => {
    const classes = new Classes(atoms)
    return open.every((is) => is && (classes.isNotNull(is) || isNotNull(is, { classes, atoms })))
  })
}
