import { entryOf, type Value } from '../../../javascript/symbolic/value.ts'
import type { Sql } from '../../query-sql.ts'
import { rowsGiven, waysOf } from '../../ways.ts'
import { givenSql, writtenRow, type GivenEntry } from '../../written-rows.ts'
import type { Column } from '../columns.ts'
import type { Table } from '../tables.ts'
import { prefixedSql } from './pieces.ts'
import { columnOf } from './sources.ts'
import { conditionSql, termSql } from './terms.ts'
import type { Writing } from './writing.ts'

/** What a row is given in one column. */
interface Given extends GivenEntry {
  readonly column: string
}

/** What the program says of one row. */
interface Data {
  readonly given: readonly Given[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

function dataOf(table: Table | undefined, value: Value): Data {
  const { given, hidden } = writtenRow(value)
  return { given: given.flatMap((entry) => givenBy(table, entry)), hidden }
}

function givenBy(table: Table | undefined, entry: GivenEntry): Given[] {
  const column = table?.columns.find((one) => one.key === entry.key)
  return column ? [{ ...entry, column: column.name.text }] : []
}

/** `(columns) values (…)`, or those of a query. */
export function insertedSql(writing: Writing, table: Table | undefined, value: Value | undefined, query?: Sql): Sql {
  const { pen } = writing
  if (query) {
    const names = (table?.columns ?? []).filter(isInserted).map(({ name }) => pen.name(name.text))
    return pen.sql`(${pen.list(names)}) ${query}`
  }
  const rows = value ? rowsGiven(value).map((row) => dataOf(table, row)) : []
  const made = (table?.columns ?? []).filter(isMade).map(({ name }) => name.text)
  const named = new Set(rows.flatMap(({ given }) => given.map(({ column }) => column)))
  const hidden = rows.find((row) => row.hidden)?.hidden
  const columns = [...new Set([...named, ...made])]
  if (columns.length === 0 && !hidden) return pen.text('default values')
  const placed = columns.map((name) => pen.name(name, rows.flatMap(({ given }) => given).find(({ column }) => column === name)?.at))
  const names = pen.list([...placed, ...(hidden ? [pen.opening(hidden)] : [])])
  const lists = rows.map(({ given }) => {
    const values = columns.map((name): Sql => {
      const own = given.find(({ column }) => column === name)
      return own
        ? givenSql(pen, own, termSql(writing, own.value))
        : made.includes(name) && value
          ? pen.value({ kind: 'unknown', reason: name, at: value.at })
          : pen.text('default')
    })
    return pen.sql`(${pen.list([...values, ...(hidden ? [pen.text('default')] : [])])})`
  })
  return pen.sql`(${names}) values ${pen.list(lists)}`
}

/** Those that the program makes are given a value where it says none. */
function isMade({ said }: Column): boolean {
  return (
    ['$defaultFn', '$default'].some((name) => said.has(name)) ||
    (!said.has('default') && ['$onUpdate', '$onUpdateFn'].some((name) => said.has(name)))
  )
}

function isInserted({ said }: Column): boolean {
  return !said.has('generatedAlwaysAs') && !said.has('generatedAlwaysAsIdentity')
}

/** The columns of SET. */
export function settingSql(writing: Writing, table: Table | undefined, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => settingSql(writing, table, way))
  const data = dataOf(table, value)
  const hidden = data.hidden ?? data.given.find(({ way }) => way)?.value
  const given = data.given.filter(({ way }) => !way)
  const parts = given.map((one) => pen.sql`${pen.name(one.column, one.at)} = ${termSql(writing, one.value)}`)
  return pen.list([...parts, ...(hidden || parts.length === 0 ? [pen.sql`${pen.opening(hidden ?? value)} = null`] : [])])
}

/** ` on conflict (…) do …` */
export function conflictSql(writing: Writing, table: Table | undefined, name: string, config: Value | undefined): Sql {
  const { pen } = writing
  const of = (key: string): Value | undefined => entryOf(config, key)?.value
  const targets = of('target')
  const listed = targets?.kind === 'list' ? targets.items : targets ? [targets] : []
  const columns = listed.flatMap((target) => columnOf(target, writing) ?? [])
  const where = (key: string): Sql => {
    const value = of(key)
    return value ? prefixedSql(pen, ' where ', conditionSql(writing, value)) : []
  }
  const target = columns.length === 0 ? [] : pen.sql` (${pen.list(columns.map((column) => pen.name(column.name)))})`
  if (name === 'onConflictDoNothing') return pen.sql` on conflict${target}${target.length === 0 ? [] : where('where')} do nothing`
  const set = of('set')
  if (target.length === 0 || !set) return []
  return pen.sql` on conflict${target}${where('targetWhere')} do update set ${settingSql(writing, table, set)}${where('where')}${where('setWhere')}`
}
