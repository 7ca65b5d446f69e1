export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
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

/** How much longer one action takes than another, over all their parts. */
export interface Ratio {
  readonly base: number
  readonly other: number
  readonly ofMedians: number
  readonly ofMinima: number
}

/** A part of two actions that are held against each other; short, so that what the machine does besides falls on both. */
export interface Pair {
  base(): Promise<unknown>
  other(): Promise<unknown>
}

/** The processor's time, which other processes on the machine change less than the clock's. */
async function processorTime(action: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await action()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** Measures pairs in turns, each round anew; which of a pair goes first changes from round to round. */
export async function compare(pairs: readonly Pair[], rounds: number): Promise<Ratio> {
  const times = pairs.map(() => ({ base: [] as number[], other: [] as number[] }))
  for (let round = -1; round < rounds; round++) {
    const order = round % 2 === 0 ? (['base', 'other'] as const) : (['other', 'base'] as const)
    for (const [i, pair] of pairs.entries()) {
      for (const name of order) {
        const time = await processorTime(() => pair[name]())
        if (round >= 0) times[i]?.[name].push(time)
      }
    }
  }
  const sum = (name: keyof Pair, of: (numbers: number[]) => number): number => times.reduce((total, part) => total + of(part[name]), 0)
  const least = (numbers: number[]): number => Math.min(...numbers)
  const base = sum('base', median)
  const other = sum('other', median)
  return { base, other, ofMedians: other / base, ofMinima: sum('other', least) / sum('base', least) }
}
