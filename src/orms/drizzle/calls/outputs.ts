import { chainOf, linkOf } from '../../../javascript/symbolic/chain.ts'
import { entryOf, textOf, type Value } from '../../../javascript/symbolic/value.ts'
import { waysOf } from '../../ways.ts'
import { isDrizzle, methodOf } from '../library.ts'
import { allColumnsOf, columnOf, sourceOf } from './sources.ts'
import type { Writing } from './writing.ts'

const setOperation = /^(?:union|intersect|except)(?:All)?$/

/** What the database calls a property of the rows of a query. */
export function outputName(query: Value, path: readonly string[], writing: Writing): string | undefined {
  const first = waysOf(query)?.of[0]
  if (first) return outputName(first, path, writing)
  const chain = chainOf(query)
  const [begin] = chain.links
  if (isDrizzle(chain.root) && chain.root.kind === 'import' && setOperation.test(chain.root.name))
    return begin?.args?.[0] && outputName(begin.args[0], path, writing)
  const returning = linkOf(chain, 'returning')
  const select = returning ?? linkOf(chain, 'select', 'selectDistinct', 'selectDistinctOn')
  const fields = select?.args?.[select.name === 'selectDistinctOn' ? 1 : 0]
  if (fields) return fieldName(fields, path, writing)
  const target = linkOf(chain, 'from') ?? linkOf(chain, 'insert', 'update', 'delete')
  const source = target?.args?.[0] && sourceOf(target.args[0], writing)
  return source?.column(path) ?? (path.length > 1 ? path.at(-1) : undefined)
}

function fieldName(fields: Value, [key, ...rest]: readonly string[], writing: Writing): string | undefined {
  if (key === undefined) return undefined
  const found = entryOf(fields, key)?.value
  if (!found)
    return fields.kind === 'record' && fields.open ? spreadName(fields, key, writing) : allColumnsOf(fields, writing)?.column([key])
  if (rest.length > 0) return sourceOf(found, writing)?.column(rest) ?? fieldName(found, rest, writing)
  return aliasOf(found) ?? columnOf(found, writing)?.name
}

/** `...getTableColumns(orders)` */
function spreadName(fields: Value, key: string, writing: Writing): string | undefined {
  const spreads = fields.kind === 'record' ? (fields.parts ?? []).flatMap((part) => ('spread' in part ? [part.spread] : [])) : []
  for (const spread of spreads) {
    const name = allColumnsOf(spread, writing)?.column([key])
    if (name !== undefined) return name
  }
  return undefined
}

/** `sql`…`.as('name')` */
export function aliasOf(value: Value): string | undefined {
  const method = methodOf(value)
  if (!method) return undefined
  return method.name === 'as' ? textOf(method.args[0]) : aliasOf(method.object)
}
