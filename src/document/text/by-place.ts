import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import type { FunctionNode } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** The calls of a program by their ranges. */
export const callsByPlace = onceFor((program: Program): ReadonlyMap<string, TSESTree.CallExpression> => {
  return new Map(program.nodesOf('CallExpression').map((call) => [String(call.range), call]))
})

/** The function that stands at a place. */
export function functionAt([start, end]: Range, program: Program): FunctionNode | undefined {
  const functions = functionTypes.flatMap((type) => program.nodesOf(type))
  return functions.find(({ range }) => range[0] === start && range[1] === end)
}

const functionTypes = ['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'] as const
