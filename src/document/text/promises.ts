import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Binding } from '../../javascript/program.ts'

/** What came of one of several promises: none where it cannot be seen of which. */
export interface Promised {
  readonly by: Node | undefined
}

/** Which of the promises that are waited for at once a name of a pattern is what came of. */
export function promisedTo({ node, name, init }: Binding): Promised | undefined {
  const call = init && awaited(init)
  if (call?.type !== 'CallExpression' || !(givesAll(call) || pathOf(call.callee)?.[0] === 'Promise')) return undefined
  const [list] = call.arguments
  const isAll = givesAll(call) && list?.type === 'ArrayExpression'
  if (!isAll || node.type !== 'VariableDeclarator' || node.id.type !== 'ArrayPattern') return { by: undefined }
  const at = node.id.elements.findIndex((element) => element?.type === 'Identifier' && element.name === name)
  const before = list.elements.slice(0, at + 1)
  return { by: before.some((one) => one?.type === 'SpreadElement') ? undefined : (before[at] ?? undefined) }
}

/** `Promise.all([…])`, or several queries that are sent as one. */
export function givesAll({ callee }: TSESTree.CallExpression): boolean {
  const path = pathOf(callee)
  return path?.join('.') === 'Promise.all' || path?.at(-1) === '$transaction'
}

/** The calls that are waited for at once, where all have to come out well. */
export function promisesIn({ arguments: [list] }: TSESTree.CallExpression): TSESTree.CallExpression[] {
  return list?.type === 'ArrayExpression' ? list.elements.filter((one) => one?.type === 'CallExpression') : []
}
