import type { Index, IndexKey, Table } from '../catalog/catalog.ts'
import { grouped } from '../catalog/grouped.ts'
import { onceFor } from '../catalog/once-for.ts'
import { hole, printCondition, printTerm } from '../query/print.ts'
import type { Condition } from '../query/query.ts'
import { conjuncts } from './predicate.ts'

/** The indexes of the same rows that begin with the columns and expressions of these keys, in that order; none where it is not told which rows those are. */
export function beginningWith(keys: readonly Partial<IndexKey>[], predicate: Condition | undefined, table: Table): readonly Index[] {
  const isTold = !predicate || !rowsOf(predicate).includes(hole)
  const begun = isTold ? byBeginning(table).get(beginningOf(keys, predicate)) : undefined
  return begun?.map(({ index }) => index) ?? []
}

/** The indexes of a table by their condition and each beginning of their keys, so that of a thousand only those are compared that may be the same. */
const byBeginning = onceFor(({ indexes }: Table) =>
  grouped(
    indexes.flatMap((index) => beginningsOf(index).map((beginning) => ({ beginning, index }))),
    ({ beginning }) => beginning,
  ),
)

/** From none of its keys to all of them. */
function beginningsOf({ keys, predicate }: Index): string[] {
  return [...keys, undefined].map((_, count) => beginningOf(keys.slice(0, count), predicate))
}

function beginningOf(keys: readonly Partial<IndexKey>[], predicate: Condition | undefined): string {
  return JSON.stringify([
    predicate && rowsOf(predicate),
    ...keys.map(({ column, expression }) => [column, expression && printTerm(expression)]),
  ])
}

const rowsOf = onceFor((predicate: Condition) => conjuncts(predicate).map(printCondition).sort().join(' AND '))
