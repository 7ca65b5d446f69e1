import type { Located } from '../resolve.ts'
import type { Machine } from './machine.ts'
import { isDecision, itemsOf, type Value } from './value.ts'

/** Something that a program does and that is not computed: a call of what is not its own. */
export interface Effect {
  readonly value: Value
  /** What must hold for it, outermost first. */
  readonly conditions: readonly Condition[]
  /** The calls of the program's own functions that lead to it, outermost first. */
  readonly calls: readonly Located[]
}

/** What a program asks before it does something. */
export interface Condition {
  readonly value: Value
  /** Whether it is done where the value is true, or where it is not. */
  readonly holds: boolean
  /** What to take where nobody can tell: that the condition is met, and that nothing ends early. */
  readonly assumed: boolean
}

/** Keeps what a program does, in its order. */
export class Effects {
  /** Undefined while nobody asks what is done. */
  #list: Effect[] | undefined
  #conditions: readonly Condition[] = []
  #calls: readonly Located[] = []
  readonly #told = new WeakMap<object, Value>()

  /** What is done while a function runs. */
  within(run: () => unknown): readonly Effect[] {
    const list: Effect[] = []
    this.#apart(list, run)
    return list
  }

  /** Runs something of which nobody asks what it does. */
  unasked<T>(run: () => T): T {
    return this.#apart(undefined, run)
  }

  #apart<T>(list: Effect[] | undefined, run: () => T): T {
    const outer = this.#list
    const conditions = this.#conditions
    const calls = this.#calls
    this.#list = list
    this.#conditions = []
    this.#calls = []
    try {
      return run()
    } finally {
      this.#list = outer
      this.#conditions = conditions
      this.#calls = calls
    }
  }

  /** Whether somebody asks what is done. */
  get areAsked(): boolean {
    return this.#list !== undefined
  }

  /** What is done by a function that is called here. */
  calling<T>(at: Located, run: () => T): T {
    if (!this.areAsked) return run()
    const before = this.#calls
    this.#calls = [...before, at]
    try {
      return run()
    } finally {
      this.#calls = before
    }
  }

  under<T>(condition: Condition, run: () => T): T {
    if (!this.areAsked) return run()
    const before = this.#conditions
    this.#conditions = [...before, condition]
    try {
      return run()
    } finally {
      this.#conditions = before
    }
  }

  /** What holds until the end of the function that is run. */
  get conditions(): readonly Condition[] {
    return this.#conditions
  }

  set conditions(conditions: readonly Condition[]) {
    this.#conditions = conditions
  }

  /** Tells what a statement comes to, where that is a call; each is told once. Gives what is known when it is done. */
  emit(value: Value, machine: Machine): Value {
    if (value.kind === 'list') {
      for (const item of value.items) this.emit(item, machine)
      return value
    }
    if (value.kind !== 'call' && value.kind !== 'tagged') return value
    const known = this.#told.get(value)
    if (known) return known
    this.#told.set(value, value)
    const done = this.#tell(value, machine)
    this.#told.set(value, done)
    return done
  }

  #tell(value: Extract<Value, { kind: 'call' | 'tagged' }>, machine: Machine): Value {
    if (isDecision(value)) this.#either(value, machine)
    else if (value.kind === 'call' && isJoin(value.callee)) for (const item of itemsOf(value.args[0])) this.emit(item, machine)
    else {
      const after = value.kind === 'call' ? continuation(value) : undefined
      if (after) return this.#goOn(after, value.at, machine)
      this.#list?.push({ value, conditions: this.#conditions, calls: this.#calls })
    }
    return value
  }

  #goOn({ first, then, passes }: Continuation, at: Value['at'], machine: Machine): Value {
    const done = this.emit(first, machine)
    if (!then) return done
    const next = this.emit(machine.call(then, passes ? [done] : [], at), machine)
    return passes ? next : done
  }

  /** One side of an operator, or of both. */
  #either({ callee, args }: Extract<Value, { kind: 'call' }>, machine: Machine): void {
    const [test, yes, no] = args
    const isAnd = callee.kind === 'symbol' && callee.name !== '||' && callee.name !== '??'
    if (test && yes) this.under({ value: test, holds: isAnd, assumed: true }, () => this.emit(yes, machine))
    if (test && no) this.under({ value: test, holds: false, assumed: false }, () => this.emit(no, machine))
  }
}

function isJoin(callee: Value): boolean {
  return (
    callee.kind === 'member' &&
    callee.object.kind === 'symbol' &&
    callee.object.name === 'Promise' &&
    /^(?:all|allSettled|any|race)$/.test(callee.name)
  )
}

/** What is called on anything that a promise comes to. */
export function isOfPromises(method: string): boolean {
  return /^(?:then|catch|finally)$/.test(method)
}

/** `first.then(then)` */
interface Continuation {
  readonly first: Value
  readonly then: Value | undefined
  /** What comes first is passed on. */
  readonly passes: boolean
}

function continuation({ callee, args }: Extract<Value, { kind: 'call' }>): Continuation | undefined {
  if (callee.kind !== 'member' || !isOfPromises(callee.name)) return undefined
  const [then] = args
  const isRun = callee.name !== 'catch' && then?.kind === 'function'
  return { first: callee.object, then: isRun ? then : undefined, passes: callee.name === 'then' }
}
