import { TestRunner, type RunnerTestCase } from 'vitest'
import { Journal, type Entry } from './journal.ts'
import { givenRun, isChosen, journalOf } from './run.ts'
import { stage, type Mode } from './stage.ts'

type Test = () => unknown

const run = givenRun()
const journal = new Journal(journalOf(run))
const tries = new Map<number, number>()
const triesOf = (id: number): number => tries.get(id) ?? 0

/** Runs each test without a mutant, which tells what it reaches, and then once for each mutant that it reaches and that lives. */
export default class MutantRunner extends TestRunner {
  /** A mutant left something behind, so that another process has to go on, or a test fails without any. */
  #isOver = false
  #hasTried = false

  async runTask(task: RunnerTestCase): Promise<void> {
    const name = nameOf(task)
    if (this.#isOver || journal.done.has(name)) return
    await this.#tryAll(name, TestRunner.getTestFn(task))
    stage.begin('off')
  }

  async #tryAll(name: string, test: Test): Promise<void> {
    const recorded = await failureOf(test, 'record')
    const begin = performance.now()
    const why = recorded ?? (await failureOf(test, 'replay'))
    if (why !== undefined) {
      this.#stopAt(name, why)
      return
    }
    if (performance.now() - begin > run.seconds * 1000) {
      journal.write({ slow: name })
      return
    }
    const { reached } = stage
    journal.write({ test: name, reaches: [...reached].filter((id) => isChosen(run, id) && !journal.reached.has(id)) })
    for (const id of reached) {
      if (isToBeTried(name, id)) await this.#try(name, test, id)
      if (this.#isOver) return
    }
    journal.write({ done: name })
  }

  /** What dies is believed where the test passes without it afterwards, or where nothing was tried before it. */
  async #try(name: string, test: Test, id: number): Promise<void> {
    const isFirst = !this.#hasTried
    this.#hasTried = true
    tries.set(id, triesOf(id) + 1)
    journal.write({ tries: id })
    const why = await failureWith(test, id)
    if (why === undefined) return
    const passes = (await failureOf(test, 'replay')) === undefined
    if (passes || isFirst) journal.write({ killed: id, why })
    if (!passes) this.#end(isFirst ? { spoilt: name } : { spoilt: name, doubted: id })
  }

  #stopAt(name: string, why: string): void {
    this.#end(this.#hasTried ? { spoilt: name } : { fails: name, why })
  }

  #end(entry: Entry): void {
    this.#isOver = true
    journal.write(entry)
  }
}

function isToBeTried(name: string, id: number): boolean {
  const isLeft = isChosen(run, id) && !journal.killed.has(id) && triesOf(id) < run.tries
  return isLeft && !journal.wasTriedIn(name, id)
}

/** Where it asks Postgres something else than the test did, all of it is asked of Postgres. */
async function failureWith(test: Test, id: number): Promise<string | undefined> {
  const why = await failureOf(test, 'replay', id)
  return stage.isAstray ? failureOf(test, 'live', id) : why
}

async function failureOf(test: Test, mode: Mode, id?: number): Promise<string | undefined> {
  stage.begin(mode, id)
  try {
    await test()
    return undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 100) ?? ''
  }
}

/** With the version of its file, so that what changed is run again. */
function nameOf({ name, suite }: RunnerTestCase): string {
  const names = [name]
  for (let around = suite; around; around = around.suite) names.unshift(around.name)
  return [run.test.path, run.test.version, ...names].join(' > ')
}
