import type { Edit, Range } from '../catalog/place.ts'
import type { Document, SqlStatement } from './document.ts'

/** The statement that a place of the file is in. */
function statementAt({ statements }: Document, [start, end]: Range): SqlStatement | undefined {
  return statements.find(({ range }) => range[0] <= start && end <= range[1])
}

/** Puts further statements behind the one that a place is in, on lines of their own; names of ours must not get among them. */
export function sqlAfter(document: Document, range: Range, sql: string): readonly Edit[] {
  const statement = statementAt(document, range)
  if (!statement || statement.error || statement.filledIn) return []
  return atEnd(statement, `;\n${sql}`)
}

/** Adds to the statement that a place is in, where it is of that kind. */
export function atEndOfStatement(document: Document, range: Range, kind: string, sql: string): readonly Edit[] {
  const found = statementAt(document, range)
  if (found?.statement?.kind !== kind) return []
  return atEnd(found, sql)
}

function atEnd({ source }: SqlStatement, sql: string): readonly Edit[] {
  const { length } = source.text
  const edit = source.editAt([length, length], sql)
  return edit ? [edit] : []
}
