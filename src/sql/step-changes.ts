import type { Change } from '../catalog/change.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Query } from '../query/query.ts'
import type { Statement } from './engine.ts'

/** What a statement does where it is a step: to the schema, and to the rows of tables. */
export function stepChanges(statement: Statement): readonly Change[] {
  const { changes, query, kind, range } = statement
  if (changes.length > 0 || !query || !writing.has(kind)) return changes
  return write(statement, query, range)
}

const write = onceFor((_: Statement, query: Query, range: Range): readonly Change[] => [{ kind: 'write', query, range }])

const writing: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge', 'truncate', 'copy'])
