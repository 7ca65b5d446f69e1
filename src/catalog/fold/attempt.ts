import type { Block, Change, Test } from '../change.ts'
import { meets } from './conditions.ts'
import { holds } from './guards.ts'
import type { State } from './state.ts'

/** One statement on its way: what its tests came to, and which of its blocks were undone. */
export class Attempt {
  readonly #state: State
  /** Made when they are needed, since most statements have no tests. */
  #answers: Map<Test, boolean> | undefined
  #marks: Map<Block, number> | undefined
  /** The handler that took over from each block that was undone. */
  #handlers: Map<Block, number> | undefined

  constructor(state: State) {
    this.#state = state
  }

  /** Whether a change is come to at all. */
  reaches({ tolerant, guards = [] }: Change): boolean {
    const blocks = around(tolerant)
    for (const block of blocks) {
      this.#marks ??= new Map<Block, number>()
      if (!this.#marks.has(block)) this.#marks.set(block, this.#state.mark())
    }
    return !blocks.some((block) => this.#handlers?.has(block)) && guards.every((test) => this.#holds(test))
  }

  /** Undoes the innermost block around a change that catches what it was refused with; false where none does. */
  catches({ tolerant }: Change, message: string): boolean {
    for (const block of around(tolerant)) {
      const by = block.handlers.findIndex(({ conditions }) => conditions.some((condition) => meets(message, condition)))
      const mark = this.#marks?.get(block)
      if (mark === undefined || by < 0 || block.handlers[by]?.raises === true) continue
      this.#state.rollback(mark)
      this.#handlers ??= new Map<Block, number>()
      this.#handlers.set(block, by)
      return true
    }
    return false
  }

  #holds(test: Test): boolean {
    this.#answers ??= new Map<Test, boolean>()
    const known = this.#answers.get(test)
    if (known !== undefined) return known
    const answer = this.#answer(test)
    this.#answers.set(test, answer)
    return answer
  }

  #answer(test: Test): boolean {
    if ('any' in test) return test.any.some((each) => this.#holds(each))
    if ('all' in test) return test.all.every((each) => this.#holds(each))
    if ('not' in test) return !this.#holds(test.not)
    if ('caught' in test) return this.#handlers?.get(test.caught) === test.by
    return holds(this.#state, test)
  }
}

/** The blocks around a change, the innermost first. */
function around(tolerant: Change['tolerant']): Block[] {
  const blocks: Block[] = []
  for (let block = typeof tolerant === 'object' ? tolerant : undefined; block; block = block.outer) blocks.push(block)
  return blocks
}
