import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../../catalog/place.ts'
import { tokenize } from '../../sql/lexer.ts'
import { bare, isWaiting, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isOnAnotherDatabase } from './branches.ts'
import { setBy } from './flow.ts'
import { readingsOf, textOf, type Piece } from '../../sql/template/pieces.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'
import { isStatement } from './statement.ts'

/** What a text begins with that goes on out of sight. */
export function begunText(reader: TextReader, expression: Node, context: Context): Piece[] | undefined {
  const seat = context.seat ?? [expression.range[0], expression.range[1]]
  for (const node of sourcesOf(expression, context.program, new Set())) {
    if (isOnAnotherDatabase(node, context.program)) continue
    const pieces = reader.ask(node, { ...context, seat }, expression)
    if (!isSeen(pieces)) continue
    const hole: Piece = { kind: 'hole', hole: { ...reader.holeOf(expression, context), spliced: false } }
    const rest: Piece = { kind: 'choice', key: expression, on: sourceOf(expression, context), of: [[hole], []] }
    return [...pieces, rest, ...closingOf(pieces, seat)]
  }
  return undefined
}

/** The parentheses that a text begins, and that what goes on has to close. */
function closingOf(pieces: readonly Piece[], range: Range): Piece[] {
  const text = readingsOf(pieces)[0]?.flat.map(textOf).join(' ') ?? ''
  const depth = tokenize(text).reduce((open, { start }) => open + (text[start] === '(' ? 1 : text[start] === ')' ? -1 : 0), 0)
  return depth > 0 ? [{ kind: 'known', text: ')'.repeat(depth), range }] : []
}

function isSeen(pieces: readonly Piece[]): boolean {
  const [first] = pieces
  return (first?.kind === 'text' || first?.kind === 'known') && readingsOf(pieces).some((reading) => isStatement(reading, true))
}

/** The expressions that something is made of, in their order. */
function* sourcesOf(expression: Node, program: Program, seen: Set<Node>): Generator<Node> {
  const node = bare(expression)
  if (seen.has(node)) return
  seen.add(node)
  if (/^(?:Literal|TemplateLiteral|TaggedTemplateExpression|BinaryExpression)$/.test(node.type)) yield node
  for (const part of partsOf(node, program)) yield* sourcesOf(part, program, seen)
}

function partsOf(node: Node, program: Program): readonly Node[] {
  if (isWaiting(node)) return [node.argument]
  switch (node.type) {
    case 'Identifier': {
      const binding = program.named(node)
      return binding ? valuesOf(binding) : []
    }
    case 'MemberExpression':
      return partsOfMember(node.object, propertyName(node), program) ?? (isIndexed(node.property) ? [node.object] : [])
    case 'CallExpression':
      return partsOfCall(node, program)
    case 'ArrayExpression':
      return node.elements.filter((one) => one !== null)
    case 'SpreadElement':
      return [node.argument]
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left] : []
    case 'TemplateLiteral':
      return node.quasis[0]?.value.raw.trim() === '' ? node.expressions.slice(0, 1) : []
    case 'AssignmentExpression':
      return [node.right]
    default:
      return []
  }
}

/** A text that stands in the call itself, as in `format('…')`, is taken as it stands. */
function partsOfCall({ callee, arguments: args }: TSESTree.CallExpression, program: Program): readonly Node[] {
  if (callee.type !== 'MemberExpression') return []
  if (/^(?:Object|Array)$/.test(pathOf(callee.object)?.join('.') ?? '')) return args.flatMap((one) => valuesIn(one, program))
  return /^(?:Identifier|MemberExpression|CallExpression)$/.test(bare(callee.object).type) ? [callee.object] : []
}

/** What an object holds that is handed to `Object.values` and the like. */
function valuesIn(argument: Node, program: Program): readonly Node[] {
  const object = declared(argument, program) ?? bare(argument)
  if (object.type !== 'ObjectExpression') return [argument]
  return object.properties.map((property) => (property.type === 'Property' ? property.value : property.argument))
}

function declared(name: Node, program: Program): Node | undefined {
  const node = bare(name)
  const binding = program.named(node)
  return binding?.init && binding.property === undefined ? bare(binding.init) : undefined
}

function valuesOf({ kind, init, property, writes }: Binding): readonly Node[] {
  if (kind !== 'const' && kind !== 'let') return []
  const first = init && property === undefined ? [init] : []
  return [...first, ...writes.flatMap((write) => (write.type === 'CallExpression' ? write.arguments : (setBy(write) ?? addedBy(write))))]
}

function addedBy(write: Node): readonly Node[] {
  return write.type === 'AssignmentExpression' && write.operator === '+=' ? [write.right] : []
}

/** `o.p`, where it is written what `o` is. */
function partsOfMember(object: Node, name: string | undefined, program: Program): readonly Node[] | undefined {
  const init = declared(object, program)
  if (init?.type !== 'ObjectExpression') return undefined
  const found = init.properties.find((property) => property.type === 'Property' && propertyName(property) === name)
  return found?.type === 'Property' && name !== undefined ? [found.value] : []
}

function isIndexed(property: Node): boolean {
  return property.type === 'Literal' && typeof property.value === 'number'
}
