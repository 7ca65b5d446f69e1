import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { inherits, type Document } from '../document/document.ts'
import { judgeDocument, judgeFor, tenantHints } from '../project/judged-document.ts'
import type { Settings } from '../settings/settings.ts'
import { inheritedAccesses } from './inherited-accesses.ts'
import { placedAccesses, type PlacedAccess } from './placed-access.ts'

/** The table references of a document, statement by statement; judged once for all rules. */
export const accessesOf = onceFor((document: Document, catalog: () => Catalog, settings: Readonly<Settings>): readonly PlacedAccess[][] => {
  const holdsQuery = document.statements.some(({ statement }) => statement?.query)
  return [
    ...(inherits(document) ? inheritedAccesses(document, catalog(), settings) : []),
    ...(holdsQuery ? judgedAccesses(document, catalog(), settings) : []),
  ]
})

export function judgedAccesses(document: Document, catalog: Catalog, settings: Readonly<Settings>): PlacedAccess[][] {
  const judged = judgeDocument(document, judgeFor(catalog, settings), catalog, settings)
  const hintFor = tenantHints(judged)
  return judged.map((one) => placedAccesses(one, hintFor))
}
