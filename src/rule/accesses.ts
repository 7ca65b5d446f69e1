import type { Catalog } from '../catalog/catalog.ts'
import type { Range } from '../catalog/place.ts'
import type { Document, SqlStatement } from '../document/document.ts'
import { Judge } from '../proofs/tenant/judge.ts'
import { isOfPostgres } from '../proofs/tenant/of-postgres.ts'
import { judgeReadings } from '../proofs/tenant/readings.ts'
import type { Reportable } from '../proofs/tenant/reports.ts'
import { namesTable, readingsOf } from '../document/readings.ts'
import type { Deed } from '../query/relation.ts'
import type { Settings } from '../settings/settings.ts'

/** A reference to a table of a tenant, with its verdict, in its file. */
export interface PlacedAccess extends Reportable {
  readonly does: Deed
  readonly table: string
  readonly column: string
  readonly reason: string
  /** The table's name in the file. */
  readonly range: Range
  /** What decides, where that is not the table. */
  readonly decides: Range | undefined
}

const judges = new WeakMap<Catalog, WeakMap<object, Judge>>()
const judgedDocuments = new WeakMap<Document, readonly PlacedAccess[][]>()

export function judgeFor(catalog: Catalog, settings: Readonly<Settings>): Judge {
  const bySettings = judges.get(catalog) ?? new WeakMap<object, Judge>()
  judges.set(catalog, bySettings)
  const known = bySettings.get(settings) ?? new Judge(catalog, settings)
  bySettings.set(settings, known)
  return known
}

/** The table references of a document, statement by statement; judged once for all rules. */
export function accessesOf(document: Document, catalog: () => Catalog, settings: Readonly<Settings>): readonly PlacedAccess[][] {
  const known = judgedDocuments.get(document)
  if (known) return known
  const queries = document.statements.filter(({ statement }) => statement?.query)
  const judge = queries.length > 0 ? judgeFor(catalog(), settings) : undefined
  const judged = judge ? queries.map((statement) => judgeStatement(statement, judge, catalog(), settings)) : []
  judgedDocuments.set(document, judged)
  return judged
}

function judgeStatement(statement: SqlStatement, judge: Judge, catalog: Catalog, settings: Readonly<Settings>): PlacedAccess[] {
  const readings = readingsOf(statement)
  if (readings.length === 0 || !(statement.isCertain || namesTable(statement, catalog, settings))) return []
  try {
    const { source } = statement
    return judgeReadings(readings, (query) => judge.judge(query)).flatMap(
      ({ access, table, column, verdict, reason, at, sources, ties }): PlacedAccess[] => {
        if (!table || column === undefined || isOfPostgres(access)) return []
        const decides = at && at[1] > 0 ? source.hostRange(at) : undefined
        const range = source.hostRange(access.range)
        return [{ verdict, does: access.does, table: table.name, column, reason, range, decides, sources, ties }]
      },
    )
  } catch (error) {
    // Limit: a statement that holds more queries than can be followed is not judged.
    if (error instanceof RangeError) return []
    throw error
  }
}
