import type { TSESTree } from '@typescript-eslint/utils'
import type { Making } from './heir.ts'
import {
  argumentAt,
  bare,
  childrenOf,
  isClass,
  isFunction,
  propertyGiven,
  propertyIn,
  propertyName,
  writtenDecorators,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './nodes.ts'
import { ofProgram } from './of-each.ts'
import type { Program } from './program.ts'
import type { Located } from './resolve.ts'
import { nodesUnder } from './under.ts'

export interface LocatedClass {
  readonly node: ClassNode
  readonly program: Program
  /** How that was made of it which is asked about. */
  readonly made?: Making | undefined
}

/** What `this` is. */
export interface Self {
  readonly node: ClassNode
  /** It is the class itself rather than what it makes. */
  readonly isStatic: boolean
}

/** What `this` is where something stands in a class: in a function that is no method it may be anything. */
export function selfAt(node: Node, program: Program): Self | undefined {
  let below: Node = node
  let isStatic: boolean | undefined
  for (const around of program.ancestors(node)) {
    if (isClass(around)) return isStatic === undefined ? undefined : { node: around, isStatic }
    if (isMember(around)) isStatic = around.static
    else if (isFunction(below) && below.type !== 'ArrowFunctionExpression' && isStatic === undefined) return undefined
    below = around
  }
  return undefined
}

/** Whether something is a method or a property of a class. */
export function isMember(node: Node): node is TSESTree.MethodDefinition | TSESTree.PropertyDefinition {
  return node.type === 'MethodDefinition' || node.type === 'PropertyDefinition'
}

/** The class that alone has what `this.#name` names. */
export function ownerOfPrivate(node: Node, program: Program): ClassNode | undefined {
  const isPrivate = node.type === 'MemberExpression' && node.property.type === 'PrivateIdentifier'
  return isPrivate ? program.classAround(node) : undefined
}

/** Whether a class has a member of a name, whatever that is, or may have one: `[name]() {}`. */
export function declares({ body }: ClassNode, name: string, isStatic = false): boolean {
  return body.body.some(
    (own) => isMemberNamed(own, name, isStatic) || isOfAnyName(own, isStatic) || (!isStatic && propertyGiven(own, name) !== undefined),
  )
}

/** Whether that is the name of a member of what a class makes, or of the class itself. */
export function isMemberNamed(own: TSESTree.ClassElement, name: string, isStatic = false): boolean {
  if (!('key' in own) || own.static !== isStatic) return false
  const { key } = own
  if (key.type === 'Literal') return key.value === name
  return !own.computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier') && key.name === name
}

/** Whether a member has a name that is worked out; those of `Symbol.iterator` and its like are none. */
export function isOfAnyName(own: TSESTree.ClassElement, isStatic: boolean): boolean {
  return 'key' in own && own.static === isStatic && own.computed && own.key.type !== 'Literal' && own.key.type !== 'MemberExpression'
}

/** Whether a property can be set by its own class alone. */
export function isOwn(property: TSESTree.PropertyDefinition): boolean {
  const { readonly, accessibility, key } = property
  return writtenDecorators(property).length === 0 && (readonly || accessibility === 'private' || key.type === 'PrivateIdentifier')
}

/** Whether nothing in sight has or sets another member of the name. */
export function isAlone(one: TSESTree.PropertyDefinition, name: string, program: Program): boolean {
  if (program.isSet(name) || writtenDecorators(one).length > 0) return false
  return program.classes.every(({ body }) => body.body.every((other) => other === one || !isMemberNamed(other, name, one.static)))
}

/** Whether a class of the same file extends one, and has another member of the name. */
export function isOverridden({ node, program }: LocatedClass, name: string, isStatic: boolean, asked = new Set<ClassNode>()): boolean {
  asked.add(node)
  return heirsIn(program, node).some((other) => {
    if (asked.has(other)) return false
    return declares(other, name, isStatic) || isOverridden({ node: other, program }, name, isStatic, asked)
  })
}

/** The classes of a file that extend one themselves. */
function heirsIn(program: Program, of: ClassNode): readonly ClassNode[] {
  return allHeirs(program).get(of) ?? []
}

const allHeirs = ofProgram((program) => {
  const heirs = new Map<ClassNode, ClassNode[]>()
  for (const one of program.classes)
    for (const base of one.superClass ? classesNamedIn(one.superClass, program) : []) heirs.set(base, [...(heirs.get(base) ?? []), one])
  return heirs
})

const mostNames = 3

/** `Orders` in `extends Orders`, `extends audited(Orders)`, and the same by another name. */
function classesNamedIn(node: Node, program: Program, names = 0): ClassNode[] {
  if (isClass(node)) return [node]
  if (node.type !== 'Identifier') return childrenOf(node).flatMap((child) => classesNamedIn(child, program, names))
  const binding = program.named(node)
  if (isClass(binding?.node)) return [binding.node]
  return binding?.init && names < mostNames ? classesNamedIn(bare(binding.init), program, names + 1) : []
}

/** Whether the program of one of several classes sets a property that a class above them has, in another file. */
function isSetBelow(below: readonly LocatedClass[], { program }: LocatedClass, name: string): boolean {
  return below.some((one) => one.program !== program && one.program.isSet(name))
}

/** What is asked of a class: what `this.name` is, and whose alone it is where it is private. */
export interface AskedMember {
  readonly name: string
  readonly isStatic: boolean
  readonly owner: ClassNode | undefined
}

/** How what classes have is read. */
export interface MemberReader<Found> {
  /** So many classes are looked at. */
  readonly most: number
  own(of: LocatedClass): Found | undefined
  handed(given: Located): Found | undefined
  baseOf(of: LocatedClass, steps: number): LocatedClass | undefined
}

/** What a class has by a name, or the next one that it extends which has that: itself, or as what is handed up to it. */
export function memberFrom<Found>(
  home: LocatedClass,
  { name, isStatic, owner }: AskedMember,
  read: MemberReader<Found>,
): Found | undefined {
  if (!home.made && isOverridden(home, name, isStatic)) return undefined
  let at: LocatedClass | undefined = home
  const below: LocatedClass[] = []
  for (let steps = 0; at && steps < read.most && !isSetBelow(below, at, name); steps++) {
    if (!owner || owner === at.node) {
      const found = read.own(at)
      if (found !== undefined) return found
      const given = isStatic ? undefined : handedUp(below, at, name, home.made)
      // What it has there is not followed, and what it extends has another one.
      if (given || declares(at.node, name, isStatic)) return given && read.handed(given)
    }
    below.push(at)
    at = read.baseOf(at, steps)
  }
  return undefined
}

/** Whether a property is called so that a text in it is there for good: `table`, `tableName`. */
export function isForTable(name: string): boolean {
  return /table/i.test(name)
}

/**
 * What one of several classes, each of which extends the next one, hands up to a class above them that keeps it in a property for good:
 * `'orders'` of `super(db, 'orders')`, and of `new Store('orders')`.
 */
function handedUp(below: readonly LocatedClass[], to: LocatedClass, name: string, made: Making | undefined): Located | undefined {
  const taking = constructorOf(to.node)
  const kept = taking && keptOf(taking, name, to.program)
  const of = kept && handedAt(kept.index, below, made)
  return of && kept.property !== undefined ? partOf(of, kept.property) : of
}

/** What a class is given for a parameter of its constructor. */
function handedAt(first: number, below: readonly LocatedClass[], made: Making | undefined): Located | undefined {
  let index = first
  for (let i = below.length - 1; i >= 0 && index >= 0; i--) {
    const by = below[i]
    const own = by && constructorOf(by.node)
    // What is made without a constructor of its own is made by that of the class it extends.
    if (!by || !own) continue
    const call = superCall(by, own)
    const given = call && argumentAt(call, index)
    index = given?.type === 'Identifier' && (i > 0 || made) ? parameterAt(given, own, by.program) : -1
    if (given && index < 0) return { node: given, program: by.program }
  }
  return made?.given[index]
}

export function constructorOf({ body }: ClassNode): TSESTree.FunctionExpression | undefined {
  const found = body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor' && one.value.body !== null)
  return found?.type === 'MethodDefinition' && found.value.type === 'FunctionExpression' ? found.value : undefined
}

/** What a constructor keeps: a parameter, or what that has under a name. */
interface Kept {
  readonly index: number
  readonly property?: string | undefined
}

/** What a property holds of what a constructor is given: a parameter that is declared with it, or what it is set to, and nothing else. */
function keptOf(constructor: TSESTree.FunctionExpression, name: string, program: Program): Kept {
  const { params } = constructor
  if (!program.isSet(name)) return { index: params.findIndex((one) => one.type === 'TSParameterProperty' && nameOf(one)?.name === name) }
  const value = setIn(constructor, name, program)
  if (value?.type === 'Identifier') return { index: parameterAt(value, constructor, program), ...takenOut(value, params, program) }
  const property = value?.type === 'MemberExpression' ? propertyName(value) : undefined
  const of = value?.type === 'MemberExpression' ? bare(value.object) : undefined
  if (property === undefined || of?.type !== 'Identifier') return { index: -1 }
  return { index: parameterAt(of, constructor, program), property }
}

/** The parameter that a name is taken out of: `constructor({ table }: Options)`. */
function takenOut(name: TSESTree.Identifier, params: readonly TSESTree.Parameter[], program: Program): Kept | undefined {
  const { node, writes } = program.named(name) ?? {}
  const part = node && program.parentOf(node)
  if (part?.type !== 'Property' || part.value !== node || writes?.length !== 0) return undefined
  const index = params.findIndex((one) => (one.type === 'AssignmentPattern' ? one.left : one) === program.parentOf(part))
  const property = propertyName(part)
  return index < 0 || property === undefined ? undefined : { index, property }
}

function partOf({ node, program }: Located, name: string): Located | undefined {
  const whole = bare(node)
  const part = whole.type === 'ObjectExpression' ? propertyIn(whole, name) : undefined
  return part?.kind === 'init' ? { node: part.value, program } : undefined
}

/** What a constructor sets a property to, and nothing else does: `this.orders = new Store('orders')`. */
function setIn(constructor: TSESTree.FunctionExpression, name: string, program: Program): Node | undefined {
  const plain = name.replace('#', '')
  if (!program.isSetOnce(plain)) return undefined
  const set = nodesUnder(constructor, program.nodesOf('AssignmentExpression')).find(({ left }) => isOfThis(left, plain))
  if (set?.operator !== '=' || program.parentOf(program.parentOf(set) ?? set) !== constructor.body) return undefined
  return bare(set.right)
}

/** What a class makes for a property where it is made itself: `this.orders = new Store('orders')`. */
export function madeInConstructor({ node, program }: LocatedClass, name: string): TSESTree.NewExpression | undefined {
  const constructor = constructorOf(node)
  const value = constructor && setIn(constructor, name, program)
  return value?.type === 'NewExpression' ? value : undefined
}

/** Which parameter of a function a name is, where it is not set again. */
export function parameterAt(name: TSESTree.Identifier, { params }: Pick<FunctionNode, 'params'>, program: Program): number {
  const binding = program.named(name)
  return binding?.writes.length === 0 ? params.findIndex((one) => nameOf(one) === binding.node) : -1
}

function isOfThis(node: Node, name: string): boolean {
  return node.type === 'MemberExpression' && bare(node.object).type === 'ThisExpression' && propertyName(node) === name
}

function nameOf(parameter: TSESTree.Parameter): TSESTree.Identifier | undefined {
  const node = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter
  const taken = node.type === 'AssignmentPattern' ? node.left : node
  return taken.type === 'Identifier' ? taken : undefined
}

function superCall({ node, program }: LocatedClass, own: TSESTree.FunctionExpression): TSESTree.CallExpression | undefined {
  const calls = nodesUnder(own, program.nodesOf('CallExpression')).filter((call) => call.callee.type === 'Super')
  const [call, ...others] = calls.filter((one) => program.classAround(one) === node)
  return others.length === 0 ? call : undefined
}
