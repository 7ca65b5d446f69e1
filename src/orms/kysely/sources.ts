import { lookup } from '../../catalog/lookup.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { CallStep, Step } from '../builders.ts'
import { partsOf } from '../clauses.ts'
import type { Sql } from '../query-sql.ts'
import { seenItems, waysOf } from '../ways.ts'
import { aliased, called, givenBuilder, tableName, type Writing } from './call-writing.ts'
import { whereSql } from './conditions.ts'
import { expressionSql, referenceSql } from './operands.ts'

/** A table, or a query under a name: `'t'`, `'t as a'`, `'schema.t'`, `eb.selectFrom(…).as('a')`. */
export function sourceSql(writing: Writing, value: Value): Sql {
  const { pen, naming } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => sourceSql(writing, way))
  if (value.kind === 'function') return sourceSql(writing, called(writing, value))
  const text = textOf(value)
  if (text !== undefined) {
    const { name, alias, start } = aliased(text)
    const table = tableName(writing, name, start, value)
    return alias === undefined ? table : pen.sql`${table} as ${pen.name(naming(alias))}`
  }
  if (value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'as') {
    const [alias] = value.args
    const source = expressionSql(writing, value.callee.object)
    const own = textOf(alias)
    const as = own === undefined ? alias && expressionSql(writing, alias) : pen.name(naming(own), alias?.at)
    return pen.sql`${source ?? pen.named(value)} as ${as ?? 'a'}`
  }
  return expressionSql(writing, value) ?? pen.named(value)
}

/** One or several of them. */
export function sourcesSql(writing: Writing, value: Value | undefined): readonly Sql[] {
  if (!value) return []
  return seenItems(value).map((one) => sourceSql(writing, one))
}

const joins: Readonly<Record<string, string>> = lookup({
  innerJoin: 'inner join',
  leftJoin: 'left join',
  rightJoin: 'right join',
  fullJoin: 'full join',
  crossJoin: 'cross join',
  innerJoinLateral: 'inner join lateral',
  leftJoinLateral: 'left join lateral',
  crossJoinLateral: 'cross join lateral',
})

export function joinsSql(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args, call }: CallStep): readonly Sql[] => {
    const words = joins[name]
    const [table, left, right] = args
    if (words === undefined || !table) return []
    const joined = pen.sql`${words} ${sourceSql(writing, table)}`
    if (words.startsWith('cross')) return [joined]
    const on = right ? pen.sql`${referenceSql(writing, left)} = ${referenceSql(writing, right)}` : onSql(writing, left ?? call)
    return [pen.sql`${joined} on ${on}`]
  }
  return partsOf(steps, { add, between: ' ' }, pen)
}

/** `(join) => join.onRef('a', '=', 'b').on('c', '=', value)` */
export function onSql(writing: Writing, callback: Value): Sql {
  const { pen, machine, builders } = writing
  if (callback.kind !== 'function') return pen.hidden(callback)
  const given = machine.within(callback, [givenBuilder(callback.at)]).value
  const built = builders.of(given)
  if (!built) return pen.hidden(callback)
  const add = ({ name, args, call }: CallStep): readonly Sql[] => {
    if (name === 'on') return [whereSql(writing, args, call)]
    if (name === 'onRef') return [referringSql(writing, args)]
    return name === 'onTrue' ? [pen.text('true')] : []
  }
  return pen.all(partsOf(built.steps, { add, between: ' and ', hidden: ({ value }) => [pen.hidden(value)] }, pen))
}

/** A column, an operator and another column. */
export function referringSql(writing: Writing, [left, operator, right]: readonly Value[]): Sql {
  const word = textOf(operator)
  if (!operator || word === undefined) return operator ? writing.pen.hidden(operator) : []
  return writing.pen.sql`${referenceSql(writing, left)} ${word} ${referenceSql(writing, right)}`
}

/** Conditions of a clause: those of `where`, and those that compare columns. */
export function conditionsSql(writing: Writing, steps: readonly Step[], clause: 'where' | 'having'): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args, call }: CallStep): readonly Sql[] => {
    if (name === clause) return [whereSql(writing, args, call)]
    return name === `${clause}Ref` ? [referringSql(writing, args)] : []
  }
  const hidden = ({ value, why }: Extract<Step, { kind: 'hidden' }>): readonly Sql[] => (clause === 'where' ? [pen.hidden(value, why)] : [])
  return partsOf(steps, { add, clears: ({ name }) => clause === 'where' && name === 'clearWhere', hidden, between: ' and ' }, pen)
}

export function whereClause(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const conditions = conditionsSql(writing, steps, 'where')
  return conditions.length === 0 ? [] : pen.sql` where ${pen.all(conditions)}`
}
