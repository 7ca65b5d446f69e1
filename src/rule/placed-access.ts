import type { Table } from '../catalog/catalog.ts'
import { isPartOf, type Range } from '../catalog/place.ts'
import type { AskingFunction, SqlStatement } from '../document/document.ts'
import type { JudgedStatement } from '../project/judged-by.ts'
import type { CallersAsking } from '../proofs/tenant/readings.ts'
import { isAlwaysTold, type Reportable } from '../proofs/tenant/reports.ts'
import type { Shown } from '../proofs/shown-by-view.ts'
import type { Deed, Definition } from '../query/relation.ts'

/** A reference to a table of a tenant, with its verdict, in its file. */
export interface PlacedAccess extends Reportable {
  readonly does: Deed
  readonly table: string
  /** What a query calls it that has it under another name, too, where the tenant's rows alone are asked for. */
  readonly alias: string | undefined
  readonly column: string
  /** The table has no tenant column: that one refers to a row that belongs to a tenant. */
  readonly isThrough: boolean
  /** The query names another thing, in whose definition the table stands and which does not show that column. */
  readonly within: Definition | undefined
  readonly reason: string
  /** Only a person says which rows they are. */
  readonly isByPerson: boolean
  readonly isByShared: boolean
  readonly isByNull: boolean
  /** The rows belong to nobody, and all tenants share them. */
  readonly isNobodys: boolean
  readonly isOpenedByOr: boolean
  /** What a condition on the tenant lacks beside what holds the row. */
  readonly open: OpenFilter | undefined
  /** It goes by the row of another query, which is told. */
  readonly isTold: boolean
  /** The table's name in the file. */
  readonly range: Range
  /** What decides, where that is not the table. */
  readonly decides: Range | undefined
  /** A sentence that says who the tenant is there; begins with a space. */
  readonly hint: () => string
  /** Who of those that call its function would hold it alone. */
  readonly callers?: (() => CallersAsking) | undefined
  /** Whose query it is, where it is none of the file. */
  readonly inherited?: InheritedQuery
  /** The function that asks for what is given there. */
  readonly askedBy?: AskingFunction | undefined
}

export interface OpenFilter {
  readonly reason: string
  readonly mayVanish: boolean
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

interface Told {
  readonly table: Table
  readonly column: string
  readonly reason?: string
  readonly shown: (column: string) => Shown | undefined
}

/** What a message calls a table and its column, and why. */
export interface Said {
  readonly name: string
  readonly column: string
  readonly reason: string
}

/** A message names a table and its columns as the query has to: as a view shows them, and as a call says them. */
export function saidOf({ propertyOf }: SqlStatement, { table, column, reason = '', shown }: Told): Said {
  const view = shown(column)?.view
  const { name } = view ?? table
  const written = (own: string): string => {
    const is = (view && shown(own)?.column) ?? own
    return propertyOf?.(name, is) ?? is
  }
  // What has no underscore may be a word of ours.
  const said = (word: string): string => (word === column || word.includes('_') ? written(word) : word)
  // What stands between backticks is of the program already.
  const words = reason.replaceAll(/`[^`]*`|\w+/g, (word) => (word.startsWith('`') ? word : said(word)))
  return { name, column: said(column), reason: words }
}

export function placedAccesses(one: JudgedStatement, hintFor: (statement: SqlStatement, column: string) => string): PlacedAccess[] {
  const placed = one.judged.flatMap(
    ({
      access,
      table,
      column,
      verdict,
      reason,
      isThrough = false,
      hangsOn,
      isByPerson = false,
      isByShared = false,
      isByNull = false,
      isNobodys = false,
      isOpenedByOr = false,
      isTold = false,
      isRepeated = false,
      open,
      at,
      place,
      sources,
      ties,
      shown,
      callers,
    }): PlacedAccess[] => {
      if (!table || column === undefined) return []
      const decides = at && at[1] > 0 ? place(at) : undefined
      const range = place(access.range)
      const { takenOver } = one.statement
      const why =
        verdict === 'unscoped' && takenOver !== undefined
          ? `\`${takenOver}\` is spread behind the condition on ${column} instead of before it, and takes its place where it has one`
          : reason
      const { name, ...said } = saidOf(one.statement, { table, column, reason: why, shown })
      const hint = (): string => hintFor(one.statement, column)
      const { askedBy } = one.statement
      const does = { does: access.does, askedBy }
      const within = shown(column) ? undefined : access.source.within
      const opened = open && {
        reason: saidOf(one.statement, { table, column, reason: open.reason, shown }).reason,
        mayVanish: open.verdict === 'may-vanish',
      }
      const how = {
        isThrough,
        within,
        hangsOn,
        isByPerson,
        isByShared,
        isByNull,
        isNobodys,
        isOpenedByOr: open?.isOpenedByOr ?? isOpenedByOr,
        open: opened,
        isTold,
        isRepeated,
      }
      const isHeldElsewhere = one.judged.some((other) => other.access !== access && other.table === table && !isAlwaysTold(other.verdict))
      const isNamed = isHeldElsewhere && one.statement.sentBy === undefined && access.source.name !== name
      const alias = isNamed ? access.source.name : undefined
      return [{ verdict, ...does, table: name, alias, ...said, ...how, range, decides, hint, callers, sources, ties }]
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
