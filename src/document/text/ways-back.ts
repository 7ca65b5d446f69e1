import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { givesOneByOne, isFailure, runAsItself } from '../../javascript/going-on.ts'
import type { Heir } from '../../javascript/heir.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isFunction, nothingIn, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { endsOf, type End } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import type { Gave } from '../../query/told.ts'
import type { SqlNames } from './libraries.ts'
import { isOtherwise, truthWritten } from './results.ts'
import { isThing } from './things.ts'

/** How functions of the program come back. */

/** How far functions that call each other are followed. */
export const maxDepth = 3
const mostEnds = 20

/** The function that a call runs to its end. */
export function ownFunction(
  call: TSESTree.CallExpression,
  program: Program,
  { modules = noModules }: SqlNames,
  heir: Heir | undefined,
): LocatedFunction | undefined {
  const callee = calledFunction(call, program, modules, heir)
  return callee && givesOneByOne(callee) ? undefined : callee
}

/** The ways in which a function comes back; of one that has many of them nothing is known but that it does. */
export const waysBack = onceFor((names: SqlNames) =>
  onceFor((node: FunctionNode, program: Program): readonly End[] => {
    const ways = endsOf(node, program, names.modules).flatMap((end) => waysBy(end, program, names))
    return ways.length > mostEnds ? [{ at: node.body, argument: undefined }] : ways
  }),
)

/** `return row ? { row } : null` comes back in two ways, and `Effect.gen(function* () { … })` as its generator does. */
function waysBy(end: End, program: Program, names: SqlNames): readonly End[] {
  const { argument, at } = end
  if (!argument) return [end]
  const node = bare(argument)
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((way) => waysBy({ argument: way, at }, program, names))
  const run = node.type === 'CallExpression' ? runAsItself(node, program) : undefined
  if (run) return endsOf(run, program, names.modules).flatMap((inside) => waysBy(inside, program, names))
  // A function stands for its own end, which is another place.
  return [{ at: isFunction(node) ? at : argument, argument }]
}

/** Whether what a function comes back with is not what it gave. */
export function isNone(argument: Node | undefined, gave: Gave, program: Program, { modules = noModules }: SqlNames): boolean {
  if (typeof gave === 'object') return isOtherwise(argument, gave, (part) => isThing(part, program, modules))
  if (gave === 'anything') return false
  if (gave === 'success') return argument !== undefined && isFailure(argument, program)
  if (gave === 'truth') return !argument || truthWritten(argument) === false
  const nothing = argument ? nothingIn(bare(argument)) : 'undefined'
  return gave === 'something' ? nothing !== undefined : nothing === gave
}

/** The call whose outcome something is. */
export function callIn(argument: Node): TSESTree.CallExpression | undefined {
  const node = awaited(argument)
  return node.type === 'CallExpression' ? node : undefined
}
