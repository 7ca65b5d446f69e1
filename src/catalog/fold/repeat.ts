import { isSameTree } from '../same-tree.ts'
import type { Id } from './objects.ts'
import type { State } from './state.ts'
import type { Entry } from './watched.ts'

/** What a step asked of the state and made of it: where it would be answered the same, it would do the same. */
export interface Trace {
  readonly asked: readonly Entry[]
  readonly made: readonly Entry[]
  /** The number of the first object that it made, and the next one behind it. */
  readonly ids: readonly [Id, Id]
}

/** Numbers between steps, for what is put there later. */
const room = 64

/** Does what a step did before, without running it; false where it would be told something else now. */
export function repeat(state: State, { asked, made, ids }: Trace): boolean {
  if (state.nextId > ids[0] || asked.some(({ map, at, value }) => map.get(at) !== value)) return false
  for (const { map, at, value } of made) state.put(map, at, value)
  state.nextId = ids[1]
  return true
}

/** Runs a step and notes what it does. What comes out as before is the same object, so that steps that ask for it can be repeated. */
export function traced(state: State, before: Trace | undefined, run: () => void): Trace | undefined {
  const mark = state.mark()
  const first = state.nextId
  state.watch.begin()
  run()
  const asked = state.watch.end()
  if (!asked) return undefined
  const made = state.since(mark).map((entry, i): Entry => {
    const known = before?.made[i]
    if (known?.map !== entry.map || known.at !== entry.at || !isSameTree(known.value, entry.value)) return entry
    if (known.value !== entry.value) state.put(entry.map, entry.at, known.value)
    return known
  })
  return { asked, made, ids: [first, state.nextId] }
}

/** Where the numbers of a step begin: with room before them, unless that is needed by the one behind it. */
export function firstId(next: Id, before: Trace | undefined, limit: Id): Id {
  if (before && before.ids[0] >= next) return before.ids[0]
  const roomy = Math.ceil(next / room) * room
  return roomy < limit ? roomy : next
}
