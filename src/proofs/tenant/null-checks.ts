import type { Operand } from '../../query/formula.ts'
import { opposites } from '../../query/comparisons.ts'
import type { Comparison, Condition, Term } from '../../query/query.ts'
import { shownName, type RowSource } from '../../query/relation.ts'
import { sidesOf } from '../../query/sides.ts'
import { implied, type Facts } from '../implication.ts'
import { isColumn } from '../predicate.ts'

/** Whether a constraint of the table leaves no row of a source without a value of a column, by what else is known of these rows. */
export function isCheckedNotNull(source: RowSource, column: string, facts: Facts): boolean {
  const checks = source.table?.checks ?? []
  return checks.some(({ expression, validated, enforced }) => {
    // A constraint lets pass what it is unsure about.
    return validated && enforced && new OfNull(column, source, facts).is(expression, false)
  })
}

/** The same of what a query gives, unless an outer join has put it there without its row. */
export function isGivenNotNull(operand: Operand, facts: Facts): boolean {
  if (operand.kind !== 'column' || sidesOf(operand).length > 0) return false
  const { source, name } = operand
  const column = source.table?.columns.find((one) => shownName(source, one.name) === name)
  return column !== undefined && isCheckedNotNull(source, column.name, facts)
}

/** What conditions surely are of rows in which a column is NULL. */
class OfNull {
  readonly #column: string
  readonly #source: RowSource
  readonly #facts: Facts

  constructor(column: string, source: RowSource, facts: Facts) {
    this.#column = column
    this.#source = source
    this.#facts = facts
  }

  is(condition: Condition, truth: boolean): boolean {
    switch (condition.kind) {
      case 'and':
      case 'or': {
        const isEach = (condition.kind === 'and') === truth
        return isEach ? condition.of.every((part) => this.is(part, truth)) : condition.of.some((part) => this.is(part, truth))
      }
      case 'not':
        return this.is(condition.of, !truth)
      case 'null':
        return isColumn(condition.term, this.#column) ? condition.not !== truth : this.#isSure(condition, truth)
      case 'compare': {
        const both = [conditionIn(condition.left), conditionIn(condition.right)]
        if (both.every((one) => one !== undefined)) return this.#areAlike(both, condition.op, truth)
        return this.#isImplied(truth ? condition : opposite(condition))
      }
      case 'constant':
        return condition.value === truth
      default:
        return this.#isSure(condition, truth)
    }
  }

  #isSure(condition: Condition, truth: boolean): boolean {
    return this.#isImplied(truth ? condition : { kind: 'not', of: condition, range: condition.range })
  }

  /** `(kind = 'part') = (parent_id IS NOT NULL)`. */
  #areAlike(both: readonly Condition[], op: string, truth: boolean): boolean {
    if (op !== '=' && op !== '<>') return false
    const [left, right] = both.map((one) => [true, false].find((is) => this.is(one, is)))
    return left !== undefined && right !== undefined && (left === right) === ((op === '=') === truth)
  }

  #isImplied(condition: Condition | undefined): boolean {
    return condition !== undefined && implied(condition, this.#source, this.#facts) === 'yes'
  }
}

function conditionIn(term: Term): Condition | undefined {
  return term.kind === 'condition' ? term.condition : undefined
}

function opposite(condition: Comparison): Comparison | undefined {
  const { op, quantifier } = condition
  const other = opposites[op]
  if (other === undefined) return undefined
  return { ...condition, op: other, quantifier: quantifier && (quantifier === 'any' ? 'all' : 'any') }
}
