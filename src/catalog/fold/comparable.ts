import { lookup } from '../lookup.ts'
import { formatType } from '../types.ts'
import { columnByNumber } from './bind.ts'
import { refuse, type BoundType, type ForeignKeyState, type TableState } from './objects.ts'
import type { State } from './state.ts'
import { domainOf } from './types.ts'

/** What a column of each type can be referenced by, besides one of its own type: as Postgres compares them. */
const referencedBy: Readonly<Record<string, readonly string[]>> = lookup({
  smallint: ['integer', 'bigint'],
  integer: ['smallint', 'bigint'],
  bigint: ['smallint', 'integer'],
  numeric: ['smallint', 'integer', 'bigint'],
  real: ['smallint', 'integer', 'bigint', 'numeric', 'double precision'],
  'double precision': ['smallint', 'integer', 'bigint', 'numeric', 'real'],
  text: ['character varying', 'character'],
  'character varying': ['text', 'character'],
  character: ['text', 'character varying'],
  uuid: [],
  boolean: [],
  date: ['timestamp without time zone', 'timestamp with time zone'],
  'timestamp without time zone': ['date', 'timestamp with time zone'],
  'timestamp with time zone': ['date', 'timestamp without time zone'],
  jsonb: [],
  bytea: [],
})

/** Refuses a foreign key whose values cannot be compared with what they refer to, as far as their types are known here. */
export function requireComparable(state: State, table: TableState, key: Pick<ForeignKeyState, 'name' | 'columns' | 'references'>): void {
  const target = key.references.table === undefined ? undefined : state.table(key.references.table)
  if (!target || state.isDeclaring) return
  key.columns.forEach((number, i) => {
    const [own, other] = [columnByNumber(table, number), columnByNumber(target, key.references.columns[i] ?? 0)]
    if (!own?.type || !other?.type || areComparable(state, baseOf(state, own.type), baseOf(state, other.type))) return
    const types = `"${own.name}" of "${table.name}" is ${formatType(own.type)}, and "${other.name}" of "${target.name}" is ${formatType(other.type)}`
    refuse(`foreign key constraint "${key.name}" cannot be implemented: ${types}`)
  })
}

function areComparable(state: State, one: BoundType, other: BoundType): boolean {
  if (!isKnown(state, one) || !isKnown(state, other)) return true
  if (one.array !== other.array) return false
  return one.id === other.id && (one.name === other.name || (!one.array && referencedBy[other.name]?.includes(one.name) === true))
}

/** One of Postgres' own, or an enum. */
function isKnown({ types }: State, { id, schema, name }: BoundType): boolean {
  return id === undefined ? schema === undefined && referencedBy[name] !== undefined : types.get(id)?.kind === 'enum'
}

/** What a domain is over. */
function baseOf(state: State, type: BoundType): BoundType {
  const base = domainOf(state, type)?.base
  return base ? baseOf(state, base) : type
}
