import type { Index, Policy, Table } from '../../catalog/catalog.ts'
import { ownColumns } from '../../query/columns.ts'
import { shownTable } from '../index-sql.ts'
import { nodesIn, type Moment } from './finding.ts'

/** What goes with a table, or with one of its columns, where CASCADE says so; in words. */
export function dependentsOf(table: Table, column: string | undefined, { script, past }: Moment): readonly string[] {
  const { tables } = script.before
  const shown = (one: Table): string => shownTable(past.called(one))
  const keys = tables.flatMap((other) =>
    other.foreignKeys
      .filter(({ references, columns }) => {
        const isTo = references.schema === table.schema && references.table === table.name
        if (column === undefined) return isTo && other !== table
        return (isTo && references.columns.includes(column)) || (other === table && columns.length > 1 && columns.includes(column))
      })
      .map(({ name }) => `the foreign key ${name} of ${shown(other)}`),
  )
  const computed = table.columns.filter(({ name, generated }) => column !== undefined && name !== column && names(generated, column))
  const policies = tables.flatMap((other) =>
    other.policies
      .filter((policy) => (other === table ? column !== undefined && asks(policy, column) : readsIn(policy, table, column)))
      .map(({ name }) => `the policy ${name} of ${shown(other)}`),
  )
  const views = tables.flatMap((view) => (view.query && reads(view.query, table, column) ? [`the ${view.kind} ${shown(view)}`] : []))
  const parts = column === undefined ? tables.filter(({ partitionOf }) => isNamed(partitionOf, table)) : []
  return [
    ...keys,
    ...computed.map(({ name }) => `the column ${past.columnCalled(table, name)}`),
    ...policies,
    ...views,
    ...parts.map((part) => `the partition ${shown(part)}`),
  ]
}

function asks(policy: Policy, column: string): boolean {
  return names(policy.using, column) || names(policy.withCheck, column)
}

function names(expression: object | undefined, column: string): boolean {
  return [...ownColumns(expression)].some(({ name }) => name === column)
}

function readsIn({ using, withCheck }: Policy, table: Table, column: string | undefined): boolean {
  return [using, withCheck].some((condition) => condition && reads(condition, table, column))
}

/** The foreign keys that go with the key which they reference; with two of the same columns, it is not known which of them that is. */
export function usersOfKey(table: Table, index: Index, { script, past }: Moment): readonly string[] {
  const { tables } = script.before
  const columns = index.keys.map(({ column }) => column)
  const isOf = (others: readonly (string | undefined)[]): boolean =>
    others.length === columns.length && columns.every((one) => others.includes(one))
  const isOnly = !table.indexes.some((other) => other !== index && other.unique && isOf(other.keys.map(({ column }) => column)))
  return tables.flatMap((other) =>
    other.foreignKeys
      .filter(
        ({ references }) => isOnly && references.schema === table.schema && references.table === table.name && isOf(references.columns),
      )
      .map(({ name }) => `the foreign key ${name} of ${shownTable(past.called(other))}`),
  )
}

/** What goes with a type. */
export function usersOfType(schema: string, type: string, { script, past }: Moment): readonly string[] {
  return script.before.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.type?.name === type && (column.type.schema === undefined || column.type.schema === schema))
      .map(({ name }) => `the column ${past.columnCalled(table, name)} of ${shownTable(past.called(table))}`),
  )
}

function isNamed(name: { readonly schema: string; readonly name: string } | undefined, table: Table): boolean {
  return name?.schema === table.schema && name.name === table.name
}

/** Whether a view or a policy would have to go: it names the table, and the column where one is meant. */
function reads(query: object, { schema, name }: Table, column: string | undefined): boolean {
  let isOfTable = false
  let isOfColumn = column === undefined
  for (const node of nodesIn(query)) {
    if (!('kind' in node)) continue
    if (node.kind === 'table' && 'name' in node && node.name === name)
      isOfTable ||= !('schema' in node) || node.schema === undefined || node.schema === schema
    if (node.kind === 'column' && 'name' in node && node.name === column) isOfColumn = true
    if (node.kind === 'star') isOfColumn = true
  }
  return isOfTable && isOfColumn
}
