import { execFileSync } from 'node:child_process'
import { engineNames, type EngineName } from '../../src/sql/engine.ts'
import { builtEngines, enginesUrl } from './built.ts'
import { median, timed } from './measure.ts'
import { statements } from './statements.ts'

const repeats = 31

/** What parsing a statement costs, and how many of the statements an engine reads. */
export async function parseTimes(): Promise<object[]> {
  const { engineNamed } = await builtEngines()
  return engineNames.map((name) => {
    const engine = engineNamed(name)
    const read = statements.filter((text) => engine.parse(text).ok)
    const times = read.map((text) => median(Array.from({ length: repeats }, () => timed(() => engine.parse(text)) * 1_000)))
    const sorted = [...times].sort((a, b) => a - b)
    return {
      engine: name,
      'median µs': Math.round(median(times)),
      'slowest µs': Math.round(sorted.at(-1) ?? NaN),
      read: `${read.length} of ${statements.length}`,
    }
  })
}

/** What an engine costs a process that has not used it yet. */
export function firstCalls(): object[] {
  return engineNames.map((name) => {
    const runs = Array.from({ length: 5 }, () => firstCall(name))
    return {
      engine: name,
      'import ms': round(median(runs.map((run) => run.imported))),
      'first statement ms': round(median(runs.map((run) => run.first))),
      'second statement ms': round(median(runs.map((run) => run.second))),
    }
  })
}

interface FirstCall {
  readonly imported: number
  readonly first: number
  readonly second: number
}

function firstCall(name: EngineName): FirstCall {
  const program = `
    const at = [performance.now()]
    const { engineNamed } = await import(${JSON.stringify(enginesUrl)})
    at.push(performance.now())
    for (const text of ${JSON.stringify([statements[0], statements[5]])}) {
      engineNamed('${name}').parse(text)
      at.push(performance.now())
    }
    console.log(JSON.stringify({ imported: at[1] - at[0], first: at[2] - at[1], second: at[3] - at[2] }))
  `
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })) as FirstCall
}

function round(number: number): number {
  return Math.round(number * 100) / 100
}
