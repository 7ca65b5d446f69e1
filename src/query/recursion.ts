import type { Table } from '../catalog/catalog.ts'
import type { Builder } from './build.ts'
import { all, link, type Formula, type Operand, type Side } from './formula.ts'
import { withNamed } from './named.ts'
import { knownRows, sourceOf, type KnownRows, type Relation, type RowSource } from './relation.ts'
import type { NamedQuery } from './scope.ts'

/** What is known of the rows that a relation gives, by the positions of its columns. */
export interface Knowledge {
  /** Columns that are the same for all rows, or among values. */
  fixedColumns(relation: Relation): readonly number[]
  /** Tables of which each row carries one of the tenant's own, or one that a key finds, with their columns. */
  carriedRows(relation: Relation): readonly CarriedRows[]
}

export interface CarriedRows {
  readonly table: Table
  /** The table's columns, and where they stand. */
  readonly columns: readonly (readonly [name: string, at: number])[]
  readonly known: KnownRows
}

/** A recursive WITH query where it is used: what is known of its rows at every depth. */
export interface Recursion {
  /** Its two arms, which outer conditions do not reach. */
  readonly relations: readonly Relation[]
  source(name: string, columns: readonly string[], sides: readonly Side[]): RowSource
  /** Ties the rows of tables that it is known to carry to its columns. */
  links(source: RowSource): Formula
}

/**
 * What the first arm gives and the second gives again, assuming it of the rows that it goes on from, holds of all.
 * What the second does not give is dropped and asked again.
 */
export function recursiveSource(builder: Builder, named: NamedQuery): Recursion {
  const { table, scope } = named
  const { query } = table
  if (query.kind !== 'combined') throw new TypeError(`${table.name} is not recursive`)
  const first = builder.query(query.left, scope)
  const names = first.outputs.map((output, i) => table.columns[i] ?? output.name)
  let fixed = builder.knowledge.fixedColumns(first)
  let rows = builder.knowledge.carriedRows(first)
  for (;;) {
    const attempt = carried(names, fixed, rows)
    const inside = attempt.source(table.name, [], [])
    const second = builder.query(query.right, withNamed(scope, { ...named, rows: inside }))
    second.formula = all([second.formula, ...usesOf(second.formula, inside).map((use) => attempt.links(use))])
    const [again, carriedAgain] = [builder.knowledge.fixedColumns(second), builder.knowledge.carriedRows(second)]
    const stillFixed = fixed.filter((at) => again.includes(at))
    const stillCarried = rows.flatMap((one) => common(one, carriedAgain))
    if (String(stillFixed) === String(fixed) && sizeOf(stillCarried) === sizeOf(rows)) return { relations: [first, second], ...attempt }
    fixed = stillFixed
    rows = stillCarried
  }
}

/** The rows of a recursion of which so much is known. */
function carried(names: readonly string[], fixed: readonly number[], rows: readonly CarriedRows[]): Omit<Recursion, 'relations'> {
  const own = rows.map(({ table, columns, known }) => ({ columns, source: sourceOf(table.name, 'table', { table, assumed: known }) }))
  return {
    source(name, columns, sides) {
      const shown = names.map((column, i) => columns[i] ?? column)
      return sourceOf(name, 'relation', { columns: shown, fixed: new Set(fixed.map((at) => shown[at] ?? '')), sides })
    },
    links: (source) =>
      all(
        own.flatMap(({ columns, source: row }) =>
          columns.map(([column, at]) =>
            link({ kind: 'column', source: row, name: column }, { kind: 'column', source, name: source.columns?.[at] ?? '' }),
          ),
        ),
      ),
  }
}

/** What both arms carry of one table's rows. */
function common(one: CarriedRows, others: readonly CarriedRows[]): CarriedRows[] {
  return others
    .flatMap((other) => {
      const columns =
        other.table === one.table
          ? one.columns.filter(([name, at]) => other.columns.some(([otherName, otherAt]) => name === otherName && at === otherAt))
          : []
      const known = rankOf(one) <= rankOf(other) ? one.known : other.known
      return columns.length > 0 ? [{ table: one.table, columns, known }] : []
    })
    .sort((a, b) => rankOf(b) - rankOf(a))
    .slice(0, 1)
}

function rankOf({ known }: CarriedRows): number {
  return knownRows.indexOf(known)
}

function sizeOf(rows: readonly CarriedRows[]): number {
  return rows.reduce((size, one) => size + one.columns.length + rankOf(one), 0)
}

/** The sources that stand for the rows that a recursion goes on from. */
function usesOf(formula: Formula, rows: RowSource): RowSource[] {
  const found = new Set<RowSource>()
  const add = (operand: Operand): void => {
    if (operand.kind === 'column' && operand.source.fixed === rows.fixed) found.add(operand.source)
  }
  const walk = (part: Formula): void => {
    if (part.kind === 'and' || part.kind === 'or') part.of.forEach(walk)
    else if (part.kind === 'when' || part.kind === 'of') walk(part.then)
    else if (part.kind === 'equal') [part.left, part.right].forEach(add)
    else if (part.kind === 'among' || part.kind === 'null') add(part.column)
    else if (part.kind === 'other') part.rejects.forEach(add)
  }
  walk(formula)
  return [...found]
}
