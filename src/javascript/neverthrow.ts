import type { TSESTree } from '@typescript-eslint/utils'
import type { GoingOn } from './effect.ts'
import { importedAs } from './imported-as.ts'
import { bare, isEmptyList, methodOf, nothingIn, receiverOf, type Node } from './nodes.ts'
import { ofProgram } from './of-each.ts'
import type { Program } from './program.ts'

/** Results as of neverthrow: what went well, or an error. */

/** What a function of the library is called that an expression calls, `ok` and `ResultAsync.fromPromise`. */
function memberOf({ callee }: TSESTree.CallExpression, program: Program): string | undefined {
  const { from, name } = importedAs(callee, program) ?? {}
  return from === 'neverthrow' ? name : undefined
}

/** A function that is run with what went well: `find(id).andThen(pick)`. */
export function handedByResult(call: TSESTree.CallExpression, program: Program): GoingOn | undefined {
  const of = receiverOf(call)
  const [by, ...others] = call.arguments
  if (!of || !by || others.length > 0) return undefined
  const name = methodOf(call) ?? ''
  return handing.test(name) || (name === 'map' && isResult(of, program)) ? { of, by, keeps: keepsWhatItIs(call) } : undefined
}

/** `result.unwrapOr(other)` may be the other one. */
function keepsWhatItIs(call: TSESTree.CallExpression): boolean {
  const name = methodOf(call) ?? ''
  const [other] = call.arguments
  if (name !== 'unwrapOr') return keeping.test(name)
  return !other || isEmptyList(bare(other)) || nothingIn(bare(other)) !== undefined
}

const handing = /^(?:andThen|andTee|andThrough|asyncMap|asyncAndThen)$/
const keeping = /^(?:andTee|andThrough|orTee|mapErr|safeUnwrap|_unsafeUnwrap)$/
const makes = /^(?:ok|okAsync|fromPromise|fromSafePromise)$/

/** What a call gives on as it was: `ok(row)`, `fromPromise(find(id), toError)`, `result.unwrapOr(null)`. */
export function givenOnByResult(call: TSESTree.CallExpression, program: Program): Node | undefined {
  if (makes.test(memberOf(call, program) ?? '')) return call.arguments[0]
  return keepsWhatItIs(call) ? receiverOf(call) : undefined
}

/** Lists have a `map`, too. */
function isResult(expression: Node, program: Program): boolean {
  const node = bare(expression)
  if (node.type !== 'CallExpression') return false
  const of = receiverOf(node)
  if (memberOf(node, program) !== undefined) return true
  return of !== undefined && (handing.test(methodOf(node) ?? '') || keepsWhatItIs(node) || isResult(of, program))
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
export const asksResults = ofProgram(({ text }) => /\.is(?:Ok|Err)\(/.test(text))
