import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, symbol, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { textsOf } from './options.ts'

/** The names of `entity.a.b`, without the first. */
function memberPath(value: Value | undefined): string | undefined {
  if (value?.kind !== 'member') return textOf(value)
  const before = value.object.kind === 'member' ? memberPath(value.object) : undefined
  return before === undefined ? value.name : `${before}.${value.name}`
}

/** A property, named by a text or by `(entity) => entity.property`. */
export function pathIn(value: Value | undefined, machine: Machine): string | undefined {
  return memberPath(value?.kind === 'function' ? called(value, machine) : value)
}

/** Properties, named by a list of texts, or by a function that gives such a list or an object. */
export function pathsIn(value: Value | undefined, machine: Machine): string[] | undefined {
  if (value?.kind !== 'function') return textsOf(value)?.map((path) => path.trim())
  const given = called(value, machine)
  if (given.kind === 'record') return given.open ? undefined : entriesOf(given).map(({ key }) => key)
  if (given.kind !== 'list' || given.open) return undefined
  const paths = given.items.map(memberPath)
  return paths.every((path) => path !== undefined) ? paths : undefined
}

function called(value: Value, machine: Machine): Value {
  return machine.call(value, [symbol('entity', value.at)], value.at)
}
