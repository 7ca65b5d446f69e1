import { givenOn, typeOfContext } from '../middleware.ts'
import { bare, parametersOf as nodesOfParameters } from '../nodes.ts'
import { procedureOf } from '../procedures.ts'
import type { Located } from '../resolve.ts'
import { instancesOf, type LocatedType } from './declared.ts'
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

function contextsOf({ at: { node, program } }: Kind<'call'>, machine: Machine): readonly Value[] {
  if (node.type !== 'CallExpression') return []
  const type = typeOfContext(node)
  if (type) return madeAs({ type, program }, machine)
  return givenOn({ node, program }, machine.modules).map((given) => machine.answer(given))
}

/** `initTRPC.context<typeof createContext>()` */
function madeAs(type: LocatedType, machine: Machine): readonly Value[] {
  return instancesOf(type, machine, 0).flatMap((maker) =>
    maker.kind === 'function' ? [machine.within(maker, parametersOf(maker)).value] : [],
  )
}
