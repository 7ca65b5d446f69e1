import type { TSESTree } from '@typescript-eslint/utils'
import { handedOn, turnedInto } from '../../javascript/going-on.ts'
import {
  awaited,
  bare,
  isFunction,
  nothingIn,
  pathOf,
  propertyName,
  soleResult,
  type FunctionNode,
  type Node,
  type Nothing,
} from '../../javascript/nodes.ts'
import { noModules, type Modules } from '../../javascript/modules.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { resolve } from '../../javascript/resolve.ts'
import { neverComesBack } from '../../javascript/throwing.ts'
import { isBooleanFunction, isYesOrNo } from './results.ts'

/** What came of one of several promises: none where it cannot be seen of which. */
export interface Promised {
  readonly by: Node | undefined
  readonly given?: GivenOne
}

/** One of the things that a callback is given, and what it calls that. */
export interface GivenOne {
  readonly value: Node
  readonly name: string
}

/** Which of the promises that are waited for at once a name of a pattern is what came of. */
export function promisedTo(binding: Binding, program: Program): Promised | undefined {
  const { node, name, init } = binding
  const handed = handedBy(binding, program)
  if (handed) return { by: handed }
  const call = init && awaited(init)
  if (call?.type !== 'CallExpression' || !(givesAll(call) || pathOf(call.callee)?.[0] === 'Promise')) return undefined
  const [list] = call.arguments
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && promisedForEach(call)) return { by: call }
  if (!givesAll(call) || node.type !== 'VariableDeclarator' || node.id.type !== 'ArrayPattern') return { by: undefined }
  const at = node.id.elements.findIndex((element) => element !== null && names(element, name))
  return (list?.type === 'CallExpression' ? promisedOfEach(list, at) : undefined) ?? { by: list && elementAt(list, at) }
}

/** The promise whose outcome a callback is handed: `find(id).then((row) => …)` */
function handedBy({ kind, node, writes }: Binding, program: Program): Node | undefined {
  const call = kind === 'parameter' && writes.length === 0 ? program.callGiving(node) : undefined
  const handed = call && handedOn(call, program)
  return handed && bare(handed.by) === program.functionAround(node) ? handed.of : undefined
}

/** A promise of a yes or a no about what another one gives: whether that is anything, where no callback asks. */
interface Asking {
  readonly promise: Node
  readonly callback: FunctionNode | undefined
}

/** `find(id).then(Boolean)`, `find(id).then((row) => row !== null)` */
export function promiseAsked(expression: Node, program: Program): Asking | undefined {
  const node = bare(expression)
  const going = node.type === 'CallExpression' ? turnedInto(node, program) : undefined
  if (!going) return undefined
  const { of: promise, by: callback } = going
  if (isBooleanFunction(callback, program)) return { promise, callback: undefined }
  const answer = isFunction(callback) ? soleResult(callback) : undefined
  return isFunction(callback) && answer && isYesOrNo(answer, program) ? { promise, callback } : undefined
}

/** Whether a pattern gives a name to a thing, or to a property of it. */
function names(pattern: Node, name: string): boolean {
  if (pattern.type !== 'ObjectPattern') return isNamed(pattern, name)
  return pattern.properties.some((one) => one.type === 'Property' && isNamed(one.value, name))
}

function elementAt(list: Node, at: number): Node | undefined {
  const before = list.type === 'ArrayExpression' ? list.elements.slice(0, at + 1) : []
  return before.some((one) => one?.type === 'SpreadElement') ? undefined : (before[at] ?? undefined)
}

/** `[from, to].map((id) => find(id))` */
function promisedOfEach({ callee, arguments: [callback] }: TSESTree.CallExpression, at: number): Promised | undefined {
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'map' || !callback || !isFunction(callback)) return undefined
  const value = elementAt(bare(callee.object), at)
  const { params, body, generator } = callback
  const [parameter, ...others] = params
  if (!value || parameter?.type !== 'Identifier' || others.length > 0 || generator || body.type === 'BlockStatement') return undefined
  return { by: awaited(body), given: { value, name: parameter.name } }
}

/** What makes the promises that are waited for at once of a list: `Promise.all(ids.map(async (id) => …))`. */
export function promisedForEach(call: TSESTree.CallExpression): FunctionNode | undefined {
  const [list] = call.arguments
  if (!givesAll(call) || list?.type !== 'CallExpression' || list.callee.type !== 'MemberExpression') return undefined
  const [made] = list.arguments
  return propertyName(list.callee) === 'map' && isFunction(made) && !made.generator ? made : undefined
}

/** `Promise.all([…])` and `Effect.all([…])`, or several queries that are sent as one. */
export function givesAll({ callee, arguments: [list, options] }: TSESTree.CallExpression): boolean {
  const path = pathOf(callee)
  // With `mode: 'either'` it comes out well whatever does not.
  if (path?.join('.') === 'Effect.all') return !options || (options.type === 'ObjectExpression' && !hasOtherMode(options))
  return path?.join('.') === 'Promise.all' || (path?.at(-1) === '$transaction' && !isFunction(list))
}

function hasOtherMode({ properties }: TSESTree.ObjectExpression): boolean {
  return properties.some((property) => property.type !== 'Property' || property.computed || propertyName(property) === 'mode')
}

/** The calls that are waited for at once, where all have to come out well. */
export function promisesIn({ arguments: [list] }: TSESTree.CallExpression): TSESTree.CallExpression[] {
  return list?.type === 'ArrayExpression' ? list.elements.filter((one) => one?.type === 'CallExpression') : []
}

/** A promise that gives the same with what follows it, or nothing. */
interface Settled {
  readonly promise: Node
  /** What there may be where it fails. */
  readonly orElse: readonly Nothing[]
}

/** `find(id).finally(done)`, `find(id).catch(() => null)`, `find(id).catch((error) => { throw new NotFound(error) })` */
export function settledBy(
  { callee, arguments: [handler] }: TSESTree.CallExpression,
  program: Program,
  modules = noModules,
): Settled | undefined {
  if (callee.type !== 'MemberExpression') return undefined
  const promise = callee.object
  const method = propertyName(callee)
  if (method === 'finally') return { promise, orElse: [] }
  const orElse = method === 'catch' && handler ? nothingsGiven(handler, program, modules) : undefined
  return orElse && { promise, orElse }
}

/** Whether a promise may come out well although what was asked first has failed. */
export function mayPassOver({ callee, arguments: given }: TSESTree.CallExpression, program: Program, modules = noModules): boolean {
  if (callee.type !== 'MemberExpression') return false
  const promise = bare(callee.object)
  const [handler] = propertyName(callee) === 'catch' ? given : []
  if (handler && nothingsGiven(handler, program, modules)?.length !== 0) return true
  return promise.type === 'CallExpression' && mayPassOver(promise, program, modules)
}

/** What a function gives that gives nothing, if it comes back. */
function nothingsGiven(handler: Node, program: Program, modules: Modules): readonly Nothing[] | undefined {
  const { node, program: home } = resolve({ node: handler, program }, modules)
  if (!isFunction(node) || node.generator) return undefined
  const ends = endsOf(node, home, modules).filter(({ argument }) => !argument || !fails(argument, home, modules))
  const given = ends.map(({ argument }) => (argument ? nothingIn(bare(argument)) : 'undefined'))
  return given.every((one) => one !== undefined) ? given : undefined
}

function fails(expression: Node, program: Program, modules: Modules): boolean {
  const call = awaited(expression)
  const isRejected = call.type === 'CallExpression' && pathOf(call.callee)?.join('.') === 'Promise.reject'
  return isRejected || neverComesBack(expression, program, modules)
}

export function isNamed(node: Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name
}
