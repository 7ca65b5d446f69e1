import { isUnder, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import { nodesUnder } from '../under.ts'
import { opened } from './collections.ts'
import type { Value } from './value.ts'

function namesIn(node: Node, program: Program): ReadonlySet<Binding> {
  const known = named.get(node) ?? new Set(nodesUnder(node, program.nodesOf('Identifier')).flatMap((one) => program.named(one) ?? []))
  named.set(node, known)
  return known
}

const named = new WeakMap<Node, ReadonlySet<Binding>>()

/** What the names of a function that is being run stand for. */
export class Scope {
  readonly self: Value | undefined
  readonly depth: number
  readonly #outer: Scope | undefined
  readonly #values = new Map<Binding, Value>()

  constructor(outer: Scope | undefined, self: Value | undefined, depth: number) {
    this.#outer = outer
    this.self = self ?? outer?.self
    this.depth = depth
  }

  get(binding: Binding): Value | undefined {
    return this.#values.get(binding) ?? this.#outer?.get(binding)
  }

  declare(binding: Binding, value: Value): void {
    this.#values.set(binding, value)
  }

  /** Where it was declared; here, where it was declared outside of what is run. */
  assign(binding: Binding, value: Value): void {
    if (this.#values.has(binding) || !this.#outer?.get(binding)) this.#values.set(binding, value)
    else this.#outer.assign(binding, value)
  }

  /** All names, those of the functions around it included. */
  *known(): Generator<readonly [Binding, Value]> {
    yield* this.#values
    if (this.#outer) yield* this.#outer.known()
  }

  /** The names that a node mentions. */
  *namedIn(node: Node, program: Program): Generator<readonly [Binding, Value]> {
    for (const binding of namesIn(node, program)) {
      const value = this.get(binding)
      if (value) yield [binding, value]
    }
  }

  /** How many names there are, those of the functions around it included. */
  get size(): number {
    return this.#values.size + (this.#outer?.size ?? 0)
  }

  /** What is set within a node is not known any more. */
  open(node: Node, program: Program): void {
    for (const [binding, value] of [...this.known()])
      if (binding.writes.some((write) => isUnder(write, node)))
        this.assign(binding, opened(value, `\`${binding.name}\` is changed by a loop`, { node, program }))
  }

  /** Runs something as in any of many rounds: what they set is not known in the next one. All names stand for what they did then. */
  once<T>(node: Node, program: Program, run: () => T): Once<T> {
    const before = this.snapshot()
    this.open(node, program)
    const value = run()
    const after = this.snapshot()
    this.restore(before)
    return { value, before, after }
  }

  /** What all names stand for now, those of the functions around it included. */
  snapshot(): Snapshot {
    return { values: new Map(this.#values), outer: this.#outer?.snapshot() }
  }

  restore({ values, outer }: Snapshot): void {
    this.#values.clear()
    for (const [binding, value] of values) this.#values.set(binding, value)
    if (outer) this.#outer?.restore(outer)
  }

  /** Takes over what names stand for after one of several ways. */
  join(ways: readonly Snapshot[], either: (of: readonly Value[]) => Value): void {
    for (const binding of new Set(ways.flatMap(({ values }) => [...values.keys()]))) {
      const of = ways.flatMap(({ values }) => values.get(binding) ?? [])
      if (of.length === ways.length) this.#values.set(binding, either(of))
    }
    const outer = ways.flatMap((way) => way.outer ?? [])
    if (outer.length > 0) this.#outer?.join(outer, either)
  }
}

interface Once<T> {
  readonly value: T
  /** What names stand for before it, and after. */
  readonly before: Snapshot
  readonly after: Snapshot
}

export interface Snapshot {
  readonly values: ReadonlyMap<Binding, Value>
  readonly outer: Snapshot | undefined
}
