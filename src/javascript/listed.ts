import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import { bare, isFunction, pathOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'

/** What a name stands for in one round: an expression, or a text such as the key of an object. */
export type Listed = Located | string

/** What a name stands for in each round of a loop, or call of a callback, over a list that is written out. */
export interface Rounds {
  /** The same for all names of a round. */
  readonly key: object
  readonly of: readonly Listed[]
}

type Step = number | string
type Item = Listed | readonly Listed[]

/** A loop over something, and what it calls each of that. */
export interface Loop {
  readonly over: Node
  readonly pattern: Node
  readonly isOfKeys: boolean
}

/** The list of which a name is one after the other: `for (const id of ids)`, `for (const [i, id] of ids.entries())`, `ids.map((id) => …)`. */
export function listGoneThrough(binding: Binding, program: Program): Node | undefined {
  const loop = binding.writes.length > 0 ? undefined : loopWith(binding, program)
  if (!loop || loop.isOfKeys) return undefined
  return loop.pattern.type === 'Identifier' ? loop.over : listCountedThrough(loop, binding.name)
}

/** A list, and what of each of it something is. */
export interface PartOfEach {
  readonly list: Node
  readonly path: readonly string[]
}

/** What of each of a list a name is that a pattern takes out of it: `for (const { id } of items)`. */
export function partGoneThrough(binding: Binding, program: Program): PartOfEach | undefined {
  const list = listGoneThrough(binding, program)
  if (list) return { list, path: [] }
  const loop = binding.writes.length > 0 ? undefined : loopWith(binding, program)
  const [key, ...more] = loop?.pattern.type === 'ObjectPattern' ? (pathIn(loop.pattern, binding.name) ?? []) : []
  return loop && !loop.isOfKeys && typeof key === 'string' && more.length === 0 ? { list: loop.over, path: [key] } : undefined
}

/** What a name is a part of, for each pair of a map: `for (const [id, order] of byId)`, `Object.entries(byId).map(([id, order]) => …)`. */
export interface PartOfPair {
  readonly of: Node
  readonly is: 'key' | 'value'
}

export function pairGoneThrough(binding: Binding, program: Program): PartOfPair | undefined {
  const loop = binding.writes.length > 0 ? undefined : loopWith(binding, program)
  const at = loop?.pattern.type === 'ArrayPattern' && !loop.isOfKeys ? pathIn(loop.pattern, binding.name)?.[0] : undefined
  return loop && (at === 0 || at === 1) ? { of: paired(loop.over), is: at === 0 ? 'key' : 'value' } : undefined
}

/** `byId.entries()`, `Object.entries(byId)`, `[...byId]` and `Array.from(byId)` have the pairs of `byId`. */
function paired(over: Node): Node {
  const node = bare(over)
  if (node.type === 'ArrayExpression') {
    const [all, ...more] = node.elements
    return all?.type === 'SpreadElement' && more.length === 0 ? paired(all.argument) : node
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node
  const [given, ...more] = node.arguments
  if (given)
    return more.length === 0 && /^(?:Object\.entries|Array\.from)$/.test(pathOf(node.callee)?.join('.') ?? '') ? paired(given) : node
  return propertyName(node.callee) === 'entries' ? node.callee.object : node
}

function listCountedThrough({ over, pattern }: Loop, name: string): Node | undefined {
  if (over.type !== 'CallExpression' || over.callee.type !== 'MemberExpression' || propertyName(over.callee) !== 'entries') return undefined
  return over.arguments.length === 0 && pathIn(pattern, name)?.[0] === 1 ? over.callee.object : undefined
}

function loopWith(binding: Binding, program: Program): Loop | undefined {
  if (binding.kind !== 'parameter') return loopOf(binding, program)
  const callback = program.functionAround(binding.node)
  return callback && loopThrough(callback, program)
}

export function roundsOf(binding: Binding, program: Program, modules: Modules): Rounds | undefined {
  const loop = binding.writes.length > 0 ? undefined : loopWith(binding, program)
  const path = loop && pathIn(loop.pattern, binding.name)
  const items = path && itemsOf({ node: loop.over, program }, loop.isOfKeys, modules)
  const of = items?.map((item) => partOf(item, path ?? [], modules))
  return loop && of?.every((one) => one !== undefined) ? { key: loop.pattern, of } : undefined
}

function loopOf({ node }: Binding, program: Program): Loop | undefined {
  const declaration = node.type === 'VariableDeclarator' ? program.parentOf(node) : undefined
  const around = declaration && program.parentOf(declaration)
  const loop = around && loopBy(around)
  return node.type === 'VariableDeclarator' && loop?.pattern === node.id ? loop : undefined
}

/** `for (const item of list)`, `for (const key in object)` */
export function loopBy(loop: Node): Loop | undefined {
  if ((loop.type !== 'ForOfStatement' && loop.type !== 'ForInStatement') || loop.left.type !== 'VariableDeclaration') return undefined
  return { over: loop.right, pattern: loop.left.declarations[0].id, isOfKeys: loop.type === 'ForInStatement' }
}

/** A list that a loop goes through by its places, and what it counts these with. */
export interface CountedLoop {
  readonly list: Node
  readonly index: Binding
}

/** `for (let i = 0; i < rows.length; i++)` */
export function countedLoop({ init, test, update }: TSESTree.ForStatement, program: Program): CountedLoop | undefined {
  const [declared] = init?.type === 'VariableDeclaration' ? init.declarations : []
  if (declared?.init?.type !== 'Literal' || declared.init.value !== 0 || test?.type !== 'BinaryExpression' || test.operator !== '<')
    return undefined
  const index = program.named(declared.id)
  const counted = bare(test.right)
  if (!index || program.named(test.left) !== index || counted.type !== 'MemberExpression' || propertyName(counted) !== 'length')
    return undefined
  const isNext = update?.type === 'UpdateExpression' && update.operator === '++' && program.named(update.argument) === index
  return isNext && index.writes.length === 1 ? { list: bare(counted.object), index } : undefined
}

/** `list.map((item) => …)`. */
export function loopThrough(callback: FunctionNode, program: Program, methods = takesEach): Loop | undefined {
  const call = program.parentOf(callback)
  const [pattern] = callback.params
  if (!pattern || call?.type !== 'CallExpression' || call.arguments[0] !== callback || call.callee.type !== 'MemberExpression')
    return undefined
  return methods.test(propertyName(call.callee) ?? '') ? { over: call.callee.object, pattern, isOfKeys: false } : undefined
}

/** What a loop goes through, or the list of each of which a function is given one. */
export function loopAt(each: Node, program: Program, methods = takesEach): Loop | undefined {
  return isFunction(each) ? loopThrough(each, program, methods) : loopBy(each)
}

/** Methods of a list that run a function for each of it. */
export const takesEach = /^(?:map|forEach|flatMap|filter|some|every|find(?:Last)?(?:Index)?)$/

/** How a name is taken out of what a pattern stands for. */
function pathIn(pattern: Node, name: string): readonly Step[] | undefined {
  if (pattern.type === 'Identifier') return pattern.name === name ? [] : undefined
  if (pattern.type === 'ArrayPattern') {
    const at = pattern.elements.findIndex((one) => one?.type === 'Identifier' && one.name === name)
    return at < 0 ? undefined : [at]
  }
  if (pattern.type !== 'ObjectPattern') return undefined
  const found = pattern.properties.find((one) => one.type === 'Property' && one.value.type === 'Identifier' && one.value.name === name)
  const key = found?.type === 'Property' ? propertyName(found) : undefined
  return key === undefined ? undefined : [key]
}

function itemsOf(list: Located, isOfKeys: boolean, modules: Modules): readonly Item[] | undefined {
  const { node, program } = resolve(list, modules)
  if (isOfKeys) return node.type === 'ObjectExpression' ? propertiesOf(node)?.map(([key]) => key) : undefined
  if (node.type === 'ArrayExpression')
    return node.elements.every(isPlain) ? node.elements.map((one) => ({ node: one, program })) : undefined
  const [first] = node.type === 'CallExpression' ? node.arguments : []
  const asked = node.type === 'CallExpression' ? pathOf(node.callee)?.join('.') : undefined
  const object = first && /^Object\.(?:keys|values|entries)$/.test(asked ?? '') ? resolve({ node: first, program }, modules) : undefined
  if (object?.node.type !== 'ObjectExpression') return undefined
  return propertiesOf(object.node)?.map(([key, value]): Item => {
    const located = { node: value, program: object.program }
    return asked === 'Object.keys' ? key : asked === 'Object.values' ? located : [key, located]
  })
}

function isPlain<T extends Node>(element: T | null): element is Exclude<T, TSESTree.SpreadElement> {
  return element !== null && element.type !== 'SpreadElement'
}

function propertiesOf({ properties }: TSESTree.ObjectExpression): [key: string, value: Node][] | undefined {
  const found = properties.flatMap((one): [string, Node][] => {
    const key = one.type === 'Property' ? propertyName(one) : undefined
    return one.type === 'Property' && key !== undefined ? [[key, one.value]] : []
  })
  return found.length === properties.length ? found : undefined
}

function partOf(item: Item, [step]: readonly Step[], modules: Modules): Listed | undefined {
  if (step === undefined) return isPair(item) ? undefined : item
  if (isPair(item)) return typeof step === 'number' ? item[step] : undefined
  if (typeof item === 'string') return undefined
  const { node, program } = resolve(item, modules)
  if (node.type === 'ArrayExpression' && typeof step === 'number') {
    const elements = node.elements.every(isPlain) ? node.elements : []
    return elements[step] && { node: elements[step], program }
  }
  const found = node.type === 'ObjectExpression' ? propertiesOf(node)?.findLast(([key]) => key === step) : undefined
  return found && !program.isSet(found[0], true) ? { node: found[1], program } : undefined
}

function isPair(item: Item): item is readonly Listed[] {
  return Array.isArray(item)
}
