import type { TSESTree } from '@typescript-eslint/utils'
import { isUnder, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

const makers = /^(?:pg(?:Materialized)?View|view|materializedView)$/

/** Whether something stands in the query of a view: `pgView('open_orders').as(…)`. */
export function isInView(node: Node, program: Program): boolean {
  for (const around of program.ancestors(node)) if (around.type === 'CallExpression' && isQueryOfView(node, around)) return true
  return false
}

function isQueryOfView(node: Node, { callee, arguments: args }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'as' || !args.some((argument) => isUnder(node, argument))) return false
  const first = firstCall(callee.object)
  return first !== undefined && makers.test(pathOf(first.callee)?.at(-1) ?? '')
}

/** `pgView('a')` of `pgView('a').with({ … })`. */
function firstCall(chain: Node): TSESTree.CallExpression | undefined {
  if (chain.type !== 'CallExpression') return undefined
  const { callee } = chain
  return (callee.type === 'MemberExpression' ? firstCall(callee.object) : undefined) ?? chain
}
