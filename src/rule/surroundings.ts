import type { Change } from '../catalog/change.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Document } from '../document/document.ts'
import { commitsEach } from '../project/migrations/index.ts'
import type { Surroundings } from '../proofs/index-sql.ts'
import type { OpenFile } from './open-file.ts'

/** What a statement has to heed that is put behind a place of a file. */
export function surroundingsAt([, end]: Range, { document, schema }: OpenFile, text: string): Surroundings {
  const before = settingsOf(document).flatMap(({ start, change }) => (start < end ? [change] : []))
  return { commitsEach: commitsAt(document, text, schema.tool)(end) && !isInTransaction(before), qualifies: leadsElsewhere(before) }
}

/** All of a text is searched for what says so. */
const commitsAt = onceFor((_: Document, text: string, tool: string | undefined) => commitsEach(text, tool))

/** What says in which transaction, and where names are looked for, what stands behind it runs. */
const settingsOf = onceFor(({ statements }: Document) =>
  statements.flatMap(({ range: [start], statement }) =>
    (statement?.changes ?? []).flatMap((change) =>
      change.kind === 'transaction' || change.kind === 'search path' ? [{ start, change }] : [],
    ),
  ),
)

function isInTransaction(changes: readonly Change[]): boolean {
  const last = changes.findLast((change) => change.kind === 'transaction' && /^(?:begin|commit|rollback)$/.test(change.does))
  return last?.kind === 'transaction' && last.does === 'begin'
}

/** Whether a search path was set in which `public` is not first. */
function leadsElsewhere(changes: readonly Change[]): boolean {
  const last = changes.findLast((change) => change.kind === 'search path')
  if (last?.kind !== 'search path' || !last.schemas) return false
  return last.schemas.find((schema) => schema !== '$user') !== 'public'
}
