import { all, link, type Formula, type Operand } from './formula.ts'
import { columnsIn } from './columns.ts'
import { nothingPasses, outputColumns } from './outputs.ts'
import type { Returns } from './query.ts'
import { shownName, sourceOf, type OutputColumn, type RowSource } from './relation.ts'
import type { Scope } from './scope.ts'
import { subqueriesIn } from './subqueries.ts'
import type { Target } from './target.ts'

/** What the row of a target is made of: what its own columns are now and were before, where that is one thing. */
export interface Made {
  readonly now: (column: string) => Operand | 'null' | undefined
  readonly before: (column: string) => Operand | undefined
}

/** RETURNING, which knows the row that was written as it is now and as it was. */
export interface Returned {
  readonly scope: Scope
  readonly outputs: OutputColumn[]
  /** What its subqueries know of the rows. */
  readonly says: Formula
  readonly isOfRow: (operand: Operand) => boolean
}

/** The column of the row that the statement found. */
export function found({ row }: Target): (column: string) => Operand {
  return (name) => ({ kind: 'column', source: row, name: shownName(row, name) })
}

/** `plain`: what names mean without `old` or `new` before them. */
export function returned(query: Returns, target: Target, scope: Scope, made: Made, plain: 'now' | 'before'): Returned {
  const { shown } = target
  const row = (name: string): RowSource => sourceOf(name, 'relation', { table: shown.table, columns: shown.columns })
  const [own, before, now] = [row(shown.name), row(query.returningAs?.old ?? 'old'), row(query.returningAs?.new ?? 'new')]
  const rows = new Map([
    [own, made[plain]],
    [before, made.before],
    [now, made.now],
  ])
  const inner: Scope = {
    ...scope,
    sources: scope.sources.map((source) => (source === shown ? own : source)),
    outer: { sources: [before, now], merged: new Map(), named: scope.named, outer: scope.outer },
  }
  const meant = (operand: Operand): Operand | 'null' | undefined => {
    const is = operand.kind === 'column' ? rows.get(operand.source) : undefined
    if (operand.kind !== 'column' || !is) return operand
    const column = target.column(operand.name)
    return column === undefined ? undefined : is(column)
  }
  return {
    scope: inner,
    outputs: outputColumns(query.returning, inner, nothingPasses).map((output) => ({
      ...output,
      is: output.is && operandOr(meant(output.is)),
    })),
    says: all(operandsFor(query, [...rows.keys()]).map((operand) => same(operand, meant(operand)))),
    isOfRow: (operand) => operand.kind === 'column' && rows.has(operand.source),
  }
}

function operandsFor({ returning }: Returns, rows: readonly RowSource[]): Operand[] {
  const mentioned = new Set(columnsIn(returning.flatMap((output) => [...subqueriesIn(output)])).map(({ name }) => name))
  return rows.flatMap((source) => [...mentioned].map((name): Operand => ({ kind: 'column', source, name })))
}

function operandOr(is: Operand | 'null' | undefined): Operand | undefined {
  return is === 'null' ? undefined : is
}

function same(operand: Operand, is: Operand | 'null' | undefined): Formula | undefined {
  return is === 'null' ? { kind: 'null', column: operand, not: false, range: [0, 0] } : is && link(operand, is)
}
