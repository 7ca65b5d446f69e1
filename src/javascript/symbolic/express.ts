import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, parametersOf, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Machine } from './machine.ts'
import { importedType } from './request-types.ts'
import type { Value } from './value.ts'

/** Whether something is `req.query` of Express, or the headers or the body, of which nobody has to send anything. */
export function isSentFreely(value: Value, machine: Machine): boolean {
  const isPart = value.kind === 'member' && /^(?:query|headers|body)$/.test(value.name)
  const request = isPart && value.object.kind === 'symbol' ? value.object.declared : undefined
  if (!request) return false
  const { node, program } = request
  const handler = program.parentOf(node)
  if (!isFunction(handler) || parametersOf(handler)[0] !== node) return false
  const call = program.outside(handler)
  const route = call?.type === 'CallExpression' && bare(call.callee).type === 'MemberExpression' ? call : undefined
  // What stands before a handler that is routed elsewhere is not seen.
  if (!route || route.arguments.some((one) => one !== handler && mayCheck(one, program))) return false
  const annotation = node.type === 'Identifier' ? node.typeAnnotation?.typeAnnotation : undefined
  return annotation ? isRequest(annotation, program) : isRouted(route, program, machine)
}

/** Whether something before a handler may have seen to what it is sent. */
function mayCheck(before: Node, program: Program): boolean {
  return /valid|check|schema|celebrate|parse|ensure|require/i.test(program.text.slice(...before.range))
}

/** One that is told what its query is, is that. */
function isRequest(type: Node, program: Program): boolean {
  if (type.type !== 'TSTypeReference' || (type.typeArguments?.params.length ?? 0) > 3) return false
  return importedType(type, program) === 'express Request'
}

/** `app.get('/orders', (req, res) => …)` of an application, or a router. */
function isRouted(route: TSESTree.CallExpression, program: Program, machine: Machine): boolean {
  const callee = bare(route.callee)
  let of = callee.type === 'MemberExpression' ? machine.evaluate({ node: callee.object, program }) : undefined
  while (of?.kind === 'call' || of?.kind === 'member') of = of.kind === 'call' ? of.callee : of.object
  return of?.kind === 'import' && of.from === 'express'
}
