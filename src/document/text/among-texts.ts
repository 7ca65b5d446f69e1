import type { TSESTree } from '@typescript-eslint/utils'
import { bare, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isSomethingWritten, isTextOrName } from '../../javascript/written-values.ts'
import { constantOf } from './constants.ts'
import { listInSet } from './counted.ts'
import { searchedFor } from './searches.ts'
import { isWrittenAs } from './steady.ts'

/** What is something where it is one of some texts: `['owner', 'admin'].includes(member?.role)`, `MANAGERS.has(member?.role ?? '')`. */
export function amongTexts(node: Node, program: Program): Node | undefined {
  const { one, other } = searchedFor(node) ?? {}
  const texts = other && textsIn(other, program)
  if (!one || !texts) return undefined
  const { value, orElse } = withDefault(one, program)
  return orElse && texts.some((text) => isWrittenAs(text, orElse, program)) ? undefined : value
}

/** What is something where it, or else a text, is a certain one: `member?.role === 'owner'`; or where that is not it: `(member?.role ?? 'none') !== 'none'`. */
export function ofText(given: Node, text: Node, isEqual: boolean, program: Program): Node | undefined {
  const { value, orElse } = withDefault(given, program)
  if (!orElse) return isEqual ? value : undefined
  return isWrittenAs(text, orElse, program) === isEqual ? undefined : value
}

/** The texts that are written in a list or a set; none of a constant of another file, in which there is nothing but such. */
function textsIn(list: Node, program: Program): readonly Node[] | undefined {
  const node = constantOf(bare(list), program)
  const inner = bare(listInSet(node, program) ?? node)
  if (inner.type === 'ArrayExpression')
    return inner.elements.every((one) => one !== null && isTextOrName(one)) ? inner.elements.flatMap((one) => one ?? []) : undefined
  return isConstant.test(pathOf(inner)?.at(-1) ?? '') ? [] : undefined
}

const isConstant = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/

/** `member?.role ?? 'none'`, itself or under the name of a constant. */
function withDefault(given: Node, program: Program): { readonly value: Node; readonly orElse?: Node } {
  const node = constantOf(bare(given), program)
  return isWithDefault(node) ? { value: node.left, orElse: node.right } : { value: given }
}

export function isWithDefault(node: Node): node is TSESTree.LogicalExpression {
  return node.type === 'LogicalExpression' && node.operator !== '&&' && isSomethingWritten(node.right)
}
