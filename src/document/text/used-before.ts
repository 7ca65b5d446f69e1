import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../../javascript/modules.ts'
import { bare, isFunction, isUnder, methodOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isText } from '../../javascript/written-values.ts'
import { chainBefore, chainEndingIn, libraryOf, pathOfRoute, segmentsOf, standsFor, unread, type Library } from './routers.ts'

/** Where a router is, or what is told to it: the segments of the paths through which it is come to, and those from there to a route. */
export interface Place {
  readonly above: readonly string[]
  readonly below: readonly string[]
}

/** What a router was told to run before a route of it, or before what it mounts: `app.use('/tasks/:id/*', loadTask)`. A parameter has to be one of that path, or of those above. */
export function usedBefore(
  route: TSESTree.CallExpression,
  sent: readonly string[],
  place: Place,
  program: Program,
  modules: Modules,
): readonly Node[] {
  const { calls, root, isMoved } = chainBefore(route)
  const router = program.named(root)
  const made = router?.kind === 'const' && router.init ? chainEndingIn(router.init) : { calls: [], root }
  const library = router || root.type === 'NewExpression' ? libraryOf(made.root, program) : undefined
  if (!library || place.below.includes(unread)) return []
  const before = router && !isMoved ? [...made.calls, ...statementsOf(router, route, program)] : []
  return [...before, ...calls].flatMap((call) => {
    const { path, handlers } = toldBy(call, library, program, modules) ?? {}
    const isOfPath = path && covers(path, place.below, methodOf(call), library) && seesParameter(path, place, sent)
    return isOfPath ? (handlers ?? []) : []
  })
}

interface Told {
  readonly path: readonly string[]
  readonly handlers: readonly Node[]
}

function toldBy(call: TSESTree.CallExpression, library: Library, program: Program, modules: Modules): Told | undefined {
  const [first, ...more] = call.arguments
  if (!first) return undefined
  if (isText(first)) return { path: segmentsOf(first), handlers: more }
  return isHandler({ node: first, program }, modules) ? { path: library === 'hono' ? ['*'] : [], handlers: call.arguments } : undefined
}

/** Whether something is surely no path: a function, or what is made of one. */
function isHandler(start: Located, modules: Modules): boolean {
  const { node, program } = standsFor(start, modules)
  return (
    isFunction(node) ||
    (node.type === 'CallExpression' && node.arguments.some((one) => isFunction(standsFor({ node: one, program }, modules).node)))
  )
}

/** What Express runs for a parameter of the path of a route, or of what it mounts, and gives it by itself: `router.param('id', loadTask)`. */
export function runForParameter(route: TSESTree.CallExpression, sent: readonly string[], place: Place, program: Program): readonly Node[] {
  const router = program.named(chainBefore(route).root)
  const path = pathOfRoute(route)
  const isOfPath = path && /^params,[^,]+$/.test(sent.join()) && segmentsOf(path).includes(`:${sent.at(-1) ?? ''}`)
  if (!isOfPath || !seesParameter(segmentsOf(path), place, sent)) return []
  if (!router?.init || libraryOf(bare(router.init), program) !== 'express') return []
  return statementsOn(router, route, program).flatMap((call) => {
    const [name, ...handlers] = methodOf(call) === 'param' ? call.arguments : []
    return name && isText(name) && name.value === sent.at(-1) ? handlers : []
  })
}

/** The statements before a route that tell its router what to run. */
function statementsOf(router: Binding, route: TSESTree.CallExpression, program: Program): readonly TSESTree.CallExpression[] {
  return statementsOn(router, route, program).filter(
    (call) => call.range[1] <= route.range[0] && /^(?:use|all)$/.test(methodOf(call) ?? ''),
  )
}

/** The statements that tell a router something, and that nothing comes to a route without. */
function statementsOn(router: Binding, route: TSESTree.CallExpression, program: Program): readonly TSESTree.CallExpression[] {
  return program.usesOf(router).flatMap((use) => {
    const method = program.outside(use)
    const call = method?.type === 'MemberExpression' && bare(method.object) === use ? program.outside(method) : undefined
    if (call?.type !== 'CallExpression' || bare(call.callee) !== method) return []
    const statement = program.outside(call)
    const block = statement?.type === 'ExpressionStatement' ? program.parentOf(statement) : undefined
    const isPassed = block !== undefined && /^(?:Program|BlockStatement)$/.test(block.type) && isUnder(route, block)
    return isPassed ? [call] : []
  })
}

/** Whether what is run for one path is run for another one: Express and Koa go by how a path begins, where it is told by `use`, and Hono by the whole of it. */
function covers(used: readonly string[], path: readonly string[], method: string | undefined, library: Library): boolean {
  const isOpen = used.at(-1) === '*'
  const beginning = isOpen ? used.slice(0, -1) : used
  if (!beginning.every((segment, i) => segment === path[i])) return false
  if (isOpen && library !== 'koa') return library === 'hono' || path.length > beginning.length
  return path.length === used.length || (library !== 'hono' && method === 'use')
}

/** Whether what is run for a path sees the parameter that the handler of a route is given: of two of one name that is the last one. */
export function seesParameter(path: readonly string[], { above, below }: Place, sent: readonly string[]): boolean {
  if (!sent.some((name) => /^params?$/.test(name))) return true
  const parameter = `:${sent.at(-1) ?? ''}`
  const count = below.filter((segment) => segment === parameter).length
  return !below.includes(unread) && (path.includes(parameter) ? count === 1 : count === 0 && above.includes(parameter))
}
