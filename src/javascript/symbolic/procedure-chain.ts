import { bare, isUnder, parametersOf as nodesOfParameters, pathOf } from '../nodes.ts'
import { procedureOf } from '../procedures.ts'
import type { Located } from '../resolve.ts'
import { instancesOf } from './declared.ts'
import type { Machine } from './machine.ts'
import { parametersOf } from './samples.ts'
import { whole } from './taken.ts'
import { propertyOf, type Kind, type Value } from './value.ts'

/** The calls that make a procedure before it gets its function, the last first, where something is a parameter of that: `t.procedure.input(schema).use(middleware)`. */
export function callsOfProcedure({ node, program }: Located, machine: Machine): readonly Kind<'call'>[] {
  const resolver = program.functionAround(node)
  const call = resolver && nodesOfParameters(resolver)[0] === node ? procedureOf(resolver, program) : undefined
  const callee = call && bare(call.callee)
  if (callee?.type !== 'MemberExpression') return []
  const calls: Kind<'call'>[] = []
  let chain = machine.evaluate({ node: callee.object, program })
  while (chain.kind === 'call' || chain.kind === 'member') {
    if (chain.kind === 'call') calls.push(chain)
    chain = chain.kind === 'call' ? chain.callee : chain.object
  }
  return calls
}

/** What a property of the context of a procedure is: what its middleware gives on, `next({ ctx: { db } })`, or what makes the context. */
export function ofContext(value: Kind<'member' | 'symbol'>, machine: Machine): readonly Value[] {
  const part = whole(value)
  const context = part.kind === 'member' ? whole(part.object) : part
  if (part.kind !== 'member' || context.kind !== 'member' || context.name !== 'ctx' || context.object.kind !== 'symbol') return []
  for (const call of context.object.declared ? callsOfProcedure(context.object.declared, machine) : []) {
    const found = contextsOf(call, machine).flatMap((one) => propertyOf(one, part.name) ?? [])
    if (found.length > 0) return found
  }
  return []
}

function contextsOf(call: Kind<'call'>, machine: Machine): readonly Value[] {
  const [first] = call.args
  const { callee, at } = call
  if (callee.kind !== 'member') return []
  if (callee.name === 'use') return first?.kind === 'function' ? givenOn(first, machine) : []
  return callee.name === 'context' ? madeAs(at, machine) : []
}

/** `next({ ctx: … })` of a middleware. */
function givenOn({ node, at: { program } }: Kind<'function'>, machine: Machine): readonly Value[] {
  return program.nodesOf('CallExpression').flatMap((call) => {
    const [given] = call.arguments
    if (!given || !isUnder(call, node) || pathOf(call.callee)?.at(-1) !== 'next') return []
    return propertyOf(machine.answer({ node: given, program }), 'ctx') ?? []
  })
}

/** `initTRPC.context<typeof createContext>()` */
function madeAs({ node, program }: Located, machine: Machine): readonly Value[] {
  const [type] = node.type === 'CallExpression' ? (node.typeArguments?.params ?? []) : []
  const makers = type ? instancesOf({ type, program }, machine, 0) : []
  return makers.flatMap((maker) => (maker.kind === 'function' ? [machine.within(maker, parametersOf(maker)).value] : []))
}
