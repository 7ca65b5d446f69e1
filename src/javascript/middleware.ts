import type { TSESTree } from '@typescript-eslint/utils'
import { contextsHanded } from './handed-contexts.ts'
import type { Modules } from './modules.ts'
import { isFunction, methodOf, pathOf, propertyIn, soleGiven, type Node } from './nodes.ts'
import { importOf, type Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'
import { nodesUnder } from './under.ts'

const mostCalls = 40
const mostSteps = 8

/** Also those of standalone middleware of tRPC and of next-safe-action. */
const makesMiddleware = /^(?:middleware|create|define)$/
const joinsMiddleware = /^(?:unstable_)?pipe$/
const joinsProcedures = /^(?:unstable_)?concat$/

interface LocatedCall {
  readonly node: TSESTree.CallExpression
  readonly program: Program
}

/** The calls that make a procedure, the last first: those of `initTRPC.context<Context>().create().procedure.use(middleware)`, through the names between. */
export function* callsBehind(procedure: Located, modules: Modules): Generator<LocatedCall> {
  let at: Located | undefined = procedure
  for (let steps = 0; at && steps < mostCalls; steps++) {
    const found: Located = resolve(at, modules)
    const { node, program } = found
    if (node.type === 'CallExpression') yield { node, program }
    at = beforeOf(found, modules)
  }
}

function beforeOf({ node, program }: Located, modules: Modules): Located | undefined {
  if (node.type === 'CallExpression') return { node: node.callee, program }
  if (node.type === 'MemberExpression') return { node: node.object, program }
  return constantOf({ node, program }, modules)
}

/** What a procedure is made with stays what it is, whoever gets hold of it. */
function constantOf({ node, program }: Located, modules: Modules): Located | undefined {
  const binding = program.named(node)
  const wanted = binding?.kind === 'import' ? importOf(binding, program) : undefined
  const module = wanted && modules.open(wanted.from, program)
  const { init, writes = [] } = (module ? module.exported(wanted.name) : binding) ?? {}
  return init && writes.length === 0 ? { node: init, program: module ?? program } : undefined
}

/** The type that is given to `initTRPC.context<…>()`. */
export function typeOfContext(call: TSESTree.CallExpression): TSESTree.TypeNode | undefined {
  return methodOf(call) === 'context' ? call.typeArguments?.params[0] : undefined
}

/** What a call of `use` adds to the context: what its middleware gives on each time, `next({ ctx: … })`. */
export function givenOn(call: LocatedCall, modules: Modules): readonly Located[] {
  return (middlewareOf(call, modules) ?? []).flatMap(({ node: middleware, program: own }) =>
    nodesUnder(middleware, own.nodesOf('CallExpression')).flatMap((next) => {
      const given = pathOf(next.callee)?.at(-1) === 'next' ? next.arguments[0] : undefined
      const context = given?.type === 'ObjectExpression' ? propertyIn(given, 'ctx')?.value : undefined
      return context ? { node: context, program: own } : []
    }),
  )
}

/** The same where all that is given on can be seen. */
export function allGivenOn(call: LocatedCall, modules: Modules): readonly Located[] | undefined {
  if (joinsProcedures.test(methodOf(call.node) ?? '')) return undefined
  const given = middlewareOf(call, modules)?.map((one) => contextsHanded(one, modules))
  return given?.every((one) => one !== undefined) === true ? given.flat() : undefined
}

/** The functions that a call of `use` is given; undefined where some of them cannot be seen. */
function middlewareOf({ node: call, program }: LocatedCall, modules: Modules): readonly Located[] | undefined {
  const [first] = methodOf(call) === 'use' ? call.arguments : []
  return first ? functionsIn({ node: first, program }, modules) : []
}

/** `t.middleware(({ ctx, next }) => …)`, a function that gives such a one, or it alone; undefined where which it is cannot be seen. Those of packages are none. */
function functionsIn(start: Located, modules: Modules, steps = 0): readonly Located[] | undefined {
  const found = resolve(start, modules)
  const { node, program } = found.node.type === 'Identifier' ? (constantOf(found, modules) ?? found) : found
  if (isFunction(node)) return [{ node, program }]
  if (node.type !== 'CallExpression' || steps > mostSteps) return []
  const further = (next: Node | undefined): readonly Located[] | undefined =>
    next && functionsIn({ node: next, program }, modules, steps + 1)
  const method = methodOf(node) ?? ''
  if (makesMiddleware.test(method)) return further(node.arguments[0])
  if (joinsMiddleware.test(method) && node.callee.type === 'MemberExpression') {
    const both = [node.callee.object, node.arguments[0]].map(further)
    return both.every((one) => one !== undefined) ? both.flat() : undefined
  }
  const maker = resolve({ node: node.callee, program }, modules)
  if (!isFunction(maker.node)) return []
  const made = soleGiven(maker.node)
  return made && functionsIn({ node: made, program: maker.program }, modules, steps + 1)
}
