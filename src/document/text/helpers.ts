import type { TSESTree } from '@typescript-eslint/utils'
import { quotedName } from '../../catalog/names.ts'
import { isFunction, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import { importOf } from '../../javascript/program.ts'
import { resolve, staticText } from '../../javascript/resolve.ts'
import { columnsOf } from './column-names.ts'
import { conditionOfEach, itemsOf } from './lists.ts'
import { helperOf } from './libraries.ts'
import { effectText } from './effect-sql.ts'
import { foldedText } from './fragment-lists.ts'
import { formattedText } from './formatted.ts'
import { isPgpFormat, pgpFormatted } from './pgp-format.ts'
import { textOfData } from './pgp-helpers.ts'
import { textOf, wholeText, type Piece } from '../../sql/template/pieces.ts'
import { type Context, type TextReader } from './read-text.ts'
import { keysOf, rowHole } from './row-holes.ts'

/** What a library's helper puts into a text: `sql.join(…)`, `Prisma.raw(…)`, `sql.identifier(…)`, and `list.join(…)` of the language itself. */
export function helperText(
  reader: TextReader,
  node: TSESTree.CallExpression | TSESTree.MemberExpression,
  context: Context,
): Piece[] | undefined {
  const helper = helperOf(node, context.program)
  if (node.type === 'MemberExpression') return helper === 'nothing' ? [] : undefined
  if (isOfProject(node.callee, reader, context)) return undefined
  const made = ofOneLibrary(reader, node, context)
  if (made) return made
  switch (helper) {
    case 'raw':
      return rawText(reader, node, context)
    case 'join':
      return joinedBySql(reader, node, context)
    case 'name':
      return nameText(reader, node, context)
    case 'value':
      return [reader.hole(node, context, 'value')]
    case 'row':
      return context.bound ? rowText(reader, node, context) : undefined
    default:
      return ofLanguage(reader, node, context)
  }
}

/** What libraries make of a text or of data that have words of their own for it. */
function ofOneLibrary(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  if (isPgpFormat(node, context.program)) return pgpFormatted(reader, node, context)
  return formattedText(reader, node, context) ?? textOfData(reader, node, context) ?? effectText(reader, node, context)
}

/** The list whose elements a helper puts there as values: `sql(ids)`, `Prisma.join(ids)`. */
export function listIn(node: Node, reader: TextReader, context: Context): Node | undefined {
  if (node.type !== 'CallExpression') return undefined
  const [list, , ...more] = node.arguments
  const helper = helperOf(node, context.program)
  const isList = helper === 'join' ? more.length === 0 : helper === 'row' && node.arguments.length === 1
  return isList && list?.type !== 'SpreadElement' && !isOfProject(node.callee, reader, context) ? list : undefined
}

/** The value that a helper hands on as it is: `sql.uuid(id)`, `sql.array(ids, 'uuid')`. */
export function valueIn(node: Node, reader: TextReader, context: Context): Node {
  if (node.type !== 'CallExpression' || helperOf(node, context.program) !== 'value') return node
  const [value] = node.arguments
  const isKept = handsOn.test(pathOf(node.callee)?.at(-1) ?? '')
  return isKept && value && value.type !== 'SpreadElement' && !isOfProject(node.callee, reader, context) ? value : node
}

const handsOn = /^(?:array|param|uuid|val|value|lit|bigint|typed|literalValue|escapeLiteral|quoteLiteral|escape)$/

/** Whether it is a function in sight, whatever it is called: it is no library's. */
export function isOfProject(callee: Node, reader: TextReader, { program }: Context): boolean {
  return isFunction(resolve({ node: callee, program }, reader.modules).node)
}

function rawText(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const [first] = node.arguments
  if (!first || first.type === 'SpreadElement') return undefined
  const pieces = reader.read(first, { ...context, bound: false })
  const isSeen = pieces.some((piece) => piece.kind !== 'hole')
  return isSeen ? pieces : [{ ...reader.hole(node, { ...context, bound: false }) }]
}

function joinedBySql(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const [list, by] = node.arguments
  if (!list || list.type === 'SpreadElement') return undefined
  const isGiven = by && by.type !== 'SpreadElement'
  const separator = isGiven ? separatorText(reader, by, context) : [reader.known(joinsWithNothing(context) ? ' ' : ', ', node, context)]
  const items = itemsOf(reader, list, context) ?? conditionOfEach(reader, list, context, wholeText(separator))
  if (items) return items.length === 0 ? [] : [{ kind: 'joined', items, separator }]
  const isList = separator.every((piece) => piece.kind !== 'hole' && textOf(piece).trim() === ',')
  return [reader.hole(node, context, isList ? 'values' : undefined)]
}

/** Drizzle puts nothing between what it joins; the others put a comma there. */
function joinsWithNothing({ program }: Context): boolean {
  const binding = program.bindingOf('sql', program.ast)
  return binding?.kind === 'import' && importOf(binding, program)?.from.startsWith('drizzle-orm') === true
}

function separatorText(reader: TextReader, by: Node, context: Context): Piece[] {
  const text = staticText({ node: by, program: context.program }, reader.modules)
  return text === undefined ? reader.read(by, context) : [reader.known(text, by, context)]
}

/** Names that are constants are written out, quoted as a library quotes them. */
function nameText(reader: TextReader, node: TSESTree.CallExpression, context: Context, isDotted = isReference(node)): Piece[] {
  const parts = node.arguments.flatMap((argument) => (argument.type === 'ArrayExpression' ? argument.elements : [argument]))
  const names = parts.map((part) => part && wholeText(reader.read(part, { ...context, bound: false })))
  if (names.length === 0 || names.some((name) => name === undefined)) return [reader.hole(node, context, 'name')]
  const path = isDotted ? names.flatMap((name) => name?.split('.') ?? []) : names
  return [reader.known(path.map((name) => quotedName(name ?? '')).join('.'), node, context)]
}

/** `sql.ref('o.id')` and `sql.table('app.orders')` of Kysely, whose `sql.id` takes one name after the other. */
function isReference({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && /^(?:ref|table)$/.test(propertyName(callee) ?? '')
}

/** `sql({ a, b })`, `sql(row, 'a', 'b')`, `sql(row, columns)` and `sql(['a', 'b'])`: columns, with their values where the place asks for them; `sql('o.a')` is a name. */
function rowText(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] {
  const [first, ...rest] = node.arguments
  const object = first && resolve({ node: first, program: context.program }, reader.modules).node
  const keys = rest.length > 0 ? namesIn(rest, reader, context) : object && (keysOf(object) ?? namesListed(object, reader, context))
  if (!keys || keys.length === 0)
    return first && wholeText(reader.read(first, { ...context, bound: false })) !== undefined
      ? nameText(reader, node, context, true)
      : [reader.hole(node, context)]
  return rowHole(reader, node, columnsOf(keys, { node: node.callee, program: context.program }, reader.modules), context)
}

function namesListed(list: Node, reader: TextReader, context: Context): string[] | undefined {
  return list.type === 'ArrayExpression' ? namesIn([list], reader, context) : undefined
}

/** Names that are constants, one by one or in lists. */
function namesIn(given: readonly Node[], reader: TextReader, context: Context): string[] | undefined {
  const free = { ...context, bound: false }
  const names = given.flatMap((one) => {
    const items = itemsOf(reader, one, free)
    return items ? items.map(wholeText) : [staticText({ node: one, program: context.program }, reader.modules)]
  })
  return names.every((name) => name !== undefined) ? names : undefined
}

/** What strings and lists can do by themselves. */
function ofLanguage(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const { callee } = node
  if (callee.type !== 'MemberExpression') return undefined
  const method = propertyName(callee) ?? ''
  if (method === 'join' && !context.bound) {
    const [by] = node.arguments
    const separator = by && by.type !== 'SpreadElement' ? separatorText(reader, by, context) : [reader.known(',', node, context)]
    const items = itemsOf(reader, callee.object, context) ?? conditionOfEach(reader, callee.object, context, wholeText(separator))
    return items && [{ kind: 'joined', items, separator }]
  }
  if (method === 'reduce') return foldedText(reader, node, context)
  if (/^(?:trim|trimStart|trimEnd|toString|normalize)$/.test(method)) return reader.read(callee.object, context)
  if (/^replace(?:All)?$/.test(method) && isOfSpaces(node.arguments)) return spaced(reader, callee.object, context)
  if (/^(?:append|concat)$/.test(method) && !context.bound) return appended(reader, callee.object, node.arguments, context)
  return undefined
}

/** `replace(/\s+/g, ' ')` changes how a text is set, and nothing of what it says. */
function isOfSpaces([from, to]: readonly Node[]): boolean {
  if (from?.type !== 'Literal' || to?.type !== 'Literal' || typeof to.value !== 'string' || !/^\s+$/.test(to.value)) return false
  if ('regex' in from) return /^(?:(?:\\[snrt]| |\[(?:\\[snrt]| )+\])\+?)+$/.test(from.regex.pattern)
  return typeof from.value === 'string' && /^\s+$/.test(from.value)
}

/** A comment that ended with its line goes on over the next ones. */
function spaced(reader: TextReader, object: Node, context: Context): Piece[] | undefined {
  const pieces = reader.read(object, context)
  return mayHoldComment(pieces) ? undefined : pieces
}

function mayHoldComment(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    if (piece.kind === 'choice') return piece.of.some(mayHoldComment)
    return piece.kind === 'joined' ? [...piece.items, piece.separator].some(mayHoldComment) : textOf(piece).includes('--')
  })
}

/** `a.concat(b)`, and `SQL\`…\`.append(…)`. */
function appended(reader: TextReader, object: Node, rest: readonly Node[], context: Context): Piece[] | undefined {
  const start = reader.read(object, context)
  if (start.every((piece) => piece.kind === 'hole')) return undefined
  reader.take(object)
  return [...start, ...rest.flatMap((one) => reader.read(one, context))]
}
