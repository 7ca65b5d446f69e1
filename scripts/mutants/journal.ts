import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What is written down of a run as it goes, one entry a line, so that another process goes on from there. */
export type Entry =
  /** A test begins, and reaches mutants. */
  | { readonly test: string; readonly reaches: readonly number[] }
  /** A mutant is on in that test. */
  | { readonly tries: number }
  | { readonly killed: number; readonly why: string }
  /** A mutant left something behind, so that the test fails without any. What seemed to be killed then is doubted, and tried in another process. */
  | { readonly spoilt: string; readonly doubted?: number }
  | { readonly done: string }
  | { readonly slow: string }
  /** A test that fails though no mutant is on. */
  | { readonly fails: string; readonly why: string }

export class Journal {
  readonly reached = new Set<number>()
  readonly killed = new Map<number, string>()
  readonly done = new Set<string>()
  /** Tests that are left out, since they take too long. */
  readonly slow = new Set<string>()
  /** How the last process ended, where that was before its tests did. */
  isSpoilt = false
  fails: string | undefined
  /** The test that is on, and the mutant. */
  test = ''
  tried: number | undefined
  readonly #file: string
  readonly #triedIn = new Map<string, Set<number>>()

  constructor(file: string) {
    this.#file = file
    if (!existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') this.#take(JSON.parse(line) as Entry)
  }

  write(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
    this.#take(entry)
  }

  wasTriedIn(test: string, id: number): boolean {
    return this.#triedIn.get(test)?.has(id) === true
  }

  #take(entry: Entry): void {
    this.isSpoilt = 'spoilt' in entry
    this.fails = 'fails' in entry ? `${entry.fails}: ${entry.why}` : undefined
    this.tried = 'tries' in entry ? entry.tries : undefined
    if ('tries' in entry) this.#takeTry(entry.tries)
    else if ('killed' in entry) this.killed.set(entry.killed, `${this.test}: ${entry.why}`)
    else if ('spoilt' in entry) this.#takeBack(entry.doubted)
    else if ('done' in entry) this.done.add(entry.done)
    else if ('slow' in entry) this.slow.add(entry.slow)
    else if ('test' in entry) this.#begin(entry.test, entry.reaches)
  }

  #begin(test: string, reaches: readonly number[]): void {
    this.test = test
    for (const id of reaches) this.reached.add(id)
  }

  #takeBack(doubted: number | undefined): void {
    if (doubted !== undefined) this.#triedIn.get(this.test)?.delete(doubted)
  }

  #takeTry(id: number): void {
    const tried = this.#triedIn.get(this.test) ?? new Set()
    this.#triedIn.set(this.test, tried.add(id))
  }
}
