import type { TSESTree } from '@typescript-eslint/utils'
import type { Program } from './program.ts'

export type Node = TSESTree.Node

/** The nodes by the names of their types. */
export type NodeTypes = { readonly [One in Node as `${One['type']}`]: One }

/** What no part of a program is: ways back, positions and texts. */
const noChild: ReadonlySet<string> = new Set(['parent', 'range', 'loc', 'tokens', 'comments', 'type', 'start', 'end'])

export interface NodesByType {
  get<Type extends keyof NodeTypes>(type: Type): readonly NodeTypes[Type][] | undefined
}

export function nodesByType(nodes: readonly Node[]): NodesByType {
  return byWord(nodes, ({ type }) => type) as NodesByType
}

/** Nodes by a word that each has, in their order. */
export function byWord<One extends Node>(nodes: readonly One[], wordOf: (node: One) => string): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>()
  for (const node of nodes) {
    const word = wordOf(node)
    const known = groups.get(word)
    if (known) known.push(node)
    else groups.set(word, [node])
  }
  return groups
}

function addNode(value: unknown, nodes: Node[]): void {
  if (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string') nodes.push(value as Node)
}

/** The nodes right under a node. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const key in node) {
    const child: unknown = node[key as keyof Node]
    if (typeof child !== 'object' || child === null || noChild.has(key)) continue
    if (!Array.isArray(child)) addNode(child, children)
    else for (const one of child) addNode(one, children)
  }
  return children
}

export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression

export function isFunction(node: Node | undefined): node is FunctionNode {
  return node?.type === 'FunctionDeclaration' || node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression'
}

/** What a function is called with: the type of `this` is no parameter. */
export function parametersOf({ params }: FunctionNode): readonly TSESTree.Parameter[] {
  const [first, ...others] = params
  return first?.type === 'Identifier' && first.name === 'this' ? others : params
}

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression

export function isClass(node: Node | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression'
}

/** What a function gives that does nothing else; a promise, and what goes through a generator, is something else. */
export function soleResult({ body, async, generator }: FunctionNode): Node | undefined {
  if (async || generator) return undefined
  if (body.type !== 'BlockStatement') return bare(body)
  const [only, ...others] = body.body
  return only?.type === 'ReturnStatement' && only.argument && others.length === 0 ? bare(only.argument) : undefined
}

/** Whether something in a statement returns from the function that it is in. */
export function returns(node: Node): boolean {
  return node.type === 'ReturnStatement' || (!isFunction(node) && childrenOf(node).some(returns))
}

/** What a function gives, where it does so in one place. */
export function soleGiven({ body, generator }: Pick<FunctionNode, 'body' | 'generator'>): Node | undefined {
  if (generator) return undefined
  if (body.type !== 'BlockStatement') return bare(body)
  const [only, ...others] = returnsIn(body)
  return others.length === 0 ? (only?.argument ?? undefined) : undefined
}

/** Whether a name stands in something; not known, and so no, of what is larger than so many nodes. */
export function hasName(within: Node, name: string, most = Number.POSITIVE_INFINITY): boolean {
  const open = [within]
  for (let steps = 0; open.length > 0 && steps < most; steps++) {
    const node = open.pop()
    if (node?.type === 'Identifier' && node.name === name) return true
    if (node) open.push(...childrenOf(node))
  }
  return false
}

/** All that return from the function that a statement is in. */
export function returnsIn(node: Node): TSESTree.ReturnStatement[] {
  if (node.type === 'ReturnStatement') return [node]
  return isFunction(node) ? [] : childrenOf(node).flatMap(returnsIn)
}

/** What a generator gives, one after the other. */
export function yieldedIn(node: Node): Node[] {
  if (isFunction(node)) return []
  const own = node.type === 'YieldExpression' && node.argument ? [node.argument] : []
  return [...own, ...childrenOf(node).flatMap(yieldedIn)]
}

/** The property that an object has under a name; none where another one behind it may take its place. */
export function propertyIn({ properties }: TSESTree.ObjectExpression, name: string): TSESTree.Property | undefined {
  const last = properties.findLast((one) => one.type !== 'Property' || one.computed || propertyName(one) === name)
  return last?.type === 'Property' && !last.computed ? last : undefined
}

/** An expression without what only types, parentheses or optional chains put around it. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return bare(node.expression)
    default:
      return node
  }
}

/** Whether a node is another one, or stands in it. */
export function isUnder({ range }: Node, outer: Node): boolean {
  return outer.range[0] <= range[0] && range[1] <= outer.range[1]
}

export type Waiting = TSESTree.AwaitExpression | TSESTree.YieldStarExpression

/** `await query`, or `yield* query` in a generator that a library runs, as Effect does. */
export function isWaiting(node: Node | null | undefined): node is Waiting {
  return node?.type === 'AwaitExpression' || (node?.type === 'YieldExpression' && node.delegate)
}

/** What an expression waits for, or the expression itself. */
export function awaited(expression: Node): Node {
  const node = bare(expression)
  return isWaiting(node) ? bare(node.argument) : node
}

export type Nothing = 'null' | 'undefined'

/** Which of the two that are no value is written out. */
export function nothingIn(node: Node): Nothing | undefined {
  if (node.type === 'Identifier') return node.name === 'undefined' ? 'undefined' : undefined
  return node.type === 'Literal' && node.value === null && node.raw === 'null' ? 'null' : undefined
}

/** What `list.map((one) => …)` makes of each. */
export function madeByMap(list: Node): Node | undefined {
  const [callback] = list.type === 'CallExpression' && methodOf(list) === 'map' ? list.arguments : []
  return isFunction(callback) ? soleResult(callback) : undefined
}

export function isEmptyList(node: Node): boolean {
  return node.type === 'ArrayExpression' && node.elements.length === 0
}

/** A test that comes out in one way. */
export interface Outcome {
  readonly test: Node
  readonly isTrue: boolean
}

/** How the test of a node came out where one of its branches runs. */
export function outcomesFor(branch: Node, around: Node): Outcome[] {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return branch === around.test ? [] : [{ test: around.test, isTrue: branch === around.consequent }]
    case 'LogicalExpression':
      return branch === around.left || around.operator === '??' ? [] : [{ test: around.left, isTrue: around.operator === '&&' }]
    default:
      return []
  }
}

/** The name of a property, where it is written out. */
export function propertyName(
  node: TSESTree.MemberExpression | TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
): string | undefined {
  const name = 'key' in node ? node.key : node.property
  if (!node.computed && (name.type === 'Identifier' || name.type === 'PrivateIdentifier')) return name.name
  return name.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined
}

/** `a.b.c` as its names, `this` included; undefined where it is anything else. Calls and types on the way are passed over. */
export function pathOf(expression: Node): string[] | undefined {
  const node = bare(expression)
  if (node.type === 'Identifier') return [node.name]
  if (node.type === 'ThisExpression') return ['this']
  if (node.type === 'CallExpression') return pathOf(node.callee)
  if (node.type !== 'MemberExpression') return undefined
  const [object, name] = [pathOf(node.object), propertyName(node)]
  return object && name !== undefined ? [...object, name] : undefined
}

/** The name that `a.b().c` begins with, or `this`. */
export function rootOf(expression: Node): TSESTree.Identifier | TSESTree.ThisExpression | undefined {
  const node = bare(expression)
  if (node.type === 'MemberExpression') return rootOf(node.object)
  if (node.type === 'CallExpression') return rootOf(node.callee)
  return node.type === 'Identifier' || node.type === 'ThisExpression' ? node : undefined
}

/** `constructor(private readonly projects: Projects) {}`, of the members of a class. */
export function propertyGiven(member: TSESTree.ClassElement, name: string): TSESTree.Identifier | undefined {
  if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return undefined
  for (const one of member.value.params) {
    if (one.type !== 'TSParameterProperty') continue
    const parameter = one.parameter.type === 'AssignmentPattern' ? one.parameter.left : one.parameter
    if (parameter.name === name) return parameter
  }
  return undefined
}

/** A parser of JavaScript alone leaves them out. */
export function writtenDecorators({ decorators }: { readonly decorators?: readonly TSESTree.Decorator[] }): readonly TSESTree.Decorator[] {
  return decorators ?? []
}

/** Whether an identifier is the name of a property. */
export function isKey(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed
  return parent?.type === 'Property' && parent.key === node && parent.value !== node && !parent.computed
}

/** The method that is called on something. */
export function methodOf({ callee }: TSESTree.CallExpression): string | undefined {
  const node = bare(callee)
  return node.type === 'MemberExpression' ? propertyName(node) : undefined
}

/** What a function is called by, or a method of whatever it is called on: `new Pages(10).paginate(query)`. */
export function calledAs(call: TSESTree.CallExpression): string | undefined {
  return pathOf(call.callee)?.at(-1) ?? methodOf(call)
}

/** The call that runs something. */
export function callOf(callee: Node, program: Program): TSESTree.CallExpression | undefined {
  const call = program.outside(callee)
  return call?.type === 'CallExpression' && bare(call.callee) === callee ? call : undefined
}

/** What a method is called on. */
export function receiverOf({ callee }: TSESTree.CallExpression): Node | undefined {
  const node = bare(callee)
  return node.type === 'MemberExpression' ? node.object : undefined
}

/** The methods of a chain of calls, the last one first. */
export function methodsOf(call: TSESTree.CallExpression): string[] {
  const methods: string[] = []
  for (let node: Node = call; node.type === 'CallExpression' && node.callee.type === 'MemberExpression'; node = bare(node.callee.object))
    methods.push(propertyName(node.callee) ?? '')
  return methods
}

export function isEmptyObject(node: Node): boolean {
  const value = bare(node)
  return value.type === 'ObjectExpression' && value.properties.length === 0
}

/** What a call gives as one of its arguments, where no list is spread before that. */
export function argumentAt({ arguments: given }: Pick<TSESTree.CallExpression, 'arguments'>, index: number): Node | undefined {
  const before = given.slice(0, index + 1)
  return before.some(({ type }) => type === 'SpreadElement') ? undefined : before[index]
}
