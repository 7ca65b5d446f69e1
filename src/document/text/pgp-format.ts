import type { TSESTree } from '@typescript-eslint/utils'
import { nothingIn, pathOf, propertyIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { rowBefore } from './checked.ts'
import { filledText, partOf, quotedNames, quotedValue, valuesOfList, writtenOut, type Value } from './filled.ts'
import type { Context, TextReader } from './read-text.ts'
import { once } from '../../catalog/once-for.ts'

/** The member of `pgp.helpers` or `pgp.as` that is called, by that path or by a name for a part of it. */
export function memberCalled(of: 'helpers' | 'as', callee: Node, program: Program): string | undefined {
  const path = pathOf(callee) ?? []
  if (path.at(-2) === of) return path.at(-1)
  const [root = '', ...more] = path
  const binding = path.length > 2 ? undefined : program.bindingOf(root, callee)
  if (!binding?.init || pathOf(binding.init)?.at(-1) !== of) return undefined
  const [member, ...others] = binding.property === undefined ? more : [binding.property, ...more]
  return others.length === 0 ? member : undefined
}

/** Whether a call fills a text as pg-promise does: `pgp.as.format('… $1', [value])`. */
export function isPgpFormat({ callee }: TSESTree.CallExpression, program: Program): boolean {
  return memberCalled('as', callee, program) === 'format'
}

/** The text that such a call gives. */
export function pgpFormatted(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const [text, values] = node.arguments
  if (!text || [text, values].some((one) => one?.type === 'SpreadElement') || context.bound) return undefined
  const pieces = reader.read(text, context)
  if (!values) return pieces
  const valueOf = valuesNamed(values, reader, context)
  return filledText(pieces, signs, ([, number, ofNumber, name = '', ofName], next, at) => {
    const inside = { ...context, around: context.around ?? at }
    const value = valueOf(number === undefined ? name : Number(number))
    return value && { pieces: put(ofNumber ?? ofName, value, reader, inside), next }
  })
}

const modifier = String.raw`(\^|~|#|:(?:raw|alias|name|json|csv|list|value)\b)?`

/** `$1`, `$1:name`, `${id}`, `$<id>`, `$/id:raw/` and so on. */
const signs = new RegExp(String.raw`\$(?:([1-9]\d{0,16})(?!\d)${modifier}|[{(<[/]\s*([\w$.]+)${modifier}\s*[})>\]/])`, 'g')

/** The values by their numbers or names: those of a list, the properties of an object, or one value alone. Signs of the other kind stay. */
function valuesNamed(values: Node, reader: TextReader, context: Context): (key: number | string) => Value | undefined {
  const written = writtenOut(values, reader, context)
  const listed = valuesOfList(values, reader, context)
  return (key) => {
    if (written.type === (typeof key === 'number' ? 'ObjectExpression' : 'ArrayExpression')) return undefined
    if (typeof key === 'number') return key === 1 && written.type !== 'ArrayExpression' ? { node: values } : listed(key - 1)
    if (key === 'this') return { node: values }
    const isSeen = written.type === 'ObjectExpression' && written.properties.every(({ type }) => type === 'Property')
    const found = isSeen ? propertyIn(written, key) : undefined
    return found ? { node: found.value } : { node: values, part: `.${key}` }
  }
}

function put(how: string | undefined, value: Value, reader: TextReader, context: Context): Piece[] {
  const { node, part } = value
  switch (how) {
    case '^':
    case ':raw':
      return part === undefined ? reader.read(node, context) : [partOf(node, part, reader, context)]
    case '~':
    case ':name':
    case ':alias':
      return quotedNames(value, reader, context)
    case ':csv':
    case ':list':
      return quotedValue(value, reader, context)
    default:
      if (part === undefined && !nothingIn(node)) return [reader.hole(node, { ...context, bound: true })]
      return quotedValue(value, reader, context).map((piece) => ofRow(piece, value, reader, context))
  }
}

/** `$<id>` of a row that was loaded is what `row.id` is. */
function ofRow(piece: Piece, { node, part }: Value, { names }: TextReader, { program, away }: Context): Piece {
  const [, property] = /^\.(\w+)$/.exec(part ?? '') ?? []
  if (piece.kind !== 'hole' || property === undefined || away) return piece
  return { ...piece, hole: { ...piece.hole, from: once(() => rowBefore(node, property, program, names)) } }
}
