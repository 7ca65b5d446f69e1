import type { Change } from '../catalog/change.ts'
import type { Range } from '../catalog/place.ts'
import { isSameTree } from '../catalog/same-tree.ts'
import type { Term } from '../query/query.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { parseCached } from '../sql/parse-cached.ts'
import { relocate } from '../sql/plpgsql/relocate.ts'
import type { Statement } from './orm.ts'

/** SQL that an ORM would send: texts, and parts of it that something in a file says. */
export type Sql = string | Part | readonly Sql[]

export interface Part {
  readonly range: Range
  readonly sql: Sql
}

/** A part of a statement, and what says it. */
export function said(range: Range, sql: Sql): Part {
  return { range, sql }
}

/** Parts with something between them. */
export function joined(parts: readonly Sql[], between = ', '): Sql {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [between, part]))
}

/** A default that is there and not known. */
export const hiddenValue = 'hidden_value_of_the_program()'

interface Span {
  readonly from: number
  readonly to: number
  readonly range: Range
}

/** What a text came to where it was said last: with an edit, most of a schema is said where it was. */
const placed = new WeakMap<object, { readonly spans: readonly Span[]; readonly seat: Range; readonly changes: readonly Change[] }>()

/** What statements do; each part of that is at the smallest thing that says it, or else at the seat. Undefined where they cannot be parsed. */
export function changesOf(sql: Sql, seat: Range, engine: SqlEngine): readonly Change[] | undefined {
  const spans: Span[] = []
  const text = written(sql, 0, spans)
  const parsed = parseCached(engine, text)
  if (!parsed.ok) return undefined
  const before = placed.get(parsed)
  if (before && isSameTree(before.seat, seat) && isSameTree(before.spans, spans)) return before.changes
  const moved = relocate(
    parsed.value.flatMap((one) => one.changes),
    (range) => smallest(spans, range) ?? seat,
  )
  const changes = text.includes(hiddenValue) ? moved.map(withHidden) : moved
  placed.set(parsed, { spans, seat, changes })
  return changes
}

export function composedStatement(file: string, seat: Range, sql: Sql, engine: SqlEngine): Statement | undefined {
  const changes = changesOf(sql, seat, engine)
  return changes && { file, changes }
}

/** Whether a text can stand as a column's definition. */
export function isColumn(definition: string, engine: SqlEngine): boolean {
  return parseCached(engine, `create table t (${definition})`).ok
}

function written(sql: Sql, from: number, spans: Span[]): string {
  if (typeof sql === 'string') return sql
  if (isPart(sql)) {
    const text = written(sql.sql, from, spans)
    spans.push({ from, to: from + text.length, range: sql.range })
    return text
  }
  return sql.reduce<string>((text, part) => text + written(part, from + text.length, spans), '')
}

function isPart(sql: Exclude<Sql, string>): sql is Part {
  return 'range' in sql
}

function smallest(spans: readonly Span[], [from, to]: Range): Range | undefined {
  let best: Span | undefined
  for (const span of spans) {
    if (span.from <= from && span.to >= to && span.from < span.to && (!best || span.to - span.from < best.to - best.from)) best = span
  }
  return best?.range
}

function withHidden(change: Change): Change {
  if (change.kind !== 'create table') return change
  const elements = change.elements.map((element) => {
    if (element.kind !== 'column') return element
    return { ...element, column: { ...element.column, default: shown(element.column.default) } }
  })
  return { ...change, elements }
}

function shown(term: Term | undefined): Term | undefined {
  const isHidden = term?.kind === 'call' && `${term.name}()` === hiddenValue
  return isHidden ? { kind: 'hidden', reason: 'the value is not known', range: term.range } : term
}
