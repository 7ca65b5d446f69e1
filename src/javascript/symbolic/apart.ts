import { awaited, isFunction, isUnder, type FunctionNode, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import { nodesUnder } from '../under.ts'
import { ofAllParts } from './runs.ts'
import type { Value } from './value.ts'

/** Whether a function that is called with these changes nothing that its caller can see, but for what it is given: where nobody asks what it gives, it need not be run. */
export function leavesCallerAlone(callee: Value, args: readonly Value[]): boolean {
  return (callee.kind === 'function' || callee.kind === 'choice') && [callee, ...args].every(isAllApart)
}

const isAllApart = ofAllParts(isApart)

/** What has nothing of those around it that it could change. */
function isApart(value: Value): boolean {
  if (value.kind === 'class') return value.scope === undefined
  if (value.kind !== 'function') return true
  return (value.scope === undefined && value.self === undefined) || keepsToItself(value.node, value.at.program)
}

const known = new WeakMap<FunctionNode, boolean>()

/** Whether all that a function sets is its own. What leads back to itself sets no more than what it leads to. */
function keepsToItself(node: FunctionNode, program: Program): boolean {
  const before = known.get(node)
  if (before !== undefined) return before
  known.set(node, true)
  const under = <One extends Node>(nodes: readonly One[]): readonly One[] => nodesUnder(node, nodes)
  const deleted = program.nodesOf('UnaryExpression').filter(({ operator }) => operator === 'delete')
  const changed = [
    ...under(program.nodesOf('AssignmentExpression')).map(({ left }) => left),
    ...under([...program.nodesOf('UpdateExpression'), ...deleted]).map(({ argument }) => argument),
    ...under(program.nodesOf('CallExpression')).map(({ callee }) => callee),
  ]
  const found = changed.every((target) => isOwn(target, node, program))
  known.set(node, found)
  return found
}

/** Whether something is of nothing that a function around this one holds: of a variable of its own, of the module, or of what was made just now. */
function isOwn(target: Node, within: FunctionNode, program: Program): boolean {
  const base = baseOf(target)
  if (base.type !== 'Identifier') return made.test(base.type)
  const binding = program.named(base)
  if (!binding || isUnder(binding.node, within) || !program.functionAround(binding.node)) return true
  const called = base === target ? functionOf(binding) : undefined
  return called !== undefined && keepsToItself(called, program)
}

const made = /^(?:Literal|TemplateLiteral|ArrayExpression|ObjectExpression|NewExpression|FunctionExpression|ArrowFunctionExpression)$/

/** What a chain of members and calls begins with. */
function baseOf(expression: Node): Node {
  const node = awaited(expression)
  if (node.type === 'MemberExpression') return baseOf(node.object)
  return node.type === 'CallExpression' ? baseOf(node.callee) : node
}

function functionOf({ kind, node, init, writes }: Binding): FunctionNode | undefined {
  const called = kind === 'const' ? init : kind === 'function' && writes.length === 0 ? node : undefined
  return isFunction(called) ? called : undefined
}
