import type { Node } from '../../javascript/nodes.ts'
import { isSpread, recordFrom, recordParts, spreadParts } from '../../javascript/symbolic/collections.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { unknown, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { isOwnMethod } from '../own-methods.ts'
import { isList, listItems, rowsGiven, waysOf, type Item } from '../ways.ts'
import { begunWith, isEntityClass } from './begun-rows.ts'
import { receiverOf } from './receiver.ts'

/** `repository.create({ … })` and `new Order()` make an object, which may be given more later. */
export function objectMade(value: Value, machine: Machine): Value | undefined {
  const making = value.kind === 'call' ? makingOf(value, machine) : undefined
  return making && !(making.data && isList(making.data)) ? recordFrom([{ spread: value }], value.at) : undefined
}

interface Making {
  readonly entity: Value
  readonly data: Value | undefined
}

function makingOf(call: Kind<'call'>, machine: Machine): Making | undefined {
  const { callee, args, isNew, at } = call
  const [first, second] = args
  if (isNew) {
    const data = first && unknown('its constructor is given more', at)
    return callee.kind === 'class' && isEntityClass(callee, machine) ? { entity: callee, data } : undefined
  }
  if (callee.kind !== 'member' || callee.name !== 'create') return undefined
  const receiver = receiverOf(callee.object, machine)
  if (!receiver || isOwnMethod(call, machine)) return undefined
  if (receiver.kind === 'repository') return { entity: receiver.entity, data: first }
  return first && { entity: first, data: second }
}

/** The call that made an object, whatever that was given since. */
function makerOf(value: Value): Kind<'call'> | undefined {
  const [first] = value.kind === 'record' ? recordParts(value) : []
  const made = first && isSpread(first) ? first.spread : value
  return made.kind === 'call' ? made : undefined
}

/** What has been made with all that it was made of; anything else is what it is. */
export function wholeRow(value: Value, machine: Machine): Value {
  const maker = makerOf(value)
  const making = maker && makingOf(maker, machine)
  if (!making) return value
  const begun = making.entity.kind === 'class' ? begunWith(making.entity, machine) : []
  const set = value.kind === 'record' ? recordParts(value).slice(1) : []
  const row = (data: Value | undefined): Value => recordFrom([...begun, ...(data ? spreadParts(data) : []), ...set], value.at)
  const { data } = making
  return data && isList(data) ? { kind: 'list', items: rowsGiven(data).map(row), open: false, at: value.at } : row(data)
}

interface RowsOf {
  readonly entity: Value
  readonly rows: Value
}

/** What is saved without its entity, by the entity that it was made as, where that can be seen. */
export function rowsMade(saved: Value, machine: Machine): readonly RowsOf[] {
  const maker = makerOf(saved)
  const making = maker && makingOf(maker, machine)
  if (making) return [{ entity: making.entity, rows: saved }]
  const ways = waysOf(saved)
  if (ways) return ways.of.flatMap((way) => rowsMade(way, machine))
  const ofItem = (item: Item): readonly RowsOf[] => {
    if (item.kind === 'hidden') return []
    return item.kind === 'item' ? rowsMade(item.value, machine) : item.of.flatMap((way) => way.flatMap(ofItem))
  }
  return isList(saved) ? listItems(saved).flatMap(ofItem) : []
}

/** `save(row)` gives the row itself. */
export function rowGivenBack({ kind, at: { node }, ...call }: Value, machine: Machine): Node | undefined {
  const callee = kind === 'call' && 'callee' in call ? call.callee : undefined
  if (node.type !== 'CallExpression' || callee?.kind !== 'member' || callee.name !== 'save') return undefined
  const receiver = receiverOf(callee.object, machine)
  const [first, second] = node.arguments
  if (receiver?.kind !== 'manager') return receiver && first
  const isNamed = second !== undefined && second.type !== 'ObjectExpression'
  return isNamed ? second : first
}
