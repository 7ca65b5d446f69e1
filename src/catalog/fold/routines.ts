import type { Change, CreateFunction } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { editTable } from './edit.ts'
import { refuse, type FunctionState, type Overload } from './objects.ts'
import type { State } from './state.ts'

export function createFunction(state: State, { name, arguments: count, securityDefiner, searchPath }: CreateFunction, place: Place): void {
  const schema = state.creationSchema(name.schema)
  const cut = cutName(name.name.text)
  const known = state.functionNamed(schema, cut)
  const overload: Overload = { written: name.name.text, place, arguments: count, securityDefiner, searchPath }
  const overloads = [...(known?.overloads ?? []).filter((other) => other.arguments !== count), overload]
  const own: FunctionState = known ? { ...known, overloads } : { id: state.newId(), schema, name: cut, overloads }
  if (!known) state.nameFunction(schema, cut, own.id)
  state.put(state.functions, own.id, own)
}

export function createTrigger(state: State, change: Extract<Change, { kind: 'create trigger' }>, place: Place): void {
  const table = state.getTable(change.table)
  const name = cutName(change.name.text)
  const others = table.triggers.filter((trigger) => trigger.name !== name)
  if (others.length < table.triggers.length && !change.replace) refuse(`trigger "${name}" for relation "${table.name}" already exists`)
  const known = state.functionNamed(undefined, change.function) ?? state.functionNamed(...splitOnce(change.function))
  editTable(state, table.id, { triggers: [...others, { name, written: change.name.text, place, function: known?.id ?? change.function }] })
}

/** A dot may be the name's own, or part a schema from it. */
function splitOnce(name: string): [string, string] {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
}
