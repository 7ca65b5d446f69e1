import type { Range } from '../../catalog/place.ts'
import { blockKinds } from './syntax.ts'
import type { Token } from './tokens.ts'

const kinds: ReadonlySet<string> = new Set(blockKinds)

/** Goes through the tokens of a text, the last of which is its end. */
export class TokenReader {
  readonly problem: (range: Range, reason: string) => void
  readonly #tokens: readonly Token[]
  readonly #end: Token
  #at = 0

  constructor(tokens: readonly Token[], problem: (range: Range, reason: string) => void) {
    this.#tokens = tokens
    this.problem = problem
    this.#end = tokens.at(-1) ?? { kind: 'end', text: '', range: [0, 0], startsLine: true }
  }

  get now(): Token {
    return this.#peek(0)
  }

  get next(): Token {
    return this.#peek(1)
  }

  /** Where what was taken last ends. */
  get end(): number {
    return this.#at === 0 ? 0 : this.#peek(-1).range[1]
  }

  is(mark: string): boolean {
    return this.now.kind === 'mark' && this.now.text === mark
  }

  take(): Token {
    const token = this.now
    if (this.#at < this.#tokens.length - 1) this.#at++
    return token
  }

  takeIf(mark: string): boolean {
    const found = this.is(mark)
    if (found) this.take()
    return found
  }

  /** Takes what is left of the line or of the block. */
  takeLine(): void {
    while (this.now.kind !== 'end' && !this.now.startsLine && !this.is('}')) this.take()
  }

  /** `model X {`: no field looks like that. */
  isBlockStart(): boolean {
    const [name, brace] = [this.next, this.#peek(2)]
    return this.now.kind === 'word' && kinds.has(this.now.text) && name.kind === 'word' && brace.kind === 'mark' && brace.text === '{'
  }

  #peek(by: number): Token {
    return this.#tokens[this.#at + by] ?? this.#end
  }
}
