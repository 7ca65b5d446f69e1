import { execFileSync } from 'node:child_process'
import { engineNames, type EngineName } from '../../src/sql/engine.ts'
import { builtInner, innerUrl } from './built.ts'
import { figure, median, timed } from './measure.ts'
import type { Part } from './results.ts'
import { statements } from './statements.ts'

const repeats = 31

export const parsing: Part = {
  title: 'Parsing a statement',
  aim: undefined,
  how: `Sixty statements of all kinds are parsed by each of the two parsers, ${repeats} times each; and the first ones in a process of its own.`,
  async *rows(size) {
    const { engineNamed } = await builtInner()
    for (const name of engineNames) {
      const engine = engineNamed(name)
      const read = statements.filter((text) => engine.parse(text).ok)
      const times = read.map((text) => median(Array.from({ length: repeats }, () => timed(() => engine.parse(text)) * 1_000)))
      const runs = Array.from({ length: size === 'tiny' ? 1 : 5 }, () => firstCall(name))
      yield {
        parser: name,
        read: `${read.length} of ${statements.length}`,
        'median, µs': median(times),
        'slowest, µs': Math.max(...times),
        'to import, ms': figure(runs.map((run) => run.imported)),
        'first statement, ms': figure(runs.map((run) => run.first)),
        'second statement, ms': figure(runs.map((run) => run.second)),
      }
    }
  },
}

interface FirstCall {
  readonly imported: number
  readonly first: number
  readonly second: number
}

function firstCall(name: EngineName): FirstCall {
  const program = `
    const at = [performance.now()]
    const { engineNamed } = await import(${JSON.stringify(innerUrl)})
    at.push(performance.now())
    for (const text of ${JSON.stringify([statements[0], statements[5]])}) {
      engineNamed('${name}').parse(text)
      at.push(performance.now())
    }
    console.log(JSON.stringify({ imported: at[1] - at[0], first: at[2] - at[1], second: at[3] - at[2] }))
  `
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })) as FirstCall
}
