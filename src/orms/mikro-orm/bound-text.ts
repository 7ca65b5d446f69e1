import type { Value } from '../../javascript/symbolic/value.ts'
import { sliceText } from '../../sql/host-text.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import type { QueryPen, Sql } from '../query-sql.ts'

/** What stands for a value: `?`, and `??` for a name; within quotes nothing does. */
const places = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\\\?|\?\??|(?<!:):[a-z]\w*/gi

/** A text of SQL with what is bound in its places. */
export function boundText(pen: QueryPen, text: Value, params: Value | undefined): Sql {
  let count = 0
  const given = (place: string): Sql => {
    const named = params?.kind === 'record' ? params.entries.find(({ key }) => key === place.slice(1))?.value : undefined
    const value = params?.kind === 'list' ? params.items[count++] : (named ?? (params?.kind === 'record' ? undefined : params))
    if (!value) return pen.value(params ?? text)
    return place === '??' ? (value.kind === 'literal' ? pen.name(String(value.value), value.at) : pen.opening(value)) : pen.value(value)
  }
  return pen.raw(text).flatMap((piece) => (piece.kind === 'text' ? filled(piece, given) : [piece]))
}

function filled(piece: Piece & { readonly kind: 'text' }, given: (place: string) => Sql): Sql {
  const { host } = piece
  const out: Piece[] = []
  const part = (from: number, to: number): void => {
    if (from < to) out.push({ ...piece, host: sliceText(host, host.text.slice(from, to), from) })
  }
  let at = 0
  for (const match of host.text.matchAll(places)) {
    if (!/^[?:]/.test(match[0])) continue
    part(at, match.index)
    out.push(...given(match[0]))
    at = match.index + match[0].length
  }
  part(at, host.text.length)
  return out
}
