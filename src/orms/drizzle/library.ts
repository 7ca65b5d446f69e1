import { isFrom } from '../../javascript/symbolic/chain.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'

export const drizzleModule = /^drizzle-orm(?:\/|$)/

/** Whether a value is what Drizzle shows under one of these names. */
export function isDrizzle(value: Value, ...names: readonly string[]): boolean {
  return isFrom(value, drizzleModule, ...names)
}

/** All of the module with the columns and tables of Postgres. */
export function builders(at: Value['at']): Value {
  return { kind: 'import', from: 'drizzle-orm/pg-core', name: '*', at }
}

/** A call of something that Drizzle shows: `text('name')`. */
export function callOf(value: Value, ...names: readonly string[]): Kind<'call'> | undefined {
  return value.kind === 'call' && isDrizzle(value.callee, ...names) ? value : undefined
}

/** A call of a method: what it is of, and with what it is called. */
export function methodOf(value: Value): { readonly object: Value; readonly name: string; readonly args: readonly Value[] } | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  return { object: value.callee.object, name: value.callee.name, args: value.args }
}

export interface Calls {
  /** What the first of them is called on. */
  readonly base: Value
  /** In their order. */
  readonly calls: readonly { readonly name: string; readonly args: readonly Value[]; readonly value: Value }[]
}

/** The methods called one after another on something that satisfies a test. */
export function callsUntil(value: Value, isBase: (value: Value) => boolean): Calls | undefined {
  const calls: { name: string; args: readonly Value[]; value: Value }[] = []
  let at = value
  while (!isBase(at)) {
    const method = methodOf(at)
    if (!method) return undefined
    calls.push({ name: method.name, args: method.args, value: at })
    at = method.object
  }
  return { base: at, calls: calls.reverse() }
}

export function argsOf(calls: Calls, name: string): readonly Value[] | undefined {
  return calls.calls.find((call) => call.name === name)?.args
}
