import { calledFunction, type LocatedFunction } from '../javascript/called.ts'
import type { Node } from '../javascript/nodes.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import type { Value } from '../javascript/symbolic/value.ts'
import { functionOf, readersAsked } from './handed-calls.ts'
import type { QueryReader } from './query-reader.ts'

/** Builders that methods of services make, which the machine does not run by itself: `this.lists.build(Order, options).getMany()`. */
export class OwnBuilders {
  readonly #readers: readonly QueryReader[]
  /** One that calls itself is not followed further. */
  readonly #running = new Set<Node>()

  constructor(readers: readonly QueryReader[]) {
    this.#readers = readers.filter((reader) => reader.isChangedByCalls !== undefined)
  }

  /** The builder that a call of a method gives; undefined where it gives something else. */
  made(value: Value, machine: Machine): Value | undefined {
    if (this.#readers.length === 0 || value.kind !== 'call' || value.isNew || value.callee.kind !== 'member') return undefined
    const { node, program } = value.at
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || machine.isChangedByCalls(value)) return undefined
    const own = calledFunction(node, program, machine.modules, machine.modules.heir)
    if (!own || !this.#mayMake(own, machine) || this.#running.has(own.node)) return undefined
    this.#running.add(own.node)
    const given = machine.within(functionOf(own), value.args).value
    this.#running.delete(own.node)
    return machine.isChangedByCalls(given) ? given : undefined
  }

  /** What is asked in a function that waits is sent there. */
  #mayMake(own: LocatedFunction, { modules }: Machine): boolean {
    return !own.node.async && readersAsked(own, modules).some((reader) => this.#readers.includes(reader))
  }
}
