import type { Index, IndexKey, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { printTerm } from '../query/print.ts'

/** The indexes that begin with the columns and expressions of these keys, in that order. */
export function beginningWith(keys: readonly Partial<IndexKey>[], table: Table): readonly Index[] {
  return byBeginning(table).get(beginningOf(keys)) ?? []
}

/** The indexes of a table by each beginning of their keys, so that of a thousand only those are compared that may be the same. */
const byBeginning = onceFor(({ indexes }: Table): ReadonlyMap<string, readonly Index[]> => {
  const found = new Map<string, Index[]>()
  for (const index of indexes)
    for (let count = 0; count <= index.keys.length; count++) {
      const beginning = beginningOf(index.keys.slice(0, count))
      const others = found.get(beginning)
      if (others) others.push(index)
      else found.set(beginning, [index])
    }
  return found
})

function beginningOf(keys: readonly Partial<IndexKey>[]): string {
  return JSON.stringify(keys.map(({ column, expression }) => [column, expression && printTerm(expression)]))
}
