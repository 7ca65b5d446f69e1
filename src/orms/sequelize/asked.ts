import { listFrom, listParts, partsWithin, recordFrom, recordParts, spreadParts } from '../../javascript/symbolic/collections.ts'
import {
  entryOf,
  isNothing,
  propertyOf,
  textOf,
  type Kind,
  type ListPart,
  type RecordPart,
  type Value,
} from '../../javascript/symbolic/value.ts'
import { argumentsOf } from '../arguments.ts'
import type { CallScene } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import { operatorKey } from './expressions.ts'
import { fragmentName } from './fragments.ts'
import type { KnownModels } from './known-models.ts'
import type { Model } from './model.ts'
import type { Receiver } from './receivers.ts'

/** What a call asks for: what it is given, and what the scopes of its model add. */
export interface Asked {
  readonly where: Value | undefined
  /** A scope that cannot be seen, which may add conditions. */
  readonly hidden: readonly Value[]
  /** Under a name that is neither of these; nothing where it cannot be seen whether there is one. */
  of(name: string): Value | undefined
  readonly include: Value | undefined
}

/** What a call is given alone. */
export function askedOf(options: Value | undefined): Asked {
  return askedIn([options], [])
}

/** With the scopes of the model, of which the call's own words win. */
export function askedWith({ model, scopes }: Receiver, options: Value | undefined, scene: CallScene, models: KnownModels): Asked {
  const given = scopes ? scopes.flatMap((scope) => present(scopeOf(model, scope, scene, models))) : present(defaultScope(model, models))
  const layers = given.filter(({ kind }) => kind === 'record')
  const hidden = given.filter(({ kind }) => kind !== 'record')
  return askedIn([...layers, options], hidden, scopes !== undefined)
}

function defaultScope(model: Model, models: KnownModels): Value | undefined {
  return models.addedScope(model, 'defaultScope') ?? model.parts.options.get('defaultScope')
}

/** What a scope adds: a record, or something that cannot be seen. */
function scopeOf(model: Model, given: Value, scene: CallScene, models: KnownModels): Value | undefined {
  const method = entryOf(given, 'method')?.value
  if (given.kind === 'record' && !method) return given
  const [named, args] = method?.kind === 'list' ? [method.items[0], method.items.slice(1)] : [method ?? given, []]
  const name = textOf(named)
  if (name === undefined) return method ?? given
  if (name === 'defaultScope') return defaultScope(model, models)
  const scope = models.addedScope(model, name) ?? propertyOf(model.parts.options.get('scopes'), name)
  if (!scope) return named
  return scope.kind === 'function' ? scene.machine.call(scope, args, given.at) : scope
}

function askedIn(layers: readonly (Value | undefined)[], hidden: readonly Value[], isChosen = false): Asked {
  const said = layers.map(argumentsOf)
  const all = (name: string): Value[] => said.flatMap((one) => present(one.of(name)))
  const [first, ...rest] = said
    .flatMap((one) => one.of('where') ?? [])
    .filter((value) => value.kind !== 'literal' || value.value !== undefined)
  return {
    where: first && rest.reduce(overwritten, isChosen ? objectOf(first) : first),
    include: all('include').reduce<Value | undefined>(joined, undefined),
    hidden,
    of: (name) => all(name).findLast(isSaid),
  }
}

/** Whether something is written, and is no part of something that cannot be seen. */
function isSaid(value: Value): boolean {
  return value.kind !== 'unknown' && (value.kind !== 'member' || value.at.node !== value.object.at.node)
}

function present(value: Value | undefined): Value[] {
  return value && !(value.kind === 'literal' && isNothing(value)) ? [value] : []
}

/** Conditions on the same attribute, or under the same operator, take each other's place; lists add up, and nothing else does. */
function overwritten(before: Value, given: Value): Value {
  if (before.kind === 'list' && given.kind === 'list') return listFrom([...listParts(before), ...listParts(given)], given.at)
  const value = objectOf(given)
  const isReplaced = isSql(before) || [before, value].some(({ kind }) => kind === 'list' || kind === 'literal')
  return isReplaced ? value : recordFrom([...spreadParts(objectOf(before)), ...spreadParts(value)], value.at)
}

/** SQL is a condition under `Op.and`; `and` and `or` give objects. */
function objectOf(value: Value): Value {
  const name = fragmentName(value)
  if (value.kind !== 'call' || name === undefined) return value
  const isList = name === 'and' || name === 'or'
  const inner: Value = isList ? { kind: 'list', items: value.args, open: false, at: value.at } : value
  return recordFrom([{ key: operatorKey(isList ? name : 'and'), value: inner, at: value.at }], value.at)
}

function isSql(value: Value): boolean {
  return !/^(?:and|or)$/.test(fragmentName(value) ?? 'and')
}

/** What is included twice under one name is included once, with all that is said of it. */
export function includedOnce(before: Value, value: Value): Value {
  const [first, second] = [before, value].map((one): Kind<'record'> => {
    if (one.kind === 'record') return one
    const key = textOf(one) === undefined ? 'model' : 'association'
    return recordFrom([{ key, value: one, at: one.at }], one.at)
  })
  if (!first || !second) return value
  const both = (name: string, merge: (a: Value, b: Value) => Value): readonly RecordPart[] => {
    const [a, b] = [entryOf(first, name)?.value, entryOf(second, name)?.value]
    return a && b ? [{ key: name, value: merge(a, b), at: b.at }] : []
  }
  return recordFrom([...recordParts(first), ...recordParts(second), ...both('where', overwritten), ...both('include', joined)], value.at)
}

function joined(before: Value | undefined, value: Value): Value {
  if (!before) return value
  return listFrom([...partsOf(before), ...partsOf(value)], value.at)
}

/** What is included; a scope may include something on one way alone. */
function partsOf(value: Value): readonly ListPart[] {
  const ways = waysOf(value)
  if (!ways) return partsWithin(value)
  const of = ways.of.map((way) => (isNothing(way) ? way : listFrom(partsOf(way), way.at)))
  return [{ spread: { kind: 'choice', key: ways.key, on: ways.on, of, at: value.at } }]
}
