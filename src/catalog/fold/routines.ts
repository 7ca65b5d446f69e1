import type { AlterFunction, Change, CreateFunction } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { isSameTree } from '../same-tree.ts'
import { editTable } from './edit.ts'
import { refuse, type FunctionState, type Overload } from './objects.ts'
import type { State } from './state.ts'

export function createFunction(state: State, change: CreateFunction, place: Place): void {
  const { name, arguments: count, defaults, types, securityDefiner, searchPath, replace } = change
  const schema = state.creationSchema(name.schema)
  const cut = cutName(name.name.text)
  const known = state.functionNamed(schema, cut)
  const same = known?.overloads.find((other) => other.arguments === count)
  // It may be a further function, or the same again.
  const least = Math.min(count - defaults, same?.least ?? count)
  const variadic = change.variadic || same?.variadic === true
  const body = same && !(replace && isSameTree(same.types, types)) ? undefined : change.body
  const overload: Overload = { written: name.name.text, place, arguments: count, least, variadic, types, securityDefiner, searchPath, body }
  const overloads = [...(known?.overloads ?? []).filter((other) => other !== same), overload]
  const isOne = known === undefined
  const own: FunctionState = known ? { ...known, overloads, isOne } : { id: state.newId(), schema, name: cut, overloads, isOne }
  if (!known) state.nameFunction(schema, cut, own.id)
  state.put(state.functions, own.id, own)
}

/** Which of several functions of a name is meant is not known: what it may do is then not told of any, and what it does not do of all. */
export function alterFunction(state: State, change: AlterFunction, place: Place): void {
  const { name, arguments: count, securityDefiner, searchPath } = change
  const known = state.functionNamed(name.schema, name.name.text)
  if (!known || (securityDefiner === undefined && searchPath === undefined)) return
  const overloads = known.overloads.map((overload): Overload => {
    if (known.isOne && count !== undefined && overload.arguments !== count) return overload
    const isDefiner = securityDefiner ?? overload.securityDefiner
    const hasPath = searchPath ?? overload.searchPath
    if (known.isOne) return { ...overload, securityDefiner: isDefiner, searchPath: hasPath, place }
    return { ...overload, securityDefiner: isDefiner && overload.securityDefiner, searchPath: hasPath || overload.searchPath }
  })
  state.put(state.functions, known.id, { ...known, overloads })
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
