import type { Change } from '../catalog/change.ts'
import type { Range } from '../catalog/place.ts'
import type { Document } from '../document/document.ts'
import { statementsAround } from '../document/statement-at.ts'

/** What the statements around a place of the file change. */
export function changesAt(document: Document, range: Range): Change[] {
  return statementsAround(document, range).flatMap(({ statement }) => statement?.changes ?? [])
}
