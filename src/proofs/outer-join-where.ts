import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { formulaOf } from '../query/conditions.ts'
import { always, type Formula, type Operand } from '../query/formula.ts'
import { printCondition } from '../query/print.ts'
import type { RowSource } from '../query/relation.ts'
import type { Subqueries } from '../query/subqueries.ts'
import { whereOf, type Block } from './blocks.ts'
import { conjuncts } from './predicate.ts'

/** A condition of WHERE that no row without its partner can meet, so that the outer join might as well be an inner one. */
interface Undone {
  readonly range: Range
  readonly written: string
  readonly source: RowSource
}

export const undoneJoins = onceFor(({ query, scope }: Block): Undone[] => {
  const where = whereOf(query)
  if (!where || !scope.sources.some(isOfOuterJoin)) return []
  const told = new Set<RowSource>()
  return conjuncts(where).flatMap((condition) => {
    const source = [...refused(formulaOf(condition, scope, nothingInside))].find((one) => scope.sources.includes(one))
    if (!source || told.has(source)) return []
    told.add(source)
    return [{ range: condition.range, written: printCondition(condition), source }]
  })
})

/** Queries within a condition say nothing of what stands beside them. */
const nothingInside: Subqueries = { exists: () => always, none: () => always, beside: () => always }

function isOfOuterJoin({ sides }: RowSource): boolean {
  return sides.some((side) => side.of === 'join')
}

/** The sources of which a row that is not there meets the condition in no way. */
function refused(formula: Formula): ReadonlySet<RowSource> {
  switch (formula.kind) {
    case 'and':
      return new Set(formula.of.flatMap((part) => [...refused(part)]))
    case 'or': {
      const [first, ...others] = formula.of.map(refused)
      return new Set([...(first ?? [])].filter((source) => others.every((other) => other.has(source))))
    }
    case 'equal':
      return formula.how === 'strict' ? sourcesOf([formula.left, formula.right]) : new Set()
    case 'among':
      return sourcesOf([formula.column])
    case 'null':
      return formula.not ? sourcesOf([formula.column]) : new Set()
    case 'other':
      return sourcesOf(formula.rejects)
    default:
      return new Set()
  }
}

function sourcesOf(operands: readonly Operand[]): ReadonlySet<RowSource> {
  return new Set(operands.flatMap((one) => (one.kind === 'column' && isOfOuterJoin(one.source) ? [one.source] : [])))
}
