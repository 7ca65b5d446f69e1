import { Catalog, noParts, type Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { SqlStatement } from '../document/document.ts'
import { readingsOf, touchesHole, wholeQueries } from '../document/readings.ts'
import { faultsOf, type Fault, type World } from '../proofs/analysis/analysis.ts'
import type { FaultId } from '../proofs/analysis/messages.ts'
import { isFilledElsewhere } from '../proofs/analysis/filled.ts'
import { onceOfSchema } from '../proofs/of-schema.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { isWhole } from '../proofs/unknown-names.ts'
import type { Query } from '../query/query.ts'
import type { OpenFile } from './open-file.ts'

/** What of a call may be wrong: the rest of its statement is written by its library. */
const ofCalls: ReadonlySet<FaultId> = new Set(['conflictKey', 'conflictPartial', 'lockedGroups', 'lockedOuter'])

/** For what Postgres refuses the queries of a file that it can parse, statement by statement. */
export function faultsIn(file: OpenFile): readonly (readonly Fault[])[] {
  const { document, schema, settings } = file
  if (document.foreign || !document.statements.some(({ statement }) => statement?.query)) return []
  // A query among the steps of a schema finds the tables as they are then, which is not known.
  const find = finderFor(schema.isMigration || schema.isSource ? nothing : schema.catalog, settings)
  const found = wholeQueries(document, schema.catalog, settings)
    .map((statement) => faultsOfStatement(statement, find))
    .filter((faults) => faults.length > 0)
  return found.length > 0 && file.isForAnotherDatabase ? [] : found
}

const nothing = new Catalog(noParts)

/** Finds for what Postgres refuses a query; the same query of the same database is looked at once. */
const finderFor = onceOfSchema((catalog, settings) => {
  const world: World = {
    catalog,
    isWhole: isWhole(catalog, settings),
    isFilled: (table: Table, column: string) => isFilledElsewhere(table, column, catalog, settings),
  }
  return onceFor((query: Query) => unlessTooDeep(() => faultsOf(query, world), []))
})

function faultsOfStatement(statement: SqlStatement, find: (query: Query) => readonly Fault[]): Fault[] {
  const found = readingsOf(statement).map(({ query, place }) => find(query).map((one) => ({ ...one, range: place(one.range) })))
  return sure(found).filter(({ id, range }) => (statement.sentBy === undefined ? !touchesHole(statement, range) : ofCalls.has(id)))
}

/** Several conditions may hang together, so that a reading which is refused never runs: then all of them are. */
function sure(readings: readonly (readonly Fault[])[]): Fault[] {
  const [first = [], ...others] = readings
  if (others.length < 2) return readings.flat()
  return first.filter(({ id, range }) => others.every((found) => found.some((one) => one.id === id && String(one.range) === String(range))))
}
