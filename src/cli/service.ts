import type { Catalog, Index } from '../catalog/catalog.ts'
import type { IndexUse } from '../proofs/index-use/index-use.ts'
import { missingIndex } from '../proofs/index-use/missing.ts'
import { indexUse } from '../proofs/index-use/index-use.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import type { Settings } from '../settings/settings.ts'
import type { SeenAccess } from './accesses.ts'

/**
 * What finds the rows of a table in a query: one index, several for one condition each, perhaps one, none, none since all rows are asked
 * for, nothing since no row is looked up, or that is not known.
 */
export type ServiceKind = 'index' | 'several' | 'perhaps' | 'none' | 'whole' | 'unneeded' | 'unknown'

export interface Service {
  readonly kind: ServiceKind
  readonly indexes: readonly Index[]
  /** The statement that makes the index which is missing. */
  readonly advice: string | undefined
}

const unneeded: Service = { kind: 'unneeded', indexes: [], advice: undefined }
const unknown: Service = { kind: 'unknown', indexes: [], advice: undefined }

const looksNothingUp: ReadonlySet<string> = new Set(['insert', 'conflict update', 'truncate', 'copy from'])

export function serviceOf({ use, table, indexedBy }: SeenAccess, catalog: Catalog, settings: Readonly<Settings>): Service {
  if (indexedBy) return { kind: 'index', indexes: [indexedBy], advice: undefined }
  if (!use) return unknown
  if (looksNothingUp.has(use.does)) return unneeded
  if (use.does === 'copy to') return { ...unneeded, kind: 'whole' }
  if (table?.kind === 'view' || table?.kind === 'foreign table') return unknown
  return unlessTooDeep((): Service => {
    const found = use.readings.flat().map((one) => indexUse(one, settings))
    if (found.length === 0 || found.some(({ ways }) => ways.length === 0)) return unknown
    if (found.every(({ serves }) => serves === 'yes')) return { kind: 'several', indexes: indexesOf(found, 'yes'), advice: undefined }
    const advice = missingIndex(use.readings, catalog, settings)?.sql
    if (advice !== undefined) return { kind: 'none', indexes: [], advice }
    if (found.some(({ serves }) => serves === 'no'))
      return { kind: found.every(asksNothing) ? 'whole' : 'none', indexes: [], advice: undefined }
    return { kind: 'perhaps', indexes: indexesOf(found, 'perhaps'), advice: undefined }
  }, unknown)
}

function indexesOf(found: readonly IndexUse[], least: 'yes' | 'perhaps'): Index[] {
  const all = found.flatMap(({ ways, delivery }) => [
    ...ways.flatMap(({ services }) => services.filter(({ serves }) => serves === 'yes' || serves === least).map(({ index }) => index)),
    ...(delivery.index ? [delivery.index] : []),
  ])
  return [...new Map(all.map((index) => [index.name, index])).values()]
}

/** Whether no condition says anything of its columns, but for which rows are deleted. */
function asksNothing({ use, table, markers }: IndexUse): boolean {
  return table.columns.every(({ name }) => markers.has(name) || !use.isMentioned(name))
}
