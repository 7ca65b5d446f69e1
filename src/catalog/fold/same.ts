import { columnName } from './bind.ts'
import type { Bound, BoundType, TableState } from './objects.ts'

export function sameType(a: BoundType | undefined, b: BoundType | undefined): boolean {
  if (!a || !b) return true
  return (
    a.id === b.id &&
    (a.id !== undefined || (a.schema === b.schema && a.name === b.name)) &&
    a.array === b.array &&
    String(a.modifiers) === String(b.modifiers)
  )
}

/** Whether two expressions say the same of the columns that their tables have under one name. */
export function sameExpression(a: Bound | undefined, tableOfA: TableState, b: Bound | undefined, tableOfB: TableState): boolean {
  if (!a || !b) return a === b
  return (a.expression === b.expression && a.columns === b.columns) || shapeOf(a, tableOfA) === shapeOf(b, tableOfB)
}

/** An expression as text without its places, with the columns' names of this moment. */
function shapeOf({ expression, columns }: Bound, table: TableState): string {
  const names = new Map<unknown, string>()
  for (const [node, { source, number }] of columns) if (!source) names.set(node, columnName(table, number))
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'range') return undefined
    const name = names.get(value)
    return name === undefined ? value : `column ${name}`
  })
}
