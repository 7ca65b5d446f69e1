import type { Change } from '../catalog/change.ts'
import type { Statement } from './engine.ts'

const known = new WeakMap<Statement, readonly Change[]>()

/** What a statement does where it is a step: to the schema, and to the rows of tables. */
export function stepChanges(statement: Statement): readonly Change[] {
  const { changes, query, kind, range } = statement
  if (changes.length > 0 || !query || !writing.has(kind)) return changes
  const before = known.get(statement)
  if (before) return before
  const made: readonly Change[] = [{ kind: 'write', query, range }]
  known.set(statement, made)
  return made
}

const writing: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge', 'truncate', 'copy'])
