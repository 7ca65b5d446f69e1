import { isFunction, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

const logs = /^(?:console|log|logger)$/

/** Whether a part of a row is only logged, or said in an error. */
export function isOnlySaid(node: Node, program: Program): boolean {
  for (const around of program.ancestors(node)) {
    if (around.type === 'ThrowStatement') return true
    if (around.type === 'CallExpression') return pathOf(around.callee)?.some((name) => logs.test(name)) ?? false
    if (isFunction(around) || around.type.endsWith('Statement')) return false
  }
  return false
}
