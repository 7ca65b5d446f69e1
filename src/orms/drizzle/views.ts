import { quoteName } from '../../catalog/names.ts'
import { isTrue, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { parseCached } from '../../sql/parse-cached.ts'
import { relocate } from '../../sql/plpgsql/relocate.ts'
import type { Statement } from '../orm.ts'
import type { NamedCall } from './objects.ts'
import { queryText } from './query.ts'
import type { Reading } from './reading.ts'
import type { Seats } from './seats.ts'
import type { SqlText } from './sql-text.ts'

/** What Drizzle makes of `pgView(…)`; one that is `.existing()` is not made. */
export function createView(view: NamedCall, seats: Seats, sql: SqlText, reading: Reading): Statement[] {
  const { call, calls, schema, kind } = view
  if (calls.some(({ name }) => name === 'existing')) return []
  const range = seats.of(call.at)
  const unread = (reason: string): Statement[] => [{ file: seats.file, changes: [{ kind: 'unread', range, reason }] }]
  const [given] = call.args
  const text = textOf(given)
  if (!given || text === undefined) return unread('the name of a view is not known')
  const as = calls.find(({ name }) => name === 'as')?.args[0]
  const query = as && queryOf(as, sql, reading)
  if (query === undefined) return unread(`the query of the view \`${text}\` is not known`)
  const name = `${schema ? `${quoteName(schema.name)}.` : ''}${quoteName(text)}`
  const invoker = isTrue(propertyOf(calls.find((one) => one.name === 'with')?.args[0], 'securityInvoker'))
  const parsed = parseCached(
    reading.world.engine,
    `create ${kind} ${name}${invoker && kind === 'view' ? ' with (security_invoker = true)' : ''} as (${query})`,
  )
  if (!parsed.ok) return unread(parsed.error.message)
  const at = seats.argument(call, 0, range)
  return parsed.value.map(({ changes }): Statement => ({ file: seats.file, changes: relocate(changes, () => at) }))
}

function queryOf(value: Value, sql: SqlText, reading: Reading): string | undefined {
  if (value.kind !== 'function') return sql.of(value) ?? queryText(value, sql)
  return queryText(reading.follow(value, [{ kind: 'symbol', name: 'qb', at: value.at }]), sql)
}
