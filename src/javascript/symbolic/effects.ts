import type { Located } from '../resolve.ts'
import type { Machine } from './machine.ts'
import { itemsOf, type Value } from './value.ts'

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
  #list: Effect[] = []
  #conditions: readonly Condition[] = []
  #calls: readonly Located[] = []
  #told = new WeakSet<object>()

  /** What is done while a function runs. */
  within(run: () => unknown): readonly Effect[] {
    const outer = this.#list
    const conditions = this.#conditions
    const calls = this.#calls
    this.#list = []
    this.#conditions = []
    this.#calls = []
    try {
      run()
      return this.#list
    } finally {
      this.#list = outer
      this.#conditions = conditions
      this.#calls = calls
    }
  }

  /** What is done by a function that is called here. */
  calling<T>(at: Located, run: () => T): T {
    const before = this.#calls
    this.#calls = [...before, at]
    try {
      return run()
    } finally {
      this.#calls = before
    }
  }

  under<T>(condition: Condition, run: () => T): T {
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

  /** What a statement comes to, where that is a call; each is told once. */
  emit(value: Value, machine: Machine): void {
    if (value.kind === 'list') return value.items.forEach((item) => this.emit(item, machine))
    if (value.kind !== 'call' && value.kind !== 'tagged') return
    if (this.#told.has(value)) return
    this.#told.add(value)
    if (value.kind === 'call' && value.callee.kind === 'symbol' && branches.has(value.callee.name)) return this.#either(value, machine)
    if (value.kind === 'call' && isJoin(value.callee)) return itemsOf(value.args[0]).forEach((item) => this.emit(item, machine))
    const after = value.kind === 'call' ? continuation(value) : undefined
    if (!after) this.#list.push({ value, conditions: this.#conditions, calls: this.#calls })
    else {
      this.emit(after.first, machine)
      if (after.then) this.emit(machine.call(after.then, [after.first], value.at), machine)
    }
  }

  /** One side of an operator, or of both. */
  #either({ callee, args }: Extract<Value, { kind: 'call' }>, machine: Machine): void {
    const [test, yes, no] = args
    const isAnd = callee.kind === 'symbol' && callee.name !== '||' && callee.name !== '??'
    if (test && yes) this.under({ value: test, holds: isAnd, assumed: true }, () => this.emit(yes, machine))
    if (test && no) this.under({ value: test, holds: false, assumed: false }, () => this.emit(no, machine))
  }
}

/** What an operator comes to whose left side cannot be told. */
const branches: ReadonlySet<string> = new Set(['&&', '||', '??', '?:'])

function isJoin(callee: Value): boolean {
  return (
    callee.kind === 'member' &&
    callee.object.kind === 'symbol' &&
    callee.object.name === 'Promise' &&
    /^(?:all|allSettled|any|race)$/.test(callee.name)
  )
}

/** `first.then(then)` */
function continuation({ callee, args }: Extract<Value, { kind: 'call' }>): { first: Value; then: Value | undefined } | undefined {
  if (callee.kind !== 'member' || !/^(?:then|catch|finally)$/.test(callee.name)) return undefined
  const [then] = args
  return { first: callee.object, then: callee.name !== 'catch' && then?.kind === 'function' ? then : undefined }
}
