import type { Column, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import type { PlacedUse } from '../project/uses.ts'
import { shownTable } from '../proofs/index-sql.ts'
import { livePredicate } from '../proofs/predicate.ts'
import type { Use } from '../proofs/uses.ts'
import type { Definition } from '../query/relation.ts'
import { asShown, isIn, nameIn, type Standing } from './words-of-calls.ts'

/** What a message says of the condition that leaves deleted rows out: of which table and column, how it is written, and where. */
export interface SaidOfMarker {
  readonly table: string
  readonly marker: string
  readonly predicate: string
  readonly where: string
}

export function saidOfMarker(use: PlacedUse, column: Column): SaidOfMarker {
  const { table, column: marker } = asShown(use, column)
  const { within, ...standing } = standingOf(use.readings.flat(), column.name)
  // What a view shows is asked of the view.
  const definition = table === use.table ? within : undefined
  const { predicate, name } = asWritten(use.statement, table, marker, definition ? undefined : standing)
  return { table: shownTable(table), marker: name, predicate, where: saidWhere(standing.isOfJoin, definition) }
}

function standingOf(uses: readonly Use[], column: string): Standing & { readonly within: Definition | undefined } {
  const [source] = uses.map(({ access }) => access.source)
  return {
    alias: source?.name ?? '',
    isAmbiguous: source?.within === undefined && uses.some((use) => use.isAmbiguous(column)),
    isOfJoin: uses.some(({ access }) => access.source.sides.length > 0),
    within: source?.within,
  }
}

/** In SQL where a definition has the condition, or the library has no word for it. */
function asWritten(
  statement: PlacedUse['statement'],
  table: Table,
  marker: Column,
  standing: Standing | undefined,
): { readonly predicate: string; readonly name: string } {
  const live = livePredicate(marker)
  const value = live.endsWith(' IS NULL') ? null : live.endsWith(' = false') ? false : undefined
  const words = value === undefined || !standing ? undefined : isIn(statement, table.name, marker.name, value, standing)
  if (words !== undefined) return { predicate: words, name: nameIn(statement, table.name, marker.name) }
  // What stands beside SQL is named as SQL has to.
  return { predicate: standing?.isAmbiguous ? `${quoteName(standing.alias)}.${live}` : live, name: marker.name }
}

function saidWhere(isOfJoin: boolean, within: Definition | undefined): string {
  const definition = within && `the ${within.kind} ${within.name}`
  if (isOfJoin) return ` to the condition of its join${definition === undefined ? '' : ` in ${definition}`}`
  return definition === undefined ? '' : ` to ${definition}`
}
