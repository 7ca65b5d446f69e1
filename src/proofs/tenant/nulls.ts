import type { Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { Classes } from '../../query/classes.ts'
import type { Leaf, Operand } from '../../query/formula.ts'
import { shownName, type RowSource } from '../../query/relation.ts'

export function operand(source: RowSource, column: string): Operand {
  return { kind: 'column', source, name: shownName(source, column) }
}

export function isNullable(table: Table | undefined, name: string): boolean {
  return table?.columns.find((column) => column.name === name)?.nullable ?? true
}

/** Whether two columns that are equal are not NULL: under IS NOT DISTINCT FROM two NULLs meet, and those of two tenants do. */
export function rejectsNull(classes: Classes, a: RowSource, name: string, b: RowSource, other: string): boolean {
  return classes.isNotNull(operand(a, name)) || !isNullable(a.table, name) || !isNullable(b.table, other)
}

/** Whether rows of NULL are asked for where a value is null that a column is to be: by the comparison, or by the library that sends it. */
export function asksForNull({ table }: RowSource, column: Operand, name: string, atoms: readonly Leaf[]): boolean {
  return isNullable(table, name) && !asSent(atoms).isNotNull(column)
}

const asSent = onceFor((atoms: readonly Leaf[]): Classes => new Classes(atoms.map(orNull)))

function orNull(leaf: Leaf): Leaf {
  if (leaf.kind !== 'equal' || leaf.how !== 'strict') return leaf
  const isOpen = [leaf.left, leaf.right].some((one) => one.kind === 'value' && one.program?.asksForNull === true)
  return isOpen ? { ...leaf, how: 'equivalent' } : leaf
}

/** No row can meet conditions that want NULL of what is not. */
export function canHold(atoms: readonly Leaf[], classes: Classes): boolean {
  return atoms.every((atom) => {
    if (atom.kind !== 'null' || atom.not || atom.column.kind !== 'column') return true
    const { source, name } = atom.column
    const own = source.kind === 'table' ? source.table?.columns.find((column) => shownName(source, column.name) === name) : undefined
    return !classes.isNotNull(atom.column) && own?.nullable !== false
  })
}
