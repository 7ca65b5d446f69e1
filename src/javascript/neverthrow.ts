import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isEmptyList, nothingIn, pathOf, propertyName, type Node } from './nodes.ts'
import { importOf, type Program } from './program.ts'

/** Results as of neverthrow: what went well, or an error. */

/** What a function of the library is called that an expression calls, `ok` and `ResultAsync.fromPromise`. */
function memberOf({ callee }: TSESTree.CallExpression, program: Program): string | undefined {
  const path = pathOf(callee)
  const binding = path?.[0] === undefined || path.length > 2 ? undefined : program.bindingOf(path[0], callee)
  const imported = binding?.kind === 'import' ? importOf(binding, program) : undefined
  if (imported?.from !== 'neverthrow') return undefined
  return path?.length === 2 ? path[1] : imported.name
}

function methodOf({ callee }: TSESTree.CallExpression): { readonly name: string; readonly of: Node } | undefined {
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined
  return callee.type === 'MemberExpression' && name !== undefined ? { name, of: callee.object } : undefined
}

/** A function that is run with what went well: `find(id).andThen(pick)`; `keeps`, where that stays what it was. */
export function handedByResult(call: TSESTree.CallExpression, program: Program): { of: Node; by: Node; keeps: boolean } | undefined {
  const method = methodOf(call)
  const [by, ...others] = call.arguments
  if (!method || !by || others.length > 0) return undefined
  const isHanding = handing.test(method.name) || (method.name === 'map' && isResult(method.of, program))
  return isHanding ? { of: method.of, by, keeps: keepsWhatItIs(method.name, call) } : undefined
}

/** `result.unwrapOr(other)` may be the other one. */
function keepsWhatItIs(name: string, { arguments: [other] }: TSESTree.CallExpression): boolean {
  if (name !== 'unwrapOr') return keeping.test(name)
  return !other || isEmptyList(bare(other)) || nothingIn(bare(other)) !== undefined
}

const handing = /^(?:andThen|andTee|andThrough|asyncMap|asyncAndThen)$/
const keeping = /^(?:andTee|andThrough|orTee|mapErr|safeUnwrap|_unsafeUnwrap)$/
const makes = /^(?:ok|okAsync|fromPromise|fromSafePromise)$/

/** What a call gives on as it was: `ok(row)`, `fromPromise(find(id), toError)`, `result.unwrapOr(null)`. */
export function givenOnByResult(call: TSESTree.CallExpression, program: Program): Node | undefined {
  if (makes.test(memberOf(call, program) ?? '')) return call.arguments[0]
  const method = methodOf(call)
  return method && keepsWhatItIs(method.name, call) ? method.of : undefined
}

/** Lists have a `map`, too. */
function isResult(expression: Node, program: Program): boolean {
  const node = bare(expression)
  if (node.type !== 'CallExpression') return false
  const method = methodOf(node)
  if (memberOf(node, program) !== undefined) return true
  return method !== undefined && (handing.test(method.name) || keepsWhatItIs(method.name, node) || isResult(method.of, program))
}

/** `err('none')` */
export function isErrorResult(call: TSESTree.CallExpression, program: Program): boolean {
  return /^err(?:Async)?$/.test(memberOf(call, program) ?? '')
}

/** `safeTry(function* () { … })` */
export function isTrying(call: TSESTree.CallExpression, program: Program): boolean {
  return memberOf(call, program) === 'safeTry'
}

/** Whether a program asks results how they went. */
export function asksResults({ text }: Program): boolean {
  return /\.is(?:Ok|Err)\(/.test(text)
}
