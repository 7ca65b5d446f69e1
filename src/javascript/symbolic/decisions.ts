import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../nodes.ts'
import type { Located } from '../resolve.ts'
import type { Machine } from './machine.ts'
import type { Scope } from './scope.ts'
import { truthIn } from './truth.ts'
import type { Value } from './value.ts'

/** `a && b`, `a || b`, `a ?? b`: one side where it can be told, or both. */
export function logical(machine: Machine, node: TSESTree.LogicalExpression, at: Located, scope: Scope | undefined): Value {
  const of = (part: Node): Value => machine.evaluate({ node: part, program: at.program }, scope)
  const left = of(node.left)
  const truth = truthIn(left, machine)
  const isThere = left.kind === 'literal' ? left.value !== null && left.value !== undefined : truth
  const decided = node.operator === '??' ? isThere : truth
  if (decided !== undefined && (node.operator === '&&' ? !decided : decided)) return left
  if (decided !== undefined) return of(node.right)
  const holds = node.operator === '&&'
  const right = machine.effects.under({ value: left, holds, assumed: holds }, () => of(node.right))
  return { kind: 'call', callee: { kind: 'symbol', name: node.operator, at }, args: [left, right], isNew: false, at }
}

/** `a ? b : c` */
export function conditional(machine: Machine, node: TSESTree.ConditionalExpression, at: Located, scope: Scope | undefined): Value {
  const of = (part: Node): Value => machine.evaluate({ node: part, program: at.program }, scope)
  const test = of(node.test)
  const truth = truthIn(test, machine)
  if (truth !== undefined) return of(truth ? node.consequent : node.alternate)
  const yes = machine.effects.under({ value: test, holds: true, assumed: true }, () => of(node.consequent))
  const no = machine.effects.under({ value: test, holds: false, assumed: false }, () => of(node.alternate))
  return { kind: 'call', callee: { kind: 'symbol', name: '?:', at }, args: [test, yes, no], isNew: false, at }
}
