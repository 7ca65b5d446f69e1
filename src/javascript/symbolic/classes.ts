import type { TSESTree } from '@typescript-eslint/utils'
import {
  constructorOf,
  isAlone,
  isForTable,
  isMemberNamed,
  isOwn,
  memberFrom,
  ownerOfPrivate,
  selfAt,
  type LocatedClass,
} from '../members.ts'
import { isFunction, pathOf, type ClassNode, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { nodesUnder } from '../under.ts'
import { keyName } from './literals.ts'
import type { Machine } from './machine.ts'
import { Scope } from './scope.ts'
import { classAt, literal, textOf, type Kind, type Value } from './value.ts'

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
function initialValue(node: ClassNode, name: string, isStatic: boolean): Node | undefined {
  for (const one of node.body.body)
    if (one.type === 'PropertyDefinition' && one.value && one.static === isStatic && keyName(one.key) === name) return one.value
  return undefined
}

const maxBases = 20

/** What an expression is, as part of the question that is being asked, or as one of its own. */
type Ask = (located: Located) => Value

/** What a class, or one that it extends, has by a name: as `self`, the class itself or what it made. */
export function memberOfClass(machine: Machine, of: Kind<'class'>, self: Kind<'class' | 'instance'>, name: string): Value | undefined {
  const isStatic = self.kind === 'class'
  for (const { node, at } of upwardsFrom(of, (base) => machine.evaluate(base))) {
    const method = methodOf(node, at.program, name, undefined, self, isStatic)
    if (method) return method
    const value = initialValue(node, name, isStatic)
    if (value) return machine.evaluate({ node: value, program: at.program }, new Scope(undefined, self, 0))
  }
  const id = isStatic && name === 'name' ? of.node.id : undefined
  return id ? literal(id.name, of.at) : undefined
}

/** The classes that one extends, from the nearest upwards. */
export function basesOf(of: Kind<'class'>, machine: Machine): readonly Kind<'class'>[] {
  return [...upwardsFrom(of, (base) => machine.answer(base))].slice(1)
}

/** A class and those that it extends, each before what it extends itself. */
function* upwardsFrom(of: Kind<'class'>, ask: Ask): Generator<Kind<'class'>> {
  let at: Kind<'class'> | undefined = of
  for (let steps = 0; at && steps <= maxBases; steps++) {
    yield at
    at = baseOf({ node: at.node, program: at.at.program }, ask)
  }
}

function baseOf({ node: { superClass }, program }: LocatedClass, ask: Ask): Kind<'class'> | undefined {
  const base = superClass ? ask({ node: superClass, program }) : undefined
  return base?.kind === 'class' ? base : undefined
}

/** The class that one extends, with its program. */
export function locatedBaseOf(of: LocatedClass, ask: Ask): LocatedClass | undefined {
  const base = baseOf(of, ask)
  return base && { node: base.node, program: base.at.program }
}

/** `get name() { … }` */
export function givenBy({ node, at: { program } }: Kind<'class'>, name: string, self: Value, machine: Machine): Value | undefined {
  for (const one of node.body.body) {
    if (one.type !== 'MethodDefinition' || one.kind !== 'get' || keyName(one.key) !== name || !isFunction(one.value)) continue
    const at = { node: one, program }
    return machine.within({ kind: 'function', node: one.value, scope: undefined, self, at }, []).value
  }
  return undefined
}

/** `this.name = …` in the constructor. */
export function assignedIn({ node, at: { program } }: Kind<'class'>, name: string, machine: Machine): Value | undefined {
  const constructor = constructorOf(node)
  if (!constructor) return undefined
  const found = nodesUnder(constructor, program.nodesOf('AssignmentExpression')).findLast(
    (one) => pathOf(one.left)?.join('.') === `this.${name}`,
  )
  return found && machine.answer({ node: found.right, program })
}

/** The class of which `this` is where something stands in a class. */
export function classOfThis(machine: Machine, located: Located): Kind<'class'> | undefined {
  const home = homeOfThis(machine, located)
  return home && classAt(home.node, home.program)
}

/** The same, with how that was made which is asked about. */
function homeOfThis({ modules: { heir } }: Machine, { node, program }: Located): LocatedClass | undefined {
  const around = program.classAround(node)
  return around && (heir?.extends(around) ? heir : { node: around, program })
}

/** The class whose member `this.name` is, or of one that it extends: what is private is of the class that it is written in. */
export function classOfMember(machine: Machine, { object, at: { node, program } }: Kind<'member'>): Kind<'class'> | undefined {
  const owner = ownerOfPrivate(node, program)
  return owner ? classAt(owner, program) : classOfThis(machine, object.at)
}

/** What the class that `this` is of, or one that it extends, has by a name: a method, or what it makes itself in a getter or where it declares it. */
export function memberOfThis(machine: Machine, self: Kind<'symbol'>, name: string, reading: Located): Value | undefined {
  const own = selfAt(self.at.node, self.at.program)
  const home = own && homeOfThis(machine, self.at)
  if (!own || !home) return undefined
  const { isStatic } = own
  return memberFrom<Value>(
    home,
    { name, isStatic, owner: ownerOfPrivate(reading.node, reading.program) },
    {
      most: maxBases,
      own: (at) => {
        // What is abstract has its own for others to have theirs.
        const isFinal = at !== home || !at.node.abstract
        return methodOfThis(at, name, self, isStatic) ?? (isFinal ? madeBy(machine, at, self, name, isStatic) : undefined)
      },
      handed: (given) => valueHandedUp(machine, given),
      baseOf: (at) => locatedBaseOf(at, (base) => machine.evaluate(base)),
    },
  )
}

function methodOfThis({ node, program }: LocatedClass, name: string, self: Value, isStatic: boolean): Value | undefined {
  return program.isSet(name, true) ? undefined : methodOf(node, program, name, undefined, self, isStatic)
}

/** `'orders'` for `this.table`, where a class hands that up: `super(db, 'orders')`. */
function valueHandedUp(machine: Machine, given: Located): Value | undefined {
  const value = machine.evaluate(given)
  return isMade(value, machine) ? value : undefined
}

function madeBy(machine: Machine, { node, program }: LocatedClass, self: Value, name: string, isStatic: boolean): Value | undefined {
  const one = node.body.body.find((own) => isMemberNamed(own, name, isStatic))
  if (!one || asked.has(one)) return undefined
  asked.add(one)
  try {
    const value = valueOfMember(machine, one, program, self, name)
    return value && (isMade(value, machine) || (one.type === 'PropertyDefinition' && value.kind === 'function')) ? value : undefined
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
  const isKept = isOwn(one)
  if (!isKept && !isAlone(one, name, program)) return undefined
  const value = machine.evaluate({ node: one.value, program }, new Scope(undefined, self, 0))
  return isKept || isNames(value) || (isForTable(name) && textOf(value) !== undefined) ? value : undefined
}

/** A list of names, as of columns. */
function isNames(value: Value): boolean {
  return value.kind === 'list' && !value.open && value.items.every((item) => textOf(item) !== undefined)
}

/** A name, a class, a table, or what a function of a package gives, such as a condition; what a method of something else gives, such as a client, is known by its type. */
function isMade(value: Value, machine: Machine): boolean {
  if (textOf(value) !== undefined || value.kind === 'class') return true
  if (value.kind === 'choice') return value.of.every((one) => isMade(one, machine))
  if (value.kind === 'call') return (value.callee.kind === 'import' && !value.isNew) || machine.variables?.isTable(value) === true
  return value.kind === 'record' || value.kind === 'list' || value.kind === 'tagged'
}
