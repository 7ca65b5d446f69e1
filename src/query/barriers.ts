import { sameOperand, type Operand } from './formula.ts'
import { callsIn, distinctTerm } from './grouping.ts'
import { operandsOf } from './operand.ts'
import type { Passes } from './outputs.ts'
import type { Combined, Select, Term, Values } from './query.ts'
import type { Scope } from './scope.ts'

/** LIMIT and OFFSET choose among rows: a condition on what is left says nothing of what they chose from. */
export function cutsRows({ limit, offset }: Select | Combined | Values): boolean {
  return limit !== undefined || (offset !== undefined && !isNothing(offset))
}

/** OFFSET 0, which keeps a planner from looking through a query, leaves nothing out. */
function isNothing(offset: Term): boolean {
  return offset.kind === 'value' && offset.value.kind === 'literal' && Number(offset.value.literal ?? 0) === 0
}

/** What DISTINCT ON and windows choose or count among, by the columns that keep the rows apart. */
export function passesOf(query: Select, scope: Scope): Passes {
  const { distinct, output } = query
  const apart = partitionsOf(query).map((terms) => operandsOf(terms, scope))
  if (typeof distinct !== 'boolean')
    apart.push(
      operandsOf(
        distinct.map((term) => distinctTerm(term, output)),
        scope,
      ),
    )
  return (operand: Operand) => operand.kind === 'value' || apart.every((columns) => columns.some((column) => sameOperand(column, operand)))
}

/** The PARTITION BY of each window function of a select. */
function partitionsOf({ output, orderBy, windows }: Select): (readonly Term[])[] {
  const found: (readonly Term[])[] = []
  const named = (name: string): readonly Term[] => {
    const window = windows.find((w) => w.name === name)?.window
    return window?.base === undefined ? (window?.partitionBy ?? []) : named(window.base)
  }
  for (const { over } of callsIn([...output, ...orderBy])) {
    if (over === undefined) continue
    if (typeof over === 'string') found.push(named(over))
    else found.push(over.base === undefined ? over.partitionBy : named(over.base))
  }
  return found
}
