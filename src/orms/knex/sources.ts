import { lookup } from '../../catalog/lookup.ts'
import { keyAt } from '../query-sql.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { CallStep, Step } from '../builders.ts'
import { partsOf } from '../clauses.ts'
import type { Sql } from '../query-sql.ts'
import { waysOf } from '../ways.ts'
import { isRaw, rawSql, specialSql } from './call-raw.ts'
import { aliased, doneBy, tableName, type Writing } from './call-writing.ts'
import { columnSql, conditionsSql, queryOf } from './conditions.ts'

/** `'t'`, `'t as a'`, `{ a: 't' }`, raw text, or a query under a name. */
export function sourceSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways && !writing.query(value, writing)) return pen.either(ways, (way) => sourceSql(writing, way))
  const text = textOf(value)
  if (text !== undefined) {
    const { name, alias, start } = aliased(text)
    const table = tableName(writing, name, start, value)
    return alias === undefined ? table : pen.sql`${table} as ${pen.name(alias)}`
  }
  if (value.kind === 'record' && !value.open)
    return pen.list(value.entries.map(({ key, value: of, at }) => pen.sql`${sourceSql(writing, of)} as ${pen.name(key, keyAt(at))}`))
  if (isRaw(value)) return rawSql(writing, value.args)
  const alias = aliasOf(writing, value)
  const query = queryOf(writing, value)
  if (query) return pen.sql`(${query}) as ${pen.name(alias ?? 'q')}`
  const special = specialSql(writing, value) ?? pen.named(value)
  return alias === undefined ? special : pen.sql`${special} as ${pen.name(alias)}`
}

/** What `.as('name')` says at the end of a query. */
export function aliasOf(writing: Writing, value: Value): string | undefined {
  const steps = value.kind === 'function' ? doneBy(writing, value) : writing.builders.of(value)?.steps
  const found = steps?.findLast((step) => step.kind === 'call' && step.name === 'as')
  if (found?.kind === 'call') return textOf(found.args[0])
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'as' ? textOf(value.args[0]) : undefined
}

const joins: Readonly<Record<string, string>> = lookup({
  join: 'inner join',
  innerJoin: 'inner join',
  leftJoin: 'left join',
  leftOuterJoin: 'left join',
  rightJoin: 'right join',
  rightOuterJoin: 'right join',
  outerJoin: 'full join',
  fullOuterJoin: 'full join',
  crossJoin: 'cross join',
})

export function joinsSql(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args, call }: CallStep): readonly Sql[] => {
    if (name === 'joinRaw') return [rawSql(writing, args)]
    const words = joins[name]
    const [table, ...on] = args
    if (words === undefined || !table) return []
    const joined = pen.sql`${words} ${sourceSql(writing, table)}`
    if (words === 'cross join' || on.length === 0) return [on.length === 0 ? pen.sql`cross join ${sourceSql(writing, table)}` : joined]
    return [pen.sql`${joined}${onSql(writing, on, call)}`]
  }
  return partsOf(steps, { add, between: ' ' }, pen)
}

function onSql(writing: Writing, args: readonly Value[], call: Value): Sql {
  const { pen } = writing
  const [first] = args
  if (first?.kind === 'function') {
    const steps = doneBy(writing, first)
    if (!steps) return pen.sql` on ${pen.hidden(first)}`
    const using = steps.find((step) => step.kind === 'call' && step.name === 'using')
    if (using?.kind === 'call') return pen.sql` using (${pen.list(using.args.map((arg) => columnSql(writing, arg)))})`
    const on = conditionsSql(writing, steps, 'on')
    return pen.sql` on ${on.length === 0 ? pen.hidden(first) : on}`
  }
  const step = { kind: 'call', name: 'on', args, call: call as CallStep['call'] } as const
  return pen.sql` on ${conditionsSql(writing, [step], 'on')}`
}
