import type { TSESTree } from '@typescript-eslint/utils'
import { isNumberByDefault } from './defaults.ts'
import { listGoneThrough, partGoneThrough, roundsOf, type PartOfEach } from './listed.ts'
import { noModules, type Modules } from './modules.ts'
import { awaited, bare, isFunction, isWaiting, pathOf, propertyIn, propertyName, returnsIn, type FunctionNode, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'
import { declaredType, elementType, isPlainType, memberType, returnedBy } from './types.ts'

/** Deeper ones would take the stack; nobody writes them. */
const maxDepth = 60
const maxSteps = 8

/** What is harmless in a program and what it imports. Nothing is looked at twice, so that lists of lists and functions of functions end. */
export class Harmless {
  readonly #known = new Map<Node, boolean>()
  readonly #given = new Map<Node, boolean>()
  #depth = 0
  readonly modules: Modules

  constructor(modules: Modules) {
    this.modules = modules
  }

  /**
   * Whether an expression gives no text that anybody but the program wrote: numbers, dates, constants, placeholders that are counted, and
   * what is made of these alone.
   */
  is({ node, program }: Located): boolean {
    const expression = bare(node)
    return this.#once(this.#known, expression, () => isHarmlessExpression(expression, program, this))
  }

  /** Whether all that a function returns is harmless, by the type that it says or by what is written. */
  given({ node, program }: Located): boolean {
    return this.#once(this.#given, node, () => isGivingHarmless(node, program, this))
  }

  /** Numbers, dates, texts that a type lists, lists of them, and what a function returns that gives nothing else. */
  type(type: TSESTree.TypeNode | undefined, program: Program): boolean {
    return type !== undefined && this.#once(this.#known, type, () => isHarmlessType(type, program, this))
  }

  /** What is asked of itself, and what is too deep, is not. */
  #once(known: Map<Node, boolean>, node: Node, find: () => boolean): boolean {
    const before = known.get(node)
    if (before !== undefined || this.#depth > maxDepth) return before ?? false
    known.set(node, false)
    this.#depth++
    const found = find()
    this.#depth--
    known.set(node, found)
    return found
  }
}

function isHarmlessExpression(node: Node, program: Program, harmless: Harmless): boolean {
  const further = (next: Node): boolean => harmless.is({ node: next, program })
  if (isWaiting(node)) return further(node.argument)
  switch (node.type) {
    case 'Literal':
    case 'UpdateExpression':
    case 'UnaryExpression':
      return true
    case 'TemplateLiteral':
      return node.expressions.every((one) => further(one))
    case 'BinaryExpression':
      return node.operator !== '+' || (further(node.left) && further(node.right))
    case 'ConditionalExpression':
      return further(node.consequent) && further(node.alternate)
    case 'LogicalExpression':
      return further(node.left) && further(node.right)
    case 'ArrayExpression':
      return node.elements.every((one) => one === null || further(one))
    case 'SpreadElement':
      return further(node.argument)
    case 'Identifier': {
      const binding = program.named(node)
      return binding !== undefined && isHarmlessName(binding, program, harmless)
    }
    case 'MemberExpression':
      return (
        propertyName(node) === 'length' ||
        harmless.type(typeOf(node, program), program) ||
        isNumberOfResult(node, program, harmless) ||
        isOfConstants(node, program, harmless) ||
        further(node.object)
      )
    case 'NewExpression':
      return isNamed(node.callee, 'Date') || isHarmlessSet(node, program, harmless)
    case 'CallExpression':
      return isHarmlessCall(node, program, harmless)
    default:
      return false
  }
}

/** `new Set<number>()`, `new Set(ids)`. */
function isHarmlessSet(node: TSESTree.NewExpression, program: Program, harmless: Harmless): boolean {
  if (!isNamed(node.callee, 'Set')) return false
  const [type, [of]] = [node.typeArguments?.params[0], node.arguments]
  return harmless.type(type, program) || (of !== undefined && harmless.is({ node: of, program }))
}

/** `columns[sort]` of an object that lists all that it may be. */
function isOfConstants({ object, computed }: TSESTree.MemberExpression, program: Program, harmless: Harmless): boolean {
  const listed = computed ? resolve({ node: object, program }, harmless.modules) : undefined
  if (listed?.node.type !== 'ObjectExpression' || listed.node.properties.length === 0) return false
  return listed.node.properties.every((one) => one.type === 'Property' && harmless.is({ node: one.value, program: listed.program }))
}

/** `options.timeout`, where the function that made the options gives a number there. */
function isNumberOfResult(node: TSESTree.MemberExpression, program: Program, harmless: Harmless): boolean {
  const [callee, name] = [makerOf(bare(node.object), program), propertyName(node)]
  const maker = callee && resolve({ node: callee, program }, harmless.modules)
  if (!maker || name === undefined || !isFunction(maker.node)) return false
  const returned = returnedFrom(maker.node).map((one) => numberIn(bare(one), name))
  return returned.length > 0 && returned.every((one) => one !== undefined && harmless.is({ node: one, program: maker.program }))
}

/** The function of which an object is said or seen to be what it returns. */
function makerOf(object: Node, program: Program): Node | undefined {
  const type = typeOf(object, program)
  const binding = program.named(object)
  if (type || !binding) return type?.type === 'TSTypeReference' ? returnedBy(type) : undefined
  const call = binding.kind === 'const' && binding.property === undefined && binding.init ? awaited(binding.init) : undefined
  return call?.type === 'CallExpression' ? call.callee : undefined
}

/** What an object says that a property is, where that is worked out: a text could be replaced by another one later. */
function numberIn(object: Node, name: string): Node | undefined {
  if (object.type !== 'ObjectExpression') return undefined
  const property = propertyIn(object, name)
  const value = property && bare(property.value)
  const isWorkedOut = value?.type === 'Literal' ? typeof value.value !== 'string' : value?.type === 'CallExpression'
  return isWorkedOut ? value : undefined
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

function isHarmlessName(binding: Binding, program: Program, harmless: Harmless): boolean {
  const { kind, init, property, writes } = binding
  const further = (node: Node): boolean => harmless.is({ node, program })
  if (harmless.type(typeOfBinding(binding, program), program) || isIndex(binding, program)) return true
  if (isNumberByDefault(binding, program) || isHarmlessPart(binding, program, harmless)) return true
  const rounds = roundsOf(binding, program, noModules)
  if (rounds?.of.every((one) => typeof one === 'string' || further(one.node))) return true
  const list = listGoneThrough(binding, program)
  if (list && further(list)) return true
  return (kind === 'const' || kind === 'item') && init !== undefined && property === undefined && writes.length === 0 && further(init)
}

function isHarmlessType(type: TSESTree.TypeNode, program: Program, harmless: Harmless): boolean {
  const element = elementType(type, program)
  if (element) return harmless.type(element, program)
  return isPlainType(type, program, (other) => {
    const callee = returnedBy(other)
    if (!callee) return isNamed(other.typeName, 'Date')
    return numbers.test(program.text.slice(...callee.range)) || harmless.given({ node: callee, program })
  })
}

/** `const { limit = 10 } = paging`, where the type of the property and its default are harmless. */
function isHarmlessPart({ name, node, writes }: Binding, program: Program, harmless: Harmless): boolean {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init || writes.length > 0) return false
  for (const part of node.id.properties) {
    const assigned = part.type === 'Property' && part.value.type === 'AssignmentPattern' ? part.value : undefined
    if (part.type !== 'Property' || assigned?.left.type !== 'Identifier' || assigned.left.name !== name) continue
    const [object, key] = [node.id.typeAnnotation?.typeAnnotation ?? typeOf(node.init, program), propertyName(part)]
    return (
      harmless.is({ node: assigned.right, program }) &&
      object !== undefined &&
      key !== undefined &&
      harmless.type(memberType(object, key, program), program)
    )
  }
  return false
}

/** The type that an expression is said to have, where that is written. */
function typeOf(expression: Node, program: Program, steps = 0): TSESTree.TypeNode | undefined {
  const node = bare(expression)
  if (steps > maxSteps) return undefined
  if (node.type === 'Identifier') {
    const binding = program.named(node)
    return binding && typeOfBinding(binding, program, steps + 1)
  }
  if (node.type !== 'MemberExpression') return undefined
  const [object, name] = [typeOf(node.object, program, steps + 1), propertyName(node)]
  return object && name !== undefined ? memberType(object, name, program) : undefined
}

function typeOfBinding(binding: Binding, program: Program, steps = 0): TSESTree.TypeNode | undefined {
  const declared = declaredType(binding, program)
  if (declared) return declared
  const { kind, init, property } = binding
  const part = steps > maxSteps ? undefined : partGoneThrough(binding, program)
  if (part) return partType(part, program, steps)
  if (kind !== 'const' || !init || property === undefined) return undefined
  const object = typeOf(init, program, steps)
  return object && memberType(object, property, program)
}

/** The type of each of a list, or of what is taken out of it. */
function partType({ list, path }: PartOfEach, program: Program, steps: number): TSESTree.TypeNode | undefined {
  const type = typeOf(list, program, steps + 1)
  const element = type && elementType(type, program)
  return path.reduce<TSESTree.TypeNode | undefined>((of, key) => of && memberType(of, key, program), element)
}

/** The second parameter of what `map` and `forEach` are given counts. */
function isIndex({ kind, node, writes }: Binding, program: Program): boolean {
  const callback = kind === 'parameter' && writes.length === 0 ? program.parentOf(node) : undefined
  if (!isFunction(callback) || callback.params[1] !== node) return false
  const call = program.parentOf(callback)
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  const at = pathOf(call.callee)?.join('.') === 'Array.from' ? 1 : 0
  return call.arguments[at] === callback && /^(?:map|flatMap|forEach|filter|from)$/.test(propertyName(call.callee) ?? '')
}

const numbers = /^(?:Number|parseInt|parseFloat|BigInt|Boolean|Math\.\w+|Number\.\w+|Date\.(?:now|parse|UTC))$/

/** Methods that give numbers, booleans or the text of a date, whatever they are asked of. */
const plainMethods =
  /^(?:toISOString|getTime|valueOf|get(?:UTC)?(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)|getTimezoneOffset|indexOf|findIndex|includes|startsWith|endsWith|push)$/

/** Methods that give parts or other forms of what they are asked of, whatever they are given. */
const formingMethods =
  /^(?:to(?:String|JSON|Fixed|Precision|Exponential|UpperCase|LowerCase)|trim(?:Start|End)?|slice|substr|substring|at|charAt|split|filter|sort|reverse)$/

function isHarmlessCall(node: TSESTree.CallExpression, program: Program, harmless: Harmless): boolean {
  const { callee } = node
  const further = (next: Node): boolean => harmless.is({ node: next, program })
  const isAllHarmless = (): boolean => node.arguments.every((one) => further(one))
  if (isNamed(callee, 'String')) return isAllHarmless()
  if (isNamed(callee, 'Date') || numbers.test(pathOf(callee)?.join('.') ?? '')) return true
  if (harmless.given(resolve({ node: callee, program }, harmless.modules))) return true
  if (callee.type !== 'MemberExpression') return false
  const method = propertyName(callee) ?? ''
  if (plainMethods.test(method)) return true
  if (/^(?:fill|raw|unsafe)$/.test(method)) return isAllHarmless()
  if (/^(?:map|flatMap|from)$/.test(method)) return node.arguments.some((one) => isFunction(one) && harmless.given({ node: one, program }))
  return further(callee.object) && (formingMethods.test(method) || isAllHarmless())
}

function isGivingHarmless(node: Node, program: Program, harmless: Harmless): boolean {
  if (node.type === 'Identifier') {
    const binding = program.named(node)
    const value = binding?.kind === 'const' ? binding.init : binding?.kind === 'function' ? binding.node : undefined
    return isFunction(value) && harmless.given({ node: value, program })
  }
  if (!isFunction(node)) return false
  const type = node.returnType?.typeAnnotation
  if (type) return harmless.type(type, program)
  return returnedFrom(node).every((one) => harmless.is({ node: one, program }))
}

/** All that a function may return. */
function returnedFrom({ body }: FunctionNode): Node[] {
  return body.type === 'BlockStatement' ? returnsIn(body).flatMap(({ argument }) => argument ?? []) : [body]
}
