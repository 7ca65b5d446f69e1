import { bare, pathOf, type Node } from '../../javascript/nodes.ts'
import { isText } from '../../javascript/written-values.ts'
import { ofList } from './row-uses.ts'

/** The list that hangs on a row, where something is one of it, how many these are, or a property of one: each is nothing where there is none. */
export function listToldBy(path: readonly string[]): readonly string[] | undefined {
  const place = path.at(-1) === 'length' ? path.length - 1 : path.lastIndexOf(ofList)
  return place > 0 ? withoutPlaces(path.slice(0, place)) : undefined
}

export function withoutPlaces(path: readonly string[]): readonly string[] {
  return path.filter((step) => step !== ofList)
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
