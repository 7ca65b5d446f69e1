import type { Catalog, Column, Index, Table } from '../catalog/catalog.ts'
import { columnsIn } from '../query/columns.ts'
import type { Condition } from '../query/query.ts'
import type { Settings } from '../settings/settings.ts'
import { coveringIndexes } from './foreign-key-index.ts'
import { leavesDeletedOut } from './marked-rows.ts'
import { softDeleteColumn, softDeleteColumns } from './owner.ts'
import { conjuncts } from './predicate.ts'
import { redundancyOf } from './redundant-index.ts'
import { uniqueFault } from './unique-on-soft-delete.ts'

/** The mark that an index should go by: it holds deleted rows, and nothing says that somebody wants them there. */
export function ignoredMarker(table: Table, index: Index, catalog: Catalog, settings: Readonly<Settings>): Column | undefined {
  const marker = softDeleteColumn(table, settings)
  if (!marker?.type || table.kind === 'materialized view') return undefined
  if (index.unique || index.constraint !== undefined || index.ofParent || !index.valid || index.method === 'brin') return undefined
  if (softDeleteColumns(table, settings).some((one) => isAbout(index, one)) || choosesRows(index.predicate)) return undefined
  // One that is there already is to go, and not to become another.
  return servesForeignKey(table, index, catalog, settings) || redundancyOf(table, index, catalog, settings) ? undefined : marker
}

/** A key, a column beside the keys or a condition that has the mark says what is to become of deleted rows. */
function isAbout({ keys, include, predicate }: Index, marker: Column): boolean {
  if (include.includes(marker.name) || (predicate && leavesDeletedOut(predicate, marker))) return true
  const mentioned = [...keys.map(({ expression }) => expression), predicate].flatMap((part) => (part ? columnsIn(part) : []))
  return [...mentioned.map(({ name }) => name), ...keys.map(({ column }) => column)].includes(marker.name)
}

/** A state such as `status = 'open'` may be one that no deleted row has; that a column is not null says nothing of it. */
function choosesRows(predicate: Condition | undefined): boolean {
  return predicate !== undefined && !conjuncts(predicate).every((part) => part.kind === 'null' && part.not)
}

/** The server looks for the children of a parent among all rows: one of the indexes that find them must hold all. */
function servesForeignKey(table: Table, index: Index, catalog: Catalog, settings: Readonly<Settings>): boolean {
  return table.foreignKeys.some((key) => {
    const covering = coveringIndexes(table, key, catalog)
    if (!covering.includes(index) || covering.some((other) => other.unique && !uniqueFault(table, other, catalog, settings))) return false
    const [shortest] = covering.filter((other) => !other.unique).sort((a, b) => a.keys.length - b.keys.length)
    return shortest === index
  })
}
