import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { calledFunction } from '../javascript/called.ts'
import { argumentAt, byWord, parametersOf, pathOf, type FunctionNode } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import { keyName } from '../javascript/symbolic/literals.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'

/** What a program gives for a parameter of a function that stands in it, `save(tx)` of `const save = (tx) => …`, and what that is where nothing is given. */
export function handedFor({ node, program }: Located, machine: Machine): readonly Located[] {
  const own = program.functionAround(node)
  if (!own) return []
  const parameters = parametersOf(own)
  const index = parameters.findIndex((one) => one === node || (one.type === 'AssignmentPattern' && one.left === node))
  const standard = parameters[index]
  const given = callsOf(own, program, machine).flatMap((call) => argumentAt(call, index) ?? [])
  return [...given, ...(standard?.type === 'AssignmentPattern' ? [standard.right] : [])].map((one) => ({ node: one, program }))
}

/** The calls of a function in its own program. */
function callsOf(own: FunctionNode, program: Program, { modules }: Machine): readonly TSESTree.CallExpression[] {
  const calls = callsIn(program).get(nameOf(own, program) ?? '') ?? []
  return calls.filter((call) => calledFunction(call, program, modules, modules.heir)?.node === own)
}

const callsIn = onceFor((program: Program): ReadonlyMap<string, readonly TSESTree.CallExpression[]> =>
  byWord(program.nodesOf('CallExpression'), ({ callee }) => pathOf(callee)?.at(-1) ?? ''),
)

/** What a function is called by. */
function nameOf(own: FunctionNode, program: Program): string | undefined {
  if (own.type === 'FunctionDeclaration') return own.id?.name
  const parent = program.parentOf(own)
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined
  return parent?.type === 'MethodDefinition' || parent?.type === 'Property' || parent?.type === 'PropertyDefinition'
    ? keyName(parent.key)
    : undefined
}
