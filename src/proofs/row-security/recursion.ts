import type { Catalog, Policy, Table } from '../../catalog/catalog.ts'
import { conditionsOf, hasSubquery, subqueriesIn, tablesIn } from './terms.ts'

/**
 * The tables over which the subqueries of a policy lead back to their own table, whose policies have subqueries too: Postgres refuses such a
 * query. Limit: views, and functions, are not looked into.
 */
export function recursionOf(policy: Policy, table: Table, catalog: Catalog): readonly Table[] | undefined {
  if (!table.rowSecurity.enabled) return undefined
  for (const read of readBy([policy], catalog)) {
    const way = wayBack(read, table, catalog, [])
    if (way) return way
  }
  return undefined
}

function wayBack(read: Table, to: Table, catalog: Catalog, over: readonly Table[]): readonly Table[] | undefined {
  if (!read.rowSecurity.enabled || over.includes(read)) return undefined
  const policies = read.policies.filter(({ command, using }) => (command === 'all' || command === 'select') && using && hasSubquery(using))
  if (policies.length === 0) return undefined
  const way = [...over, read]
  if (read === to) return way
  for (const next of readBy(policies, catalog)) {
    const found = wayBack(next, to, catalog, way)
    if (found) return found
  }
  return undefined
}

function readBy(policies: readonly Policy[], catalog: Catalog): readonly Table[] {
  const queries = policies.flatMap((policy) => conditionsOf(policy)).flatMap((condition) => [...subqueriesIn(condition)])
  return queries.flatMap((query) => [...tablesIn(query)]).flatMap(({ schema, name }) => catalog.table(schema, name) ?? [])
}
