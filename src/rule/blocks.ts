import type { Catalog } from '../catalog/catalog.ts'
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

const known = new WeakMap<Document, readonly PlacedBlock[][]>()

/** The blocks of a document, statement by statement; found once for all rules. */
export function blocksOf(document: Document, catalog: Catalog, settings: Readonly<Settings>): readonly PlacedBlock[][] {
  const before = known.get(document)
  if (before) return before
  const statements = wholeQueries(document, catalog, settings)
  const judge = judgeFor(catalog, settings)
  const blocks = statements.map((statement) =>
    readingsOf(statement).flatMap(({ query, place }) =>
      unlessTooDeep(() => judge.blocks(query), []).map((block) => ({ block, statement, place })),
    ),
  )
  known.set(document, blocks)
  return blocks
}
