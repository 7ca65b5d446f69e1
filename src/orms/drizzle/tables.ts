import type { QualifiedName, Written } from '../../catalog/change.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import { entriesOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { readColumn, type Column, type UnreadColumn } from './columns.ts'
import { builders, callOf } from './library.ts'
import { objectOf, type TableCall } from './objects.ts'
import type { TableReading } from './reading.ts'
import { Seats } from './seats.ts'

/** A table as a call of Drizzle tells it. */
export interface Table {
  readonly value: Value
  readonly made: TableCall
  readonly schema: string | undefined
  readonly name: Written
  readonly columns: readonly Column[]
  readonly unread: readonly UnreadColumn[]
  readonly seats: Seats
  /** Where its columns are written. */
  readonly columnsAt: Range
  /** It may have more columns. */
  readonly open: boolean
}

/** The tables that values stand for, each read once. */
export class Tables {
  readonly reading: TableReading
  readonly #seats = new Map<Value, Seats>()
  readonly #known = new Map<Value, Table | undefined>()

  constructor(reading: TableReading) {
    this.reading = reading
  }

  /** Says which declaration makes a table. */
  declare({ call }: TableCall, seats: Seats): void {
    if (!this.#seats.has(call)) this.#seats.set(call, seats)
  }

  /** Undefined where a value is no table, or one without a known name. */
  of(value: Value): Table | undefined {
    const found = value.kind === 'import' ? platformTable(value) : undefined
    if (found) return this.of(found)
    const made = objectOf(value)
    if (made?.kind !== 'table') return undefined
    if (!this.#known.has(made.call)) {
      this.#known.set(made.call, undefined)
      this.#known.set(made.call, this.#read(value, made))
    }
    return this.#known.get(made.call)
  }

  /** The column that `table.key` stands for. */
  column(value: Value): { readonly table: Table; readonly column: Column } | undefined {
    if (value.kind !== 'member') return undefined
    const columns = callOf(value.object, 'getTableColumns', 'getColumns')
    const table = this.of(columns?.args[0] ?? value.object)
    const column = table?.columns.find(({ key }) => key === value.name)
    return table && column && { table, column }
  }

  #read(value: Value, made: TableCall): Table | undefined {
    const { call, rename, schema } = made
    const [given, columns] = call.args
    const named = given && rename ? this.reading.follow(rename, [given]) : given
    const text = textOf(named)
    if (!given || text === undefined) return undefined
    const seats = this.#seats.get(call) ?? new Seats(call.at.program.file, call.at.node.range)
    const record = columns && this.reading.follow(columns, [builders(call.at)])
    const casing = made.casing ?? (this.reading.major < 1 ? this.reading.casingIn(call.at.program) : undefined)
    const columnsAt = seats.argument(call, 1)
    const read = entriesOf(record).map((entry) => readColumn(entry, this.reading, casing, seats.from(columnsAt)))
    return {
      value,
      made,
      schema: schema?.name,
      name: { text, range: seats.argument(call, 0) },
      columns: read.filter((one) => 'name' in one),
      unread: read.filter((one) => 'unread' in one),
      seats,
      columnsAt,
      open: record?.kind !== 'record' || record.open,
    }
  }
}

export function qualified({ schema, name }: Pick<Table, 'schema' | 'name'>, range: Range = name.range): QualifiedName {
  return { schema, name: { text: name.text, range } }
}

/** The tables of Supabase that `drizzle-orm/supabase` shows, as far as others refer to them. */
function platformTable(value: Value & { kind: 'import' }): Value | undefined {
  if (value.from !== 'drizzle-orm/supabase') return undefined
  const names =
    value.name === 'authUsers'
      ? (['auth', 'users'] as const)
      : value.name === 'realtimeMessages'
        ? (['realtime', 'messages'] as const)
        : undefined
  return names && platformCall(value, names)
}

const platformCall = onceFor(({ at }: Value, [schema, table]: readonly [string, string]): Value => {
  const text = (value: string): Value => ({ kind: 'literal', value, at })
  const core = (name: string): Value => ({ kind: 'import', from: 'drizzle-orm/pg-core', name, at })
  const call = (callee: Value, ...args: readonly Value[]): Value => ({ kind: 'call', callee, args, isNew: false, at })
  const maker: Value = { kind: 'member', object: call(core('pgSchema'), text(schema)), name: 'table', at }
  const id = { key: 'id', value: call(core(table === 'users' ? 'uuid' : 'bigserial')), at }
  return call(maker, text(table), { kind: 'record', entries: [id], open: false, at })
})
