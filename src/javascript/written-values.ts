import type { TSESTree } from '@typescript-eslint/utils'
import { bare, pathOf, type Node } from './nodes.ts'

/** Texts, numbers and answers that are written out. */
export function isText(node: Node): node is TSESTree.StringLiteral {
  return node.type === 'Literal' && typeof node.value === 'string'
}

export function isNumber(node: Node): node is TSESTree.NumberLiteral | TSESTree.BigIntLiteral {
  return node.type === 'Literal' && (typeof node.value === 'number' || typeof node.value === 'bigint')
}

export function isAnswer(node: Node): node is TSESTree.BooleanLiteral {
  return node.type === 'Literal' && typeof node.value === 'boolean'
}

/** `'owner'`, `Role.OWNER`, or a list of these: what is the same is something. */
export function isSomethingWritten(value: Node): boolean {
  const node = bare(value)
  if (node.type === 'ArrayExpression') return node.elements.every((one) => one !== null && isSomethingWritten(one))
  if (node.type === 'Literal') return node.value !== null
  return node.type === 'MemberExpression' && pathOf(node)?.every((step) => /^[A-Z]/.test(step)) === true
}

/** `'owner'`, `Role.OWNER` */
export function isTextOrName(node: Node): boolean {
  return isText(node) || (bare(node).type === 'MemberExpression' && isSomethingWritten(node))
}
