import { bare, isFunction, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding } from '../../javascript/program.ts'
import type { Piece } from './pieces.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'

/** What a variable holds where it is used, when it is put together in the function around: by `+=`, `=` and `push`. */
export function variableText(reader: TextReader, binding: Binding, use: Node, context: Context): Piece[] | undefined {
  const steps = stepsBefore(binding, use, context)
  if (!steps || !binding.init) return undefined
  const elsewhere = followed(use, context)
  let pieces = reader.read(binding.init, elsewhere)
  for (const { node, on, isRepeated } of steps) {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return undefined
    if (node.operator !== '=' && node.operator !== '+=') return undefined
    reader.take(bare(node.right))
    const right = isRepeated ? [reader.hole(node.right, elsewhere)] : reader.read(node.right, elsewhere)
    const changed = node.operator === '+=' ? [...pieces, ...right] : right
    pieces = on === undefined ? changed : [{ kind: 'choice', key: on, on: sourceOf(on, context), of: [changed, pieces] }]
  }
  if (pieces.length === 1 && pieces[0]?.kind === 'hole') return undefined
  reader.take(bare(binding.init))
  return pieces
}

/** The items of a list that is written out, or put together by `push`; undefined where some cannot be seen. */
export function itemsOf(reader: TextReader, expression: Node, context: Context): Piece[][] | undefined {
  const node = bare(expression)
  if (node.type === 'ArrayExpression') return elementItems(reader, node.elements, context)
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'filter')
    return itemsOf(reader, node.callee.object, context)
  if (node.type !== 'Identifier') return undefined
  const binding = context.program.bindingOf(node.name, node)
  const given = binding && context.given.get(binding)
  if (given) return itemsOf(reader, given.node, { ...given.context, bound: context.bound })
  const steps = binding && stepsBefore(binding, node, context)
  if (!binding?.init || !steps) return undefined
  const elsewhere = followed(node, context)
  const items = itemsOf(reader, binding.init, elsewhere)
  for (const { node: write, on, isRepeated } of steps) {
    const isPush = write.type === 'CallExpression' && write.callee.type === 'MemberExpression' && propertyName(write.callee) === 'push'
    if (!isPush || isRepeated) return undefined
    const pushed = elementItems(reader, write.arguments, elsewhere)
    if (!pushed || !items) return undefined
    items.push(...pushed.map((item): Piece[] => (on ? [{ kind: 'choice', key: on, on: sourceOf(on, context), of: [item, []] }] : item)))
  }
  return items
}

function elementItems(reader: TextReader, elements: readonly (Node | null)[], context: Context): Piece[][] | undefined {
  const items: Piece[][] = []
  for (const element of elements) {
    if (!element) continue
    const spread = element.type === 'SpreadElement' ? spreadItems(reader, element.argument, context) : [reader.read(element, context)]
    if (!spread) return undefined
    items.push(...spread)
  }
  return items
}

/** `...(filter ? [a] : [])`. */
function spreadItems(reader: TextReader, expression: Node, context: Context): Piece[][] | undefined {
  const node = bare(expression)
  if (node.type !== 'ConditionalExpression') return itemsOf(reader, node, context)
  const [yes, no] = [itemsOf(reader, node.consequent, context), itemsOf(reader, node.alternate, context)]
  if (!yes || !no) return undefined
  const choice = (item: Piece[], first: boolean): Piece[] => [
    { kind: 'choice', key: node, on: sourceOf(node.test, context), of: first ? [item, []] : [[], item] },
  ]
  return [...yes.map((item) => choice(item, true)), ...no.map((item) => choice(item, false))]
}

function followed(use: Node, context: Context): Context {
  return { ...context, seat: context.seat ?? context.around ?? [use.range[0], use.range[1]], depth: context.depth + 1 }
}

interface Step {
  readonly node: Node
  /** The condition under which it is done. */
  readonly on: Node | undefined
  readonly isRepeated: boolean
}

/** What is done to a variable before it is used; undefined where that cannot be followed. */
function stepsBefore(binding: Binding, use: Node, { program }: Context): Step[] | undefined {
  const home = program.functionAround(binding.node)
  const before = binding.writes.filter((write) => write.range[0] < use.range[0] && !isWithin(use, write))
  const after = binding.writes.filter((write) => !before.includes(write) && !isWithin(use, write))
  if (program.functionAround(use) !== home && after.length > 0) return undefined
  const inLoop = after.some((write) => [...program.ancestors(write)].some((one) => isLoop(one) && isWithin(use, one)))
  if (inLoop) return undefined
  const steps: Step[] = []
  for (const node of before) {
    if (program.functionAround(node) !== home) return undefined
    steps.push(stepOf(node, [...program.ancestors(node)], use, binding))
  }
  return steps
}

function stepOf(node: Node, ancestors: readonly Node[], use: Node, binding: Binding): Step {
  let on: Node | undefined
  let isRepeated = false
  let below = node
  for (const ancestor of ancestors) {
    if (isWithin(use, ancestor) || isWithin(binding.node, ancestor) || isFunction(ancestor)) break
    if (isLoop(ancestor)) isRepeated = true
    on = conditionOf(ancestor, below) ?? on
    below = ancestor
  }
  return { node, on, isRepeated }
}

function conditionOf(node: Node, below: Node): Node | undefined {
  switch (node.type) {
    case 'IfStatement':
      return below === node.test ? undefined : node.test
    case 'ConditionalExpression':
      return below === node.test ? undefined : node.test
    case 'LogicalExpression':
      return below === node.right ? node.left : undefined
    case 'SwitchCase':
      return node.test ?? node
    case 'CatchClause':
    case 'TryStatement':
      return node
    default:
      return undefined
  }
}

function isLoop({ type }: Node): boolean {
  return /^(?:For(?:In|Of)?|While|DoWhile)Statement$/.test(type)
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1]
}
