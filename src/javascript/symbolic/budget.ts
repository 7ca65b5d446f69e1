import type { Modules } from '../modules.ts'
import type { Node } from '../nodes.ts'
import type { Located } from '../resolve.ts'
import { unknown, type Kind, type Value } from './value.ts'

/** More is not done for one question: loops may have no end. */
const patience = 200_000

/** What the variables of one program are followed by: files of libraries are large, and are asked at thousands of places. */
const patienceForPlaces = 20_000
const mostInAll = 200_000

/** So much is done for each, whatever the others took: a call that is written out where it stands takes no more. */
const leastForEach = 1_000

/** Expressions in expressions, which the stack must hold. */
const mostNested = 800

/** Deeper calls than this are not followed: functions may call themselves. */
export const deepest = 40

const tooMuch = 'the program does too much'

/** How much is done to answer a question. */
export class Budget {
  readonly #modules: Modules
  readonly #patience: number
  /** For all questions together. */
  #all: number
  #left: number
  #nested = 0
  #isAsked = false
  #isTold = false
  /** How often something was given up. */
  #cuts = 0
  /** Functions that took most of what there is for a question, and did not come to their end. */
  readonly #tooMuch = new Set<Node>()

  constructor(modules: Modules, isForPlaces: boolean) {
    this.#modules = modules
    this.#patience = isForPlaces ? patienceForPlaces : patience
    this.#all = isForPlaces ? mostInAll : Infinity
    this.#left = this.#patience
  }

  /** Whether nothing more is done for the question. */
  get isSpent(): boolean {
    return this.#left <= 0
  }

  /** Tells later whether all was done from here on. */
  watch(): () => boolean {
    const before = this.#cuts
    return () => this.#cuts === before && !this.isSpent
  }

  /** What is not done because it is too deep. */
  cut(): void {
    this.#cuts++
  }

  /** What is done besides looking at expressions. */
  spend(count: number): void {
    this.#left -= count
    this.#all -= count
  }

  /** Answers a question; one that is asked to answer another is part of that. */
  question<Answer>(answer: () => Answer): Answer {
    if (this.#isAsked) return answer()
    this.#isAsked = true
    this.#left = Math.min(this.#patience, Math.max(this.#all, leastForEach))
    this.#isTold = false
    try {
      return answer()
    } finally {
      this.#isAsked = false
    }
  }

  /** Before an expression is looked at; what it is instead where that would be too much. */
  enter(at: Located): Value | undefined {
    this.spend(1)
    if (this.#left < 0) return this.#giveUp(tooMuch, at)
    if (this.#nested >= mostNested) return this.#giveUp('this is nested too deeply to be followed', at)
    this.#nested++
    return undefined
  }

  leave(): void {
    this.#nested--
  }

  /** Runs a function, unless it was too much before. */
  within({ node: called }: Kind<'function'>, at: Located, run: () => Value): Value {
    if (this.#tooMuch.has(called)) return this.#giveUp(tooMuch, at)
    const before = this.#left
    const value = run()
    if (this.isSpent && before > this.#patience / 2) this.#tooMuch.add(called)
    return value
  }

  /** Told once for each question. */
  #giveUp(reason: string, at: Located): Value {
    this.#cuts++
    if (!this.#isTold) this.#modules.giveUp?.(at, reason)
    this.#isTold = true
    return unknown(reason, at)
  }
}
