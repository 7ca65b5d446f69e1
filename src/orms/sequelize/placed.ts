import type { Change } from '../../catalog/change.ts'
import type { Test } from '../../catalog/guard.ts'
import type { Range } from '../../catalog/place.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { parseCached } from '../../sql/parse-cached.ts'
import { relocate } from '../../sql/plpgsql/relocate.ts'
import type { Statement } from '../orm.ts'

/** SQL as Sequelize puts it together; each part knows what in a file says so. */
export type Sql = string | readonly Sql[] | Part

interface Part {
  readonly range: Range
  readonly sql: Sql
}

/** SQL that one place in a file says. */
export function placed(range: Range | undefined, sql: Sql): Sql {
  return range ? { range, sql } : sql
}

export function joined(parts: readonly Sql[], separator: string): Sql {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]))
}

/** Words one after another, what is empty left out. */
export function words(...parts: readonly Sql[]): Sql {
  return joined(
    parts.filter((part) => part !== ''),
    ' ',
  )
}

function plainText(sql: Sql): string {
  if (typeof sql === 'string') return sql
  return isPart(sql) ? plainText(sql.sql) : sql.map(plainText).join('')
}

/** What a statement of DDL does; all that no part of it is about is at the seat. */
export function statementOf(file: string, sql: Sql, seat: Range, engine: SqlEngine): Statement[] {
  const text = plainText(sql)
  const parsed = parseCached(engine, text)
  if (!parsed.ok) return [unreadAt(file, seat, parsed.error.message)]
  const spans = spansOf(sql)
  const changes = parsed.value.flatMap((statement) => relocate(statement.changes, (range) => rangeOf(spans, range) ?? seat))
  return changes.length === 0 ? [] : [{ file, changes }]
}

export function unreadAt(file: string, range: Range, reason: string): Statement {
  return { file, changes: [{ kind: 'unread', reason, range }] }
}

/** A statement that is sent only where something holds of the database. */
export function guarded(statement: Statement, test: Test): Statement {
  return { ...statement, changes: statement.changes.map((change): Change => ({ ...change, guards: [...(change.guards ?? []), test] })) }
}

interface Span {
  readonly start: number
  readonly end: number
  readonly range: Range
  readonly inner: readonly Span[]
}

function spansOf(sql: Sql): readonly Span[] {
  let at = 0
  const list = (part: Sql): Span[] => {
    if (typeof part === 'string') {
      at += part.length
      return []
    }
    if (!isPart(part)) return part.flatMap(list)
    const start = at
    const inner = list(part.sql)
    return [{ start, end: at, range: part.range, inner }]
  }
  return list(sql)
}

/** That of the smallest part which has it all. */
function rangeOf(spans: readonly Span[], [from, to]: Range): Range | undefined {
  const around = spans.find(({ start, end }) => start <= from && to <= end && from < end)
  return around && (rangeOf(around.inner, [from, to]) ?? around.range)
}

function isPart(sql: Exclude<Sql, string>): sql is Part {
  return 'sql' in sql
}
