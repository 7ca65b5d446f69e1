import type { TSESTree } from '@typescript-eslint/utils'
import { noModules, type Modules } from '../../javascript/modules.ts'
import {
  bare,
  callOf,
  isFunction,
  methodOf,
  parametersOf,
  pathOf,
  soleGiven,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { partOfFirst } from '../../javascript/procedures.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { addedBefore, hooksBefore, passesHook } from './fastify-hooks.ts'
import type { Gate } from './gates.ts'
import type { SqlNames } from './libraries.ts'
import { givesForm } from './steady.ts'
import { prefixOf, runBeforeRouter, segmentsOfRoute, type Way } from './mounts.ts'
import { isRoute } from './route-calls.ts'
import { isSetOnSent } from './set-on-sent.ts'
import { standsFor } from './routers.ts'
import { runForParameter, seesParameter, usedBefore, type Place } from './used-before.ts'
import { handsOnRequest, isLeft, isOfError, leavesAsSent, type Handler } from './wrapped-handlers.ts'

/** Where Express and Hono have what was sent. */
const ofRequests = /^(?:params|param|query|body|valid|headers|header)$/

/** What was sent with a request, as what handles it calls that: `params` and `id`, of `req.params.id`. */
export interface PartOfRequest {
  readonly handler: FunctionNode
  readonly path: readonly string[]
}

export function partOfRequest(expression: Node, program: Program): PartOfRequest | undefined {
  const node = bare(expression)
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && givesForm.test(node.callee.name)) {
    const [given, ...others] = node.arguments
    const part = given && others.every(({ type }) => type === 'Literal') ? partOfRequest(given, program) : undefined
    const how = others.map(({ range }) => program.text.slice(...range)).join()
    return part && { ...part, path: [...part.path, `${node.callee.name}(${how})`] }
  }
  const { within, path = [] } = partOfFirst(node, program) ?? {}
  const isSent = path.length > 1 && path.some((name) => ofRequests.test(name))
  return within && isSent && !isSetOnSent(path, within, program) ? { handler: within, path } : undefined
}

/** What a handler is run by: a router that was told to use it, a parameter of the path, a hook, or the call of the route itself. */
interface Passed {
  readonly handler: Handler
  readonly by: 'use' | 'parameter' | 'hook' | 'route'
}

/** What a request goes through before the last handler of a route and that lets pass only what it has looked at, behind all that may change a part of what was sent. */
export function gatesOfRoute(way: Way, path: readonly string[], names: SqlNames): readonly Gate[] {
  const { call: route, program } = way
  const last = route.arguments.at(-1)
  const { modules = noModules } = names
  const read = { path, names, mayWrap: wrapsAlone }
  if (!last || !handlersIn({ node: last, program }, { ...read, mayWrap: () => true }).isClear) return []
  const passed = runBefore(way, path, modules).flatMap(({ node, program: at, by }) =>
    handlersIn({ node, program: at }, read).handlers.map((handler): Passed => ({ handler, by })),
  )
  const changing = passed.findLastIndex(({ handler }) => !leavesAsSent(handler, path, names))
  return passed.slice(changing + 1).flatMap(({ handler, by }) => {
    if (by === 'parameter') return gateOfParameter(handler, path)
    const isReturned = by === 'hook' && parametersOf(handler.node).length < 3
    return isReturned ? { ...handler, lets: passesHook(handler, modules) } : gateOf(handler, by !== 'use')
  })
}

type Run = Located & Pick<Passed, 'by'>

/** All that is run before the last handler of a route, as it is written, the first one first. */
function runBefore({ call: route, program, mounts }: Way, path: readonly string[], modules: Modules): readonly Run[] {
  const prefixes = mounts.map(prefixOf)
  const placeOf = (i: number): Place => ({
    above: prefixes.slice(0, i).flat(),
    below: [...prefixes.slice(i).flat(), ...segmentsOfRoute(route)],
  })
  const runAt = (at: Program, by: Run['by'], nodes: readonly Node[]): readonly Run[] => nodes.map((node) => ({ node, program: at, by }))
  const place = placeOf(mounts.length)
  return [
    ...mounts.flatMap((mount, i) => [
      ...runAt(mount.program, 'use', usedBefore(mount.call, path, placeOf(i), mount.program, modules)),
      ...runAt(mount.program, 'parameter', runForParameter(mount.call, path, placeOf(i), mount.program)),
      ...runAt(mount.program, 'hook', addedBefore(mount.call, mount.program)),
      ...runAt(mount.program, 'use', seesParameter(prefixes[i] ?? [], placeOf(i), path) ? runBeforeRouter(mount) : []),
    ]),
    ...runAt(program, 'use', usedBefore(route, path, place, program, modules)),
    ...runAt(program, 'parameter', runForParameter(route, path, place, program)),
    ...runAt(program, 'hook', hooksBefore(route, program)),
    ...runAt(program, 'route', [...givenToAll(route), ...route.arguments.slice(0, -1)]),
  ]
}

/** What all requests of a path go through: `router.route('/:id').all(loadTask).get(…)`. */
function givenToAll({ callee }: TSESTree.CallExpression): readonly Node[] {
  const before = callee.type === 'MemberExpression' ? bare(callee.object) : callee
  const chain = before.type === 'CallExpression' && isOfOnePath(before) ? before : undefined
  if (!chain || methodOf(chain) === 'route') return []
  return [...givenToAll(chain), ...(methodOf(chain) === 'all' ? chain.arguments : [])]
}

function isOfOnePath(call: TSESTree.CallExpression): boolean {
  if (methodOf(call) === 'route') return call.arguments.length === 1
  const before = isRoute(call) && call.callee.type === 'MemberExpression' ? bare(call.callee.object) : undefined
  return before?.type === 'CallExpression' && isOfOnePath(before)
}

interface Handlers {
  readonly handlers: readonly Handler[]
  /** Whether each of them can be seen to get the request as it was sent. */
  readonly isClear: boolean
}

const mostSteps = 8
const none: Handlers = { handlers: [], isClear: true }
const hidden: Handlers = { handlers: [], isClear: false }

interface Reading {
  readonly path: readonly string[]
  readonly names: SqlNames
  /** Whether a function that cannot be seen runs the handler that it is given. */
  readonly mayWrap: (call: TSESTree.CallExpression) => boolean
}

/** The functions that are run for a request, also within a list or where another function wraps or makes them. */
function handlersIn(start: Located, reading: Reading, steps = 0): Handlers {
  const { path, names, mayWrap } = reading
  const { modules = noModules } = names
  const { node, program } = standsFor(start, modules)
  if (steps > mostSteps) return hidden
  if (isFunction(node)) return { handlers: [{ node, program }], isClear: true }
  const further = (next: Node, at = program): Handlers => handlersIn({ node: next, program: at }, reading, steps + 1)
  if (node.type === 'ArrayExpression') {
    const all = node.elements.map((one) => (one ? further(one) : none))
    return { handlers: all.flatMap(({ handlers }) => handlers), isClear: all.every(({ isClear }) => isClear) }
  }
  if (node.type !== 'CallExpression') return none
  const { node: maker, program: at } = standsFor({ node: node.callee, program }, modules)
  const index = node.arguments.findIndex((one) => isFunction(standsFor({ node: one, program }, modules).node))
  const given = node.arguments[index]
  if (given) {
    const isHandedOn = isFunction(maker) ? handsOnRequest({ node: maker, program: at }, index, path, names) : mayWrap(node)
    return isHandedOn ? further(given) : hidden
  }
  const made = isFunction(maker) ? soleGiven(maker) : undefined
  return made ? further(made, at) : none
}

const mayPass = /^(?:unless|except|skip|when|if|some|any|optional|maybe)/i

/** Whether a function that cannot be seen is given nothing but a handler: `asyncHandler(loadTask)`. */
function wrapsAlone(call: TSESTree.CallExpression): boolean {
  return call.arguments.length === 1 && !mayPass.test(methodOf(call) ?? pathOf(call.callee)?.at(-1) ?? '')
}

/** `(req, res, next, id) => …` */
function gateOfParameter({ node, program }: Handler, path: readonly string[]): readonly Gate[] {
  const [, , next, value] = parametersOf(node)
  return gateOf({ node, program }, true, next).map((gate) => ({ ...gate, sent: { as: program.named(value), path } }))
}

/** A function of which each mention of `next` can be seen to go on, or to go where errors are handled: `.catch(next)`. */
function gateOf({ node, program }: Handler, isOfRoute: boolean, goesOn = parametersOf(node).at(-1)): readonly Gate[] {
  const next = program.named(goesOn)
  if (next?.name !== 'next' && next?.name !== 'done') return []
  const mentions = program.usesOf(next).filter((use) => use !== next.node)
  const calls = mentions.flatMap((use) => callOf(use, program) ?? [])
  const isSeen = mentions.every((use) => callOf(use, program) !== undefined || isLeft(use, program))
  return isSeen ? [{ node, program, lets: calls.filter((call) => !passesBy(call, isOfRoute, program)) }] : []
}

/** `next('route')`, which leaves out the other handlers of the route, and no other route; `next('router')`, and `next(error)`. */
function passesBy(call: TSESTree.CallExpression, isOfRoute: boolean, program: Program): boolean {
  const [given] = call.arguments
  const leaves = isOfRoute ? /^(?:route|router)$/ : /^router$/
  return isOfError(call, program) || (given?.type === 'Literal' && leaves.test(String(given.value)))
}
