import type { Catalog, Policy, Table } from '../../catalog/catalog.ts'
import { conditionsOf, hasSubquery, subqueriesIn, tablesIn } from './terms.ts'

/**
 * The tables over which the subqueries of a policy lead back to their own table, whose policies have subqueries too: Postgres refuses such a
 * query. Limit: views, and functions, are not looked into.
 */
export function recursionOf(policy: Policy, table: Table, catalog: Catalog): readonly Table[] | undefined {
  if (!table.rowSecurity.enabled) return undefined
  const asked = new Set<Table>()
  for (const read of readBy([policy], catalog)) {
    const way = wayBack(read, table, catalog, [], asked)
    if (way) return way
  }
  return undefined
}

/** A table that leads nowhere leads nowhere on any way. */
function wayBack(read: Table, to: Table, catalog: Catalog, over: readonly Table[], asked: Set<Table>): readonly Table[] | undefined {
  if (!read.rowSecurity.enabled || asked.has(read)) return undefined
  asked.add(read)
  const policies = read.policies.filter(({ command, using }) => (command === 'all' || command === 'select') && using && hasSubquery(using))
  if (policies.length === 0) return undefined
  const way = [...over, read]
  if (read === to) return way
  for (const next of readBy(policies, catalog)) {
    const found = wayBack(next, to, catalog, way, asked)
    if (found) return found
  }
  return undefined
}

function readBy(policies: readonly Policy[], catalog: Catalog): readonly Table[] {
  const queries = policies.flatMap((policy) => conditionsOf(policy)).flatMap((condition) => [...subqueriesIn(condition)])
  return queries.flatMap((query) => [...tablesIn(query)]).flatMap(({ schema, name }) => catalog.table(schema, name) ?? [])
}
