import type { Reference, Table } from '../../../../src/catalog/catalog.ts'
import { randomNumbers } from '../../../support/random.ts'
import { literal } from './parameters.ts'
import type { Schema } from './schema.ts'
import { RowMaker } from './row-maker.ts'

/** Whose a row is: the asking tenant's, one of two others', nobody's, or of a table that has no tenants. */
export type Whose = 'ours' | 'before' | 'after' | 'nobody'

export interface Row {
  readonly table: Table
  readonly whose: Whose
  readonly values: ReadonlyMap<string, string | null>
}

/** What tells one world from another: the others' rows, with or without the tenants themselves. */
export interface Variation {
  readonly seed: number
  readonly others: number
  /** Whether the other tenants themselves are others, and not only their rows. */
  readonly otherTenants: boolean
}

/** Rows of two other tenants around ours, whose keys stand before and after ours, and of nobody. */
export function worldOf(schema: Schema, { seed, others, otherTenants }: Variation): Row[] {
  const rows: Row[] = []
  const maker = new RowMaker(schema, rows)
  for (const table of inOrder(schema)) {
    const { kind } = schema.judge.ownership.of(table)
    const made = new Map<Whose, Row[]>()
    for (const whose of ['ours', 'nobody', 'before', 'after'] as const) {
      const isOther = whose === 'before' || whose === 'after'
      const varies = isOther && (kind === 'tenant' || (kind === 'root' && otherTenants))
      const random = randomNumbers(hash(`${schema.name} ${table.schema}.${table.name} ${whose} ${seed} ${varies ? others : ''}`))
      made.set(whose, maker.rows(table, whose, random))
    }
    for (const whose of ['before', 'ours', 'nobody', 'after'] as const) rows.push(...(made.get(whose) ?? []))
  }
  return rows
}

/** Parents before their children; a table that references itself goes on from its own earlier rows. */
export function inOrder({ catalog, judge }: Schema): Table[] {
  const done = new Set<Table>()
  const visit = (table: Table, path: readonly Table[]): void => {
    if (done.has(table) || path.includes(table)) return
    for (const key of judge.ownership.referencesOf(table)) visitParent(key, [...path, table])
    done.add(table)
  }
  const visitParent = (key: Reference, path: readonly Table[]): void => {
    const parent = judge.ownership.parent(key)
    if (parent) visit(parent, path)
  }
  for (const table of catalog.tables) if (table.kind === 'table') visit(table, [])
  return [...done]
}

/** One INSERT for rows of one table that stand together. */
export function insertsOf(rows: readonly Row[]): string[] {
  const inserts: string[] = []
  for (let from = 0; from < rows.length;) {
    const first = rows[from]
    let to = from
    while (to < rows.length && rows[to]?.table === first?.table) to++
    if (first) inserts.push(insertOf(first.table, rows.slice(from, to)))
    from = to
  }
  return inserts
}

function insertOf(table: Table, rows: readonly Row[]): string {
  const names = table.columns.filter((column) => !column.generated).map(({ name }) => name)
  const given = (value: string | null | undefined): string => (value === null || value === undefined ? 'null' : literal(value))
  const values = rows.map((row) => `(${names.map((name) => given(row.values.get(name))).join(', ')})`)
  return `insert into "${table.schema}"."${table.name}" (${names.map((name) => `"${name}"`).join(', ')}) values ${values.join(', ')}`
}

/** The values of a column in our rows; of a table without tenants, those of our people first. */
export function valuesIn(rows: readonly Row[], table: string, column: string): string[] {
  const own = rows.filter((row) => row.table.name === table && (row.whose === 'ours' || row.whose === 'nobody'))
  const ours = own.filter((row) => row.whose === 'ours')
  const values = (ours.length > 0 ? ours : own).flatMap((row) => row.values.get(column) ?? [])
  if (!rows.some((row) => row.values.has(column))) throw new Error(`there is no ${table}.${column}`)
  return values.length > 0 ? [...new Set(values)].slice(0, 3) : ['0']
}

function hash(text: string): number {
  let value = 2166136261
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16777619)
  return value >>> 0
}
