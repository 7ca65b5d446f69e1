import { conditionText } from '../javascript/sent-conditions.ts'
import { onceFor } from '../catalog/once-for.ts'
import { isWaiting } from '../javascript/nodes.ts'
import { originsOf } from '../javascript/symbolic/declared.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { truthOf, type Kind, type Value } from '../javascript/symbolic/value.ts'
import { waysOf } from './ways.ts'

type CallValue = Kind<'call'>

/** What was awaited was sent by itself, and is rows. */
export function isAwaited({ at: { node, program } }: Value): boolean {
  return isWaiting(program.parentOf(node))
}

/** Whether something was awaited, or is what an `async` function gives, which waits for it as well. */
export function isSentByItself(value: Value): boolean {
  const { node, program } = value.at
  const outer = program.outside(node)
  const around = program.functionAround(node)
  return isAwaited(value) || (around?.async === true && (outer?.type === 'ReturnStatement' || outer === around))
}

/** One call of a builder, or several of which the program does some. */
export type Step =
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Value[]; readonly call: CallValue }
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Step[])[] }
  /** Something that cannot be seen was done to the builder. */
  | { readonly kind: 'hidden'; readonly value: Value; readonly why?: string }

export type CallStep = Extract<Step, { kind: 'call' }>

/** A builder: what it begins with, and what is called on it. */
export interface Built {
  readonly root: Value
  readonly steps: readonly Step[]
}

/** What somebody who knows a library says of its builders. */
export interface BuilderNotation {
  readonly methods: ReadonlySet<string>
  /** Whether another method may be one that builders were extended by, and go on with them. */
  mayBeOwn?(method: string): boolean
  /** Properties that say something by themselves. */
  readonly properties?: ReadonlySet<string>
  /** The program that builders are of, whose getters may begin them. */
  readonly machine?: Machine
  /** Whether queries are made of it. */
  isRoot(value: Value): boolean
  /** Whether something is a builder before anything is called on it. */
  isBuilder?(value: Value): boolean
  /** What a call makes a builder of that names a table by itself, as `knex('orders')`. */
  begins?(call: CallValue): Value | undefined
  /** Whether a call of something else may go on with a builder that it is given. */
  goesOn(call: CallValue): boolean
  /** What a function does that a call is given to go on with. */
  adds?(call: CallValue): readonly Step[] | undefined
  /** What a call gives that says nothing itself: the builder as it was, or as a function of the program goes on with it. */
  through?(call: CallValue, builder: Value): Value | undefined
}

/** Reads values of a program as builders, step by step. */
export class Builders {
  readonly #notation: BuilderNotation
  /** Parts that builders share are the same steps, so that what they have in common is found. */
  readonly #built = onceFor((value: Value): Built => this.#read(value))

  constructor(notation: BuilderNotation) {
    this.#notation = notation
  }

  /** Undefined for what is no builder. */
  of(value: Value): Built | undefined {
    const built = this.#built(value)
    return built.steps.length > 0 && this.#notation.isRoot(built.root) ? built : undefined
  }

  /** Every call that a builder is made of, whichever way it was made; what several ways have in common is gone through once. */
  take(value: Value, take: (call: Value) => void, taken = new Set<Value>()): void {
    if (taken.has(value)) return
    taken.add(value)
    const ways = waysOf(value)
    if (ways) return ways.of.forEach((way) => this.take(way, take, taken))
    if (value.kind !== 'call' || !this.of(value)) return
    take(value)
    for (let at: Value = value; at.kind === 'call';) {
      const { callee, args }: CallValue = at
      if (callee.kind === 'member' && (this.#notation.methods.has(callee.name) || this.#isOwn(at))) at = callee.object
      else return args.forEach((arg) => this.take(arg, take, taken))
      if (waysOf(at)) return this.take(at, take, taken)
    }
  }

  #read(value: Value): Built {
    const ways = waysOf(value)
    if (ways) return this.#joined(value, ways.key, ways.on, ways.of)
    if (value.kind === 'member' && this.#notation.properties?.has(value.name) === true) {
      const { root, steps } = this.#built(value.object)
      const call: CallValue = { kind: 'call', callee: value, args: [], isNew: false, at: value.at }
      return { root, steps: [...steps, { kind: 'call', name: value.name, args: [], call }] }
    }
    if (value.kind === 'member') return this.#gotten(value)
    if (value.kind !== 'call' || value.isNew) return { root: value, steps: [] }
    const { callee, args } = value
    const root = this.#notation.begins?.(value)
    if (root) return { root, steps: [{ kind: 'call', name: '', args, call: value }] }
    const isOwn = this.#isOwn(value)
    if (callee.kind !== 'member' || !(isOwn || this.#notation.methods.has(callee.name))) return this.#handed(value)
    const through = this.#notation.through?.(value, callee.object)
    if (through) return this.#built(through)
    const { root: first, steps } = this.#built(callee.object)
    const added = this.#notation.adds?.(value) ?? (isOwn ? [{ kind: 'hidden', value }] : undefined)
    if (added) return { root: first, steps: [...steps, ...added] }
    return { root: first, steps: [...steps, { kind: 'call', name: callee.name, args, call: value }] }
  }

  /** `db('orders').forTenant(id)`; what was waited for is rows. */
  #isOwn({ callee }: CallValue): boolean {
    if (callee.kind !== 'member' || this.#notation.methods.has(callee.name)) return false
    const mayBe = this.#notation.mayBeOwn?.(callee.name) === true && !isAwaited(callee.object)
    return mayBe && (this.of(callee.object) !== undefined || this.#notation.isBuilder?.(callee.object) === true)
  }

  /** `get orders() { return this.knex('orders') }` */
  #gotten(value: Kind<'member'>): Built {
    const none: Built = { root: value, steps: [] }
    const { machine } = this.#notation
    const [given, ...others] = machine ? originsOf(value, machine) : []
    if (given?.kind !== 'call' || given.isNew || others.length > 0) return none
    return this.of(given) ?? none
  }

  /** `paginate(query)`: what is not followed goes on with a builder that it is given. */
  #handed(value: CallValue): Built {
    for (const arg of this.#notation.goesOn(value) ? value.args : []) {
      if (arg.kind !== 'call' && arg.kind !== 'choice') continue
      const built = this.of(arg)
      if (built) return { root: built.root, steps: [...built.steps, { kind: 'hidden', value }] }
    }
    return { root: value, steps: [] }
  }

  #joined(value: Value, key: object, on: string, of: readonly Value[]): Built {
    const all = of.filter((one) => truthOf(one) !== false || one.kind !== 'literal').map((one) => this.#built(one))
    const [first, ...others] = all
    if (!first || others.some(({ root }) => root !== first.root && !this.#notation.isRoot(root))) return { root: value, steps: [] }
    const differs = first.steps.findIndex((step, i) => others.some(({ steps }) => steps[i] !== step))
    const count = differs < 0 ? first.steps.length : differs
    const rests = all.map(({ steps }) => steps.slice(count))
    const shared = first.steps.slice(0, count)
    return {
      root: first.root,
      steps: rests.every((rest) => rest.length === 0) ? shared : [...shared, { kind: 'ways', key, on, of: rests }],
    }
  }
}

/** What a function gives that a library calls with these. */
export function ranWith(machine: Machine, callback: Value, args: readonly Value[]): Value | undefined {
  if (callback.kind !== 'function') return undefined
  return machine.within({ ...callback, self: callback.self }, args).value
}

/** A builder on which a condition of the program calls more. */
export function goneOn(key: object, condition: Value, then: Value, builder: Value): Value {
  const truth = truthOf(condition)
  if (truth !== undefined) return truth ? then : builder
  return { kind: 'choice', key, on: conditionText(condition.at), of: [then, builder], at: then.at }
}

/** All calls of some steps, those that may not be done included. */
export function callsIn(steps: readonly Step[]): CallStep[] {
  return steps.flatMap((step): CallStep[] => (step.kind === 'call' ? [step] : step.kind === 'ways' ? step.of.flatMap(callsIn) : []))
}

/** The steps with a call of one of these outside of any condition: the ways before it each go on by themselves. */
export function splitBefore(steps: readonly Step[], isHead: (step: CallStep) => boolean): readonly Step[] | Split | undefined {
  for (const [i, step] of steps.entries()) {
    if (step.kind === 'call' && isHead(step)) return steps
    if (step.kind === 'ways' && callsIn([step]).some(isHead)) {
      const rest = steps.slice(i + 1)
      return { key: step.key, on: step.on, of: step.of.map((way) => [...steps.slice(0, i), ...way, ...rest]) }
    }
  }
  return undefined
}

export interface Split {
  readonly key: object
  readonly on: string
  readonly of: readonly (readonly Step[])[]
}
