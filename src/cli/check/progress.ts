export interface Terminal {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

/** Runs shorter than this are over before anybody wonders. */
const silentFor = 500
const between = 100

/** Tells people how far a run is, in one line that goes away; a pipe is told nothing. */
export class Progress {
  readonly #terminal: Terminal
  readonly #of: number
  #next = performance.now() + silentFor
  #isShown = false

  constructor(terminal: Terminal, of: number) {
    this.#terminal = terminal
    this.#of = of
  }

  tell(count: number): void {
    const now = performance.now()
    if (this.#terminal.isTTY !== true || now < this.#next) return
    this.#next = now + between
    this.#isShown = true
    this.#terminal.write(`\r\u001b[2Kchecked ${Math.min(count, this.#of)} of ${this.#of} files`)
  }

  end(): void {
    if (this.#isShown) this.#terminal.write('\r\u001b[2K')
  }
}
