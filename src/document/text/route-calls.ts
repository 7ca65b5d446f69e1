import type { TSESTree } from '@typescript-eslint/utils'
import { bare, methodOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

const handles = /^(?:get|post|put|patch|delete|del|all|head|options)$/

/** The call that a function is the last of the handlers of: `router.get('/tasks/:id', loadTask, async (req, res) => …)`. */
export function routeOf(handler: Node, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(handler)
  if (outer?.type !== 'CallExpression') return undefined
  if (isRouteOf(outer, handler)) return outer
  const around = program.outside(outer)
  return around?.type === 'CallExpression' && isRouteOf(around, outer) ? around : undefined
}

/** Whether a call is of a method by which a framework is given the handlers of a route. */
export function isRoute(call: Node): call is TSESTree.CallExpression {
  return call.type === 'CallExpression' && handles.test(methodOf(call) ?? '')
}

function isRouteOf(call: TSESTree.CallExpression, last: Node): boolean {
  return isRoute(call) && bare(call.arguments.at(-1) ?? call) === last
}
