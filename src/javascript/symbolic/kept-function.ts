import type { Value } from './value.ts'

/** What keeps what a function gives, and is called as that is: `cache` of React, `unstable_cache` of Next. */
const keepers: ReadonlyMap<string, string> = new Map([
  ['react', 'cache'],
  ['next/cache', 'unstable_cache'],
])

/** `cache(load)` and `React.cache(load)`: the function itself. */
export function keptFunction(callee: Value, [given]: readonly Value[]): Value | undefined {
  const [of, name] = callee.kind === 'member' ? [callee.object, callee.name] : [callee, callee.kind === 'import' ? callee.name : '']
  const isKept = of.kind === 'import' && keepers.get(of.from) === name
  return isKept && given?.kind === 'function' ? given : undefined
}
