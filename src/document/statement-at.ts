import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { Ranges } from '../catalog/ranges.ts'
import type { Document, SqlStatement } from './document.ts'

const places = onceFor((statements: readonly SqlStatement[]) => new Ranges(statements, ({ range }) => range))

/** The statements around a place of the file, in their order. */
export function statementsAround({ statements }: Pick<Document, 'statements'>, [start, end]: Range): SqlStatement[] {
  const found = places(statements).touching([start, start])
  return found.filter(({ range }) => range[0] <= start && end <= range[1])
}

/** The first statement around a place of the file. */
export function statementAt(document: Pick<Document, 'statements'>, range: Range): SqlStatement | undefined {
  return statementsAround(document, range)[0]
}
