import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../../javascript/modules.ts'
import { awaited, bare, isUnder, methodOf, parametersOf, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { isText } from '../../javascript/written-values.ts'
import type { Handler } from './wrapped-handlers.ts'

/** What Fastify runs for a request before the handler of its route. */
const before = /^(?:onRequest|preParsing|preValidation|preHandler)$/

/** What Fastify runs before the handler of a route: hooks that were added where the route is, and those of its own options. */
export function hooksBefore(route: TSESTree.CallExpression, program: Program): readonly Node[] {
  return [...addedBefore(route, program), ...route.arguments.slice(0, -1).flatMap(inOptions)]
}

function inOptions(options: Node): readonly Node[] {
  if (options.type !== 'ObjectExpression') return []
  return options.properties.flatMap((one) => (one.type === 'Property' && before.test(propertyName(one) ?? '') ? one.value : []))
}

/** `app.addHook('preHandler', loadTask)`, in a block around the route, or around where a plugin is registered. */
export function addedBefore(route: TSESTree.CallExpression, program: Program): readonly Node[] {
  const app = route.callee.type === 'MemberExpression' ? program.named(route.callee.object) : undefined
  const uses = app ? program.usesOf(app) : []
  return uses.flatMap((use) => {
    const method = program.outside(use)
    const call = method?.type === 'MemberExpression' && bare(method.object) === use ? program.outside(method) : undefined
    if (call?.type !== 'CallExpression' || methodOf(call) !== 'addHook' || call.range[1] > route.range[0]) return []
    const [name, hook] = call.arguments
    const isBefore = name !== undefined && isText(name) && before.test(name.value)
    return isBefore && hook && isPassed(call, route, program) ? [hook] : []
  })
}

/** Whether nothing comes to a route without a call. */
function isPassed(call: Node, route: Node, program: Program): boolean {
  const statement = program.outside(call)
  const block = statement?.type === 'ExpressionStatement' ? program.parentOf(statement) : undefined
  return (block?.type === 'Program' || block?.type === 'BlockStatement') && isUnder(route, block)
}

/** Where a hook lets a request pass that is told so by no callback: wherever it comes back, and not with an answer. */
export function passesHook({ node, program }: Handler, modules: Modules): readonly Node[] {
  const reply = program.named(parametersOf(node)[1])
  const isAnswer = (given: Node | undefined): boolean => {
    const root = given && rootOf(awaited(given))
    return reply !== undefined && root !== undefined && program.named(root) === reply
  }
  return endsOf(node, program, modules).flatMap(({ at, argument }) => (isAnswer(argument) ? [] : at))
}
