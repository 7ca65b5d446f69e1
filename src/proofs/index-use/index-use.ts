import type { Index, Table } from '../../catalog/catalog.ts'
import { onceForLarge } from '../../catalog/once-for.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Implied } from '../implication.ts'
import { isNamed } from '../owner.ts'
import { sizeOfWays, type Use, type Way } from '../uses.ts'
import { Asked, namesOfWays } from './asked.ts'
import { serviceOf, type Service } from './serve.ts'
import { deliveryOf, sortingOf, type Delivery, type Sorting } from './sorting.ts'

/** One way of meeting the conditions, with what each index does for it. */
export interface WayUse {
  readonly way: Way
  readonly asked: Asked
  readonly services: readonly Service[]
  readonly serves: Implied
}

/** How the indexes of a table serve one reference to it. */
export interface IndexUse {
  readonly use: Use
  readonly table: Table
  readonly markers: ReadonlySet<string>
  readonly ways: readonly WayUse[]
  /** Whether Postgres finds the rows by an index, whichever way they meet the conditions. */
  readonly serves: Implied
  readonly sorting: Sorting | undefined
  /** The index that gives the order, and how far. */
  readonly delivery: { readonly how: Delivery; readonly index: Index | undefined }
}

/** Found once for all rules. */
export const indexUse = onceForLarge(findIndexUse, ({ use }) => 2 * sizeOfWays(use))

function findIndexUse(use: Use, settings: Readonly<Settings>): IndexUse {
  const { table, access } = use
  const markers = new Set(table.columns.filter(({ name }) => isNamed(name, settings.softDeleteColumns)).map(({ name }) => name))
  const namesIn = namesOfWays()
  const ways = use.ways.map((way): WayUse => {
    const asked = new Asked(access.source, way.atoms, namesIn)
    const services = table.indexes.map((index) => serviceOf(index, table, asked, way, markers))
    return { way, asked, services, serves: bestOf([...services.map(({ serves }) => serves), asked.isHidden ? 'perhaps' : 'no']) }
  })
  const [first] = ways
  const sorting = first && sortingOf(use, first.asked)
  const delivery = sorting ? bestDelivery(table, sorting, ways) : { how: 'none' as const, index: undefined }
  const found = worstOf(ways.map(({ serves }) => serves))
  const serves = use.isCutShort && found === 'no' ? 'perhaps' : delivery.how === 'none' ? found : 'yes'
  return { use, table, markers, ways, serves, sorting, delivery }
}

function bestDelivery(table: Table, sorting: Sorting, ways: readonly WayUse[]): IndexUse['delivery'] {
  const delivered = table.indexes.map((index, i) => ({ index, how: deliveredBy(index, i, table, sorting, ways) }))
  return delivered.find(({ how }) => how === 'whole') ?? delivered.find(({ how }) => how === 'begun') ?? { how: 'none', index: undefined }
}

function deliveredBy(index: Index, at: number, table: Table, sorting: Sorting, ways: readonly WayUse[]): Delivery {
  if (!ways.every(({ services }) => services[at]?.isUsable)) return 'none'
  return deliveryOf(
    index,
    table,
    sorting,
    ways.map(({ asked }) => asked),
  )
}

function bestOf(of: readonly Implied[]): Implied {
  return of.includes('yes') ? 'yes' : of.includes('perhaps') ? 'perhaps' : 'no'
}

function worstOf(of: readonly Implied[]): Implied {
  return of.includes('no') ? 'no' : of.includes('perhaps') ? 'perhaps' : 'yes'
}
