import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Document, SqlStatement } from '../document/document.ts'
import { readingsOf, wholeQueries } from '../document/readings.ts'
import type { Block } from '../proofs/blocks.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import type { Settings } from '../settings/settings.ts'
import { judgeFor } from '../project/judged-document.ts'

/** A SELECT, INSERT, UPDATE or DELETE in its file. */
export interface PlacedBlock {
  readonly block: Block
  readonly statement: SqlStatement
  /** Where a range of the query's text is in the file. */
  readonly place: (range: Range) => Range
}

/** The blocks of a document, statement by statement; found once for all rules. */
export const blocksOf = onceFor((document: Document, catalog: Catalog, settings: Readonly<Settings>): readonly PlacedBlock[][] => {
  const judge = judgeFor(catalog, settings)
  return wholeQueries(document, catalog, settings).map((statement) =>
    readingsOf(statement).flatMap(({ query, place }) =>
      unlessTooDeep(() => judge.blocks(query), []).map((block) => ({ block, statement, place })),
    ),
  )
})
