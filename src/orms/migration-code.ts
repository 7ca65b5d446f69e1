import type { Program } from '../javascript/program.ts'
import type { Followed, Machine } from '../javascript/symbolic/machine.ts'
import { propertyOf, type Kind, type Value } from '../javascript/symbolic/value.ts'
import { readEffects, type StepReader } from './code-steps.ts'
import type { Statement } from './orm.ts'

/** What a migration in code does: a module, an object or a class with `up`. */
export function upOf(machine: Machine, program: Program): Value | undefined {
  const shown = machine.shown(program, 'up')
  if (shown) return asFunction(shown)
  const whole = machine.shown(program, 'default')
  return whole && memberOf(machine, whole, 'up')
}

/** What `up` of a migration does with what its library gives it. */
export function stepsOfUp(machine: Machine, program: Program, given: Value, reader: StepReader): Statement[] {
  const up = upOf(machine, program)
  return up ? readEffects(machine.follow(up, [given]).effects, reader) : []
}

/** A method of an object or a class. */
export function memberOf(machine: Machine, of: Value, name: string): Value | undefined {
  if (of.kind === 'class') return machine.method(of, name)
  if (of.kind === 'call' && of.isNew && of.callee.kind === 'class') return machine.method(of.callee, name)
  if (of.kind === 'module') return asFunction(machine.shown(of.program, name))
  return asFunction(propertyOf(of, name))
}

function asFunction(value: Value | undefined): Value | undefined {
  return value?.kind === 'function' ? value : undefined
}

export type CallValue = Kind<'call'>

/** What a function came to that was given to a library, and what it was called with. */
export interface Ran extends Followed {
  readonly args: readonly Value[]
}

/** What a library calls a function with that it is given; undefined where it does not, or later. */
export type Gives = (call: CallValue, index: number) => readonly Value[] | undefined

/** Deeper is not gone: a function may give itself to the library. */
const deepest = 12

/**
 * Runs the functions that a migration gives to its library at the moment when it gives them, as the library does: later,
 * what is around them would be as a loop left it.
 */
export class GivenFunctions {
  readonly #gives: Gives
  readonly #ran = new WeakMap<Value, readonly (Ran | undefined)[]>()
  #depth = 0

  constructor(gives: Gives) {
    this.#gives = gives
  }

  /** To be asked of every value that comes up. */
  meet(value: Value, machine: Machine): void {
    if (value.kind !== 'call' || this.#ran.has(value) || this.#depth > deepest) return
    if (!value.args.some(({ kind }) => kind === 'function')) return
    this.#depth++
    this.#ran.set(
      value,
      value.args.map((arg, i) => this.#run(value, arg, i, machine)),
    )
    this.#depth--
  }

  #run(call: CallValue, arg: Value, index: number, machine: Machine): Ran | undefined {
    const args = arg.kind === 'function' ? this.#gives(call, index) : undefined
    if (arg.kind !== 'function' || !args) return undefined
    const self = args[0] ?? arg.self
    return { ...machine.within({ ...arg, self }, args), args }
  }

  /** The function among what a call was given. */
  of(call: CallValue, index: number): Ran | undefined {
    return this.#ran.get(call)?.[index]
  }
}

/** The calls of a chain from its beginning, as the values that they are: a builder that is kept in a variable stays the same one. */
export function spineOf(value: Value): { readonly root: Value; readonly calls: readonly CallValue[] } {
  const calls: CallValue[] = []
  let at = value
  for (;;) {
    if (at.kind === 'call') {
      calls.push(at)
      at = at.callee
    } else if (at.kind === 'member') at = at.object
    else return { root: at, calls: calls.reverse() }
  }
}

export function methodName({ callee }: CallValue): string {
  return callee.kind === 'member' ? callee.name : ''
}

/** Whether a call hands on one of these: whoever gets it may do anything with it. */
export function handsOn(value: Value, mine: (root: Value) => boolean): boolean {
  return value.kind === 'call' && value.args.some((arg) => mine(spineOf(arg).root))
}
