import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from './nodes.ts'

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
