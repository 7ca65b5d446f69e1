import type { Change } from '../../catalog/change.ts'
import type { Test } from '../../catalog/guard.ts'
import type { Range } from '../../catalog/place.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { changesOf, joined, said, type Sql } from '../composed-sql.ts'
import type { Statement } from '../orm.ts'

export { joined, type Sql } from '../composed-sql.ts'

/** SQL that one place in a file says. */
export function placed(range: Range | undefined, sql: Sql): Sql {
  return range ? said(range, sql) : sql
}

/** Words one after another, what is empty left out. */
export function words(...parts: readonly Sql[]): Sql {
  return joined(
    parts.filter((part) => part !== ''),
    ' ',
  )
}

/** What a statement of DDL does; all that no part of it is about is at the seat. */
export function statementOf(file: string, sql: Sql, seat: Range, engine: SqlEngine): Statement[] {
  const changes = changesOf(sql, seat, engine)
  if (!changes) return [unreadAt(file, seat, 'the SQL of this cannot be read')]
  return changes.length === 0 ? [] : [{ file, changes }]
}

export function unreadAt(file: string, range: Range, reason: string): Statement {
  return { file, changes: [{ kind: 'unread', reason, range }] }
}

/** A statement that is sent only where something holds of the database. */
export function guarded(statement: Statement, test: Test): Statement {
  return { ...statement, changes: statement.changes.map((change): Change => ({ ...change, guards: [...(change.guards ?? []), test] })) }
}
