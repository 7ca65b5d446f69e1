import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../../javascript/modules.ts'
import { bare, isFunction, methodOf, parametersOf, soleGiven, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { partOfFirst } from '../../javascript/procedures.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'
import { constantOf } from './constants.ts'
import type { Gate } from './gates.ts'

const handles = /^(?:get|post|put|patch|delete|del|all|head|options)$/
/** Where Express and Hono have what was sent. */
const ofRequests = /^(?:params|param|query|body|valid|headers|header)$/
/** Functions that give another form to a text. */
const forms = /^(?:Number|String|BigInt|parseInt)$/

/** What was sent with a request, as what handles it calls that: `params` and `id`, of `req.params.id`. */
export interface PartOfRequest {
  readonly handler: FunctionNode
  readonly path: readonly string[]
}

export function partOfRequest(expression: Node, program: Program): PartOfRequest | undefined {
  const node = bare(expression)
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && forms.test(node.callee.name)) {
    const [given, ...others] = node.arguments
    const part = given && others.length === 0 ? partOfRequest(given, program) : undefined
    return part && { ...part, path: [...part.path, `${node.callee.name}()`] }
  }
  const { within, path = [] } = partOfFirst(node, program) ?? {}
  const isSent = path.length > 1 && path.some((name) => ofRequests.test(name)) && !path.some((name) => program.isSetOnGiven(name))
  return within && isSent ? { handler: within, path } : undefined
}

/** The call that a function is the last of the handlers of: `router.get('/tasks/:id', loadTask, async (req, res) => …)`. */
export function routeOf(handler: FunctionNode, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(handler)
  if (outer?.type !== 'CallExpression') return undefined
  const isRoute = isRouteOf(outer, handler)
  const around = isRoute ? outer : program.outside(outer)
  return around?.type === 'CallExpression' && (isRoute || isRouteOf(around, outer)) ? around : undefined
}

/** Whether a call is of a method by which a framework is given the handlers of a route. */
export function isRoute(call: Node): call is TSESTree.CallExpression {
  return call.type === 'CallExpression' && handles.test(methodOf(call) ?? '')
}

function isRouteOf(call: TSESTree.CallExpression, last: Node): boolean {
  const { arguments: given } = call
  return isRoute(call) && given.length > 1 && bare(given.at(-1) ?? call) === last
}

/** What a name stands for: whoever is given it does not change what it runs. */
export function standsFor({ node, program }: Located, modules: Modules): Located {
  const known = resolve({ node, program }, modules)
  return known.node === bare(node) ? { node: constantOf(known.node, program), program } : known
}

/** What a request goes through before the last handler of a route. */
export function gatesOfRoute({ arguments: given }: TSESTree.CallExpression, program: Program, modules: Modules): readonly Gate[] {
  return given.slice(1, -1).flatMap((one) => gatesIn({ node: one, program }, modules))
}

const mostSteps = 8

function gatesIn(start: Located, modules: Modules, steps = 0): readonly Gate[] {
  const { node, program } = standsFor(start, modules)
  if (steps > mostSteps) return []
  if (isFunction(node)) return gateOf(node, program)
  const further = (next: Node, at = program): readonly Gate[] => gatesIn({ node: next, program: at }, modules, steps + 1)
  if (node.type === 'ArrayExpression') return node.elements.flatMap((one) => (one ? further(one) : []))
  if (node.type !== 'CallExpression') return []
  const maker = standsFor({ node: node.callee, program }, modules)
  const given = node.arguments.find((one) => isFunction(standsFor({ node: one, program }, modules).node))
  if (given) return isFunction(maker.node) && goesOnAnyway(maker) ? [] : further(given)
  const made = isFunction(maker.node) ? soleGiven(maker.node) : undefined
  return made ? further(made, maker.program) : []
}

/** Whether what wraps a handler, as `asyncHandler(handler)`, lets pass by itself. */
function goesOnAnyway({ node, program }: Located): boolean {
  return /\bnext\s*\(\s*\)/.test(program.text.slice(...node.range))
}

/** A function of which each mention of `next` can be seen to go on, or to go where errors are handled. */
function gateOf(node: FunctionNode, program: Program): readonly Gate[] {
  const next = program.named(parametersOf(node).at(-1))
  if (next?.name !== 'next') return []
  const mentions = program.usesOf(next).filter((use) => use !== next.node)
  const calls = mentions.flatMap((use) => callOf(use, program) ?? [])
  return calls.length === mentions.length ? [{ node, program, lets: calls.filter((call) => !isOfError(call, program)) }] : []
}

function callOf(callee: Node, program: Program): TSESTree.CallExpression | undefined {
  const call = program.outside(callee)
  return call?.type === 'CallExpression' && bare(call.callee) === callee ? call : undefined
}

/** `next(error)`, of what was caught or made. */
function isOfError({ arguments: [given] }: TSESTree.CallExpression, program: Program): boolean {
  if (!given) return false
  const { node } = program.named(bare(given)) ?? {}
  return (
    bare(given).type === 'NewExpression' || (node && [node, program.parentOf(node)].some((one) => one?.type === 'CatchClause')) === true
  )
}
