import type { Table } from '../catalog/catalog.ts'
import type { Builder } from './build.ts'
import { all, always, link, type Formula, type Operand } from './formula.ts'
import { atPlace, tableSource } from './from.ts'
import { isSetReturning } from './functions.ts'
import { callsIn, isAggregation } from './grouping.ts'
import { nothingPasses, openSources, outputColumns } from './outputs.ts'
import type { Select, TableSource } from './query.ts'
import { sourceOf, type OutputColumn, type RowSource } from './relation.ts'
import { policiesOn, type Command } from './row-security.ts'
import { emptyScope } from './scope.ts'

/** A table that is written. */
export interface Target {
  /** Its row. */
  readonly row: RowSource
  /** The row as the statement knows it: that of a view, where the table is written through one. */
  readonly shown: RowSource
  /** What views say of the row. */
  readonly says: Formula
  /** The table's own column that a column of the statement is. */
  readonly column: (name: string) => string | undefined
  readonly policies: (command: Command, rows?: 'old' | 'new') => Formula
}

interface SimpleView {
  readonly view: Table
  readonly query: Select
  readonly from: TableSource
}

/** Whether rows that are there are changed, or others are added: of those a view's condition is not asked. */
type Rows = 'changed' | 'added'

/** A table that is written, maybe through views; no WITH query takes its name. */
export function targetOf(builder: Builder, node: TableSource, rows: Rows): Target {
  const { table } = builder.table(node.schema, node.name)
  const simple = table && simpleView(table, node)
  return simple ? builder.view(simple.view, () => throughView(builder, simple, node, rows)) : tableTarget(builder, node)
}

/** A table or view by its name, also where Postgres writes nothing through a view. */
export function namedSource(builder: Builder, node: TableSource): RowSource {
  const { table, isKnown } = builder.table(node.schema, node.name)
  return tableSource(builder, node, table, isKnown, [])
}

function tableTarget(builder: Builder, node: TableSource): Target {
  const row = namedSource(builder, node)
  return {
    row,
    shown: row,
    says: always,
    column: (name) => row.table?.columns[row.columns?.indexOf(name) ?? -1]?.name ?? name,
    policies: (command, rows) => policiesOn(builder, row, command, rows),
  }
}

/** A view that Postgres writes through by itself: https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS */
function simpleView(view: Table, { range }: TableSource): SimpleView | undefined {
  const { kind, query, triggers } = view
  if (kind !== 'view' || query?.kind !== 'select' || triggers.length > 0 || query.from.length > 1) return undefined
  const { distinct, groupBy, having, limit, offset, output } = query
  const hasOther = query.with.length > 0 || distinct !== false || [groupBy, having, limit, offset].some((part) => part !== undefined)
  if (hasOther || [...callsIn(output)].some((call) => call.over !== undefined || isAggregation(call) || isSetReturning(call.name)))
    return undefined
  const moved = atPlace(query, range)
  const [from] = moved.from
  return from?.kind === 'table' && !from.sampled ? { view, query: moved, from } : undefined
}

function throughView(builder: Builder, { view, query, from }: SimpleView, node: TableSource, rows: Rows): Target {
  const inner = targetOf(builder, from, rows)
  const scope = { ...emptyScope(), sources: [inner.shown] }
  const outputs = outputColumns(query.output, scope, nothingPasses)
  const names = outputs.map((output, i) => view.columns[i]?.name ?? output.name)
  const columns = openSources(query.output, scope).length > 0 ? undefined : names
  const shown = sourceOf(node.alias?.name ?? node.name, 'relation', { table: view, view, columns })
  const where = rows === 'changed' ? builder.condition(query.where, scope) : always
  return {
    row: inner.row,
    shown,
    says: all([inner.says, where, ...names.map((name, i) => meaning(shown, name, outputs[i]))]),
    column: (name) => {
      const is = outputs[names.indexOf(name)]?.is
      if (is?.kind === 'column') return inner.column(is.name)
      return columns ? undefined : name
    },
    policies: (command, rows) => builder.view(view, () => inner.policies(command, rows)),
  }
}

function meaning(source: RowSource, name: string, output: OutputColumn | undefined): Formula {
  const shown: Operand = { kind: 'column', source, name }
  return output?.is ? link(shown, output.is) : always
}
