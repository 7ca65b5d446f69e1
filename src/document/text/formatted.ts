import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../../catalog/place.ts'
import { pathOf, type Node } from '../../javascript/nodes.ts'
import { importOf, type Program } from '../../javascript/program.ts'
import { specifierOf } from '../../javascript/specifier.ts'
import { sliceText } from '../../sql/host-text.ts'
import { textOf, wholeText, type Flat, type Piece } from '../../sql/template/pieces.ts'
import type { Context, TextReader } from './read-text.ts'

const packages = /^(?:pg-format|node-pg-format|@scaleleap\/pg-format)$/

/** Whether a call fills a text as pg-format does: `format('… %L', value)`, `format.withArray('… %L', [value])`. */
export function isFormatting({ callee }: TSESTree.CallExpression, program: Program): boolean {
  const [root = '', method = 'withArray', ...more] = pathOf(callee) ?? []
  return method === 'withArray' && more.length === 0 && isPgFormat(root, callee, program)
}

function isPgFormat(name: string, at: Node, program: Program): boolean {
  const binding = program.bindingOf(name, at)
  const from = binding?.kind === 'import' ? importOf(binding, program)?.from : requiredBy(binding?.init)
  return from !== undefined && packages.test(from)
}

function requiredBy(node: Node | undefined): string | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined
  const [source] = node.arguments
  return source?.type === 'Literal' && typeof source.value === 'string' ? specifierOf(source.value) : undefined
}

/** The text that such a call gives; undefined where it cannot be seen which value goes where. */
export function formattedText(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const [text, ...rest] = node.arguments
  const values = node.callee.type === 'MemberExpression' ? listed(rest[0]) : rest
  if (!text || text.type === 'SpreadElement' || !values || context.bound) return undefined
  const found: Piece[] = []
  let next = 0
  for (const piece of reader.read(text, context)) {
    if (piece.kind === 'choice' || piece.kind === 'joined') return undefined
    let from = 0
    for (const { 0: sign, 1: number, 2: kind, index } of textOf(piece).matchAll(signs)) {
      found.push(part(piece, from, index))
      from = index + sign.length
      if (kind === undefined) found.push(part(piece, from - 1, from))
      else {
        const at = number === undefined ? next : Number(number) - 1
        next = at + 1
        const value = values.slice(0, next).some((one) => one?.type === 'SpreadElement') ? undefined : values[at]
        if (!value) return undefined
        found.push(...filled(kind, value, reader, { ...context, around: context.around ?? rangeIn(piece, index, from) }))
      }
    }
    found.push(part(piece, from, textOf(piece).length))
  }
  return found.filter((piece) => piece.kind === 'hole' || textOf(piece) !== '')
}

/** `%I`, `%L`, `%s` and `%1$L`; `%%` is a sign. */
const signs = /%(?:%|(?:(\d+)\$)?([ILs]))/g

function listed(list: Node | undefined): readonly (Node | null)[] | undefined {
  return list?.type === 'ArrayExpression' ? list.elements : undefined
}

function part(piece: Flat, start: number, end: number): Piece {
  if (piece.kind === 'hole') return piece
  const text = textOf(piece).slice(start, end)
  return piece.kind === 'text' ? { ...piece, host: sliceText(piece.host, text, start) } : { ...piece, text }
}

function rangeIn(piece: Flat, start: number, end: number): Range | undefined {
  return piece.kind === 'text' ? piece.host.hostRange([start, end]) : undefined
}

/** A value that is quoted, names that are, or more of the text. */
function filled(kind: string, value: Node, reader: TextReader, context: Context): Piece[] {
  if (kind === 's') return reader.read(value, context)
  if (kind === 'L') return [reader.hole(value, { ...context, bound: true })]
  const name = wholeText(reader.read(value, context))
  return [name === undefined ? reader.hole(value, context, 'name') : reader.known(`"${name.replaceAll('"', '""')}"`, value, context)]
}
