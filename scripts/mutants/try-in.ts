import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Journal } from './journal.ts'
import { environmentOf, journalOf, type FileRun } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** In milliseconds: how often it says how far it is, and longer than what nothing takes that has an end. */
const pause = 20_000
const patience = 120_000

/** Tries the mutants in the tests of a file; why that cannot be, if it cannot. */
export async function tryIn(run: FileRun, names: string): Promise<string | undefined> {
  for (;;) {
    const failure = await oneProcess(run, names)
    const journal = new Journal(journalOf(run))
    if (journal.fails !== undefined) return `Fails without a mutant: ${journal.fails}`
    if (journal.tried !== undefined) journal.write({ killed: journal.tried, why: 'has no end' })
    else if (!journal.isSpoilt) return failure
  }
}

/** What Vitest says where it does not end well. */
function oneProcess(run: FileRun, names: string): Promise<string | undefined> {
  const given = ['vitest', 'run', '--config', 'scripts/mutants/vitest.config.ts', ...(names === '' ? [] : ['-t', names]), run.test.path]
  const vitest = spawn('npx', given, { cwd: root, env: { ...process.env, ...environmentOf(run) }, detached: true })
  const said: string[] = []
  for (const stream of [vitest.stdout, vitest.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const watch = setInterval(() => {
    tell(run)
    if (isHanging(run) && vitest.pid !== undefined) process.kill(-vitest.pid, 'SIGKILL')
  }, pause)
  return new Promise((resolve) => {
    vitest.on('close', (code) => {
      clearInterval(watch)
      tell(run)
      resolve(code === 0 ? undefined : said.join(''))
    })
  })
}

function isHanging(run: FileRun): boolean {
  const file = journalOf(run)
  return existsSync(file) && Date.now() - statSync(file).mtimeMs > patience && new Journal(file).tried !== undefined
}

function tell(run: FileRun): void {
  const { killed, reached } = new Journal(journalOf(run))
  console.log(`${run.test.path}: ${killed.size} of ${reached.size} killed`)
}
