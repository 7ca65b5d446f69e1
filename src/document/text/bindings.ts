import { quotedName } from '../../catalog/names.ts'
import type { Range } from '../../catalog/place.ts'
import { pathOf, propertyIn, type Node } from '../../javascript/nodes.ts'
import { staticText } from '../../javascript/resolve.ts'
import { sliceText } from '../../sql/host-text.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Piece } from '../../sql/template/pieces.ts'
import { filledText, writtenOut } from './filled.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'

/** `:name:`, also with a cast behind it; `:name::text` is a value. */
const keyed = /(?<![\\:\w]):([a-z_]\w*):(?!:(?!:))/gi

/** The names that a call binds by keys, as `raw('select * from :table:', { table: 'orders' })` of Knex does. */
export function withKeyedNames(pieces: Piece[], call: TSESTree.CallExpression, reader: TextReader, context: Context): Piece[] {
  const [, values] = call.arguments
  if (!values || pathOf(call.callee)?.at(-1) !== 'raw') return pieces
  const given = writtenOut(values, reader, context)
  if (given.type === 'ArrayExpression') return pieces
  const isSeen = given.type === 'ObjectExpression' && given.properties.every(({ type }) => type === 'Property')
  const filled = filledText(pieces, keyed, ([sign, key = ''], next, at = call.range) => {
    const value = given.type === 'ObjectExpression' ? propertyIn(given, key)?.value : undefined
    return value || !isSeen ? { pieces: [boundName(value, at, sign, reader, context)], next } : undefined
  })
  return filled ?? pieces
}

/** The names that a call binds to `??`, as `raw('select * from ??', ['orders'])` of Knex does. */
export function withBoundNames(pieces: Piece[], call: TSESTree.CallExpression, reader: TextReader, context: Context): Piece[] {
  const isBound = pieces.some((piece) => piece.kind === 'text' && piece.host.text.includes('??'))
  if (!isBound || pathOf(call.callee)?.at(-1) !== 'raw') return pieces
  const values = call.arguments[1]
  const bound = values?.type === 'ArrayExpression' ? values.elements : []
  let count = 0
  return pieces.flatMap((piece) => {
    if (piece.kind !== 'text') return [piece]
    const { host, seat } = piece
    const parts: Piece[] = []
    let from = 0
    for (const { 0: sign, index } of host.text.matchAll(/(?<!\\)\?\??/g)) {
      const value = bound[count++]
      if (sign === '?') continue
      parts.push({ kind: 'text', host: sliceText(host, host.text.slice(from, index), from), seat })
      parts.push(boundName(value, host.hostRange([index, index + 2]), sign, reader, context))
      from = index + 2
    }
    return [...parts, { kind: 'text', host: sliceText(host, host.text.slice(from), from), seat }]
  })
}

function boundName(value: Node | null | undefined, range: Range, sign: string, reader: TextReader, context: Context): Piece {
  const name = value ? staticText({ node: value, program: context.program }, reader.modules) : undefined
  if (name === undefined)
    return { kind: 'hole', hole: { range: [...range], text: value ? sourceOf(value, context) : sign, as: 'name', spliced: false } }
  const path = name.split('.').map((part) => (part === '*' ? part : quotedName(part)))
  return { kind: 'known', text: path.join('.'), range: [...range] }
}
