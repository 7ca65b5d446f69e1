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

const clauses: ReadonlyMap<string, string> = new Map(Object.entries({ groupBy: 'group by', orderBy: 'order by' }))

/**
 * The SQL of `qb.select({ … }).from(table).where(…)`.
 * Limit: a query of other queries is not read.
 */
export function queryText(value: Value, sql: SqlText): string | undefined {
  const calls = callsUntil(value, ({ kind }) => kind !== 'call')?.calls
  if (!calls) return undefined
  const from = calls.find(({ name }) => name === 'from')?.args[0]
  const parts = [...calls].sort(byClause).map(({ name, args }): string | undefined => {
    if (name === 'select' || name === 'selectDistinct') return selected(args[0], from, name === 'selectDistinct', sql)
    return clauseText(name, args, sql)
  })
  return from && !parts.includes(undefined) ? parts.join(' ') : undefined
}

const order = ['select', 'selectDistinct', 'from', 'join', 'where', 'groupBy', 'having', 'orderBy', 'limit', 'offset']

/** They may be called in another order than they are sent. */
function byClause(a: { readonly name: string }, b: { readonly name: string }): number {
  const rank = ({ name }: { readonly name: string }): number => order.indexOf(joins.has(name) ? 'join' : name)
  return rank(a) - rank(b)
}

function clauseText(name: string, args: readonly Value[], sql: SqlText): string | undefined {
  const texts = args.map((arg) => sql.of(arg))
  const [first, second] = texts
  if (first === undefined || texts.includes(undefined)) return undefined
  if (name === 'from' || name === 'where' || name === 'having' || name === 'limit' || name === 'offset') return `${name} ${first}`
  const clause = clauses.get(name)
  if (clause !== undefined) return `${clause} ${texts.join(', ')}`
  const join = joins.get(name)
  return join === undefined || second === undefined ? undefined : `${join} ${first} on ${second}`
}

/** All columns are named one by one. */
function selected(fields: Value | undefined, from: Value | undefined, distinct: boolean, sql: SqlText): string | undefined {
  const head = `select ${distinct ? 'distinct ' : ''}`
  if (!fields) {
    const columns = from && sql.columnsOf(from)
    return columns === undefined ? undefined : `${head}${columns}`
  }
  if (fields.kind !== 'record' || fields.open) return undefined
  const texts = entriesOf(fields).map(({ value }) => field(value, sql))
  return texts.length === 0 || texts.includes(undefined) ? undefined : `${head}${texts.join(', ')}`
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
