import type { Located } from '../../../javascript/resolve.ts'
import type { Value } from '../../../javascript/symbolic/value.ts'
import type { CallScene } from '../../query-reader.ts'
import type { QueryPen, Sql } from '../../query-sql.ts'
import type { Table, Tables } from '../tables.ts'

/** What writes the SQL of one call. */
export interface Writing {
  readonly pen: QueryPen
  readonly scene: CallScene
  readonly tables: Tables
  /** Drizzle is 1.0 or later: what is combined stands in parentheses. */
  readonly isSince1: boolean
  /** Tables that are called otherwise in the part that is written. */
  readonly aliases: ReadonlyMap<Table, string>
  /** What a column of any table is written as, where Drizzle puts another table in place of its own. */
  readonly columnAs?: (name: string, at: Located) => Sql
  /** A query within another one, without parentheses; undefined where a value is none. */
  query(value: Value): Sql | undefined
  /** The same with tables under other names. */
  under(aliases: ReadonlyMap<Table, string>): Writing
}

/** What a function of the program gives for these; what is none is itself. */
export function given({ scene }: Writing, value: Value, ...args: readonly Value[]): Value {
  return value.kind === 'function' ? scene.machine.within(value, args).value : value
}

/** Where an argument of a call is written: what it stands for may be made elsewhere. */
export function argumentAt(call: Value, index: number): Located {
  const { node, program } = call.at
  const written = node.type === 'CallExpression' ? node.arguments[index] : undefined
  return written && written.type !== 'SpreadElement' ? { node: written, program } : call.at
}
