import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../javascript/called.ts'
import { argumentAt, byWord, parametersOf, pathOf, type FunctionNode, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import { keyName } from '../javascript/symbolic/literals.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'

/** What a program gives for a parameter of a function that stands in it, `save(tx)` of `const save = (tx) => …`, and what that is where nothing is given. */
export function handedFor({ node, program }: Located, machine: Machine): readonly Located[] {
  const own = program.functionAround(node)
  if (!own) return []
  const index = placeOf(node, own)
  const standard = parametersOf(own)[index]
  const given = handedBy(program, { node: own, program }, index, machine)
  return [...given, ...(standard?.type === 'AssignmentPattern' ? [{ node: standard.right, program }] : [])]
}

/** What other programs give for it. */
export function handedElsewhere({ node, program }: Located, machine: Machine, others: readonly Program[]): readonly Located[] {
  const own = program.functionAround(node)
  if (!own) return []
  const index = placeOf(node, own)
  return others.flatMap((other) => (other.file === program.file ? [] : handedBy(other, { node: own, program }, index, machine)))
}

/** Which of its parameters something is. */
export function placeOf(node: Node | undefined, own: FunctionNode): number {
  return parametersOf(own).findIndex((one) => (one.type === 'AssignmentPattern' ? one.left : one) === node)
}

/** What a program gives a function for one of its parameters. */
function handedBy(program: Program, own: LocatedFunction, index: number, { modules }: Machine): Located[] {
  const calls = callsIn(program).get(nameOf(own.node, own.program) ?? '') ?? []
  return calls
    .filter((call) => isSame(calledFunction(call, program, modules, modules.heir), own))
    .flatMap((call) => argumentAt(call, index) ?? [])
    .map((given) => ({ node: given, program }))
}

/** A file that is open is another program for those that import it. */
function isSame(called: LocatedFunction | undefined, { node, program }: LocatedFunction): boolean {
  return called?.node === node || (called?.program.file === program.file && called.node.range[0] === node.range[0])
}

const callsIn = onceFor((program: Program): ReadonlyMap<string, readonly TSESTree.CallExpression[]> =>
  byWord(program.nodesOf('CallExpression'), ({ callee }) => pathOf(callee)?.at(-1) ?? ''),
)

/** What a function is called by. */
export function nameOf(own: FunctionNode, program: Program): string | undefined {
  if (own.type === 'FunctionDeclaration') return own.id?.name
  const parent = program.parentOf(own)
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined
  return parent?.type === 'MethodDefinition' || parent?.type === 'Property' || parent?.type === 'PropertyDefinition'
    ? keyName(parent.key)
    : undefined
}
