import { keyOf } from '../../javascript/keys.ts'
import { childrenOf, isUnder, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** A call of a function in sight, within those that led there: each decides the function's conditions for itself. */
export interface Calling {
  readonly key: object
  readonly callee: FunctionNode
}

export function callingOf(call: Node, callee: FunctionNode, outer: Calling | undefined): Calling {
  return { key: outer ? keyOf(call, outer.key) : call, callee }
}

/** What decides a condition. One that asks for nothing of the function is decided alike for all of its calls. */
export function keyWithin(calling: Calling | undefined, key: object, on: Node | string, program: Program): object {
  return calling && (typeof on === 'string' || isAboutLocal(on, calling.callee, program)) ? keyOf(key, calling.key) : key
}

/** Whether an expression asks for a parameter or a variable of the function. */
function isAboutLocal(node: Node, callee: FunctionNode, program: Program): boolean {
  if (node.type !== 'Identifier') return childrenOf(node).some((child) => isAboutLocal(child, callee, program))
  const at = program.named(node)?.node
  return at !== undefined && isUnder(at, callee)
}
