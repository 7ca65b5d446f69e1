import type { Catalog, Index, IndexKey, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import { asWanted, type WantedIndex } from '../catalog/wanted-index.ts'
import type { Condition } from '../query/query.ts'
import type { Settings } from '../settings/settings.ts'
import { fewValuesIn, type FewValuesOptions } from './few-values.ts'
import { implied } from './implication.ts'
import { indexUse } from './index-use/index-use.ts'
import { isNeeded, usedBy, type QueryUse } from './index-use/possible-use.ts'
import { operand } from './tenant/nulls.ts'
import { withoutColumn } from './useless-index.ts'

/** A condition that all queries have which use an index, and the index with it. */
export interface NarrowerIndex {
  readonly kind: 'oneValue' | 'notNull'
  readonly column: string
  readonly condition: string
  readonly wanted: WantedIndex
}

/** How an index could leave out rows that no query of the application finds by it. */
export function narrowerIndex(
  index: Index,
  table: Table,
  uses: readonly QueryUse[],
  catalog: Catalog,
  settings: Readonly<Settings>,
  options: FewValuesOptions,
): NarrowerIndex | undefined {
  const { predicate, method, keys } = index
  if (predicate || method !== 'btree' || table.kind === 'view' || isNeeded(index, table, catalog)) return undefined
  const using = uses.filter((one) => usedBy(index, one, settings) === 'yes')
  if (using.length === 0 || !using.every(({ use }) => isPlain(use, settings))) return undefined
  for (const { column } of keys) {
    const found =
      column === undefined || !fewValuesIn(column, table, catalog, options) ? undefined : oneValue(index, column, using, settings)
    if (found) return found
  }
  return notNull(index, table, using, settings)
}

function isPlain(use: QueryUse['use'], settings: Readonly<Settings>): boolean {
  const { ways } = indexUse(use, settings)
  return !use.isCutShort && ways.length > 0 && ways.every(({ asked }) => !asked.isHidden)
}

/** A literal as it is written in a query. */
const literal = /^(?:'|-?\d|TRUE$|FALSE$)/

function oneValue(index: Index, column: string, using: readonly QueryUse[], settings: Readonly<Settings>): NarrowerIndex | undefined {
  const values = using.flatMap(({ use }) =>
    indexUse(use, settings).ways.map(({ way }) => way.classes.valuesOf(operand(use.access.source, column)).map(({ key }) => key)),
  )
  const value = values[0]?.find((key) => literal.test(key) && values.every((of) => of.includes(key)))
  if (value === undefined) return undefined
  const condition = `${quoteName(column)} = ${value}`
  const narrower = index.keys.length > 1 ? withoutColumn(index, column) : asWanted(index)
  return { kind: 'oneValue', column, condition, wanted: { ...narrower, predicate: condition } }
}

/** Rows that have nothing in the leading column are found by `IS NULL` alone. */
function notNull(index: Index, { columns }: Table, using: readonly QueryUse[], settings: Readonly<Settings>): NarrowerIndex | undefined {
  const [key] = index.keys
  const column = columns.find(({ name }) => name === key?.column)
  if (!key || !column?.nullable) return undefined
  const asked = isNotNull(key)
  const isImplied = using.every(({ use }) =>
    indexUse(use, settings).ways.every(({ way }) => implied(asked, use.access.source, way) === 'yes'),
  )
  if (!isImplied) return undefined
  const condition = `${quoteName(column.name)} IS NOT NULL`
  return { kind: 'notNull', column: column.name, condition, wanted: { ...asWanted(index), predicate: condition } }
}

function isNotNull({ column: name = '' }: IndexKey): Condition {
  const range = [0, 0] as const
  return { kind: 'null', not: true, term: { kind: 'column', of: undefined, schema: undefined, name, range }, range }
}
