import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, callsUnder } from '../javascript/called.ts'
import { bare, isUnder, methodOf, rootOf, type FunctionNode, type Node } from '../javascript/nodes.ts'
import type { Binding, Program } from '../javascript/program.ts'
import { builderCopied, handedTo, leftBy } from '../javascript/symbolic/given-away.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'
import { functionOf } from './handed-calls.ts'

/** Who gives builders away, and what sends them. */
interface Giving {
  readonly program: Program
  readonly machine: Machine
  readonly sends: ReadonlySet<string>
}

/** What becomes of what an expression gives; a builder that functions of the program are given is what they make of it, and send: `paginate(query, page)`. */
export function goneOnWith(node: Node, value: Value, giving: Giving): Value {
  const isGiven = placeAsArgument(node, giving.program) !== undefined
  return isGiven && giving.machine.isChangedByCalls(value) ? goneOn(node, node, value, giving) : value
}

/** The call that is given something by itself, and as which of its arguments. */
function placeAsArgument(node: Node, program: Program): { readonly call: TSESTree.CallExpression; readonly index: number } | undefined {
  const call = program.outside(node)
  if (call?.type !== 'CallExpression') return undefined
  const index = call.arguments.findIndex((one) => one === node)
  return index < 0 ? undefined : { call, index }
}

function goneOn(site: Node, node: Node, builder: Value, giving: Giving): Value {
  const { program, machine, sends } = giving
  const given = placeAsArgument(node, program)
  const folded = given && foldedBy(given.call, given.index, giving)
  if (folded) return goneOn(site, given.call, folded, giving)
  const callee = given && functionCalled(given.call, giving)
  if (!callee) return builder
  const { call, index } = given
  const args = call.arguments.map((one) => (one === node ? builder : machine.answer({ node: one, program })))
  const changed = machine.changedBy(callee, args, index)
  const method = methodSending(callee.node, index, { ...giving, program: callee.at.program })
  if (method !== undefined) {
    const object = (changed && leftBy(unsent(changed, method), machine)) ?? handedTo(callee, builder, { node: call, program })
    const at = { node: site, program }
    return { kind: 'call', callee: { kind: 'member', object, name: method, at }, args: [], isNew: false, at }
  }
  const back = sends.size > 0 ? machine.answer({ node: call, program }) : builder
  return back !== builder && machine.isChangedByCalls(back) ? goneOn(site, call, back, giving) : (changed ?? builder)
}

/** `conditions.reduce((query, [column, value]) => query.where(column, value), query)`, of conditions that are known. */
function foldedBy(call: TSESTree.CallExpression, index: number, { program, machine }: Giving): Value | undefined {
  if (methodOf(call) !== 'reduce' || index !== 1) return undefined
  const value = machine.answer({ node: call, program })
  return value.at.node !== call && machine.isChangedByCalls(value) ? value : undefined
}

/** A builder as it was before it was sent. */
function unsent(value: Value, method: string): Value {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== method) return value
  return unsent(value.callee.object, method)
}

function functionCalled(call: TSESTree.CallExpression, { program, machine }: Giving): Kind<'function'> | undefined {
  const callee = machine.answer({ node: call.callee, program })
  if (callee.kind === 'function') return callee
  const own = calledFunction(call, program, machine.modules, machine.modules.heir)
  return own && functionOf(own)
}

const mostBehind = 5

/** The method by which a function sends the builder that it is given, or a function to which it gives that on. */
function methodSending(own: FunctionNode, index: number, giving: Giving, depth = 0): string | undefined {
  const { program, machine, sends } = giving
  const builders = buildersIn(own, index, program)
  if (builders.size === 0 || depth > mostBehind) return undefined
  const isOfBuilder = (node: Node): boolean => builders.has(program.named(rootOf(node)))
  const calls = callsUnder(own, program)
  const isGoneOnWith = (node: Node): boolean => {
    const at = bare(node)
    if (at.type === 'MemberExpression') return isGoneOnWith(at.object)
    if (at.type !== 'CallExpression') return false
    const isGiven = at.arguments.some((one) => one.type === 'Identifier' && builders.has(program.named(one)))
    return (isGiven && calledFunction(at, program, machine.modules, machine.modules.heir) !== undefined) || isGoneOnWith(at.callee)
  }
  const sending = calls.find((call) => sends.has(methodOf(call) ?? '') && (isOfBuilder(call) || isGoneOnWith(call.callee)))
  if (sending) return methodOf(sending)
  for (const call of calls) {
    const at = call.arguments.findIndex((one) => isOfBuilder(one))
    const next = at >= 0 ? calledFunction(call, program, machine.modules, machine.modules.heir) : undefined
    const method = next && methodSending(next.node, at, { ...giving, program: next.program }, depth + 1)
    if (method !== undefined) return method
  }
  return undefined
}

/** What a function calls a builder that it is given: the parameter, and what goes on with that. */
function buildersIn(own: FunctionNode, index: number, program: Program): ReadonlySet<Binding | undefined> {
  const parameter = own.params[index]
  const binding = parameter?.type === 'Identifier' ? program.bindingOf(parameter.name, own.body) : undefined
  const found = new Set<Binding | undefined>(binding ? [binding] : [])
  for (const { id, init } of program.nodesOf('VariableDeclarator')) {
    const goesOn = init && (builderCopied(bare(init)) ?? (bare(init).type === 'CallExpression' ? init : undefined))
    const root = goesOn && isUnder(goesOn, own) ? rootOf(goesOn) : undefined
    const held = program.named(id)
    if (root && held && found.has(program.named(root))) found.add(held)
  }
  return found
}
