import { onceFor } from '../../../catalog/once-for.ts'
import type { QueryPen, Sql } from '../../query-sql.ts'

type Piece = Sql[number]

/** Conditions put together by a word; those that a way leaves empty are left out, and where all are, so is the whole. */
export function combinedSql(pen: QueryPen, items: readonly Sql[], word: 'and' | 'or'): Sql {
  const left = items.filter((item) => item.length > 0)
  const [first, ...others] = left
  if (!first) return []
  const separator = pen.text(` ${word} `)
  if (left.some(isDefinite)) return others.length === 0 ? first : pen.sql`(${[{ kind: 'joined', items: left, separator }]})`
  return divided(pen, first, (way) => combinedSql(pen, [way, ...others], word))
}

/** Words before something, where it is there. */
export function prefixedSql(pen: QueryPen, words: string, sql: Sql): Sql {
  if (sql.length === 0) return []
  return isDefinite(sql) ? pen.sql`${words}${sql}` : divided(pen, sql, (way) => prefixedSql(pen, words, way))
}

/** Something in parentheses, where it is there. */
export function enclosedSql(pen: QueryPen, sql: Sql): Sql {
  if (sql.length === 0) return []
  return isDefinite(sql) ? pen.sql`(${sql})` : divided(pen, sql, (way) => enclosedSql(pen, way))
}

/** Whether something is written on every way. */
function isDefinite(sql: Sql): boolean {
  return sql.some(isPieceDefinite)
}

const isPieceDefinite = onceFor((piece: Piece): boolean => {
  switch (piece.kind) {
    case 'choice':
      return piece.of.every(isDefinite)
    case 'joined':
      return piece.items.some(isDefinite)
    case 'text':
      return piece.host.text.trim() !== ''
    case 'known':
      return piece.text.trim() !== ''
    default:
      return true
  }
})

/** Writes each way of the first thing that is decided. */
function divided(pen: QueryPen, sql: Sql, write: (way: Sql) => Sql): Sql {
  const ways = firstWays(sql)
  return ways
    ? pen.choice(
        ways.key,
        ways.on,
        ways.of.map((way) => write(way)),
      )
    : []
}

interface SqlWays {
  readonly key: object
  readonly on: string
  readonly of: readonly Sql[]
}

function firstWays(sql: Sql): SqlWays | undefined {
  for (const [i, piece] of sql.entries()) {
    const ways = waysOfPiece(piece)
    if (ways) return { ...ways, of: ways.of.map((way) => [...sql.slice(0, i), ...way, ...sql.slice(i + 1)]) }
  }
  return undefined
}

function waysOfPiece(piece: Piece): SqlWays | undefined {
  if (piece.kind === 'choice') return piece
  if (piece.kind !== 'joined') return undefined
  const { items } = piece
  for (const [i, item] of items.entries()) {
    const ways = firstWays(item)
    if (ways) return { ...ways, of: ways.of.map((way) => [{ ...piece, items: items.map((one, n) => (n === i ? way : one)) }]) }
  }
  return undefined
}
