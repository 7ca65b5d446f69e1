import type { Block, Change, Test } from '../change.ts'
import { meets } from './conditions.ts'
import { holds } from './guards.ts'
import type { State } from './state.ts'

/** One statement on its way: what its tests came to, and which of its blocks were undone. */
export class Attempt {
  readonly #state: State
  readonly #asked: AskedTests
  /** Made when they are needed, since most statements have no tests. */
  #answers: Map<Test, boolean> | undefined
  #marks: Map<Block, number> | undefined
  /** The handler that took over from each block that was undone. */
  #handlers: Map<Block, number> | undefined

  constructor(state: State, asked: AskedTests) {
    this.#state = state
    this.#asked = asked
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
    if ('asked' in test) return this.#asked.answer(test, () => this.#holds(test.asked))
    if ('caught' in test) return this.#handlers?.get(test.caught) === test.by
    return holds(this.#state, test)
  }
}

/** What the tests came to that are asked once for several steps. */
export class AskedTests {
  readonly #answers = new Map<Test, { readonly answer: boolean; readonly step: number }>()
  #step = 0

  /** Which step it is that asks; what later ones asked before is forgotten. */
  begin(step: number): void {
    this.#step = step
    for (const [test, known] of this.#answers) if (known.step >= step) this.#answers.delete(test)
  }

  answer(test: Test, ask: () => boolean): boolean {
    const known = this.#answers.get(test)
    if (known) return known.answer
    const answer = ask()
    this.#answers.set(test, { answer, step: this.#step })
    return answer
  }
}

/** The blocks around a change, the innermost first. */
function around(tolerant: Change['tolerant']): Block[] {
  const blocks: Block[] = []
  for (let block = typeof tolerant === 'object' ? tolerant : undefined; block; block = block.outer) blocks.push(block)
  return blocks
}
