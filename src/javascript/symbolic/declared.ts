import type { TSESTree } from '@typescript-eslint/utils'
import { bare, callOf, isFunction, propertyGiven, type ClassNode, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { declaredType, keyIn } from '../types.ts'
import { memberFrom, ownerOfPrivate } from '../members.ts'
import { assignedIn, basesOf, classOfMember, classOfThis, givenBy, locatedBaseOf } from './classes.ts'
import { keyName } from './literals.ts'
import type { Machine } from './machine.ts'
import { ofContext } from './procedure-chain.ts'
import { saysNothing, typeSaid } from './said.ts'
import { testedClass } from './tested-class.ts'
import { classAt, type Kind, type Value } from './value.ts'

const maxSteps = 8

/** Where a type is written. */
export interface LocatedType {
  readonly type: TSESTree.TypeNode
  readonly program: Program
  /** What the parameters of the class stand for that it is written in. */
  readonly given?: ReadonlyMap<string, LocatedType>
}

/**
 * What a value may be by what is written of it: itself, or where the program cannot tell, what its type says: an instance of a class is
 * written as `new` of that, with the types that it takes as what it is given.
 */
export function originsOf(value: Value, machine: Machine): readonly Value[] {
  return originsAfter(value, machine, 0)
}

interface Origins {
  readonly values: readonly Value[]
  /** What its type says, each of several. */
  readonly types: readonly Value[]
}

/** The same, what it is apart from what its type says. */
export function originsBy(value: Value, machine: Machine, steps = 0): Origins {
  const only = (values: readonly Value[]): Origins => ({ values, types: [] })
  if (steps > maxSteps) return only([value])
  if (value.kind === 'member' && value.object.kind === 'choice') {
    const { object, name, at } = value
    return only(object.of.flatMap((way) => originsAfter(machine.member(way, name, at), machine, steps + 1)))
  }
  const tested = value.kind === 'symbol' ? testedClass(value.at) : undefined
  if (tested) return only([{ kind: 'call', callee: machine.answer(tested), args: [], isNew: true, at: tested }])
  const type = typeOf(value, machine, steps)
  const types = type ? instancesOf(type, machine, steps) : []
  const own = ownOrigins(value, machine, steps)
  if (types.length + own.length > 0) return { values: [...(value.kind === 'call' ? [value] : []), ...own], types }
  const given = value.kind === 'member' || value.kind === 'symbol' ? ofContext(value, machine) : []
  if (given.length > 0) return only(given.flatMap((one) => originsAfter(one, machine, steps + 1)))
  const standard = value.kind === 'symbol' ? defaultOf(value) : undefined
  return standard ? originsBy(machine.evaluate(standard), machine, steps + 1) : only([value])
}

function originsAfter(value: Value, machine: Machine, steps: number): readonly Value[] {
  const { values, types } = originsBy(value, machine, steps)
  return [...values, ...types]
}

/** What a value may be by what the program does. */
function ownOrigins(value: Value, machine: Machine, steps: number): readonly Value[] {
  switch (value.kind) {
    case 'member':
      return ofInstances(value, machine, steps)
    case 'symbol':
      return givenTo(value, machine, steps)
    case 'call':
      return givenByMethod(value, machine, steps)
    default:
      return []
  }
}

/** What a method gives of what is known by its class: `this.unit.client()` */
function givenByMethod({ callee, args, isNew }: Kind<'call'>, machine: Machine, steps: number): readonly Value[] {
  if (isNew || callee.kind !== 'member') return []
  const [method] = classesOf(callee.object, machine, steps).flatMap((of) => machine.method(of, callee.name) ?? [])
  return method ? originsAfter(machine.within(method, args).value, machine, steps + 1) : []
}

/** What a function is called with by the one that it is given to: `withTenant(id, (db) => …)` of `fn(forTenant(id))`. */
function givenTo({ declared }: Kind<'symbol'>, machine: Machine, steps: number): readonly Value[] {
  const { index, functions } = (declared && callbackAround(declared, machine, steps)) ?? { index: 0, functions: [] }
  return functions.flatMap(({ of: { node, at }, argument }): readonly Value[] => {
    const parameter = node.params[argument]
    const binding = parameter?.type === 'Identifier' ? at.program.named(parameter) : undefined
    const uses = binding ? at.program.usesOf(binding).filter((one) => one !== parameter) : []
    const [call, ...others] = uses.flatMap((use) => callOf(use, at.program) ?? [])
    const given = others.length === 0 ? call?.arguments[index] : undefined
    return given ? originsAfter(machine.evaluate({ node: given, program: at.program }), machine, steps + 1) : []
  })
}

/** What a parameter without a type is where nobody gives it: `(em = this.em) => …` */
function defaultOf({ declared }: Kind<'symbol'>): Located | undefined {
  if (!declared) return undefined
  const { node, program } = declared
  const pattern = program.parentOf(node)
  return pattern?.type === 'AssignmentPattern' && pattern.left === node ? { node: pattern.right, program } : undefined
}

/** What a property of a thing is by the class that the thing is of: what that sets it to, or what its getter gives. */
function ofInstances(value: Extract<Value, { kind: 'member' }>, machine: Machine, steps: number): readonly Value[] {
  const { object, name, at } = value
  const own = object.kind === 'symbol' && object.name === 'this' ? classOfMember(machine, value) : undefined
  const given = (): Value | undefined => own && handedUp(value, own, machine, (one) => machine.answer(one))
  return (own ? [own, ...basesOf(own, machine)] : classesOf(object, machine, steps)).flatMap((of): readonly Value[] => {
    const instance: Value = { kind: 'instance', of: of.node, at: of.at }
    const set = machine.member(instance, name, at)
    const isUnset = set.kind === 'member' && set.object === instance
    const found = isUnset
      ? (givenBy(of, name, instance, machine) ?? assignedIn(of, name, machine) ?? (of === own ? given() : undefined))
      : set
    return found ? originsAfter(found, machine, steps + 1) : []
  })
}

/** The classes that a thing may be of, and those that they extend. */
function classesOf(object: Value, machine: Machine, steps: number): readonly Extract<Value, { kind: 'class' }>[] {
  const of =
    object.kind === 'instance'
      ? [classAt(object.of, object.at.program)]
      : object.kind === 'symbol' && object.name === 'this'
        ? [classOfThis(machine, object.at)]
        : originsAfter(object, machine, steps + 1).map((origin) => (origin.kind === 'call' && origin.isNew ? origin.callee : undefined))
  return of.flatMap((one) => (one?.kind === 'class' ? [one, ...basesOf(one, machine)] : []))
}

/** Whether a value is made of a class, or of one that extends it. */
export function isInstance(value: Value, machine: Machine, isClass: (of: Value) => boolean): boolean {
  return value.kind === 'call' && value.isNew && extendsClass(value.callee, machine, isClass, 0)
}

function extendsClass(of: Value, machine: Machine, isClass: (of: Value) => boolean, steps: number): boolean {
  if (isClass(of)) return true
  if (of.kind !== 'class' || !of.node.superClass || steps > maxSteps) return false
  return extendsClass(machine.answer({ node: of.node.superClass, program: of.at.program }), machine, isClass, steps + 1)
}

/** The type that is written for a value. */
export function typeOf(value: Value, machine: Machine, steps: number): LocatedType | undefined {
  if (steps > maxSteps) return undefined
  const { program } = value.at
  const said = isOpen(value) ? typeSaid(value.at) : undefined
  if (said && !saysNothing(said.node)) return { type: said.node, program }
  if (value.kind === 'call') return typeGiven(value, machine, steps)
  if (value.kind === 'symbol') {
    const { declared } = value
    const type = value.name === 'this' ? undefined : declared && declaredType({ name: value.name, node: declared.node }, declared.program)
    if (type) return { type, program: declared?.program ?? program }
    return declared && (typeOfInit(declared) ?? typeTaken(declared, machine) ?? givenType(declared, machine, steps))
  }
  if (value.kind !== 'member') return undefined
  const { object, name } = value
  if (object.kind === 'symbol' && object.name === 'this') return typeOfOwn(value, machine)
  if (object.kind === 'instance') return typeInClasses(object.of, name, object.at.program, machine)
  const outer = typeOf(object, machine, steps + 1)
  const origins = object.kind === 'call' ? [object] : outer ? instancesOf(outer, machine, steps + 1) : []
  for (const origin of origins)
    if (origin.kind === 'call' && origin.callee.kind === 'class')
      return typeInClasses(origin.callee.node, name, origin.callee.at.program, machine)
  return outer && memberOf(outer, name, machine)
}

/** Whether a type may say more of a value than the value does. */
function isOpen(value: Value): boolean {
  return value.kind === 'symbol' || value.kind === 'member' || value.kind === 'unknown' || (value.kind === 'call' && !value.isNew)
}

/** `{} as Services` */
function typeOfInit({ node, program }: Located): LocatedType | undefined {
  const init = node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.init : undefined
  const said = init && typeSaid({ node: bare(init), program })
  return said && !saysNothing(said.node) ? { type: said.node, program } : undefined
}

/** What a function is declared to give. */
function typeGiven({ callee, isNew }: Kind<'call'>, machine: Machine, steps: number): LocatedType | undefined {
  if (isNew) return undefined
  if (callee.kind === 'function') {
    const { node, at } = callee
    return node.returnType && { type: node.returnType.typeAnnotation, program: at.program }
  }
  const outer = callee.kind === 'member' ? typeOf(callee.object, machine, steps + 1) : undefined
  const given =
    outer && callee.kind === 'member' ? machine.types.givenBy({ node: outer.type, program: outer.program }, callee.name) : undefined
  return given && { type: given.node, program: given.program }
}

/** The type of what a pattern takes out of an object, where the type of that is written elsewhere. */
function typeTaken({ node, program }: Located, machine: Machine): LocatedType | undefined {
  const found = machine.types.ofParameter({ node }, program)
  return found && { type: found.node, program: found.program }
}

/** `this.name` */
function typeOfOwn(value: Extract<Value, { kind: 'member' }>, machine: Machine): LocatedType | undefined {
  const of = classOfMember(machine, value)
  const declared = of && typeInClasses(of.node, value.name, of.at.program, machine)
  const handed = of && typeHandedUp(value, of, machine)
  return handed && classNamed(handed) !== (declared && classNamed(declared)) ? handed : declared
}

function classNamed({ type }: LocatedType): string | undefined {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined
}

/** What an heir takes to hand up tells more than what its class may be handed: `constructor(orders: TenantRepository<Order>) { super(orders) }` */
function typeHandedUp(value: Kind<'member'>, of: Kind<'class'>, machine: Machine): LocatedType | undefined {
  if (machine.modules.heir?.node !== of.node) return undefined
  return handedUp(value, of, machine, ({ node, program }) => {
    const binding = program.named(node)
    const type = binding?.kind === 'parameter' ? declaredType({ name: binding.name, node: binding.node }, program) : undefined
    return type?.type === 'TSTypeReference' ? { type, program } : undefined
  })
}

/** What a class hands up for one that it extends to keep in a property. */
function handedUp<Found>(
  { name, at }: Kind<'member'>,
  of: Kind<'class'>,
  machine: Machine,
  handed: (given: Located) => Found | undefined,
): Found | undefined {
  const { heir } = machine.modules
  const home = heir?.node === of.node ? heir : { node: of.node, program: of.at.program }
  const asked = { name, isStatic: false, owner: ownerOfPrivate(at.node, at.program) }
  return memberFrom<Found>(home, asked, {
    most: maxSteps,
    own: () => undefined,
    handed,
    baseOf: (at) => locatedBaseOf(at, (base) => machine.answer(base)),
  })
}

interface Callback {
  /** Which of its parameters is asked about. */
  readonly index: number
  /** The functions that it is given to, and as which argument. */
  readonly functions: readonly { readonly of: Kind<'function'>; readonly argument: number }[]
}

/** The function that something is a parameter of, where it is given to others. */
function callbackAround({ node, program }: Located, machine: Machine, steps: number): Callback | undefined {
  const callback = program.functionAround(node)
  const call = callback && program.parentOf(callback)
  if (!isFunction(callback) || call?.type !== 'CallExpression') return undefined
  const [index, argument] = [callback.params.findIndex((one) => one === node), call.arguments.findIndex((one) => one === callback)]
  if (index < 0 || argument < 0) return undefined
  const called = machine.evaluate({ node: call.callee, program })
  const name = called.kind === 'member' ? called.name : ''
  const functions = called.kind === 'member' ? classesOf(called.object, machine, steps).map((of) => machine.method(of, name)) : [called]
  return { index, functions: functions.flatMap((of) => (of?.kind === 'function' ? [{ of, argument }] : [])) }
}

/** The type of a parameter of a function that is given to another one, which says what it calls it with. */
function givenType(declared: Located, machine: Machine, steps: number): LocatedType | undefined {
  const { index, functions } = callbackAround(declared, machine, steps) ?? { index: 0, functions: [] }
  for (const { of, argument } of functions) {
    const parameter = of.node.params[argument]
    const type = parameter?.type === 'Identifier' ? parameter.typeAnnotation?.typeAnnotation : undefined
    const given = type?.type === 'TSFunctionType' ? type.params[index] : undefined
    if (given?.type === 'Identifier' && given.typeAnnotation) return { type: given.typeAnnotation.typeAnnotation, program: of.at.program }
  }
  return undefined
}

/** A property of a class, or of one that it extends. */
function typeInClasses(
  node: ClassNode,
  name: string,
  program: Program,
  machine: Machine,
  given?: LocatedType['given'],
  steps = 0,
): LocatedType | undefined {
  const own = typeInClass(node, name, program)
  if (own) return given ? { ...own, given } : own
  const base = node.superClass && steps < maxSteps ? machine.answer({ node: node.superClass, program }) : undefined
  if (base?.kind !== 'class') return undefined
  const args = (node.superTypeArguments?.params ?? []).map((type): LocatedType => located(type, program, given))
  const parameters = base.node.typeParameters?.params ?? []
  const passed = new Map(parameters.flatMap(({ name: { name: one } }, i) => (args[i] ? [[one, args[i]] as const] : [])))
  return typeInClasses(base.node, name, base.at.program, machine, passed, steps + 1)
}

/** What a parameter of a class stands for, where a type is one. */
function located(type: TSESTree.TypeNode, program: Program, given: LocatedType['given']): LocatedType {
  const name = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined
  return (name === undefined ? undefined : given?.get(name)) ?? { type, program, ...(given && { given }) }
}

/** A property of a class, or of its constructor's parameters. */
function typeInClass({ body }: ClassNode, name: string, program: Program): LocatedType | undefined {
  for (const one of body.body) {
    const isProperty = one.type === 'PropertyDefinition' || one.type === 'TSAbstractPropertyDefinition'
    if (isProperty && keyName(one.key) === name && one.typeAnnotation) return { type: one.typeAnnotation.typeAnnotation, program }
    if (one.type === 'MethodDefinition' && one.kind === 'get' && keyName(one.key) === name && one.value.returnType)
      return { type: one.value.returnType.typeAnnotation, program }
    const given = propertyGiven(one, name)
    if (given?.typeAnnotation) return { type: given.typeAnnotation.typeAnnotation, program }
  }
  return undefined
}

/** The type of a property of a type. */
function memberOf({ type, program }: LocatedType, name: string, machine: Machine): LocatedType | undefined {
  const found = machine.types.ofMember({ node: type, program }, name)
  if (found) return { type: found.node, program: found.program }
  const named = type.type === 'TSTypeReference' ? valueNamed(type.typeName, program, machine) : undefined
  return named?.kind === 'class' ? typeInClasses(named.node, name, named.at.program, machine) : undefined
}

/** Types that say the same of what they are given, as far as matters here. */
const wrappers =
  /^(?:Readonly|NonNullable|Required|Partial|Omit|Pick|Promise|Awaited|Exclude|Extract|PromiseLike|Ref|WrapperType|Relation)$/

export function instancesOf({ type, program, given }: LocatedType, machine: Machine, steps: number): Value[] {
  if (steps > maxSteps) return []
  const of = (one: TSESTree.TypeNode): Value[] => instancesOf(located(one, program, given), machine, steps + 1)
  switch (type.type) {
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.flatMap(of)
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? [] : [valueNamed(type.exprName, program, machine)]
    case 'TSIndexedAccessType':
      return partsOf(type, { type, program, ...(given && { given }) }, machine, steps)
    case 'TSArrayType':
      return []
    case 'TSTypeReference': {
      const name = type.typeName.type === 'Identifier' ? type.typeName.name : ''
      const args = type.typeArguments?.params ?? []
      if (wrappers.test(name) || /^(?:Parameters|ReturnType|InstanceType)$/.test(name)) return args.slice(0, 1).flatMap(of)
      const declared = machine.types.declaration(name, program)
      if (declared?.node.type === 'TSTypeAliasDeclaration')
        return instancesOf({ type: declared.node.typeAnnotation, program: declared.program }, machine, steps + 1)
      const callee = valueNamed(type.typeName, program, machine)
      return [
        {
          kind: 'call',
          callee,
          args: args.flatMap((arg) => classOf(located(arg, program, given), machine)),
          isNew: true,
          at: { node: type, program },
        },
      ]
    }
    default:
      return []
  }
}

/** `Services['orders']`; what is behind a number, or a key that is no text, is taken as what it is in. */
function partsOf(type: TSESTree.TSIndexedAccessType, whole: LocatedType, machine: Machine, steps: number): Value[] {
  const object = { ...whole, type: type.objectType }
  const key = keyIn(type)
  const of = key === undefined ? undefined : memberOf(object, key, machine)
  if (of) return instancesOf(of, machine, steps + 1)
  const known = instancesOf(object, machine, steps + 1)
  return key === undefined ? known : known.map((one) => machine.member(one, key, { node: type, program: whole.program }))
}

/** The class that a type is of: `Order` in `Repository<Order>`. */
function classOf({ type, program }: LocatedType, machine: Machine): Value[] {
  return type.type === 'TSTypeReference' ? [valueNamed(type.typeName, program, machine)] : []
}

/** What `a.b` names as a value. */
export function valueNamed(name: TSESTree.EntityName, program: Program, machine: Machine): Value {
  const at = { node: name as Node, program }
  if (name.type !== 'TSQualifiedName') return machine.answer(at)
  return machine.member(valueNamed(name.left, program, machine), name.right.name, at)
}
