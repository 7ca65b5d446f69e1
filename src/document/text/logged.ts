import { isLogging } from '../../javascript/logging.ts'
import { isFunction, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** Whether a part of a row is only logged, or said in an error. */
export function isOnlySaid(node: Node, program: Program): boolean {
  for (const around of program.ancestors(node)) {
    if (around.type === 'ThrowStatement') return true
    if (around.type === 'CallExpression') return isLogging(around)
    if (isFunction(around) || around.type.endsWith('Statement')) return false
  }
  return false
}
