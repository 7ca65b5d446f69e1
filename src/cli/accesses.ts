import type { Index, Table } from '../catalog/catalog.ts'
import type { PlacedUse } from '../project/uses.ts'
import { servingIndex } from '../proofs/index-use/serving-index.ts'
import type { PlacedJudged } from '../proofs/tenant/readings.ts'
import type { Verdict } from '../proofs/tenant/verdict.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import type { Settings } from '../settings/settings.ts'
import { hasHole } from '../sql/template/hole.ts'

/** A table in a query, with what holds it to one tenant and what finds its rows. */
export interface SeenAccess {
  /** As the query names it. */
  readonly name: string
  /** Undefined where the schema does not have it. */
  readonly table: Table | undefined
  readonly verdict: Verdict
  readonly reason: string
  readonly use: PlacedUse | undefined
  readonly indexedBy: Index | undefined
}

/** What is known of a judged access, given the uses of its statement. */
export function seeAccess(
  { access, table, verdict, reason, place }: PlacedJudged,
  uses: readonly PlacedUse[],
  settings: Readonly<Settings>,
): SeenAccess {
  const at = String(place(access.range))
  const use = uses.find((one) => one.does === access.does && String(one.range) === at && one.table.name === table?.name)
  return {
    name: access.schema === undefined || access.schema === 'public' ? access.name : `${access.schema}.${access.name}`,
    table,
    verdict,
    reason: !table && hasHole(access.name) ? 'which table it is cannot be seen' : reason,
    use,
    indexedBy: use && unlessTooDeep(() => servingIndex(use.readings.flat(), settings), undefined),
  }
}
