import { isFunction, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import { keyName } from './literals.ts'
import type { Scope } from './scope.ts'
import type { ClassNode, Value } from './value.ts'

/** A method of a class, as what `self` has. */
export function methodOf(
  node: ClassNode,
  program: Program,
  name: string,
  scope: Scope | undefined,
  self: Value,
  isStatic = false,
): Value | undefined {
  for (const one of node.body.body) {
    if (
      one.type === 'MethodDefinition' &&
      one.kind === 'method' &&
      one.static === isStatic &&
      keyName(one.key) === name &&
      isFunction(one.value)
    )
      return { kind: 'function', node: one.value, scope, self, at: { node: one, program } }
  }
  return undefined
}

/** What a class sets a property to where it declares it. */
export function initialValue(node: ClassNode, name: string, isStatic: boolean): Node | undefined {
  for (const one of node.body.body)
    if (one.type === 'PropertyDefinition' && one.value && one.static === isStatic && keyName(one.key) === name) return one.value
  return undefined
}
