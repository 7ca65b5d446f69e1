import type { Catalog } from '../../catalog/catalog.ts'
import type { FunctionBody } from '../../catalog/routine.ts'
import type { FunctionSource, Query } from '../../query/query.ts'

/** The query of a function whose rows are those of that, by the same names. */
export function rowsCalled({ calls, ordinality }: FunctionSource, catalog: Catalog): Query | undefined {
  const [call, ...others] = calls
  if (call?.kind !== 'call' || others.length > 0 || ordinality) return undefined
  const [called, ...more] = catalog.functions(call.schema, call.name, call.args.length)
  const body = more.length > 0 || called?.variadic === true ? undefined : called?.body
  return body?.givesAll === true && isNamedAsItsQuery(body) ? body.query : undefined
}

function isNamedAsItsQuery({ query, columns }: FunctionBody): boolean {
  if (query.kind !== 'select') return false
  if (columns.length === 0) return query.output.length === 1 && query.output[0]?.kind === 'star'
  return (
    query.output.length === columns.length &&
    query.output.every(
      (one, i) => one.kind === 'term' && (one.name ?? (one.term.kind === 'column' ? one.term.name : undefined)) === columns[i],
    )
  )
}
