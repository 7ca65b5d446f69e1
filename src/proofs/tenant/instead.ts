import { plainText } from '../../query/program-text.ts'
import type { Condition, Query, Term } from '../../query/query.ts'
import { conjuncts } from '../predicate.ts'

/** A column that a query compares with a value of the program. */
interface Fixed {
  readonly column: string
  readonly value: string
}

/** Whether a query goes by something that some others of the same call do not go by, where that is what decides between them: `clientId ? { clientId } : { organizationId }`. */
export function goesByAnother(query: Query, others: readonly Query[], deciding: readonly string[]): boolean {
  const known = new Set(others.flatMap((other) => fixedIn(other).map(({ column }) => column)))
  return fixedIn(query).some(({ column, value }) => !known.has(column) && deciding.some((condition) => asks(condition, value)))
}

function asks(condition: string, value: string): boolean {
  return plainText(condition)
    .split(/[^\w.$]+/)
    .includes(value)
}

function fixedIn(query: Query): readonly Fixed[] {
  const where = 'where' in query ? query.where : undefined
  return where ? conjuncts(where).flatMap(fixedBy) : []
}

function fixedBy(condition: Condition): readonly Fixed[] {
  if (condition.kind !== 'compare' || condition.op !== '=') return []
  const [left, right] = [bare(condition.left), bare(condition.right)]
  if (left.kind !== 'column' || right.kind !== 'value' || right.value.kind !== 'program') return []
  return [{ column: left.name, value: plainText(right.value.text) }]
}

function bare(term: Term): Term {
  return term.kind === 'cast' ? bare(term.term) : term
}
