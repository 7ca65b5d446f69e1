import { bare, isFunction, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'

/** What a constant stands for that nothing changes; anything else is itself. */
export function constantOf(node: Node, program: Program): Node {
  const binding = program.named(node)
  return (binding && constantIn(binding)) ?? node
}

export function constantIn({ kind, init, property, writes }: Binding): Node | undefined {
  return kind === 'const' && init && property === undefined && writes.length === 0 ? bare(init) : undefined
}

/** The function by which a list was picked out of another one: `ids.filter((id) => …)`. */
export function pickingBy(list: Node, program: Program): FunctionNode | undefined {
  const node = constantOf(bare(list), program)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'filter') return undefined
  const [callback] = node.arguments
  return callback && isFunction(callback) ? callback : undefined
}
