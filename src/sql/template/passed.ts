import type { Value } from '../../query/query.ts'
import type { ToldOf } from '../../query/told.ts'
import { mapParts } from '../../query/tree.ts'
import type { Statement } from '../engine.ts'
import type { Hole } from './hole.ts'
import { shapedOnce } from './shaped.ts'

/** What a call passes for the parameters of its text: by their numbers, and by their names. */
export interface Passed {
  readonly listed: readonly (Hole | undefined)[]
  /** By the name without its sign. */
  readonly named: (name: string) => Hole | undefined
}

export const nothingPassed: Passed = { listed: [], named: () => undefined }

/** The same by numbers alone; what has a name is passed by that. */
export function byNumber({ listed, named }: Passed, names: ReadonlyMap<string, number> = new Map()): readonly (Hole | undefined)[] {
  const all = [...listed]
  for (const [name, number] of names) if (hasName.test(name)) all[number - 1] = named(name.slice(1))
  return all.some((one) => one) ? Array.from(all) : []
}

const hasName = /^.[A-Za-z_$]/

/** A statement whose numbered parameters are the values that its call passes. */
export function withPassed(statement: Statement, passed: readonly (Hole | undefined)[]): Statement {
  const { query } = statement
  if (passed.length === 0 || !query) return statement
  const by = ['passed', passed.map((hole) => hole && [hole.text, hole.list])]
  return shapedOnce(statement, by, () => ({ ...statement, query: replaced(query, passed) }))
}

function replaced<T>(query: T, passed: readonly (Hole | undefined)[]): T {
  return mapParts(query, (part) => (isParameter(part) ? passedValue(part, passed) : replaced(part, passed)))
}

function isParameter(node: unknown): node is Value {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'value' && 'many' in node && 'value' in node
}

function passedValue(value: Value, passed: readonly (Hole | undefined)[]): Value {
  const number = value.value.kind === 'parameter' ? Number(value.value.name.slice(1)) : 0
  const hole = passed[number - 1]
  if (!hole) return value
  const { text, list } = hole
  return { ...value, value: { kind: 'program', text, ...(list && { list }), hole: -number } }
}

/** What a placeholder puts into the text as it is, where it is seen what the call passes for it. */
export function withPassedText<Placed extends Hole>(hole: Placed, { listed, named }: Passed): Placed {
  const { name } = hole.placeholder ?? {}
  const given = name === undefined ? undefined : /^\$\d+$/.test(name) ? listed[Number(name.slice(1)) - 1] : named(name.slice(1))
  return given ? { ...hole, text: given.text, spliced: given.spliced, requested: given.requested } : hole
}

/** The same with what is told of what a call passes, whose numbers are negative. */
export function withToldOf(passed: readonly (Hole | undefined)[], told: ToldOf | undefined): ToldOf {
  return (hole) => (hole < 0 ? passed[-hole - 1]?.from?.() : told?.(hole))
}
