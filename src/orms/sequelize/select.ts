import { quotedName } from '../../catalog/names.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { listItems, waysOf } from '../ways.ts'
import type { Asked } from './asked.ts'
import { comparedSql } from './comparisons.ts'
import { fragmentName, operandSql } from './fragments.ts'
import { includedIn, notDeleted } from './includes.ts'
import { Joins } from './joins.ts'
import { outputSql } from './output.ts'
import { whereSql } from './where.ts'
import { columnSql, tableSql, type Row, type Writing } from './writing.ts'

export interface Selecting {
  readonly row: Row & { readonly alias: string }
  readonly asked: Asked
  /** Where the model is named. */
  readonly at: Value['at']
  /** What holds besides. */
  readonly also?: readonly Sql[]
  /** What its rows are joined with besides. */
  readonly join?: Sql
  /** What is given in place of the columns. */
  readonly output?: Sql
  /** One row is enough. */
  readonly isOne?: boolean
  /** Of all rows, whatever order and limit are asked for. */
  readonly isUncut?: boolean
}

/** What `findAll` sends. */
export function selectSql(writing: Writing, selecting: Selecting): Sql {
  const { pen } = writing
  const { row, asked, at } = selecting
  const parts = includedIn(writing, row, asked.include)
  const limit = selecting.isUncut ? undefined : (asked.of('limit') ?? (selecting.isOne ? one(at) : undefined))
  const joins = new Joins(writing, row, parts, limit !== undefined && selecting.output === undefined, asked)
  const conditions = [
    ...notDeleted(writing, row, asked),
    whereSql(writing, row, asked.where),
    ...(selecting.also ?? []),
    ...asked.hidden.map((value) => pen.hidden(value)),
    ...joins.conditions,
  ].filter((sql) => sql.length > 0)
  const where = conditions.length === 0 ? [] : pen.sql` where ${pen.all(conditions)}`
  const table = pen.sql`${tableSql(writing, row.model, at)} as ${quotedName(row.alias)}${selecting.join ?? []}`
  const cut = pen.sql`${groupSql(writing, row, asked)}${selecting.isUncut ? [] : orderSql(writing, row, asked)}${limit ? pen.sql` limit ${pen.value(limit)}` : []}`
  const output = selecting.output ?? outputSql(writing, row, asked)
  if (!joins.isNested) return pen.sql`select ${output}${joins.separate} from ${table}${joins.outer}${where}${cut}`
  const inner = pen.sql`select ${quotedName(row.alias)}.*${joins.carried} from ${table}${joins.inner}${where}${cut}`
  return pen.sql`select ${output}${joins.separate} from (${inner}) as ${quotedName(row.alias)}${joins.outer}`
}

function one(at: Value['at']): Value {
  return { kind: 'literal', value: 1, at }
}

function groupSql(writing: Writing, row: Row, asked: Asked): Sql {
  const { pen } = writing
  const group = asked.of('group')
  if (!group) return []
  const terms = listItems(group)
    .map((item) => (item.kind === 'item' ? termSql(writing, row, item.value) : []))
    .filter((term) => term.length > 0)
  const having = asked.of('having')
  const condition = having ? whereSql(writing, { ...row, alias: undefined }, having) : []
  const by = terms.length === 0 ? [] : pen.sql` group by ${pen.list(terms)}`
  return pen.sql`${by}${condition.length === 0 ? [] : pen.sql` having ${condition}`}`
}

/** What decides which rows are given where not all are. */
function orderSql(writing: Writing, row: Row, asked: Asked): Sql {
  const { pen } = writing
  const order = asked.of('order')
  if (!order) return []
  const ways = waysOf(order)
  const items = ways ? [] : listItems(order)
  const terms = items.flatMap((item): Sql[] => {
    if (item.kind !== 'item') return []
    const [first, ...rest] = item.value.kind === 'list' ? item.value.items : [item.value]
    const last = rest.at(-1)
    const name = rest.length < 2 ? first : undefined
    const term = name ? termSql(writing, row, name) : []
    const isDescending = last?.kind === 'literal' && /^desc/i.test(String(last.value))
    return term.length === 0 ? [] : [pen.sql`${term}${isDescending ? ' desc' : ''}`]
  })
  return terms.length === 0 ? [] : pen.sql` order by ${pen.list(terms)}`
}

/** A column by its name, or a call that makes SQL. */
function termSql(writing: Writing, row: Row, value: Value): Sql {
  if (value.kind === 'literal' && typeof value.value === 'string') {
    const { attributes } = row.model
    return attributes.has(value.value) ? columnSql(writing, row, value.value, value.at) : []
  }
  if (fragmentName(value) === undefined) return []
  return operandSql(writing, value, (...given) => comparedSql(writing, ...given))
}
