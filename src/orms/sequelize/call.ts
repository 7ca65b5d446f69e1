import type { Range } from '../../catalog/place.ts'
import type { Located } from '../../javascript/resolve.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import type { Statement } from '../orm.ts'
import { tableNameOf } from './attributes.ts'
import { createEnum, enumName, referencedTable, referencesSql, unreadIn, type ColumnHome } from './columns.ts'
import { spotOf, type Attribute, type TableName } from './model.ts'
import { guarded, statementOf, unreadAt, type Sql } from './placed.ts'
import { rangesIn } from './tables.ts'

/** One call of a migration, which says what it says in its own file. */
export class Call {
  readonly args: readonly Value[]
  readonly file: string
  readonly range: Range
  readonly rangeIn: ReturnType<typeof rangesIn>
  readonly engine: SqlEngine
  /** The call, or that of the function which does it. */
  readonly place: Located

  constructor(at: Located, args: readonly Value[], engine: SqlEngine) {
    this.place = at
    this.args = args
    this.engine = engine
    this.file = at.program.file
    this.range = at.node.range
    this.rangeIn = rangesIn(this.file)
  }

  /** Where a value is written, in the file of the call. */
  at(value: Value | undefined): Range | undefined {
    return value && this.rangeIn(spotOf(value.at))
  }

  send(sql: Sql, range = this.range): Statement[] {
    return statementOf(this.file, sql, range, this.engine)
  }

  unread(reason: string): Statement[] {
    return [unreadAt(this.file, this.range, reason)]
  }

  text(index: number): string | undefined {
    return textOf(this.args[index])
  }

  /** A table as an argument names it. */
  table(index = 0): NamedTable | undefined {
    const value = this.args[index]
    const name = tableNameOf(value)
    return name && { ...name, range: this.at(value) ?? this.range }
  }

  home(table: TableName, field: string): ColumnHome {
    return { table, field, rangeIn: this.rangeIn }
  }
}

export interface NamedTable extends TableName {
  readonly range: Range
}

export function unreadOf(call: Call, attribute: Attribute, home: ColumnHome): Statement[] {
  return unreadIn(attribute, home).map((reason) => unreadAt(call.file, attribute.spot.range, reason))
}

/** The type of an enum, where the database has it not yet. */
export function enumOf(call: Call, attribute: Attribute, home: ColumnHome): Statement[] {
  const sql = createEnum(attribute, home)
  if (sql === undefined) return []
  const { table, field } = home
  const missing = { object: 'type', name: enumName(table, field), schema: table.schema ?? 'public', negated: true } as const
  return call.send(sql, attribute.spot.range).map((statement) => guarded(statement, missing))
}

/** Null where the table is not known. */
export function referenceOf({ references, onDelete, onUpdate }: Attribute, from: TableName): string | null | undefined {
  if (!references) return undefined
  const { table, key, deferrable } = references
  if ('kind' in table) return null
  return referencesSql({ table: referencedTable(from, table), key, deferrable, onDelete, onUpdate })
}

/** The names of the methods on the way to a call, and what it is given. */
export function methodOf(
  value: Value,
): { readonly root: Value; readonly names: readonly string[]; readonly args: readonly Value[] } | undefined {
  const { root, links } = chainOf(value)
  const last = links.at(-1)
  return last?.args && { root, names: links.map((link) => link.name), args: last.args }
}
