import { isClass, isFunction, type ClassNode, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { keyName } from './literals.ts'
import type { Machine } from './machine.ts'
import type { Scope } from './scope.ts'
import { classAt, type Kind, type Value } from './value.ts'

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

const maxBases = 20

/** A method of the class that `this` is of, or of one that it extends. */
export function methodOfThis(machine: Machine, self: Kind<'symbol'>, name: string): Value | undefined {
  const { program } = self.at
  const member = memberAround(self.at)
  const home = member && program.parentOf(program.parentOf(member) ?? member)
  if (!isClass(home)) return undefined
  let at: Kind<'class'> | undefined = classAt(home, program)
  for (let steps = 0; at && steps < maxBases; steps++) {
    const method = methodOf(at.node, at.at.program, name, undefined, self)
    if (method) return method
    const base: Value | undefined = at.node.superClass ? machine.evaluate({ node: at.node.superClass, program: at.at.program }) : undefined
    at = base?.kind === 'class' ? base : undefined
  }
  return undefined
}

/** The method or the property of a class that something stands in. */
function memberAround({ node, program }: Located): Node | undefined {
  for (const ancestor of program.ancestors(node))
    if (ancestor.type === 'MethodDefinition' || ancestor.type === 'PropertyDefinition') return ancestor
  return undefined
}
