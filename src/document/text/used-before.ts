import type { TSESTree } from '@typescript-eslint/utils'
import { importedBy } from '../../javascript/imported-as.ts'
import { bare, isUnder, methodOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { moduleRequired } from '../../javascript/specifier.ts'
import { isText } from '../../javascript/written-values.ts'

/** What the router of a route was told before to run for its path: `app.use('/tasks/:id/*', loadTask)`. A parameter has to be one of that path, too. */
export function usedBefore(route: TSESTree.CallExpression, sent: readonly string[], program: Program): readonly Node[] {
  const { calls, root, isMoved } = chainBefore(route)
  const router = program.named(root)
  const made = router?.kind === 'const' && router.init ? chainEndingIn(router.init) : { calls: [], root }
  const library = router || root.type === 'NewExpression' ? libraryOf(made.root, program) : undefined
  const path = pathOfRoute(route)
  if (!library || !path || !isText(path)) return []
  const before = router && !isMoved ? [...made.calls, ...statementsOf(router, route, program)] : []
  const told = [...before, ...calls]
  return told.flatMap((call) => {
    const [first, ...handlers] = call.arguments
    const isOfPath = first && isText(first) && covers(segmentsOf(first), segmentsOf(path), methodOf(call), library)
    return isOfPath && hasParameter(segmentsOf(first), segmentsOf(path), sent) ? handlers : []
  })
}

/** What Express runs for a parameter of the path of a route, and gives it by itself: `router.param('id', loadTask)`. */
export function runForParameter(route: TSESTree.CallExpression, sent: readonly string[], program: Program): readonly Node[] {
  const router = program.named(chainBefore(route).root)
  const path = pathOfRoute(route)
  const isOfPath = path && /^params,[^,]+$/.test(sent.join()) && hasParameter(segmentsOf(path), segmentsOf(path), sent)
  if (!isOfPath || !router?.init || libraryOf(bare(router.init), program) !== 'express') return []
  return statementsOn(router, route, program).flatMap((call) => {
    const [name, ...handlers] = methodOf(call) === 'param' ? call.arguments : []
    return name && isText(name) && name.value === sent.at(-1) ? handlers : []
  })
}

interface Chain {
  readonly calls: readonly TSESTree.CallExpression[]
  /** The paths of what comes before are others. */
  readonly isMoved?: boolean
  readonly root: Node
}

/** What is called on a router before a route, in the same expression, the first one first. */
function chainBefore({ callee }: TSESTree.CallExpression): Chain {
  return callee.type === 'MemberExpression' ? chainEndingIn(callee.object) : { calls: [], root: callee }
}

function chainEndingIn(expression: Node): Chain {
  const node = bare(expression)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !runs.test(methodOf(node) ?? ''))
    return { calls: [], root: node }
  const chain = chainBefore(node)
  if (methodOf(node) === 'basePath') return { ...chain, calls: [], isMoved: true }
  return /^(?:use|all)$/.test(methodOf(node) ?? '') ? { ...chain, calls: [...chain.calls, node] } : chain
}

const runs = /^(?:use|all|get|post|put|patch|delete|options|basePath|route)$/

/** That of `router.route('/tasks/:id').get(…)` is told before the handlers. */
function pathOfRoute(route: TSESTree.CallExpression): Node | undefined {
  for (let at: Node = route; at.type === 'CallExpression' && at.callee.type === 'MemberExpression'; at = bare(at.callee.object))
    if (methodOf(at) === 'route') return at.arguments[0]
  return route.arguments[0]
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

type Library = 'express' | 'hono'

function libraryOf(maker: Node, program: Program): Library | undefined {
  if (maker.type !== 'NewExpression' && maker.type !== 'CallExpression') return undefined
  let root = bare(maker.callee)
  while (root.type === 'MemberExpression') root = bare(root.object)
  const binding = program.named(root)
  const from = (binding ? importedBy(binding, program)?.from : moduleRequired(root)) ?? ''
  if (maker.type === 'NewExpression') return /^(?:hono|@hono\/.*)$/.test(from) ? 'hono' : undefined
  return from === 'express' ? 'express' : undefined
}

function segmentsOf(path: Node): readonly string[] {
  return path.type === 'Literal'
    ? String(path.value)
        .split('/')
        .filter((segment) => segment !== '')
    : []
}

/** Whether what is run for one path is run for another one: Express goes by how a path begins, where it is told by `use`, and Hono by the whole of it. */
function covers(used: readonly string[], path: readonly string[], method: string | undefined, library: Library): boolean {
  const isOpen = used.at(-1) === '*'
  const beginning = isOpen ? used.slice(0, -1) : used
  if (!beginning.every((segment, i) => segment === path[i])) return false
  if (isOpen) return library === 'hono' || path.length > beginning.length
  return path.length === used.length || (library === 'express' && method === 'use')
}

/** Of two parameters of one name the handler of a route is given the last one. */
function hasParameter(used: readonly string[], path: readonly string[], sent: readonly string[]): boolean {
  if (!sent.some((name) => /^params?$/.test(name))) return true
  const parameter = `:${sent.at(-1) ?? ''}`
  return used.includes(parameter) && path.filter((segment) => segment === parameter).length === 1
}
