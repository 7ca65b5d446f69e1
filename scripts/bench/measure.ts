import { execFileSync, spawnSync } from 'node:child_process'
import { repository } from './folders.ts'

/** The middle of several measurements, and where the middle half of them lies. */
export interface Figure {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Milliseconds of the processor, which other processes on the machine change less than those of the clock. */
export interface Cost {
  readonly cpu: number
  readonly wall: number
}

export function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? NaN
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

export function figure(numbers: readonly number[]): Figure {
  return { median: median(numbers), low: quantile(numbers, 0.25), high: quantile(numbers, 0.75) }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

export function timed(action: () => unknown): number {
  const start = performance.now()
  action()
  return performance.now() - start
}

export async function timedAsync(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await action()
  return performance.now() - start
}

/** What an action costs this process. */
export async function costOf(action: () => unknown): Promise<Cost> {
  const before = process.cpuUsage()
  const wall = await timedAsync(() => Promise.resolve(action()))
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1_000, wall }
}

/** What a command costs, with all the processes that it starts and waits for. Its exit code is its own affair. */
export function costOfCommand(command: readonly string[], cwd: string): Cost & { readonly output: string } {
  const timing = ['-c', 'TIMEFORMAT="cost %3R %3U %3S"; time "$@"', 'bash', ...command]
  const { stdout, stderr } = spawnSync('bash', timing, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const [, wall, user, system] = /\ncost (\S+) (\S+) (\S+)\s*$/.exec(`\n${stderr}`) ?? []
  if (system === undefined) throw new Error(`${command.join(' ')}: ${stderr}`)
  return { cpu: (Number(user) + Number(system)) * 1_000, wall: Number(wall) * 1_000, output: stdout + stderr }
}

/** Takes all actions in turns, in the other order each round. */
export async function inTurns<Name extends string>(
  actions: Readonly<Record<Name, () => Cost | Promise<Cost>>>,
  rounds: number,
): Promise<Record<Name, Cost[]>> {
  const names = Object.keys(actions) as Name[]
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Name, Cost[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) costs[name].push(await actions[name]())
  }
  return costs
}

/** What each round's costs of one come to, by those of another in the same round. */
export function ratioOf(costs: readonly Cost[], base: readonly Cost[], kind: keyof Cost = 'cpu'): Figure {
  return figure(costs.map((cost, round) => cost[kind] / (base[round]?.[kind] ?? NaN)))
}

export function differenceOf(costs: readonly Cost[], base: readonly Cost[], kind: keyof Cost = 'cpu'): Figure {
  return figure(costs.map((cost, round) => cost[kind] - (base[round]?.[kind] ?? NaN)))
}

export function costFigure(costs: readonly Cost[], kind: keyof Cost = 'cpu'): Figure {
  return figure(costs.map((cost) => cost[kind]))
}

const marker = 'What was measured: '

/** Calls an exported function of a module in a process of its own, in which nothing else has run, and what was built is loaded as users load it. */
export function isolated<Arguments extends readonly unknown[], Result>(
  module: string,
  { name }: (...given: Arguments) => Promise<Result>,
  ...given: Arguments
): Result {
  const program = `import { register } from 'tsx/esm/api'
    const unregister = register()
    const { ${name}: measure } = await import(${JSON.stringify(module)})
    await unregister()
    console.log(${JSON.stringify(marker)} + JSON.stringify(await measure(...${JSON.stringify(given)})))
    process.exit()`
  const options = ['--expose-gc', '--max-old-space-size=8192', '--input-type=module', '-e', program]
  const output = execFileSync(process.execPath, options, {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output.slice(output.lastIndexOf(marker) + marker.length)) as Result
}
