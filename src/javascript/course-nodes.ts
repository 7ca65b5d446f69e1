import type { TSESTree } from '@typescript-eslint/utils'
import { childrenOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'

/** Whether a change puts something behind what is there. */
export function adds(node: Node): boolean {
  if (node.type === 'AssignmentExpression') return node.operator === '+=' && node.left.type === 'Identifier'
  return (
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && /^(?:push|append)$/.test(propertyName(node.callee) ?? '')
  )
}

export function isLoop({ type }: Node): boolean {
  return /^(?:For(?:In|Of)?|While|DoWhile)Statement$/.test(type)
}

/** `a ||= b` and its like. */
export function isConditional(node: Node): boolean {
  return node.type === 'AssignmentExpression' && /^(?:\|\||&&|\?\?)=$/.test(node.operator)
}

export function isAlways(test: Node | null): boolean {
  return test === null || (test.type === 'Literal' && Boolean(test.value))
}

export function unlabeled(node: TSESTree.LabeledStatement): Node {
  return node.body.type === 'LabeledStatement' ? unlabeled(node.body) : node.body
}

/** What `forEach` is given runs where it stands, as a loop does. */
export function isRepeating(callback: FunctionNode, program: Program): boolean {
  const call = program.parentOf(callback)
  if (callback.async || callback.generator || call?.type !== 'CallExpression' || call.arguments[0] !== callback) return false
  return call.callee.type === 'MemberExpression' && propertyName(call.callee) === 'forEach'
}

export function inOrder(node: Node): Node[] {
  return childrenOf(node).sort((a, b) => a.range[0] - b.range[0])
}
