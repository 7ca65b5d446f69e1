import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { resolve } from '../../javascript/resolve.ts'
import type { Piece } from './pieces.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'

/** What a variable holds where it is used, when it is put together in the function around: by `+=`, `=` and `push`. */
export function variableText(reader: TextReader, binding: Binding, use: Node, context: Context): Piece[] | undefined {
  const steps = stepsBefore(binding, use, context)
  if (!steps || (!binding.init && binding.kind !== 'let')) return undefined
  const elsewhere = followed(use, context)
  let pieces = binding.init ? reader.read(binding.init, elsewhere) : []
  for (const step of steps) {
    const change = changeBy(step.node)
    if (!change) return undefined
    reader.take(bare(change.by))
    const read = reader.read(change.by, { ...elsewhere, bound: elsewhere.bound && !change.isText })
    const right = step.isRepeated && read.some(({ kind }) => kind === 'choice') ? [reader.hole(change.by, elsewhere)] : read
    pieces = change.adds ? [...pieces, ...decided(reader, step, right, [], context)] : decided(reader, step, right, pieces, context)
  }
  if (pieces.length === 1 && pieces[0]?.kind === 'hole') return undefined
  if (binding.init) reader.take(bare(binding.init))
  return pieces
}

/** Whether a test asks for what is always there: `list.length > 0`, where something is in the list under no condition. */
export function isSure(reader: TextReader, test: Node, context: Context): boolean {
  const node = bare(test)
  const asked = node.type === 'BinaryExpression' && /^(?:>|!==?)$/.test(node.operator) && isZero(node.right) ? bare(node.left) : node
  if (asked.type !== 'MemberExpression' || propertyName(asked) !== 'length') return false
  return itemsOf(reader, asked.object, context)?.some((item) => item.some(isSomething)) ?? false
}

function isZero(node: Node): boolean {
  return node.type === 'Literal' && node.value === 0
}

function isSomething(piece: Piece): boolean {
  return piece.kind === 'text' ? piece.host.text.trim() !== '' : piece.kind === 'known' && piece.text.trim() !== ''
}

interface Change {
  readonly by: Node
  /** It is put behind what is there, and does not replace it. */
  readonly adds: boolean
  /** It is taken as it is, as `append` does with a string. */
  readonly isText: boolean
}

function changeBy(node: Node): Change | undefined {
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'append') {
    const [by, ...more] = node.arguments
    return by && by.type !== 'SpreadElement' && more.length === 0 ? { by, adds: true, isText: true } : undefined
  }
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return undefined
  return node.operator === '=' || node.operator === '+=' ? { by: node.right, adds: node.operator === '+=', isText: false } : undefined
}

/** `for (const table of ['orders', 'events'])`: each of the texts that are listed. */
export function listedText(reader: TextReader, binding: Binding, use: Node, context: Context): Piece[] | undefined {
  const { kind, init, node, writes } = binding
  if (kind !== 'item' || !init || node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || writes.length > 0) return undefined
  const list = resolve({ node: init, program: context.program }, reader.modules)
  if (list.node.type !== 'ArrayExpression' || list.node.elements.length > maxListed) return undefined
  const of = list.node.elements.map((element) =>
    element && element.type !== 'SpreadElement' ? reader.follow({ node: element, program: list.program }, use, context) : [],
  )
  const isText = of.length > 0 && of.every((pieces) => pieces.length > 0 && pieces.every((piece) => piece.kind !== 'hole'))
  return isText ? [{ kind: 'choice', key: node, on: sourceOf(use, context), of }] : undefined
}

const maxListed = 8

/** What is done under conditions, and what stays as it is without. */
function decided(reader: TextReader, { decisions }: Step, done: Piece[], undone: Piece[], context: Context): Piece[] {
  const open = decisions.filter(({ on, takes }) => typeof on === 'string' || takes[0] !== true || !isSure(reader, on, context))
  return open.reduce<Piece[]>(
    (pieces, { key, on, takes }) => [
      {
        kind: 'choice',
        key,
        on: typeof on === 'string' ? on : sourceOf(on, context),
        of: takes.map((isTaken) => (isTaken ? pieces : undone)),
      },
    ],
    done,
  )
}

/** The items of a list that is written out, or put together by `push`; undefined where some cannot be seen. */
export function itemsOf(reader: TextReader, expression: Node, context: Context): Piece[][] | undefined {
  const node = bare(expression)
  if (node.type === 'ArrayExpression') return elementItems(reader, node.elements, context)
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') return itemsOfCall(reader, node, node.callee, context)
  if (node.type !== 'Identifier') return undefined
  const binding = context.program.bindingOf(node.name, node)
  const given = binding && context.given.get(binding)
  if (given && binding.writes.length === 0) return itemsOf(reader, given.node, { ...given.context, bound: context.bound })
  const steps = binding && stepsBefore(binding, node, context)
  if (!binding?.init || !steps) return undefined
  const elsewhere = followed(node, context)
  const items = itemsOf(reader, binding.init, elsewhere)
  for (const step of steps) {
    const { node: write } = step
    const method = write.type === 'CallExpression' && write.callee.type === 'MemberExpression' ? propertyName(write.callee) : undefined
    if (write.type !== 'CallExpression' || (method !== 'push' && method !== 'unshift')) return undefined
    const added = elementItems(reader, write.arguments, elsewhere)?.map((item) => decided(reader, step, item, [], context))
    if (!added || !items || (step.isRepeated && method === 'unshift')) return undefined
    items.splice(method === 'push' ? items.length : 0, 0, ...added)
  }
  return items
}

/** `list.filter(Boolean)` and `list.concat(more)`. */
function itemsOfCall(
  reader: TextReader,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  context: Context,
): Piece[][] | undefined {
  const method = propertyName(callee)
  if (method !== 'filter' && method !== 'concat') return undefined
  const items = itemsOf(reader, callee.object, context)
  if (!items) return undefined
  if (method === 'filter') return isPresence(node.arguments[0]) ? items : items.map((item) => mayBe(item, node, context))
  const more = node.arguments.map((one) => itemsOf(reader, one, context))
  return more.every((some) => some !== undefined) ? [...items, ...more.flat()] : undefined
}

/** An item that a condition may leave out. */
function mayBe(item: Piece[], on: Node, context: Context): Piece[] {
  return [{ kind: 'choice', key: item, on: sourceOf(on, context), of: [item, []] }]
}

/** `Boolean` and `(part) => part` leave out nothing but what is empty. */
function isPresence(filter: Node | undefined): boolean {
  if (filter?.type === 'Identifier') return filter.name === 'Boolean'
  if (filter?.type !== 'ArrowFunctionExpression') return false
  const [parameter] = filter.params
  const body = bare(filter.body)
  const asked = body.type === 'UnaryExpression' && body.argument.type === 'UnaryExpression' ? bare(body.argument.argument) : body
  return parameter?.type === 'Identifier' && asked.type === 'Identifier' && asked.name === parameter.name
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

/** What decides whether something is done. */
interface Decision {
  readonly key: object
  /** The condition, or what to call it. */
  readonly on: Node | string
  /** For each way that it may go, whether it is done then. */
  readonly takes: readonly boolean[]
}

interface Step {
  readonly node: Node
  /** The innermost first. */
  readonly decisions: readonly Decision[]
  readonly isRepeated: boolean
}

/** What is done to a variable before it is used; undefined where that cannot be followed. */
function stepsBefore(binding: Binding, use: Node, { program }: Context): Step[] | undefined {
  const home = program.functionAround(binding.node)
  const before = binding.writes
    .filter((write) => write.range[0] < use.range[0] && !isWithin(use, write))
    .sort((a, b) => a.range[1] - b.range[1])
  const after = binding.writes.filter((write) => !before.includes(write) && !isWithin(use, write))
  if (program.functionAround(use) !== home && after.length > 0) return undefined
  const inLoop = after.some((write) => [...program.ancestors(write)].some((one) => isLoop(one) && isWithin(use, one)))
  if (inLoop) return undefined
  const steps: Step[] = []
  for (const node of before) {
    if (functionAround(node, program) !== home) return undefined
    const step = stepOf(node, use, binding, program)
    if (step) steps.push(step)
  }
  return steps
}

/** The function that something is done in; what `forEach` is given is a loop. */
function functionAround(node: Node, program: Program): Node | undefined {
  const around = program.functionAround(node)
  return around && isRepeating(around, program) ? functionAround(around, program) : around
}

function isRepeating(callback: Node, program: Program): boolean {
  const call = program.parentOf(callback)
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback || call.callee.type !== 'MemberExpression') return false
  return propertyName(call.callee) === 'forEach'
}

/** Undefined where what is done never comes to the use. */
function stepOf(node: Node, use: Node, binding: Binding, program: Program): Step | undefined {
  const decisions: Decision[] = []
  let isRepeated = false
  let below = node
  for (const ancestor of program.ancestors(node)) {
    if (isWithin(use, ancestor)) return isOtherBranch(ancestor, below, use) ? undefined : { node, decisions, isRepeated }
    if (isWithin(binding.node, ancestor)) break
    if (ancestor.type === 'BlockStatement' && leaves(ancestor.body.at(-1)) && !isCaught(ancestor, use, program)) return undefined
    const isLooped = isLoop(ancestor) || (isFunction(ancestor) && isRepeating(ancestor, program))
    if (isLooped) isRepeated = true
    const decision = isLooped ? loopDecision(ancestor, program) : decisionOf(ancestor, below)
    if (decision) decisions.push(decision)
    below = ancestor
  }
  return { node, decisions, isRepeated }
}

/** Whether what is thrown there is caught before the use. */
function isCaught(block: TSESTree.BlockStatement, use: Node, program: Program): boolean {
  if (block.body.at(-1)?.type !== 'ThrowStatement') return false
  return [...program.ancestors(block)].some((one) => one.type === 'TryStatement' && one.handler && !isWithin(use, one))
}

function leaves(statement: Node | undefined): boolean {
  return statement?.type === 'ReturnStatement' || statement?.type === 'ThrowStatement'
}

/** Whether the use is on the other side of an `else`, or in another case. */
function isOtherBranch(node: Node, below: Node, use: Node): boolean {
  if (node.type === 'SwitchStatement') return node.cases.some((one) => one !== below && isWithin(use, one))
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return false
  const other = below === node.consequent ? node.alternate : below === node.alternate ? node.consequent : undefined
  return other ? isWithin(use, other) : false
}

function loopDecision(loop: Node, program: Program): Decision | undefined {
  if (loop.type === 'DoWhileStatement') return undefined
  const call = isFunction(loop) ? program.parentOf(loop) : undefined
  const list = call?.type === 'CallExpression' && call.callee.type === 'MemberExpression' ? call.callee.object : undefined
  const over = list ?? ('right' in loop ? loop.right : 'test' in loop ? loop.test : undefined)
  return { key: loop, on: over ?? 'a loop', takes: [true, false] }
}

function decisionOf(node: Node, below: Node): Decision | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return branchDecision(node, below)
    case 'LogicalExpression':
      return below === node.right ? { key: node, on: node.left, takes: [true, false] } : undefined
    case 'SwitchStatement':
      return below.type === 'SwitchCase' ? { key: node, on: node.discriminant, takes: casesInto(node, below) } : undefined
    case 'CatchClause':
      return { key: node, on: 'catch', takes: [true, false] }
    case 'TryStatement':
      return below === node.block ? { key: node, on: 'try', takes: [true, false] } : undefined
    default:
      return undefined
  }
}

/** Where the other branch leaves, nothing behind is reached without this one. */
function branchDecision(node: TSESTree.IfStatement | TSESTree.ConditionalExpression, below: Node): Decision | undefined {
  const other = below === node.consequent ? node.alternate : node.consequent
  if (below === node.test || (other && leaves(other.type === 'BlockStatement' ? other.body.at(-1) : other))) return undefined
  return { key: node, on: node.test, takes: [below === node.consequent, below === node.alternate] }
}

/** For each case that goes on behind the switch, and for none of them, whether it runs into the one that is asked about. */
function casesInto({ cases }: TSESTree.SwitchStatement, into: TSESTree.SwitchCase): boolean[] {
  const takes = cases.flatMap((_, i) => {
    const run = cases.slice(i, cases.findIndex((one, at) => at >= i && isEnded(one)) + 1 || cases.length)
    return leaves(endOf(run.at(-1))) ? [] : [run.includes(into)]
  })
  return cases.some(({ test }) => test === null) ? takes : [...takes, false]
}

function endOf(one: TSESTree.SwitchCase | undefined): Node | undefined {
  const last = one?.consequent.at(-1)
  return last?.type === 'BlockStatement' ? last.body.at(-1) : last
}

function isEnded(one: TSESTree.SwitchCase): boolean {
  const end = endOf(one)
  return leaves(end) || end?.type === 'BreakStatement' || end?.type === 'ContinueStatement'
}

function isLoop({ type }: Node): boolean {
  return /^(?:For(?:In|Of)?|While|DoWhile)Statement$/.test(type)
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1]
}
