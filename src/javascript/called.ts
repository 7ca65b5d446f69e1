import type { TSESTree } from '@typescript-eslint/utils'
import { madeByEffect } from './effect.ts'
import { Heir, type Making } from './heir.ts'
import { madeAtCall, makingOf, mayNameTable } from './making.ts'
import type { PlacedType } from './declared-types.ts'
import { madeMember, typeWritten } from './made.ts'
import type { Modules } from './modules.ts'
import { declares, isMember, isOfAnyName, isOverridden, madeInConstructor, memberFrom, selfAt, type LocatedClass } from './members.ts'
import {
  bare,
  isClass,
  isFunction,
  isWaiting,
  pathOf,
  propertyGiven,
  propertyIn,
  propertyName,
  soleGiven,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './nodes.ts'
import { repositoryAsked } from './own-repositories.ts'
import { importOf, type Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'
import { nodesUnder } from './under.ts'

/** A function in its program. */
export interface LocatedFunction {
  readonly node: FunctionNode
  readonly program: Program
  /** What it is called on, where that tells more than the class it stands in. */
  readonly heir?: Heir | undefined
}

/** The calls that stand in something. */
export function callsUnder(node: Node, program: Program): readonly TSESTree.CallExpression[] {
  return nodesUnder(node, program.nodesOf('CallExpression'))
}

const maxSteps = 6

/**
 * The function that a call runs: one that is in sight, a method of the class around, of a class that is named, or of what one made. The heir is
 * what the function was called on in which the call stands.
 */
export function calledFunction(
  { callee }: TSESTree.CallExpression,
  program: Program,
  modules: Modules,
  heir?: Heir,
): LocatedFunction | undefined {
  return functionNamed(callee, program, modules, heir)
}

/** The function that an expression is, be it called there or handed on. */
export function functionNamed(node: Node, program: Program, modules: Modules, heir?: Heir): LocatedFunction | undefined {
  return functionAt({ node: bare(node), program }, modules, heir)
}

/** Each part of a chain of calls is asked for what stands before it, on two ways. */
function functionAt(start: Located, modules: Modules, heir: Heir | undefined, steps = 0): LocatedFunction | undefined {
  const known = knownFunctions(start, modules)
  const asked = `${String(steps)} ${heir?.name ?? ''}`
  if (!known.has(asked)) known.set(asked, findFunction(start, modules, heir, steps))
  return known.get(asked)
}

type Found = Map<string, LocatedFunction | undefined>

const foundIn = new WeakMap<Modules, WeakMap<Program, Map<Node, Found>>>()

function knownFunctions({ node, program }: Located, modules: Modules): Found {
  const programs = foundIn.get(modules) ?? new WeakMap<Program, Map<Node, Found>>()
  const nodes = programs.get(program) ?? new Map<Node, Found>()
  const found = nodes.get(node) ?? new Map<string, LocatedFunction | undefined>()
  foundIn.set(modules, programs)
  programs.set(program, nodes)
  nodes.set(node, found)
  return found
}

function findFunction(start: Located, modules: Modules, heir: Heir | undefined, steps: number): LocatedFunction | undefined {
  const { node, program } = isOfThis(start.node) ? start : resolve(start, modules)
  if (isFunction(node)) return { node, program, heir: heirIn(node, program, heir) }
  if (node.type === 'CallExpression') return keptFunction(node, program, modules)
  const name = node.type === 'MemberExpression' ? keyOf(node.property, node.computed) : undefined
  if (node.type !== 'MemberExpression' || name === undefined) return ofMadeObject({ node, program }, modules)
  const object = { node: node.object, program }
  const owner = ownerOf(object, name, modules, heir, steps)
  if (owner) return methodFrom(owner, name, modules)
  const around = isOfThis(node) ? ofObjectAround(node, name, program) : undefined
  return around ?? functionSetOn(object, name, modules, steps) ?? ofMadeObject({ node, program }, modules)
}

/** A function that the file of a constant gives it: `Order.findOpen = function () { … }`. */
function functionSetOn(object: Located, name: string, modules: Modules, steps: number): LocatedFunction | undefined {
  const set = valueSetOn(object, name, modules, steps)
  return set && functionOf(set.node, set.program)
}

/** What the file of a constant sets of it, once: `db.Order = require('./order')(sequelize)`. */
function valueSetOn(object: Located, name: string, modules: Modules, steps: number): Located | undefined {
  const { node, program } = objectBehind(object, modules, steps)
  const parent = program.parentOf(node)
  const constant = program.named(parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id : node)
  const isSetElsewhere = object.program !== program && object.program.isSet(name)
  if (constant?.kind !== 'const' || isSetElsewhere || !program.isSetOnce(name)) return undefined
  const set = program
    .nodesOf('AssignmentExpression')
    .find(({ left }) => left.type === 'MemberExpression' && propertyName(left) === name && program.named(left.object) === constant)
  return set?.operator === '=' ? { node: set.right, program } : undefined
}

/** What a name or a property stands for, and what a function of the program makes for it. */
function objectBehind(object: Located, modules: Modules, steps: number): Located {
  const found = resolve(object, modules)
  const { node, program } = found
  if (steps > maxSteps) return found
  const next =
    node.type === 'CallExpression'
      ? madeBy({ node: bare(node.callee), program }, modules, undefined, steps)
      : node.type === 'MemberExpression'
        ? setAs(node, program, modules, steps)
        : undefined
  return next ? objectBehind(next, modules, steps + 1) : found
}

function setAs(node: TSESTree.MemberExpression, program: Program, modules: Modules, steps: number): Located | undefined {
  const name = propertyName(node)
  return name === undefined ? undefined : valueSetOn({ node: node.object, program }, name, modules, steps + 1)
}

/** A function that another one puts into what it gives back: `orders.load()` where `orders` is what `ordersFactory()` gives, or is of that type. */
function ofMadeObject(start: Located, modules: Modules): LocatedFunction | undefined {
  const made = madeMember(start, modules)
  const { node, program } = made ? resolve(made, modules) : start
  if (made && node.type === 'CallExpression') return keptFunction(node, program, modules)
  return isFunction(node) ? { node, program } : undefined
}

/** What `this` is of in a function that stands within a method. */
function heirIn(node: Node, program: Program, heir: Heir | undefined): Heir | undefined {
  const around = heir && program.classAround(node)
  return around && heir.extends(around) ? heir : undefined
}

/** `this.load()` in a method of an object that is written out. */
function ofObjectAround(node: Node, name: string, program: Program): LocatedFunction | undefined {
  for (const around of program.ancestors(node)) {
    if (!isFunction(around) || around.type === 'ArrowFunctionExpression') continue
    const property = program.parentOf(around)
    const object = property?.type === 'Property' && property.value === around ? program.parentOf(property) : undefined
    if (object?.type !== 'ObjectExpression' || program.isSet(name)) return undefined
    const method = propertyIn(object, name)
    return method?.kind === 'init' ? functionOf(method.value, program) : undefined
  }
  return undefined
}

function isOfThis(node: Node): boolean {
  return node.type === 'MemberExpression' && bare(node.object).type === 'ThisExpression'
}

/** `cache(async (id) => …)` of React gives the function itself. What Next keeps, it keeps for whoever asks with the same arguments. */
function keptFunction(call: TSESTree.CallExpression, program: Program, modules: Modules): LocatedFunction | undefined {
  const {
    callee,
    arguments: [given],
  } = call
  const made = madeByEffect(call, program)
  if (made) return { node: made, program }
  const path = pathOf(callee) ?? []
  if (!given || !/^(?:React\.)?cache$/.test(path.join('.'))) return undefined
  const binding = program.bindingOf(path[0] ?? '', callee)
  if (binding && importOf(binding, program)?.from !== 'react') return undefined
  const own = resolve({ node: given, program }, modules)
  return isFunction(own.node) ? { node: own.node, program: own.program } : undefined
}

interface LocatedMade extends Located {
  readonly by: FunctionNode
  readonly heir: Heir | undefined
}

interface Owner {
  readonly node: ClassNode
  readonly program: Program
  /** It is the class itself rather than what it makes. */
  readonly isStatic: boolean
  /** The class whose `super` it is. */
  readonly below?: Owner
  /** Of what it was made. */
  readonly made?: Making | undefined
}

/** Whose method `this.load()`, `super.load()` or `orders.load()` calls. */
function ownerOf(object: Located, name: string, modules: Modules, heir: Heir | undefined, steps: number): Owner | undefined {
  const { node, program } = selfNamed(object, modules)
  if (node.type !== 'ThisExpression' && node.type !== 'Super') return classOf({ node, program }, modules, heir, steps)
  const around = ownerAround(node, program)
  const self: Owner | undefined =
    around && heir?.extends(around.node) ? { node: heir.node, program: heir.program, made: heir.made, isStatic: around.isStatic } : around
  if (!around || !self) return undefined
  // What is private has the class alone that it stands in.
  if (node.type === 'ThisExpression') return name.startsWith('#') && self !== around ? { ...around, below: self } : self
  const base = baseOf(around, modules)
  return base && { ...base, below: self }
}

/** `this`, also where a name stands for it: `const self = this` */
function selfNamed({ node: object, program }: Located, modules: Modules): Located {
  const node = bare(object)
  const named = node.type === 'Identifier' ? resolve({ node, program }, modules) : undefined
  return named?.node.type === 'ThisExpression' ? named : { node, program }
}

/** The class that an object is, or is made by. */
function classOf({ node: object, program }: Located, modules: Modules, heir?: Heir, steps = 0): Owner | undefined {
  const node = bare(object)
  if (steps > maxSteps) return undefined
  const further = (next: Node | undefined): Owner | undefined => next && classOf({ node: next, program }, modules, heir, steps + 1)
  if (isWaiting(node)) {
    // A service of Effect is not the class that it is asked for by.
    const found = further(node.argument)
    return found?.isStatic ? undefined : found
  }
  switch (node.type) {
    case 'ThisExpression':
      return ownerAround(node, program)
    case 'NewExpression': {
      const instance = instanceOf(node.callee, program, modules)
      return instance && { ...instance, made: makingOf(node, program) }
    }
    case 'CallExpression': {
      const repository = repositoryAsked(node, program, modules)
      if (repository) return instanceOf(repository.node, repository.program, modules)
      const made = madeBy({ node: bare(node.callee), program }, modules, heir, steps)
      const owner = made && classOf(made, modules, made.heir, steps + 1)
      return made && owner?.made ? { ...owner, made: madeAtCall(owner.made, made.by, { node, program }) } : owner
    }
    case 'MemberExpression': {
      const name = isOfThis(node) ? keyOf(node.property, node.computed) : undefined
      const around = name === undefined ? undefined : ownerAround(node, program)
      if (name !== undefined && around) return heldFrom(around, name, modules, heir, steps) ?? handedBy(heir, around, name, modules, steps)
      break
    }
    default:
  }
  const found = resolve({ node, program }, modules)
  if (isClass(found.node)) return { node: found.node, program: found.program, isStatic: true }
  if (found.node !== node) return classOf(found, modules, heir, steps + 1)
  const set = node.type === 'MemberExpression' ? setAs(node, program, modules, steps) : undefined
  const made = set ?? madeMember({ node, program }, modules)
  if (made) return classOf(made, modules, heir, steps + 1)
  const type = typeWritten({ node, program }, modules)
  return type && ofType(type, modules)
}

/** What a function of the program makes, where it does so in one place: `ordersOf(organizationId)` gives `new Orders(organizationId)`. */
function madeBy(callee: Located, modules: Modules, heir: Heir | undefined, steps: number): LocatedMade | undefined {
  const maker = functionAt(callee, modules, heir, steps + 1)
  const made = maker && soleGiven(maker.node)
  return made && { node: made, program: maker.program, heir: maker.heir, by: maker.node }
}

function ownerAround(node: Node, program: Program): Owner | undefined {
  const self = selfAt(node, program)
  return self && { ...self, program }
}

function instanceOf(name: Node, program: Program, modules: Modules): Owner | undefined {
  const made = resolve({ node: name, program }, modules)
  return isClass(made.node) ? { node: made.node, program: made.program, isStatic: false } : undefined
}

/** What a property of `this` holds: that of its class, or of the nearest that it extends and that has one. */
function heldFrom(owner: Owner, name: string, modules: Modules, heir: Heir | undefined, steps: number): Owner | undefined {
  const isOwn = steps > maxSteps || declares(owner.node, name, owner.isStatic)
  const base = isOwn ? undefined : baseOf(owner, modules)
  return base ? heldFrom(base, name, modules, heir, steps + 1) : heldIn(owner, name, modules, heir, steps)
}

/** What a property of a class holds: by its type, or what it is set to. */
function heldIn(
  { node, program, isStatic }: Owner,
  name: string,
  modules: Modules,
  heir: Heir | undefined,
  steps: number,
): Owner | undefined {
  const further = (value: Node | undefined): Owner | undefined => value && classOf({ node: value, program }, modules, heir, steps + 1)
  for (const member of node.body.body) {
    if (member.type === 'PropertyDefinition' && member.static === isStatic && keyOf(member.key, member.computed) === name) {
      const made = isStatic ? undefined : madeInConstructor({ node, program }, name)
      if (made) return further(made)
      if (member.typeAnnotation) return ofType({ node: member.typeAnnotation.typeAnnotation, program }, modules)
      return program.isSet(name.replace('#', '')) ? undefined : further(member.value ?? undefined)
    }
    const given = propertyGiven(member, name)
    if (given?.typeAnnotation) return ofType({ node: given.typeAnnotation.typeAnnotation, program }, modules)
  }
  return undefined
}

/** What a property holds by what the heir of its class hands up to that. */
function handedBy(heir: Heir | undefined, { node, isStatic }: Owner, name: string, modules: Modules, steps: number): Owner | undefined {
  if (!heir?.extends(node)) return undefined
  return memberFrom<Owner>(
    heir,
    { name, isStatic, owner: undefined },
    {
      most: maxSteps,
      own: () => undefined,
      handed: (given) => classOf(given, modules, undefined, steps + 1),
      baseOf: (of) => classAbove(of, modules),
    },
  )
}

function ofType({ node: type, program }: PlacedType, modules: Modules): Owner | undefined {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? instanceOf(type.typeName, program, modules) : undefined
}

function keyOf(key: Node, isComputed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Literal') return String(key.value)
  return key.type === 'Identifier' && !isComputed ? key.name : undefined
}

/** A method of a class, or of the one that it extends; none where it may be another one. */
function methodFrom(owner: Owner, name: string, modules: Modules, steps = 0): LocatedFunction | undefined {
  const { node, program, isStatic, below, made } = owner
  if (program.isSet(name.replace('#', '')) || (!below && !made && isOverridden(owner, name, isStatic))) return undefined
  const own = memberOf(node, name, isStatic)
  if (own) {
    const found = isMember(own) && own.value && isCalled(own) && !isOfAnyName(own, isStatic) ? functionOf(own.value, program) : undefined
    return found && { ...found, heir: heirOf(below ?? owner, modules, below !== undefined) }
  }
  const base = steps < maxSteps ? baseOf(owner, modules) : undefined
  return base && methodFrom({ ...base, below: below ?? owner }, name, modules, steps + 1)
}

/** A method of what a class makes, its own or of one that it extends. */
export function methodOfClass({ node, program }: LocatedClass, name: string, modules: Modules): LocatedFunction | undefined {
  return methodFrom({ node, program, isStatic: false }, name, modules)
}

/** What a method is called on, where that tells more than its class does. */
function heirOf({ node, program, made }: LocatedClass, modules: Modules, isBelow: boolean): Heir | undefined {
  const telling = made && mayNameTable(made.given, modules) ? made : undefined
  if (!isBelow && !telling) return undefined
  const bases = classesAbove({ node, program }, modules).map((base) => base.node)
  return new Heir(node, program, bases, telling)
}

/** All classes that one extends, from itself upwards. */
export function classesAbove(one: LocatedClass, modules: Modules): LocatedClass[] {
  const above: LocatedClass[] = []
  let base = classAbove(one, modules)
  while (base && above.length < maxSteps && !above.some(({ node }) => node === base?.node)) {
    above.push(base)
    base = classAbove(base, modules)
  }
  return above
}

function classAbove({ node, program }: LocatedClass, modules: Modules): LocatedClass | undefined {
  return node.superClass ? instanceOf(node.superClass, program, modules) : undefined
}

function baseOf({ node, program, isStatic }: Owner, modules: Modules): Owner | undefined {
  const base = classAbove({ node, program }, modules)
  return base && { ...base, isStatic }
}

function functionOf(value: Node, program: Program): LocatedFunction | undefined {
  const node = bare(value)
  return isFunction(node) ? { node, program } : undefined
}

/** Whether a member is what is called, rather than a function that gives it. */
function isCalled(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  return member.type === 'PropertyDefinition' || member.kind === 'method'
}

function memberOf({ body }: ClassNode, name: string, isStatic: boolean): TSESTree.ClassElement | undefined {
  return body.body.find((member) => {
    if (isOfAnyName(member, isStatic)) return true
    if (!('key' in member) || member.static !== isStatic || keyOf(member.key, member.computed) !== name) return false
    // An overload says what the one behind it takes.
    return !(isMember(member) && member.value?.type === 'TSEmptyBodyFunctionExpression')
  })
}
