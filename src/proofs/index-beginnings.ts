import type { Index, IndexKey, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { hole, printCondition, printTerm } from '../query/print.ts'
import type { Condition } from '../query/query.ts'
import { conjuncts } from './predicate.ts'

/** The indexes of the same rows that begin with the columns and expressions of these keys, in that order; none where it is not told which rows those are. */
export function beginningWith(keys: readonly Partial<IndexKey>[], predicate: Condition | undefined, table: Table): readonly Index[] {
  const isTold = !predicate || !rowsOf(predicate).includes(hole)
  return isTold ? (byBeginning(table).get(beginningOf(keys, predicate)) ?? []) : []
}

/** The indexes of a table by their condition and each beginning of their keys, so that of a thousand only those are compared that may be the same. */
const byBeginning = onceFor(({ indexes }: Table): ReadonlyMap<string, readonly Index[]> => {
  const found = new Map<string, Index[]>()
  for (const index of indexes)
    for (let count = 0; count <= index.keys.length; count++) {
      const beginning = beginningOf(index.keys.slice(0, count), index.predicate)
      const others = found.get(beginning)
      if (others) others.push(index)
      else found.set(beginning, [index])
    }
  return found
})

function beginningOf(keys: readonly Partial<IndexKey>[], predicate: Condition | undefined): string {
  return JSON.stringify([
    predicate && rowsOf(predicate),
    ...keys.map(({ column, expression }) => [column, expression && printTerm(expression)]),
  ])
}

const rowsOf = onceFor((predicate: Condition) => conjuncts(predicate).map(printCondition).sort().join(' AND '))
