import type { TSESTree } from '@typescript-eslint/utils'
import { bare, callOf, isFunction, parametersOf, propertyName, soleGiven, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { setsAnother } from '../../javascript/sets.ts'
import { alteredIn } from './altered.ts'
import { isPartChanged } from './changed.ts'
import type { SqlNames } from './libraries.ts'
import { isSetOnSent } from './set-on-sent.ts'

/** A function that is run for a request, in its program. */
export interface Handler {
  readonly node: FunctionNode
  readonly program: Program
}

/** Whether a handler leaves a part of a request as it was sent. */
export function leavesAsSent({ node, program }: Handler, path: readonly string[], names: SqlNames): boolean {
  const request = program.named(parametersOf(node)[0])
  if (isSetOnSent(path, node, program)) return false
  if (!request) return true
  const isOfAnother = request.writes.every((write) => setsAnother(write, path[0]))
  return isOfAnother && !alteredIn(program).has(request) && !isPartChanged(request, path, program, names)
}

/** Whether what wraps a handler, as `asyncHandler(handler)`, gives it the request as that was sent, and lets nothing pass by itself. */
export function handsOnRequest(wrapper: Handler, index: number, path: readonly string[], names: SqlNames): boolean {
  const { program } = wrapper
  const handler = program.named(parametersOf(wrapper.node)[index])
  const node = soleGiven(wrapper.node)
  if (!handler || !node || !isFunction(node) || !leavesAsSent({ node, program }, path, names)) return false
  const given = parametersOf(node)
  const [request, next] = [given[0], given.at(-1)].map((one) => one && program.named(one.type === 'RestElement' ? one.argument : one))
  const calls = mentionsOf(handler, program).map((use) => callOf(use, program))
  const isGiven = (call: TSESTree.CallExpression | undefined): boolean => request !== undefined && isGivenFirst(call, request, program)
  if (!next || calls.length === 0 || !calls.every(isGiven)) return false
  return mentionsOf(next, program).every((use) => calls.includes(callGiven(use, program)) || isLeft(use, program))
}

function mentionsOf(binding: Binding, program: Program): readonly Node[] {
  return program.usesOf(binding).filter((use) => use !== binding.node && program.outside(use)?.type !== 'RestElement')
}

/** `handler(req, res, next)` or `handler(...args)` */
function isGivenFirst(call: TSESTree.CallExpression | undefined, request: Binding, program: Program): boolean {
  const [first] = call?.arguments ?? []
  return first !== undefined && program.named(bare(first.type === 'SpreadElement' ? first.argument : first)) === request
}

/** The call that is given something, alone or as a list. */
function callGiven(use: Node, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(use)
  const call = outer?.type === 'SpreadElement' ? program.outside(outer) : outer
  return call?.type === 'CallExpression' && bare(call.callee) !== use ? call : undefined
}

/** Whether what goes on is only told of an error there, or is none that goes on: `.catch(next)`, `next(error)`, `res.status(500)`. */
export function isLeft(use: Node, program: Program): boolean {
  const outer = program.outside(use)
  const call = callOf(use, program)
  if (call) return isOfError(call, program)
  if (outer?.type !== 'MemberExpression') return isCatching(callGiven(use, program), use)
  return bare(outer.object) === use && (!outer.computed || isCatching(callGiven(outer, program), outer))
}

function isCatching(call: Node | undefined, given: Node): call is TSESTree.CallExpression {
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  const place = propertyName(call.callee) === 'catch' ? 0 : propertyName(call.callee) === 'then' ? 1 : -1
  const at = call.arguments[place]
  return at !== undefined && bare(at) === given
}

/** `next(error)`, of what was caught or made. */
export function isOfError({ arguments: [given] }: TSESTree.CallExpression, program: Program): boolean {
  if (!given) return false
  const { node, kind } = program.named(bare(given)) ?? {}
  if (bare(given).type === 'NewExpression') return true
  if (!node) return false
  const around = [node, program.parentOf(node)]
  if (around.some((one) => one?.type === 'CatchClause')) return true
  const by = kind === 'parameter' ? program.functionAround(node) : undefined
  return by !== undefined && isCatching(program.outside(by), by)
}
