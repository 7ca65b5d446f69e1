import type { Change } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { changesOf as changesOfSql, joined, said, type Part as Placed, type Sql } from '../composed-sql.ts'
import type { Statement } from '../orm.ts'

export type { Part as Placed } from '../composed-sql.ts'

/** SQL as TypeORM puts it together, each part with the place that says it. */
export function placed(range: Range, ...pieces: readonly Sql[]): Placed {
  return said(range, pieces)
}

export function quoted(name: string): string {
  return `"${name}"`
}

export function quotedPath(schema: string | undefined, name: string): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`
}

/** What a statement does; undefined where it cannot be parsed. */
function changesOf(sql: Placed, engine: SqlEngine): readonly Change[] | undefined {
  return changesOfSql(sql, sql.range, engine)
}

/** What a statement does, or that it cannot be read. */
export function send(file: string, sql: Placed, engine: SqlEngine): Statement {
  return { file, changes: changesOf(sql, engine) ?? [unread(sql.range, 'the SQL of this cannot be read')] }
}

/** A table; where an element of it cannot be read, the others are. */
export function sendTable(file: string, range: Range, head: Sql, elements: readonly Placed[], engine: SqlEngine): Statement {
  const whole = changesOf(tableSql(range, head, elements), engine)
  if (whole) return { file, changes: whole }
  const good = elements.filter((element) => changesOf(tableSql(range, 'create table t', [element]), engine))
  const problems = elements.filter((element) => !good.includes(element)).map((one) => unread(one.range, 'the SQL of this cannot be read'))
  return { file, changes: [...(changesOf(tableSql(range, head, good), engine) ?? []), ...problems] }
}

function tableSql(range: Range, head: Sql, elements: readonly Placed[]): Placed {
  return placed(range, head, ' (', joined(elements), ')')
}

export function unread(range: Range, reason: string): Change {
  return { kind: 'unread', range, reason }
}
