/** How a test is run: to note what it reaches and asks, to be given the same answers again, or to ask Postgres itself. */
export type Mode = 'off' | 'record' | 'replay' | 'live'

/** What a test heard in its first run, in its order, to be heard again. */
class Recorded<Item> {
  #items: Item[] = []
  #at = 0

  begin(mode: Mode): void {
    if (mode === 'record') this.#items = []
    this.#at = 0
  }

  add(item: Item): void {
    this.#items.push(item)
  }

  next(): Item | undefined {
    return this.#items[this.#at++]
  }
}

/** An answer of Postgres, or what it refused with. */
export interface Answer {
  readonly question: string
  readonly result: Promise<unknown>
}

const none = -1

/** What the mutants, the doubles of Vitest and Postgres, and the runner know of the run that is on. */
class Stage {
  mode: Mode = 'off'
  /** Grows with each run, so that what one run has kept is nothing to the next. */
  epoch = 0
  reached = new Set<number>()
  /** A question was asked that the first run did not ask. */
  isAstray = false
  readonly answers = new Recorded<Answer>()
  readonly snapshots = new Recorded<string>()
  #active = none
  #calls = 0
  #limit = Infinity

  begin(mode: Mode, active = none): void {
    if (mode === 'record') this.reached = new Set()
    else if (this.mode === 'record') this.#limit = this.#calls * 100 + 100_000
    this.mode = mode
    this.#active = active
    this.#calls = 0
    this.epoch++
    this.isAstray = false
    this.answers.begin(mode)
    this.snapshots.begin(mode)
  }

  /** Whether a mutant is on; a run that asks a hundred times as often as without one has no end. */
  isOn(id: number): boolean {
    if (this.mode === 'record') this.reach(id)
    return this.#asks(id)
  }

  #asks(id: number): boolean {
    if (this.mode === 'off') return false
    if (++this.#calls > this.#limit && this.mode !== 'record') throw new Error('endless')
    return id === this.#active
  }

  reach(id: number): void {
    if (this.mode === 'record') this.reached.add(id)
  }

  /** A value, or another one: only where they differ is it of any use to try. */
  or(id: number, value: unknown, other: unknown): unknown {
    if (this.mode === 'record' && differ(value, other)) this.reach(id)
    return this.#asks(id) ? other : value
  }

  /** `left && right`, or one of them alone. */
  sides(leftAlone: number, rightAlone: number, operator: string, left: unknown, right: () => unknown): unknown {
    const decides = operator === '??' ? left !== undefined && left !== null : (operator === '||') === Boolean(left)
    const isLeft = this.#asks(leftAlone) || (decides && !this.#asks(rightAlone))
    if (decides) this.reach(rightAlone)
    if (isLeft) return left
    const value = right()
    if (!decides && value !== left) this.reach(leftAlone)
    return value
  }

  case(id: number, value: unknown): unknown {
    return this.#asks(id) ? NaN : value
  }
}

function differ(value: unknown, other: unknown): boolean {
  if (typeof other === 'boolean') return Boolean(value) !== other
  if (Array.isArray(value)) return value.length > 0
  return value instanceof Set || value instanceof Map ? value.size > 0 : value !== other
}

export const stage = new Stage()

/** A cache that forgets what was put into it in another run, since a mutant may have been on. */
class ForgetfulWeakMap<Key extends WeakKey, Value> {
  readonly #lasting = new WeakMap<Key, Value>()
  #passing = new WeakMap<Key, Value>()
  #epoch = stage.epoch

  #now(): WeakMap<Key, Value> {
    if (stage.mode === 'off') return this.#lasting
    if (this.#epoch !== stage.epoch) this.#passing = new WeakMap()
    this.#epoch = stage.epoch
    return this.#passing
  }

  get(key: Key): Value | undefined {
    return this.#now().get(key) ?? this.#lasting.get(key)
  }

  has(key: Key): boolean {
    return this.#now().has(key) || this.#lasting.has(key)
  }

  set(key: Key, value: Value): this {
    this.#now().set(key, value)
    return this
  }

  delete(key: Key): boolean {
    return this.#now().delete(key)
  }
}

function setOf(members: readonly (readonly [unknown, number])[]): Set<unknown> {
  const ids = new Map(members)
  const set = new Set(ids.keys())
  const has = set.has.bind(set)
  return Object.assign(set, { has: (member: unknown) => has(member) && !stage.isOn(ids.get(member) ?? none) })
}

Object.assign(globalThis, {
  __isOn: (id: number) => stage.isOn(id),
  __reach: (id: number) => {
    stage.reach(id)
  },
  __or: (id: number, value: unknown, other: unknown) => stage.or(id, value, other),
  __sides: (...given: Parameters<Stage['sides']>) => stage.sides(...given),
  __case: (id: number, value: unknown) => stage.case(id, value),
  __set: setOf,
  __WeakMap: ForgetfulWeakMap,
})
