import type { Condition, Term } from '../../query/query.ts'
import { columnsIn } from '../../query/columns.ts'
import type { Written } from '../change.ts'
import { cutName } from '../names.ts'
import { refuse, type Bound, type ColumnState, type TableState } from './state.ts'

export function findColumn(table: TableState, name: string): ColumnState | undefined {
  const cut = cutName(name)
  return table.columns.find((column) => column.name === cut)
}

export function getColumn(table: TableState, name: string): ColumnState {
  return findColumn(table, name) ?? refuse(`column "${name}" of relation "${table.name}" does not exist`)
}

export function columnNumbers(table: TableState, names: readonly Written[]): number[] {
  return names.map(({ text }) => getColumn(table, text).number)
}

export function columnByNumber(table: TableState, number: number): ColumnState | undefined {
  return table.columns.find((column) => column.number === number)
}

/** Notes which columns the names of an expression mean now. */
export function bind<E extends Term | Condition>(expression: E, table: TableState): Bound<E> {
  const columns = new Map<string, number>()
  for (const { name } of columnsIn(expression)) {
    const column = findColumn(table, name)
    if (column) columns.set(name, column.number)
  }
  return { expression, columns }
}

/** The columns of a table that an expression reads. */
export function boundNumbers(bound: Bound | undefined): number[] {
  return bound ? [...new Set(bound.columns.values())] : []
}

/** A bound expression of one table for another whose columns have the same names. */
export function rebind<E extends Term | Condition>(bound: Bound<E>, from: TableState, to: TableState): Bound<E> {
  const columns = new Map<string, number>()
  for (const [name, number] of bound.columns) {
    const source = columnByNumber(from, number)
    const target = source && findColumn(to, source.name)
    if (target) columns.set(name, target.number)
  }
  return { expression: bound.expression, columns }
}
