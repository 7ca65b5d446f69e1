import type { Catalog } from '../../catalog/catalog.ts'
import type { Query, Select } from '../../query/query.ts'
import { isAggregate } from '../../query/functions.ts'
import { callsIn } from '../../query/grouping.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Use } from '../uses.ts'
import { isPinned } from './asked.ts'
import { isExempt } from './exempt.ts'
import { indexUse } from './index-use.ts'

/** What keeps a query from giving a page of rows: no LIMIT, or an OFFSET into rows in no order. */
export type Unlimited = 'missing' | 'unordered'

/** How a query may give any number of rows, where its tables are those that are read for it. */
export function unlimited(query: Query, uses: readonly Use[], catalog: Catalog, settings: Readonly<Settings>): Unlimited | undefined {
  if (query.kind !== 'select' || query.from.length === 0 || givesOneRow(query)) return undefined
  if (query.offset !== undefined && query.orderBy.length === 0) return 'unordered'
  const own = uses.filter(({ relation }) => relation.written?.query === query)
  if (query.limit !== undefined || own.length === 0 || own.some((use) => isExempt(use, catalog, settings))) return undefined
  const isFew = own.some((use) => {
    const { ways, table } = indexUse(use, settings)
    return use.isCutShort || ways.every(({ asked }) => asked.isHidden || isPinned(asked, table))
  })
  return isFew ? undefined : 'missing'
}

/** An aggregate without GROUP BY. */
function givesOneRow({ output, groupBy }: Select): boolean {
  return groupBy === undefined && [...callsIn([...output])].some(({ name, over }) => over === undefined && isAggregate(name))
}
