import { isFunction, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'

/** Something, and the list or the set that it is looked for in. */
export interface Searched {
  readonly one: Node
  readonly other: Node
}

/** `ids.includes(id)` and `ids.has(id)`. */
export function searchedFor(node: Node): Searched | undefined {
  return searchedBy(node, /^(?:includes|has)$/)
}

/** `ids.indexOf(id)` */
export function placeOf(node: Node): Searched | undefined {
  return searchedBy(node, /^(?:indexOf|lastIndexOf)$/)
}

function searchedBy(node: Node, methods: RegExp): Searched | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const [one] = node.arguments
  return one && methods.test(propertyName(node.callee) ?? '') ? { one, other: node.callee.object } : undefined
}

/** A function that is asked of each of a list, until one answers: `teams.some((team) => …)`. */
export interface Search {
  readonly method: string
  readonly list: Node
  readonly callback: FunctionNode
}

/** Methods that are true where they have found something. */
const saysYesOrNo = /^(?:some|every|find|findLast)$/
/** Those that look through a list, whatever they give. */
export const looksThrough = /^(?:some|every|find(?:Last)?(?:Index)?|filter)$/
export const looksAtEach = /^(?:some|every|find(?:Last)?(?:Index)?|filter|map)$/

export function searchBy(node: Node | undefined, methods = saysYesOrNo): Search | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const [method = '', [callback]] = [propertyName(node.callee), node.arguments]
  return methods.test(method) && callback && isFunction(callback) ? { method, list: node.callee.object, callback } : undefined
}
