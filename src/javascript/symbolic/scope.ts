import type { Binding } from '../program.ts'
import type { Value } from './value.ts'

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
}
