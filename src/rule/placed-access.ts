import { isPartOf, type Range } from '../catalog/place.ts'
import type { AskingFunction, SqlStatement } from '../document/document.ts'
import type { JudgedStatement } from '../project/judged-document.ts'
import type { Reportable } from '../proofs/tenant/reports.ts'
import type { Deed } from '../query/relation.ts'

/** A reference to a table of a tenant, with its verdict, in its file. */
export interface PlacedAccess extends Reportable {
  readonly does: Deed
  readonly table: string
  readonly column: string
  readonly reason: string
  /** Only a person says which rows they are. */
  readonly isByPerson: boolean
  readonly isByShared: boolean
  /** It goes by the row of another query, which is told. */
  readonly isTold: boolean
  /** The table's name in the file. */
  readonly range: Range
  /** What decides, where that is not the table. */
  readonly decides: Range | undefined
  /** A sentence that says who the tenant is there; begins with a space. */
  readonly hint: string
  /** Whose query it is, where it is none of the file. */
  readonly inherited?: InheritedQuery
  /** The function that asks for what is given there. */
  readonly askedBy?: AskingFunction | undefined
}

/** A query that a class has of one that it extends. */
export interface InheritedQuery {
  readonly by: string
  /** The method that asks it, the class of that, and its file. */
  readonly name: string
  readonly of: string | undefined
  readonly file: string
  /** Other methods of which the same is to be said. */
  readonly besides: readonly string[]
}

/** A message about a call names columns as the call has to. */
export function saidOf(
  { propertyOf }: SqlStatement,
  table: string,
  { column, reason }: { readonly column: string; readonly reason: string },
): { readonly column: string; readonly reason: string } {
  if (!propertyOf) return { column, reason }
  // What has no underscore may be a word of ours.
  const said = (name: string): string => (name === column || name.includes('_') ? (propertyOf(table, name) ?? name) : name)
  // What stands between backticks is of the program already.
  const words = reason.replaceAll(/`[^`]*`|\w+/g, (word) => (word.startsWith('`') ? word : said(word)))
  return { column: said(column), reason: words }
}

export function placedAccesses(one: JudgedStatement, hintFor: (statement: SqlStatement, column: string) => string): PlacedAccess[] {
  const placed = one.judged.flatMap(
    ({
      access,
      table,
      column,
      verdict,
      reason,
      isByPerson = false,
      isByShared = false,
      isTold = false,
      at,
      place,
      sources,
      ties,
    }): PlacedAccess[] => {
      if (!table || column === undefined) return []
      const decides = at && at[1] > 0 ? place(at) : undefined
      const range = place(access.range)
      const said = saidOf(one.statement, table.name, { column, reason })
      const hint = hintFor(one.statement, column)
      const { askedBy } = one.statement
      const does = { does: access.does, askedBy }
      return [{ verdict, ...does, table: table.name, ...said, isByPerson, isByShared, isTold, range, decides, hint, sources, ties }]
    },
  )
  return one.statement.sentBy === undefined ? placed : asCalled(placed)
}

/** What a call sends may name its tables in another order than the call; what has no words of its own there comes last. */
function asCalled(placed: readonly PlacedAccess[]): PlacedAccess[] {
  const isAround = (one: PlacedAccess): boolean => placed.some(({ range }) => isPartOf(range, one.range))
  const around = new Set(placed.filter(isAround))
  return placed.toSorted((a, b) => Number(around.has(a)) - Number(around.has(b)) || a.range[0] - b.range[0])
}
