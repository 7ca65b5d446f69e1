import { lookup } from '../lookup.ts'
import { columnByNumber } from './bind.ts'
import { refuse, type BoundType, type IndexState } from './objects.ts'
import type { State } from './state.ts'

/** The types that each operator class of Postgres for sorted and hashed keys is for, in the words of `format_type`. */
const classes: Readonly<Record<string, readonly string[]>> = lookup({
  bool_ops: ['boolean'],
  bytea_ops: ['bytea'],
  bpchar_ops: ['character'],
  date_ops: ['date'],
  enum_ops: [],
  float4_ops: ['real'],
  float8_ops: ['double precision'],
  inet_ops: ['inet', 'cidr'],
  int2_ops: ['smallint'],
  int4_ops: ['integer'],
  int8_ops: ['bigint'],
  interval_ops: ['interval'],
  jsonb_ops: ['jsonb'],
  numeric_ops: ['numeric'],
  text_ops: ['text', 'character varying'],
  time_ops: ['time without time zone'],
  timestamp_ops: ['timestamp without time zone'],
  timestamptz_ops: ['timestamp with time zone'],
  timetz_ops: ['time with time zone'],
  uuid_ops: ['uuid'],
  varchar_ops: ['text', 'character varying'],
})
const known: ReadonlySet<string> = new Set(Object.values(classes).flat())

/** Limit: of other classes, of other types and of expressions it is not known what goes together. */
export function requireOperatorClasses(state: State, { table, method, keys }: Pick<IndexState, 'table' | 'method' | 'keys'>): void {
  if (method !== 'btree' && method !== 'hash') return
  for (const { column: number, operatorClass } of keys) {
    const type = number === undefined ? undefined : columnByNumber(state.table(table), number)?.type
    const takes = operatorClass === undefined ? undefined : classes[operatorClass]
    if (!type || !takes || isTaken(state, type, operatorClass, takes)) continue
    refuse(`operator class "${operatorClass ?? ''}" does not accept data type ${type.name}`)
  }
}

/** Whether a class is another than what Postgres takes by itself. */
export function isOtherClass(operatorClass: string | undefined): boolean {
  return operatorClass !== undefined && /^varchar_ops$|_pattern_ops$/.test(operatorClass)
}

function isTaken(state: State, type: BoundType, operatorClass: string | undefined, takes: readonly string[]): boolean {
  const own = type.id === undefined ? undefined : state.types.get(type.id)
  if (own?.kind === 'enum' && !type.array) return operatorClass === 'enum_ops'
  if (own?.base && !type.array) return isTaken(state, own.base, operatorClass, takes)
  const isOpen = own !== undefined || type.schema !== undefined || !known.has(type.name)
  return isOpen || (!type.array && takes.includes(type.name))
}
