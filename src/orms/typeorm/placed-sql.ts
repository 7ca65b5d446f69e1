import type { Change } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { parseCached } from '../../sql/parse-cached.ts'
import { relocate } from '../../sql/plpgsql/relocate.ts'
import type { Statement } from '../orm.ts'

/** SQL as TypeORM puts it together, each part with the place that says it. */
export interface Placed {
  readonly range: Range
  readonly pieces: readonly Piece[]
}

export type Piece = string | Placed

export function placed(range: Range, ...pieces: readonly Piece[]): Placed {
  return { range, pieces }
}

/** Pieces with commas between. */
function listOf(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [', ', piece]))
}

export function quoted(name: string): string {
  return `"${name}"`
}

export function quotedPath(schema: string | undefined, name: string): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`
}

function textOfPiece(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.pieces.map(textOfPiece).join('')
}

/** What a statement does; undefined where it cannot be parsed. */
function changesOf(sql: Placed, engine: SqlEngine): Change[] | undefined {
  const parsed = parseCached(engine, textOfPiece(sql))
  if (!parsed.ok) return undefined
  return parsed.value.flatMap(({ changes }) => relocate(changes, (range) => placeOf(sql, range)))
}

/** What a statement does, or that it cannot be read. */
export function send(file: string, sql: Placed, engine: SqlEngine): Statement {
  return { file, changes: changesOf(sql, engine) ?? [unread(sql.range, 'the SQL of this cannot be read')] }
}

/** A table; where an element of it cannot be read, the others are. */
export function sendTable(file: string, range: Range, head: Piece, elements: readonly Placed[], engine: SqlEngine): Statement {
  const whole = changesOf(tableSql(range, head, elements), engine)
  if (whole) return { file, changes: whole }
  const good = elements.filter((element) => changesOf(tableSql(range, 'create table t', [element]), engine))
  const problems = elements.filter((element) => !good.includes(element)).map((one) => unread(one.range, 'the SQL of this cannot be read'))
  return { file, changes: [...(changesOf(tableSql(range, head, good), engine) ?? []), ...problems] }
}

function tableSql(range: Range, head: Piece, elements: readonly Placed[]): Placed {
  return placed(range, head, ' (', ...listOf(elements), ')')
}

export function unread(range: Range, reason: string): Change {
  return { kind: 'unread', range, reason }
}

/** The smallest part around a range of the text. */
function placeOf(sql: Placed, [from, to]: Range): Range {
  let start = 0
  for (const piece of sql.pieces) {
    const end = start + textOfPiece(piece).length
    if (typeof piece !== 'string' && from >= start && to <= end && to > start) return placeOf(piece, [from - start, to - start])
    start = end
  }
  return sql.range
}
