import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { columnsGiven, dataOf, hiddenIn, valueIn, type Data } from './data.ts'
import { tableSql, whereClause } from './linked-rows.ts'
import { nestedWrites, type Parent } from './nested-writes.ts'
import type { Row, Writing } from './where.ts'

interface Besides {
  /** The row that they are written with. */
  readonly parent?: Parent | undefined
  readonly returning?: Sql
}

/** `insert` of rows, and what is written with them. */
export function insertSql(
  writing: Writing,
  row: Row,
  at: Entry['at'] | undefined,
  rows: readonly Value[],
  { parent, returning }: Besides = {},
): Sql[] {
  const { pen } = writing
  const all = rows.map((one) => dataOf(writing, row, one))
  const own = parent ? parent.link.pairs.map(([, column]) => column) : []
  const columns = [...new Set([...own, ...all.flatMap(columnsGiven)])]
  const hidden = all.map(hiddenIn).find((one) => one !== undefined)
  const names = pen.list([...columns.map((name) => pen.name(name, placeOf(all, name))), ...(hidden ? [pen.opening(hidden)] : [])])
  const key = parent ? pen.value(parent.key) : pen.text('default')
  const values = all.map((data) => {
    const set = columns.map((name) => {
      const otherwise = own.includes(name) ? key : pen.text('default')
      return valueIn(pen, data, name, otherwise) ?? otherwise
    })
    return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
  })
  const into = pen.sql`insert into ${tableSql(writing, row.model, at)} as ${row.alias}`
  const insert = columns.length === 0 && !hidden ? pen.sql`${into} default values` : pen.sql`${into} (${names}) values ${pen.list(values)}`
  return [
    returning ? pen.sql`${insert} returning ${returning}` : insert,
    ...rows.flatMap((one) => nestedWrites(writing, row, at, one, undefined)),
  ]
}

function placeOf(all: readonly Data[], column: string): Entry['at'] | undefined {
  for (const { given, ways } of all) {
    const found = given.find((one) => one.column === column)?.at ?? ways.map(({ of }) => placeOf(of, column)).find((at) => at !== undefined)
    if (found) return found
  }
  return undefined
}

/** `update` of the rows of which a condition holds, and what is written with them. */
export function updateSql(
  writing: Writing,
  row: Row,
  at: Entry['at'] | undefined,
  data: Value | undefined,
  where: Sql,
  returning?: Sql,
): Sql[] {
  const { pen } = writing
  const table = pen.sql`${tableSql(writing, row.model, at)} ${row.alias}`
  const set = data ? setSql(writing, dataOf(writing, row, data)) : []
  const nested = data ? nestedWrites(writing, row, at, data, where) : []
  if (set.length === 0)
    return [pen.sql`select ${returning ?? '1'} from ${table}${whereClause(writing, where)}${returning ? ' limit 1' : ''}`, ...nested]
  const update = pen.sql`update ${table} set ${set}${whereClause(writing, where)}`
  return [returning ? pen.sql`${update} returning ${returning}` : update, ...nested]
}

function setSql({ pen }: Writing, data: Data): Sql {
  const set = ({ given, ways, hidden }: Data): Sql =>
    pen.joined(
      [
        ...given.map(({ column, value, at }) => pen.sql`${pen.name(column, at)} = ${value}`),
        ...ways.map(({ key, on, of }) => pen.choice(key, on, of.map(set))),
        ...(hidden ? [pen.sql`${pen.opening(hidden)} = null`] : []),
      ],
      ', ',
    )
  return set(data)
}
