import { bare, propertyName, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { StandIn } from '../declared-types.ts'
import { valueUnder } from './collections.ts'
import { typeOf, valueNamed } from './declared.ts'
import type { Machine } from './machine.ts'
import type { Entry, Kind, Value } from './value.ts'

const maxSteps = 6

/** The function that a property of something is by its type: `orders.find` where `orders` is what `ordersFactory` gives back. */
export function functionByType(value: Value, machine: Machine): Kind<'function'> | undefined {
  const found = value.kind === 'member' ? memberByType(value, machine, 0) : undefined
  return found?.kind === 'function' ? found : undefined
}

function memberByType({ object, name }: Kind<'member'>, machine: Machine, steps: number): Value | undefined {
  const owner = recordByType(object, machine, steps)
  return owner && valueUnder(owner, name)
}

function recordByType(value: Value, machine: Machine, steps: number): Kind<'record'> | undefined {
  if (value.kind === 'record') return value
  if ((value.kind !== 'symbol' && value.kind !== 'member') || steps > maxSteps) return undefined
  const within = value.kind === 'member' ? memberByType(value, machine, steps + 1) : undefined
  if (within) return recordByType(within, machine, steps + 1)
  const type = typeOf(value, machine, 0)
  const found = type && machine.types.standIn({ node: type.type, program: type.program })
  const made = found && valueOf(found, machine)
  return made?.kind === 'record' ? made : undefined
}

function valueOf({ name, program, isGiven }: StandIn, machine: Machine): Value {
  const value = valueNamed(name, program, machine)
  if (!isGiven || value.kind !== 'function') return value
  const { params } = value.node
  return machine.within(
    value,
    params.map((one) => itself(one, value.at.program)),
  ).value
}

/** What a parameter is that nobody in sight gives: what is written of it, and of each part that a pattern takes. */
function itself(parameter: Node, program: Program): Value {
  const node = bare(parameter.type === 'AssignmentPattern' ? parameter.left : parameter)
  const at = { node, program }
  if (node.type === 'Identifier') return { kind: 'symbol', name: node.name, declared: at, at }
  if (node.type !== 'ObjectPattern') return { kind: 'symbol', name: '', declared: at, at }
  const entries = node.properties.flatMap((part): Entry[] => {
    const key = part.type === 'Property' ? propertyName(part) : undefined
    return key === undefined || part.type !== 'Property' ? [] : [{ key, value: itself(part.value, program), at: { node: part, program } }]
  })
  return { kind: 'record', entries, open: true, at }
}
