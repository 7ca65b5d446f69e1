import { bare, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'
import { isAwaited, isSentByItself } from './builders.ts'
import type { QueryReader } from './query-reader.ts'

/** What is part of what another call sends. */
export class TakenQueries {
  readonly #program: Program
  /** Where it stands. */
  readonly #nodes = new Set<Node>()
  /** What it was made by, which may be put into a variable. */
  readonly #parts = new Set<object>()
  /** What made it, and what goes on with it. */
  readonly #gone: { readonly made: object; readonly by: Node }[] = []

  constructor(program: Program) {
    this.#program = program
  }

  /** What a call of the program sends, or what was made by that, is part of what another one sends. */
  has(node: Node, made: object): boolean {
    return this.#nodes.has(node) || this.#parts.has(made) || this.#isGoneOnWith(node, made)
  }

  take(value: Value): void {
    this.#parts.add(makerOf(value))
  }

  /** All that a chain of calls is written of, but the site itself, and what was sent before. */
  takeChain(value: Value, { sends }: QueryReader, site: Node): void {
    let at = value
    for (; at.kind === 'call' || at.kind === 'member'; at = at.kind === 'call' ? at.callee : at.object) {
      if (at !== value && at.kind === 'call' && wasSent(at, sends)) return
      if (at.kind !== 'call' || at.at.program !== this.#program || at.at.node === bare(site)) continue
      this.#nodes.add(at.at.node)
      this.#gone.push({ made: makerOf(at), by: site })
    }
    if (at.kind === 'choice') this.#gone.push({ made: makerOf(at), by: site })
  }

  /** `return query`, where those that call the function go on with it. */
  #isGoneOnWith(node: Node, made: object): boolean {
    if (node.type !== 'Identifier' || this.#program.outside(node)?.type !== 'ReturnStatement') return false
    const around = this.#program.functionAround(node)
    return this.#gone.some((one) => one.made === made && this.#program.functionAround(one.by) !== around)
  }
}

export function makerOf(value: Value): object {
  return value.kind === 'choice' ? conditionOf(value.key) : value.at.node
}

/** What decides, be it the statement or its test that a choice goes by. */
function conditionOf(key: object): object {
  return 'test' in key && typeof key.test === 'object' && key.test !== null ? key.test : key
}

/** What is sent by a method of its own may be gone on with where it was only waited for in a function. */
function wasSent(call: Kind<'call'>, sends: QueryReader['sends']): boolean {
  if (!sends) return isSentByItself(call)
  return isAwaited(call) || (call.callee.kind === 'member' && sends.has(call.callee.name))
}
