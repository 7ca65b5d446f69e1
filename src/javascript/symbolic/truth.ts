import { elementType } from '../types.ts'
import { mayBeUndefined } from '../undefined.ts'
import type { Machine } from './machine.ts'
import { typeWritten } from './optional.ts'
import { truthOf, type Value } from './value.ts'

/** Whether something counts as true where it is asked for; what a list is made by, or said to be one, is there whatever is in it. */
export function truthIn(value: Value, machine: Machine): boolean | undefined {
  return truthOf(value) ?? (machine.isExact && isSomeList(value, machine) ? true : undefined)
}

function isSomeList(value: Value, machine: Machine): boolean {
  if (!isMadeList(value) && !isTypedList(value, machine)) return false
  return !mayBeUndefined(value, machine, undefined, 'undefined or null')
}

/** `rows.map(keyOf)`, `Object.keys(filter)`, `new Set(ids)` */
function isMadeList(value: Value): boolean {
  if (value.kind !== 'call') return false
  if (value.isNew) return true
  if (value.callee.kind !== 'member') return false
  const { object, name } = value.callee
  if (object.kind === 'symbol' && /^(?:Object|Array)$/.test(object.name)) return /^(?:keys|values|entries|from|of)$/.test(name)
  return value.args[0]?.kind === 'function' && /^(?:map|flatMap|filter)$/.test(name)
}

/** `ids: readonly string[]` */
function isTypedList(value: Value, machine: Machine): boolean {
  const type = value.kind === 'symbol' || value.kind === 'member' ? typeWritten(value, machine) : undefined
  if (!type) return false
  const { node, program } = machine.types.spelledOut(type)
  return elementType(node, program) !== undefined
}
