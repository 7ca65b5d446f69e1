import type { Column, Output, TableSource } from '../../query/query.ts'
import { cutName } from '../names.ts'
import { columnName } from './bind.ts'
import { figureName } from './choose-name.ts'
import type { Bound, ColumnState, Expression, Meaning, Reading, TableState } from './objects.ts'
import { replaceNodes } from './replace-nodes.ts'
import type { State } from './state.ts'

/** An expression under the names that its columns and tables have at this moment. */
export function currentExpression<E extends Expression>(state: State, { expression, columns, sources }: Bound<E>, own: TableState): E {
  const replaced = new Map<object, object>()
  const replaceBy = (node: object, current: object): void => {
    if (current !== node) replaced.set(node, current)
  }
  for (const [node, reading] of sources) {
    const table = state.tables.get(reading.table)
    if (table) replaceBy(node, currentSource(node, table, reading))
  }
  for (const [node, meaning] of columns) {
    const reading = meaning.source && sources.get(meaning.source)
    const table = reading ? state.tables.get(reading.table) : own
    if (table && !(reading && hasOldNames(table, reading))) replaceBy(node, currentColumn(node, table, meaning))
  }
  if (replaced.size === 0) return expression
  const replace = (node: object): object => replaced.get(node) ?? (isOutput(node) ? keepName(node, replace) : withoutSchema(node))
  return replaceNodes(expression, replace)
}

/** A table that was renamed keeps its old name as an alias. */
function currentSource(node: TableSource, table: TableState, reading: Reading): TableSource {
  const schema = node.schema === undefined && table.schema === 'public' ? undefined : table.schema
  const isOld = hasOldNames(table, reading)
  if (table.name === cutName(node.name) && schema === node.schema && !isOld) return node
  const given = node.alias?.columns ?? []
  const columns = isOld
    ? table.columns.map((column, i) => given[i] ?? reading.columns.get(column.number) ?? unused(column, reading))
    : given
  const alias = isOld || node.alias || table.name !== node.name ? { name: node.alias?.name ?? node.name, columns } : undefined
  return { ...node, schema, name: table.name, alias }
}

/** USING and NATURAL find columns by names, so a renamed one must be given its old name there. */
function hasOldNames(table: TableState, { columns, merged }: Reading): boolean {
  return [...merged].some((number) => columnName(table, number) !== columns.get(number))
}

/** A column that the query does not read may have taken the name of one that it does. */
function unused({ name, number }: ColumnState, { columns }: Reading): string {
  return [...columns.values()].includes(name) ? `${name}_${String(number)}` : name
}

function currentColumn(node: Column, table: TableState, { source, number }: Meaning): Column {
  const name = columnName(table, number)
  const of = source || node.of === undefined ? node.of : table.name
  return name === cutName(node.name) && of === node.of ? node : { ...node, name, of }
}

function isOutput(node: object): node is Extract<Output, { kind: 'term' }> {
  return 'kind' in node && node.kind === 'term'
}

/** An output that is named after a column keeps its name. */
function keepName(output: Extract<Output, { kind: 'term' }>, replace: (node: object) => object): Output {
  const term = replaceNodes(output.term, replace)
  return term === output.term ? output : { ...output, term, name: output.name ?? figureName(output.term) }
}

/** A column cannot be written with the schema of a table that has an alias. */
function withoutSchema(node: object): object {
  return 'kind' in node && node.kind === 'column' && 'schema' in node && node.schema !== undefined ? { ...node, schema: undefined } : node
}
