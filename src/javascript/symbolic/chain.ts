import type { Located } from '../resolve.ts'
import { isDecision, type Value } from './value.ts'

/** `root.name(args)` and so on, from the beginning: how builders are written. */
export interface Chain {
  readonly root: Value
  readonly links: readonly Link[]
}

export interface Link {
  /** Empty where the thing itself is called. */
  readonly name: string
  /** Undefined where it is no call. */
  readonly args: readonly Value[] | undefined
  /** All that was written until here. */
  readonly at: Located
}

export function chainOf(value: Value): Chain {
  const links: Link[] = []
  let at = value
  for (;;) {
    if (at.kind === 'member') {
      links.push({ name: at.name, args: undefined, at: at.at })
      at = at.object
    } else if (at.kind === 'call' && !isDecision(at)) {
      const { callee, args } = at
      const isMethod = callee.kind === 'member'
      links.push({ name: isMethod ? callee.name : '', args, at: at.at })
      at = isMethod ? callee.object : callee
    } else return { root: at, links: links.reverse() }
  }
}

/** A call of a method, and what it is called on. */
export interface MethodCall {
  readonly name: string
  readonly args: readonly Value[]
  readonly object: Value
  readonly call: Value
}

/** The calls that a chain ends with, as far as they are such, from the first of them on, and what that is called on. */
export function endOf(value: Value, isOne: (call: MethodCall) => boolean): { readonly of: Value; readonly calls: readonly MethodCall[] } {
  const calls: MethodCall[] = []
  let of = value
  while (of.kind === 'call' && of.callee.kind === 'member') {
    const { args, callee } = of
    const one = { name: callee.name, args, object: callee.object, call: of }
    if (!isOne(one)) break
    calls.push(one)
    of = callee.object
  }
  return { of, calls: calls.reverse() }
}

/** The call with this name. */
export function linkOf(chain: Chain, ...names: readonly string[]): Link | undefined {
  return chain.links.find(({ name, args }) => args !== undefined && names.includes(name))
}

/** Whether a value is what packages show under one of these names. */
export function isFrom(value: Value, packages: RegExp, ...names: readonly string[]): boolean {
  if (value.kind !== 'import' || (names.length > 0 && !names.includes(value.name))) return false
  return [value.from, ...(value.orFrom ?? [])].some((from) => packages.test(from))
}
