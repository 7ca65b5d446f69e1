import type { TSESTree } from '@typescript-eslint/utils'
import { callOf, isUnder, type FunctionNode } from './nodes.ts'
import type { Binding, Program } from './program.ts'

/** Where a function is called that nobody else gets hold of: it runs there and at no other time; undefined where it may run whenever. */
export function callsOfOwn(own: FunctionNode, program: Program): readonly TSESTree.CallExpression[] | undefined {
  const binding = nameOf(own, program)
  if (!binding || binding.writes.length > 0 || own.async || own.generator) return undefined
  if (program.mentionsOf('arguments').some((one) => isUnder(one, own))) return undefined
  const calls = program.usesOf(binding).flatMap((use): (TSESTree.CallExpression | undefined)[] => {
    return program.parentOf(use) === binding.node ? [] : [callOf(use, program)]
  })
  return calls.every((call) => call !== undefined) ? calls : undefined
}

/** `const add = (one) => …`, `function add(one) { … }`, within a function. */
function nameOf(own: FunctionNode, program: Program): Binding | undefined {
  if (program.functionAround(own) === undefined) return undefined
  if (own.type === 'FunctionDeclaration') return own.id ? program.named(own.id) : undefined
  const declared = program.parentOf(own)
  if (declared?.type !== 'VariableDeclarator' || declared.init !== own) return undefined
  const binding = program.named(declared.id)
  return binding?.kind === 'const' ? binding : undefined
}
