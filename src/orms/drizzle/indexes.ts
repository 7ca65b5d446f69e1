import type { IndexKey } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { indexChange } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import type { Column } from './columns.ts'
import { nameOf } from './keys.ts'
import { argsOf, callsUntil, type Calls } from './library.ts'
import type { Scene } from './scene.ts'
import { qualified } from './tables.ts'

/** `index('name').on(a, b.desc()).where(sql)`; undefined where a part of it is not known. */
export function createIndex(unique: boolean, base: Kind<'call'>, calls: Calls, range: Range, scene: Scene): Statement | undefined {
  const { table, reading } = scene
  const using = argsOf(calls, 'using')
  const method = using ? textOf(using[0]) : 'btree'
  const listed = argsOf(calls, 'on') ?? argsOf(calls, 'onOnly') ?? using?.slice(1)
  if (method === undefined || !listed) return undefined
  const keys = listed.map((value) => readKey(value, method, range, scene))
  const columns = keys.flatMap((key) => key?.column ?? [])
  const made = columns.length === keys.length ? reading.names.index(table.name.text, columns) : undefined
  const name = nameOf(base.args[0], made, range, table.seats.argument(base, 0, range))
  const predicate = predicateOf(calls, scene)
  if (!name || keys.includes(undefined) || predicate === null) return undefined
  const change = indexChange({
    name,
    range,
    table: qualified(table, range),
    unique,
    method,
    keys: keys.flatMap((key) => key?.keys ?? []),
    predicate: predicate && reading.expressions.condition(predicate.sql, table.seats.of(predicate.value.at, range)),
    concurrently: argsOf(calls, 'concurrently') !== undefined,
  })
  return { file: table.seats.file, changes: [change] }
}

/** Null where there is one that is not known. */
function predicateOf(calls: Calls, { alone }: Scene): { readonly sql: string; readonly value: Value } | null | undefined {
  const [value] = argsOf(calls, 'where') ?? []
  if (!value || (value.kind === 'literal' && value.value === undefined)) return undefined
  const sql = alone.of(value)
  if (sql === undefined) return null
  return sql === 'true' || sql === '' ? undefined : { sql, value }
}

interface Key {
  /** Undefined for an expression. */
  readonly column: Column | undefined
  readonly keys: readonly IndexKey[]
}

function readKey(value: Value, method: string, seat: Range, scene: Scene): Key | undefined {
  const { tables, table, alone, reading } = scene
  const range = table.seats.of(value.at, seat)
  const calls = callsUntil(value, (one) => tables.column(one) !== undefined)
  const column = calls && tables.column(calls.base)?.column
  if (column) return { column, keys: [columnKey(column, calls, range, reading.major)] }
  const sql = alone.of(value)
  const keys = sql === undefined ? undefined : reading.expressions.indexKeys(sql, method, range)
  return keys && { column: undefined, keys }
}

/** Without a word of the NULLs they are last, also where the order is descending. */
function columnKey({ text }: Column, calls: Calls, range: Range, major: number): IndexKey {
  const has = (name: string): boolean => argsOf(calls, name) !== undefined
  const operatorClass = textOf(argsOf(calls, 'op')?.[0])
  const isPlain = major < 1 && operatorClass !== undefined
  return {
    column: { text, range },
    expression: undefined,
    operatorClass,
    collation: undefined,
    descending: !isPlain && lastOf(calls, 'asc', 'desc') === 'desc',
    nullsFirst: !isPlain && has('nullsFirst') && lastOf(calls, 'nullsFirst', 'nullsLast') === 'nullsFirst',
  }
}

function lastOf({ calls }: Calls, ...names: readonly string[]): string | undefined {
  return calls.findLast(({ name }) => names.includes(name))?.name
}
