import { quoteName } from '../../catalog/names.ts'
import { entriesOf, type Value } from '../../javascript/symbolic/value.ts'
import { callsUntil } from './library.ts'
import type { SqlText } from './sql-text.ts'

const joins: ReadonlyMap<string, string> = new Map(
  Object.entries({
    innerJoin: 'inner join',
    leftJoin: 'left join',
    rightJoin: 'right join',
    fullJoin: 'full join',
  }),
)

/**
 * The SQL of `qb.select({ … }).from(table).where(…)`.
 * Limit: a query of all columns, of groups or of other queries is not read.
 */
export function queryText(value: Value, sql: SqlText): string | undefined {
  const calls = callsUntil(value, ({ kind }) => kind !== 'call')?.calls
  if (!calls) return undefined
  const parts = calls.map(({ name, args }): string | undefined => {
    const [first, second] = args
    const text = first && sql.of(first)
    const join = joins.get(name)
    if (name === 'select' || name === 'selectDistinct') return selected(first, name === 'selectDistinct', sql)
    if (text === undefined) return undefined
    if (name === 'from' || name === 'where') return `${name} ${text}`
    const on = second && sql.of(second)
    return join === undefined || on === undefined ? undefined : `${join} ${text} on ${on}`
  })
  return parts.length > 1 && !parts.includes(undefined) ? parts.join(' ') : undefined
}

function selected(fields: Value | undefined, distinct: boolean, sql: SqlText): string | undefined {
  if (fields?.kind !== 'record' || fields.open) return undefined
  const texts = entriesOf(fields).map(({ value }) => field(value, sql))
  return texts.length === 0 || texts.includes(undefined) ? undefined : `select ${distinct ? 'distinct ' : ''}${texts.join(', ')}`
}

/** `sql`…`.as('name')` */
function field(value: Value, sql: SqlText): string | undefined {
  const named = callsUntil(value, (one) => sql.of(one) !== undefined)
  const [call, ...more] = named?.calls ?? []
  const text = named && sql.of(named.base)
  if (!call || text === undefined) return text
  const [name] = call.args
  const alias = name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined
  return more.length > 0 || call.name !== 'as' || alias === undefined ? undefined : `${text} as ${quoteName(alias)}`
}
