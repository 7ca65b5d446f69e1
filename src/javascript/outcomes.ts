import type { TSESTree } from '@typescript-eslint/utils'
import { bare, pathOf, type Node, type Outcome } from './nodes.ts'
import type { Program } from './program.ts'

const mostOutcomes = 50

/** Whether both sides of a test came out as it did. */
export type Decides = (test: TSESTree.LogicalExpression, isTrue: boolean) => boolean

export const decidesBoth: Decides = ({ operator }, isTrue) => operator === (isTrue ? '&&' : '||')

/** How the tests came out that a test is made of, itself among them; also those of constants. */
export function outcomesOf(outcome: Outcome, program: Program, decides: Decides = decidesBoth): Outcome[] {
  const open = [outcome]
  const found: Outcome[] = []
  for (let next = open.pop(); next && found.length < mostOutcomes; next = open.pop()) {
    const { isTrue } = next
    const test = bare(next.test)
    found.push({ test, isTrue })
    if (test.type === 'UnaryExpression' && test.operator === '!') open.push({ test: test.argument, isTrue: !isTrue })
    else if (test.type === 'LogicalExpression' && decides(test, isTrue))
      open.push(...[test.left, test.right].map((one) => ({ test: one, isTrue })))
    else open.push(...combinedBy(test, program).map((one) => ({ test: one, isTrue })))
  }
  return found
}

const tests = /^(?:Unary|Logical|Binary)Expression$/

/** The test that a constant is the outcome of. */
function combinedBy(node: Node, program: Program): Node[] {
  const binding = program.named(node)
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return []
  const init = bare(binding.init)
  const isTest = init.type === 'CallExpression' ? pathOf(init.callee)?.join('.') === 'Boolean' : tests.test(init.type)
  return isTest ? [init] : []
}
