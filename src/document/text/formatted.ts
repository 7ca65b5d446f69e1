import type { TSESTree } from '@typescript-eslint/utils'
import { importedBy } from '../../javascript/imported-as.ts'
import { nothingIn, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { filledText, partOf, quotedNames, quotedValue, valuesGiven, valuesOfList, type Value } from './filled.ts'
import type { Context, TextReader } from './read-text.ts'

const packages = /^(?:pg-format|node-pg-format|@scaleleap\/pg-format)$/

/** Whether a call fills a text as pg-format does: `format('… %L', value)`, `format.withArray('… %L', [value])`. */
export function isFormatting({ callee }: TSESTree.CallExpression, program: Program): boolean {
  return fills.test(methodCalled(callee, program) ?? '')
}

const fills = /^(?:format|withArray)$/

/** What pg-format is asked for, by its own name for it. */
function methodCalled(callee: Node, program: Program): string | undefined {
  const [root = '', ...more] = pathOf(callee) ?? []
  const binding = program.bindingOf(root, callee)
  const from = binding && importedBy(binding, program)
  if (!from || !packages.test(from.from)) return undefined
  const [method = 'format', ...others] = [from.name, ...more].filter((name) => !isItself.test(name))
  return others.length === 0 ? method : undefined
}

/** What pg-format is of its module, and of itself. */
const isItself = /^(?:\*|default|format)$/

/** What such a call gives, or one for a value alone: `format.ident('orders')`, `format.literal(id)`. */
export function formattedText(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const method = methodCalled(node.callee, context.program)
  const [text, ...rest] = node.arguments
  if (method === undefined || !text || text.type === 'SpreadElement' || context.bound) return undefined
  const kind = kindOf.get(method)
  if (kind) return put(kind, { node: text }, reader, context)
  const [list] = rest
  if (!fills.test(method) || (method === 'withArray' && (!list || list.type === 'SpreadElement'))) return undefined
  const values = method === 'withArray' && list ? valuesOfList(list, reader, context) : valuesGiven(rest, reader, context)
  return filledText(reader.read(text, context), signs, ([, number, sign], next, at) => {
    const inside = { ...context, around: context.around ?? at }
    if (sign === undefined) return { pieces: [reader.known('%', node, inside)], next }
    const n = number === undefined ? next : Number(number) - 1
    const value = values(n)
    return { pieces: value ? put(sign, value, reader, inside) : [reader.hole(node, inside)], next: n + 1 }
  })
}

const kindOf: ReadonlyMap<string, string> = new Map([
  ['ident', 'I'],
  ['literal', 'L'],
  ['string', 's'],
])

/** `%I`, `%L`, `%s` and `%1$L`; `%%` is a sign. */
const signs = /%(?:%|(?:(\d+)\$)?([ILs]))/g

/** A value that is quoted, names that are, or more of the text. */
function put(kind: string, value: Value, reader: TextReader, context: Context): Piece[] {
  if (kind === 'L') return quotedValue(value, reader, context)
  if (kind === 'I') return quotedNames(value, reader, context)
  const { node, part } = value
  if (part !== undefined) return [partOf(node, part, reader, context)]
  return nothingIn(node) ? [] : reader.read(node, context)
}
