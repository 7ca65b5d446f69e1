import type { Catalog, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Document, SqlStatement } from '../document/document.ts'
import { readingsOf, wholeQueries } from '../document/readings.ts'
import type { Judge } from '../proofs/tenant/judge.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import type { Use } from '../proofs/uses.ts'
import type { Query } from '../query/query.ts'
import type { Deed } from '../query/relation.ts'
import type { Settings } from '../settings/settings.ts'
import { judgeFor } from './judged-document.ts'
import type { ToldOf } from '../query/told.ts'

/** A reference to a table in a query, in its file. */
export interface PlacedUse {
  readonly table: Table
  readonly does: Deed
  /** The table's name in the file. */
  readonly range: Range
  readonly statement: SqlStatement
  /** What is asked of its rows: by each reading that conditions of the program make of the text, and in each place that its query stands in. */
  readonly readings: readonly (readonly Use[])[]
  /** What the program tells of the values of each of these. */
  readonly told: readonly ToldOf[]
  /** What the statement may be, as conditions of the program decide. */
  readonly queries: readonly Query[]
  /** Where a range of the query's text is in the file. */
  readonly place: (range: Range) => Range
}

type Found = Omit<PlacedUse, 'readings' | 'told'> & { readonly readings: Map<number, Use[]> }

/** The table references of a document, statement by statement; found once for all rules. */
export function usesOf(document: Document, catalog: Catalog, settings: Readonly<Settings>): readonly PlacedUse[][] {
  return catalog.isEmpty ? [] : usesOfDocument(document, catalog, settings)
}

const usesOfDocument = onceFor((document: Document, catalog: Catalog, settings: Readonly<Settings>): readonly PlacedUse[][] =>
  wholeQueries(document, catalog, settings).map((statement) => usesOfStatement(statement, judgeFor(catalog, settings))),
)

/** In the order of the text. */
function usesOfStatement(statement: SqlStatement, judge: Judge): PlacedUse[] {
  const found = new Map<string, Found>()
  const all = readingsOf(statement)
  const queries = all.map(({ query }) => query)
  all.forEach(({ query, place }, reading) => {
    for (const use of unlessTooDeep(() => judge.uses(query), [])) {
      const { does, range: written } = use.access
      const range = place(written)
      const key = [...range, use.table.schema, use.table.name, does].join(' ')
      const one = found.get(key) ?? { table: use.table, does, range, statement, queries, place, readings: new Map<number, Use[]>() }
      found.set(key, one)
      one.readings.set(reading, [...(one.readings.get(reading) ?? []), use])
    }
  })
  const toldIn = ({ readings }: Found): ToldOf[] => [...readings.keys()].flatMap((reading) => all[reading]?.told ?? [])
  return [...found.values()]
    .map((one) => ({ ...one, readings: [...one.readings.values()], told: toldIn(one) }))
    .sort((a, b) => a.range[0] - b.range[0])
}
