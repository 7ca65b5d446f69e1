import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import type { LocatedCall } from '../../javascript/calls-anywhere.ts'
import { importedAs } from '../../javascript/imported-as.ts'
import type { Modules } from '../../javascript/modules.ts'
import { bare, callOf, isFunction, isUnder, methodOf, parametersOf, propertyIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { usesAnywhere } from '../../javascript/uses-anywhere.ts'
import { isText } from '../../javascript/written-values.ts'
import { isRoute } from './route-calls.ts'
import { chainBefore, chainEndingIn, libraryOf, pathOfRoute, segmentsOf, unread } from './routers.ts'

/** Where a router is told to run another one: `app.use('/tasks/:id', loadTask, tasks)`. */
export interface Mount extends LocatedCall {
  /** What stands for the other one. */
  readonly router: Node
}

/** A route with the mounts through which its router is come to, the outermost first. */
export interface Way extends LocatedCall {
  readonly mounts: readonly Mount[]
}

const mostMounts = 10
const maxDepth = 3
const maxSteps = 4

/** All ways to a route; one without mounts where it cannot be told where its router is run. */
export function waysTo({ call, program }: LocatedCall, modules: Modules): readonly Way[] {
  if (!isRoute(call)) return [{ call, program, mounts: [] }]
  return chainsAbove({ call, program }, modules, 0).map((mounts) => ({ call, program, mounts }))
}

function chainsAbove({ call, program }: LocatedCall, modules: Modules, depth: number): readonly (readonly Mount[])[] {
  const router = depth < maxDepth ? routerOf(call, program) : undefined
  const mounts = router && mountsOfRouter(modules)(router.node, router.program)
  if (!mounts || mounts.length === 0 || mounts.length > mostMounts) return [[]]
  return mounts.flatMap((mount) => chainsAbove(mount, modules, depth + 1).map((above) => [...above, mount]))
}

/** What makes the router of a call, or the plugin of Fastify that is given it. */
function routerOf(call: TSESTree.CallExpression, program: Program): Located | undefined {
  const { root } = chainBefore(call)
  const router = program.named(root)
  if (router?.kind === 'parameter') {
    const plugin = program.functionAround(router.node)
    return plugin && parametersOf(plugin)[0] === router.node ? { node: plugin, program } : undefined
  }
  const made = router ? (router.kind === 'const' && router.property === undefined ? router.init : undefined) : wholeChain(call, program)
  return made && libraryOf(chainEndingIn(made).root, program) ? { node: bare(made), program } : undefined
}

/** All that is called on a router where it is made: `new Hono().get(…).post(…)`. */
function wholeChain(call: TSESTree.CallExpression, program: Program): Node {
  let whole: Node = call
  for (let next = callOnIt(whole, program); next; next = callOnIt(whole, program)) whole = next
  return whole
}

function callOnIt(node: Node, program: Program): TSESTree.CallExpression | undefined {
  const method = program.outside(node)
  return method?.type === 'MemberExpression' && bare(method.object) === node ? callOf(method, program) : undefined
}

/** A router has many routes. */
const mountsOfRouter = onceFor((modules: Modules) => onceFor((node: Node, program: Program) => mountsOf({ node, program }, modules, 0)))

function mountsOf(router: Located, modules: Modules, steps: number): readonly Mount[] | undefined {
  const uses = steps < maxSteps ? usesAnywhere(router, modules) : undefined
  const found = uses?.map((use) => mountsBy(use, isFunction(router.node), modules, steps))
  return found?.every((one) => one !== undefined) === true ? found.flat() : undefined
}

/** The mounts that a use is for; nothing where somebody else may get hold of it, or where a plugin is called. */
function mountsBy({ node, program }: Located, isPlugin: boolean, modules: Modules, steps: number): readonly Mount[] | undefined {
  const outer = program.outside(node)
  const onIt = isPlugin ? undefined : callOnIt(node, program)
  if (onIt) return givesMiddleware.test(methodOf(onIt) ?? '') ? mountsBy({ node: onIt, program }, isPlugin, modules, steps + 1) : []
  if (outer?.type === 'CallExpression' && bare(outer.callee) !== node) {
    if (isMount(outer, isPlugin)) return [{ call: outer, program, router: node }]
    return importedAs(outer.callee, program)?.from === 'fastify-plugin' ? mountsOf({ node: outer, program }, modules, steps + 1) : undefined
  }
  const maker = isPlugin ? undefined : makerOf(node, program)
  return maker && mountsMade({ node: maker, program }, modules, steps)
}

/** `tasks.routes()` of Koa. */
const givesMiddleware = /^(?:routes|middleware)$/

function isMount(call: TSESTree.CallExpression, isPlugin: boolean): boolean {
  return (isPlugin ? /^register$/ : /^(?:use|route)$/).test(methodOf(call) ?? '')
}

/** The function that gives a router back. */
function makerOf(router: Node, program: Program): Node | undefined {
  const outer = program.outside(router)
  const maker = program.functionAround(router)
  return outer?.type === 'ReturnStatement' || (outer !== undefined && outer === maker) ? maker : undefined
}

/** Where what a function makes is mounted: each that names it has to call it. */
function mountsMade(maker: Located, modules: Modules, steps: number): readonly Mount[] | undefined {
  const uses = steps < maxSteps ? usesAnywhere(maker, modules) : undefined
  const found = uses?.map(({ node, program }) => {
    const call = callOf(node, program)
    return call && mountsOf({ node: call, program }, modules, steps + 1)
  })
  return found?.every((one) => one !== undefined) === true ? found.flat() : undefined
}

/** The path that a mount puts before those of its router. */
export function prefixOf({ call, router }: Mount): readonly string[] {
  const [first, options] = call.arguments
  if (methodOf(call) === 'register') {
    const prefix = options?.type === 'ObjectExpression' ? propertyIn(options, 'prefix')?.value : undefined
    if (prefix) return isText(prefix) ? segmentsOf(prefix) : [unread]
    return options && options.type !== 'ObjectExpression' ? [unread] : []
  }
  if (first === undefined || isUnder(router, first)) return []
  return isText(first) ? segmentsOf(first) : [unread]
}

/** What is run before the router of a mount, by the same call. */
export function runBeforeRouter({ call, router }: Mount): readonly Node[] {
  const place = call.arguments.findIndex((one) => isUnder(router, one))
  return methodOf(call) === 'use' ? call.arguments.slice(isText(call.arguments[0] ?? call) ? 1 : 0, Math.max(place, 0)) : []
}

/** The path of a route where its router is run. */
export function segmentsOfRoute(route: TSESTree.CallExpression): readonly string[] {
  const path = pathOfRoute(route)
  return path && isText(path) ? segmentsOf(path) : [unread]
}
