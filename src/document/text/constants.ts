import { bare, isFunction, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** What a constant stands for that nothing changes; anything else is itself. */
export function constantOf(node: Node, program: Program): Node {
  const binding = node.type === 'Identifier' ? program.bindingOf(node.name, node) : undefined
  const isConstant = binding?.kind === 'const' && binding.property === undefined && binding.writes.length === 0
  return isConstant && binding.init ? bare(binding.init) : node
}

/** The function by which a list was picked out of another one: `ids.filter((id) => …)`. */
export function pickingBy(list: Node, program: Program): FunctionNode | undefined {
  const node = constantOf(bare(list), program)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'filter') return undefined
  const [callback] = node.arguments
  return callback && isFunction(callback) ? callback : undefined
}
