import type { TSESTree } from '@typescript-eslint/utils'
import { methodOf, type FunctionNode } from './nodes.ts'
import type { Program } from './program.ts'

const runs = /^(?:query|mutation|subscription|action|handler)$/

/** The call that makes a procedure of tRPC, or an action, of a function: `procedure.input(schema).query(({ ctx, input }) => …)`. */
export function procedureOf(resolver: FunctionNode, program: Program): TSESTree.CallExpression | undefined {
  const call = program.outside(resolver)
  return call?.type === 'CallExpression' && runs.test(methodOf(call) ?? '') ? call : undefined
}
