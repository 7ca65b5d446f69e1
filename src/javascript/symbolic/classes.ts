import type { TSESTree } from '@typescript-eslint/utils'
import { isClass, isFunction, propertyGiven, type ClassNode, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { keyName } from './literals.ts'
import type { Machine } from './machine.ts'
import { Scope } from './scope.ts'
import { classAt, textOf, type Kind, type Value } from './value.ts'

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

/** What the class that `this` is of, or one that it extends, has by a name: a method, or what it makes itself in a getter or where it declares it. */
export function memberOfThis(machine: Machine, self: Kind<'symbol'>, name: string): Value | undefined {
  const { program } = self.at
  const member = memberAround(self.at)
  const home = member && program.parentOf(program.parentOf(member) ?? member)
  if (!isClass(home)) return undefined
  let at: Kind<'class'> | undefined = classAt(home, program)
  for (let steps = 0; at && steps < maxBases; steps++) {
    // What is abstract has its own for others to have theirs.
    const isFinal = at.node !== home || !home.abstract
    const found = methodOf(at.node, at.at.program, name, undefined, self) ?? (isFinal ? madeBy(machine, at, self, name) : undefined)
    if (found) return found
    // What it has there is not followed, and what it extends has another one.
    if (declares(at.node, name)) return undefined
    const base: Value | undefined = at.node.superClass ? machine.evaluate({ node: at.node.superClass, program: at.at.program }) : undefined
    at = base?.kind === 'class' ? base : undefined
  }
  return undefined
}

function declares({ body }: ClassNode, name: string): boolean {
  return body.body.some((own) => isNamed(own, name) || propertyGiven(own, name) !== undefined)
}

function isNamed(own: TSESTree.ClassElement, name: string): boolean {
  return 'key' in own && !own.static && keyName(own.key) === name
}

function madeBy(machine: Machine, { node, at: { program } }: Kind<'class'>, self: Value, name: string): Value | undefined {
  const one = node.body.body.find((own) => isNamed(own, name))
  if (!one || asked.has(one)) return undefined
  asked.add(one)
  try {
    const value = valueOfMember(machine, one, program, self, name)
    return value && (isMade(value) || (one.type === 'PropertyDefinition' && value.kind === 'function')) ? value : undefined
  } finally {
    asked.delete(one)
  }
}

/** The members that are being asked for what they make: one may lead back to itself. */
const asked = new WeakSet<Node>()

function valueOfMember(machine: Machine, one: TSESTree.ClassElement, program: Program, self: Value, name: string): Value | undefined {
  if (one.type === 'MethodDefinition' && one.kind === 'get' && isFunction(one.value))
    return machine.within({ kind: 'function', node: one.value, scope: undefined, self, at: { node: one, program } }, []).value
  if (one.type !== 'PropertyDefinition' || !one.value || program.isSet(name, true)) return undefined
  const isKept = one.readonly || one.accessibility === 'private'
  if (!isKept && !isAlone(one, name, program)) return undefined
  const value = machine.evaluate({ node: one.value, program }, new Scope(undefined, self, 0))
  return isKept || isNames(value) ? value : undefined
}

/** Whether nothing in sight has or sets another member of the name. */
function isAlone(one: TSESTree.ClassElement, name: string, program: Program): boolean {
  return !program.isSet(name) && program.classes.every(({ body }) => body.body.every((other) => other === one || !isNamed(other, name)))
}

/** A list of names, as of columns. */
function isNames(value: Value): boolean {
  return value.kind === 'list' && !value.open && value.items.every((item) => textOf(item) !== undefined)
}

/** What a function of a package gives, such as a condition; what a method of something gives, such as a client, is known by its type. */
function isMade(value: Value): boolean {
  if (value.kind === 'choice') return value.of.every(isMade)
  if (value.kind === 'call') return value.callee.kind === 'import' && !value.isNew
  return value.kind === 'record' || value.kind === 'list' || value.kind === 'tagged'
}

/** The method or the property of a class that something stands in. */
function memberAround({ node, program }: Located): Node | undefined {
  for (const ancestor of program.ancestors(node))
    if (ancestor.type === 'MethodDefinition' || ancestor.type === 'PropertyDefinition') return ancestor
  return undefined
}
