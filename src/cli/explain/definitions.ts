import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Place, Range } from '../../catalog/place.ts'
import { shownTable } from '../../proofs/index-sql.ts'
import type { Settings } from '../../settings/settings.ts'
import { kindOf } from '../catalog-graph.ts'
import { tableJson, viewJson } from '../catalog-json.ts'
import type { placeShower } from '../places.ts'
import type { ExplainedDefinition } from './explained.ts'
import { whyOwned } from './ownership.ts'

/** Something of a table that a file defines. */
export interface Part {
  readonly table: Table
  readonly what: string
  readonly place: Place
}

/** What a file defines, in the order of its text. */
export function partsIn(file: string, catalog: Catalog): Part[] {
  return catalog
    .tablesOf(file)
    .flatMap(partsOf)
    .filter(({ place }) => place.file === file)
    .sort((a, b) => a.place.range[0] - b.place.range[0])
}

function partsOf(table: Table): Part[] {
  const { columns, keys, foreignKeys, checks, indexes, policies, triggers } = table
  const all = { column: columns, constraint: [...keys, ...foreignKeys, ...checks], index: indexes, policy: policies, trigger: triggers }
  const named = Object.entries(all).flatMap(([what, list]) =>
    list.map(({ name, place }): Part => ({ table, what: `${what} ${name} of ${shownTable(table)}`, place })),
  )
  const steps = table.history.map((place): Part => ({ table, what: `a step of ${shownTable(table)}`, place }))
  return [{ table, what: `${table.kind} ${shownTable(table)}`, place: table.place }, ...named, ...steps]
}

/** The tables of which something stands in a range, each by the first part that does. */
export function partsAt(parts: readonly Part[], [start, end]: Range): Part[] {
  const here = parts.filter(({ place: { range } }) => range[0] <= end && start <= range[1])
  return here.filter(({ table }, i) => here.findIndex((other) => other.table === table) === i)
}

export function explainDefinitions(
  parts: readonly Part[],
  catalog: Catalog,
  settings: Readonly<Settings>,
  show: ReturnType<typeof placeShower>,
): ExplainedDefinition[] {
  return parts.map(({ table, what, place }): ExplainedDefinition => {
    const isView = table.query !== undefined
    return {
      what,
      place: show(place),
      kind: isView ? null : kindOf(table, catalog, settings),
      kindReason: isView ? 'a view has the rows of what it reads' : whyOwned(table, catalog, settings),
      table: isView ? null : tableJson(table, catalog, settings, show),
      view: isView ? viewJson(table, show) : null,
    }
  })
}
