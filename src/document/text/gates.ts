import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import type { LocatedFunction } from '../../javascript/called.ts'
import { noModules, type Modules } from '../../javascript/modules.ts'
import {
  awaited,
  bare,
  childrenOf,
  isFunction,
  isUnder,
  pathOf,
  propertyName,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { getsSent, partOfParameter } from '../../javascript/procedures.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { plainText } from '../../query/program-text.ts'
import type { SqlNames } from './libraries.ts'
import { guardsBefore, pathInGuard } from './nest-guards.ts'
import { isSentAs, pathSent } from './procedures.ts'
import type { Way } from './mounts.ts'
import { isRoute } from './route-calls.ts'
import { standsFor } from './routers.ts'
import { gatesOfRoute, partOfRequest } from './routes.ts'
import { isSetOnSent, setsAny } from './set-on-sent.ts'

/** A function that a procedure goes through before its own: `.use(async ({ ctx, input, next }) => { …; return next() })`. */
export interface Gate extends LocatedFunction {
  /** Where it lets pass; a guard does so wherever it comes back with what is true. */
  readonly lets?: readonly Node[]
  /** What it is given besides the request, and which part of that it is. */
  readonly sent?: { readonly as: Binding | undefined; readonly path: readonly string[] }
}

const maxSteps = 30

/** What a procedure, or a request, goes through before a part of what is sent is used, in this file or in others. */
export function gatesBefore(way: Way, path: readonly string[], names: SqlNames): readonly Gate[] {
  const { modules = noModules } = names
  const { call: procedure, program } = way
  const isOfMethod = program.parentOf(procedure)?.type === 'Decorator'
  if (!isOfMethod && isRoute(procedure)) return gatesOfRoute(way, path, names)
  const gates = isOfMethod ? guardsBefore(procedure, program, modules) : gatesOfProcedure(modules)(procedure, program)
  return gates.slice(gates.findLastIndex((gate) => setsAny(path, gate.node, gate.program)) + 1)
}

const gatesOfProcedure = onceFor((modules: Modules) =>
  onceFor((procedure: Node, program: Program): readonly Gate[] => {
    const gates: Gate[] = []
    let at: Located | undefined = { node: procedure, program }
    for (let steps = 0; at && steps < maxSteps; steps++) {
      gates.unshift(...gateIn(at, modules))
      at = beforeIn(at, modules)
    }
    return gates
  }),
)

/** What a procedure is made of by one more call, or by another name. */
function beforeIn(at: Located, modules: Modules): Located | undefined {
  const node = bare(at.node)
  if (node.type === 'CallExpression') return node.callee.type === 'MemberExpression' ? { ...at, node: node.callee.object } : undefined
  const known = standsFor(at, modules)
  return known.node === node ? undefined : known
}

function gateIn({ node, program }: Located, modules: Modules): Gate[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || propertyName(node.callee) !== 'use') return []
  return node.arguments.flatMap((given) => gateOf(standsFor({ node: given, program }, modules)) ?? [])
}

const makes = /^(?:\w*[mM]iddleware|create|define)$/

/** The function of `t.middleware(async (opts) => …)`, or a function itself. */
function gateOf({ node, program }: Located): Gate | undefined {
  if (isFunction(node)) return { node, program, lets: letsIn(node, program) }
  if (node.type !== 'CallExpression' || !makes.test(pathOf(node.callee)?.at(-1) ?? '')) return undefined
  const made = node.arguments.find((one) => isFunction(one))
  return made && { node: made, program, lets: letsIn(made, program) }
}

/** The calls of `next`, however it is given. Many procedures go through one gate. */
const letsIn = onceFor((gate: FunctionNode, program: Program): readonly TSESTree.CallExpression[] =>
  program.nodesOf('CallExpression').filter((call) => {
    const [root = '', ...more] = pathOf(call.callee) ?? []
    const binding = isUnder(call, gate) ? program.bindingOf(root, call) : undefined
    return binding?.kind === 'parameter' && isUnder(binding.node, gate) && (more.at(-1) ?? binding.property ?? root) === 'next'
  }),
)

/** What a query calls a part of what is sent. */
export function nameOfSent(path: readonly string[], asked: Node, gate: Gate, modules: Modules): string | undefined {
  const pathAt = gate.lets ? pathIn : pathInGuard
  const open: Node[] = [asked]
  for (let next = open.pop(); next; next = open.pop()) {
    if (pathAt(next, gate, modules)?.join('.') === path.join('.')) return plainText(gate.program.text.slice(...next.range))
    open.push(...childrenOf(next))
  }
  return nameInWhole(path, asked, gate, modules)
}

/** The same where a function is handed what has it: `req.params.id`, of `loadTask(req)`. */
function nameInWhole(path: readonly string[], asked: Node, gate: Gate, modules: Modules): string | undefined {
  const call = awaited(asked)
  if (call.type !== 'CallExpression') return undefined
  for (const whole of call.arguments) {
    const above = gate.lets ? wholeIn(whole, path, gate) : pathInGuard(whole, gate, modules)
    const isAbove = above !== undefined && above.length < path.length && above.every((name, i) => name === path[i])
    if (isAbove && path.every((name) => isName.test(name)))
      return plainText(gate.program.text.slice(...whole.range)) + waysBelow(path).slice(above.length).join('')
  }
  // `loadTask(req).then(…)`
  return call.callee.type === 'MemberExpression' ? nameInWhole(path, call.callee.object, gate, modules) : undefined
}

const isName = /^[\w$]+$/

/** `.params.id`, and `.req.param('id')` of Hono */
function waysBelow(path: readonly string[]): readonly string[] {
  return path.map((name, i) => (path[0] === 'req' && getsSent.test(path[i - 1] ?? '') ? `('${name}')` : `.${name}`))
}

/** What was sent, or a part of it that has others. A request has it under the names of its parts. */
function wholeIn(part: Node, path: readonly string[], { node: gate, program }: Gate): readonly string[] | undefined {
  const requested = path.length > 1 ? partOfParameter(part, program, path[0]) : undefined
  return requested?.within === gate && requested.index === 0 ? requested.path : pathSent(part, program)
}

function pathIn(part: Node, { node: gate, program, sent }: Gate): readonly string[] | undefined {
  if (!/^(?:Identifier|MemberExpression|CallExpression)$/.test(part.type)) return undefined
  if (sent?.as?.writes.length === 0 && program.usesOf(sent.as).some((use) => use === part)) return sent.path
  const requested = partOfRequest(part, program)
  if (requested?.handler === gate) return requested.path
  const path = pathSent(part, program)
  return path && !isSetOnSent(path, gate, program, isSentAs) ? path : undefined
}
