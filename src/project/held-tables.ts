import type { Catalog, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { rowsCalled } from '../proofs/tenant/called-rows.ts'
import type { HeldTables } from '../proofs/tenant/loaded.ts'
import type { Loading } from '../proofs/tenant/loaded-facts.ts'
import type { PlacedJudged } from '../proofs/tenant/readings.ts'

/** The tables that a statement mentions, each with how its rows lead on. */
export function heldTables(
  judged: readonly PlacedJudged[],
  place: PlacedJudged['place'],
  loadingOf: (one: PlacedJudged) => Loading | undefined,
  catalog: Catalog,
): HeldTables {
  return {
    at: ({ name, range }, within) => {
      const at = String(place(within?.range ?? range))
      const found = judged.filter(({ access, place: own }) => access.name === name && String(own(access.range)) === at)
      return found.map((one) => ({
        table: one.table,
        by: loadingOf(one),
        isShared: one.mayBeNobodys ?? false,
        isBetween: one.isHeld ?? false,
        hasHeirs: one.table !== undefined && hasHeirs(one.table, catalog),
      }))
    },
    view: ({ name, schema }) =>
      catalog.tables.find((one) => one.kind === 'view' && one.query && one.name === name && (schema === undefined || one.schema === schema))
        ?.query,
    called: (node) => rowsCalled(node, catalog),
  }
}

function hasHeirs({ schema, name }: Table, catalog: Catalog): boolean {
  return inheritedIn(catalog).has(JSON.stringify([schema, name]))
}

const inheritedIn = onceFor(
  ({ tables }: Catalog) => new Set(tables.flatMap(({ parents }) => parents.map(({ schema, name }) => JSON.stringify([schema, name])))),
)
