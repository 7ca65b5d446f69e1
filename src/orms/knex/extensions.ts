import { onceFor } from '../../catalog/once-for.ts'
import { bare, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { originsOf } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { ProjectAround } from '../query-reader.ts'
import { knexMethods } from './methods.ts'

/**
 * A method that builders were extended by, in the file of the call or in that of its instance: `knex.QueryBuilder.extend('forTenant', function (id) { … })`.
 * All builders have it, so that it may be in any one file, where the instance comes from elsewhere.
 */
export function extended({ object, name, at }: Kind<'member'>, machine: Machine, around: Around): Kind<'function'> | undefined {
  const homes = new Set([at.program, ...originsOf(instanceUnder(object), machine).map((origin) => origin.at.program)])
  for (const program of homes) {
    const method = methodIn(program, name, machine)
    if (method) return method
  }
  if (knexMethods.has(name)) return undefined
  const [only, ...others] = around.programsWith('QueryBuilder.extend(').flatMap((program) => methodIn(program, name, machine) ?? [])
  return others.length === 0 ? only : undefined
}

type Around = Pick<ProjectAround, 'programsWith'>

function methodIn(program: Program, name: string, machine: Machine): Kind<'function'> | undefined {
  const node = extensionsIn(program).get(name)
  const method = node && machine.answer({ node, program })
  return method?.kind === 'function' ? method : undefined
}

/** What a chain of calls begins on. */
function instanceUnder(value: Value): Value {
  if (value.kind !== 'call') return value
  return value.callee.kind === 'member' ? instanceUnder(value.callee.object) : value.callee
}

const extensionsIn = onceFor((program: Program): ReadonlyMap<string, Node> => {
  const found = new Map<string, Node>()
  for (const {
    callee,
    arguments: [name, method],
  } of program.nodesOf('CallExpression')) {
    if (method && name?.type === 'Literal' && pathOf(callee)?.slice(-2).join('.') === 'QueryBuilder.extend')
      found.set(String(name.value), bare(method))
  }
  return found
})
