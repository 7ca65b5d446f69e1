import type { Range } from '../catalog/place.ts'
import { childrenOf, isClass, isFunction, type Node } from '../javascript/nodes.ts'
import { programOf } from './modules.ts'

/** What of a program a place is a part of: its statement, those around that, and the function that these are in; each within the next. */
export function partsAround([start, end]: Range, file: string, text: string): readonly Range[] {
  const program = programOf(file, text)
  const parts: Node[] = []
  let next: Node | undefined = program?.ast
  while (next) {
    if (isFunction(next) || isClass(next)) parts.length = 0
    if (!isClass(next) && (isPart.test(next.type) || isFunction(next))) parts.unshift(next)
    next = childrenOf(next).find(({ range: [from, to] }) => from <= end && start <= to)
  }
  return parts.map(({ range }) => range)
}

const isPart = /(?:Statement|Declaration|Definition|Property)$/
