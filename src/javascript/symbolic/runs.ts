import { isSpread, listParts, recordParts } from './collections.ts'
import { partsOf } from './nodes-behind.ts'
import type { Kind, Value } from './value.ts'

/** More is not looked at to tell whether a call is like another one. */
const mostAlike = 120
/** What is nested deeper is not looked at to tell what holds of a whole value. */
const mostNested = 200

interface Running {
  readonly key: string
  /** The outermost of those that are running, itself included, that it led back to. */
  outermost: number
}

/** What calls of functions gave, for calls with the same arguments: those that a test makes its rows with call each other in turn, thousands of times. */
export class Runs {
  readonly #given = new Map<string, Value>()
  readonly #running: Running[] = []
  readonly #ids = new WeakMap<object, number>()
  #lastId = 0

  /**
   * What a function gives that is called with these, run only if nobody knows. One that leads back to itself with the same arguments is not run within
   * itself: `again` is what it gives there. `isWhole` is asked after it ran, whether that was to its end.
   */
  of(callee: Kind<'function'>, args: readonly Value[], run: () => Value, { again, isWhole }: Ends): Value {
    const key = this.#keyOf(callee, args)
    if (key === undefined) return run()
    const known = this.#given.get(key)
    if (known) return known
    const index = this.#running.findIndex((one) => one.key === key)
    if (index >= 0) {
      this.#leadsBackTo(index)
      return again
    }
    const value = this.#run(key, run)
    if (value.leadsBack || !isWhole() || !isFreeOfScopes(value.value)) return value.value
    this.#given.set(key, value.value)
    return value.value
  }

  #run(key: string, run: () => Value): { value: Value; leadsBack: boolean } {
    const own = this.#running.length
    const running: Running = { key, outermost: own }
    this.#running.push(running)
    try {
      return { value: run(), leadsBack: running.outermost < own }
    } finally {
      this.#running.pop()
      this.#leadsBackTo(running.outermost)
    }
  }

  /** What is between is what it is for where it was called from alone. */
  #leadsBackTo(index: number): void {
    const last = this.#running.at(-1)
    if (last && index < last.outermost) last.outermost = index
  }

  /** What tells a call from others; undefined where what it does hangs on what runs around it, or that would take too long. */
  #keyOf({ node, scope, self }: Kind<'function'>, args: readonly Value[]): string | undefined {
    if (scope) return undefined
    const parts: (string | number)[] = [this.#idOf(node)]
    let left = mostAlike
    const add = (value: Value): boolean => {
      if (left-- <= 0) return false
      parts.push(value.kind, this.#idOf(value.at.node), ...this.#ownPartsOf(value))
      return !hasScope(value) && innerParts(value).every(add)
    }
    const each = [...(self ? [self] : []), ...args]
    return each.every(add) ? parts.join(' ') : undefined
  }

  /** What a value says by itself, whatever its parts say. */
  #ownPartsOf(value: Value): readonly (string | number)[] {
    switch (value.kind) {
      case 'literal':
        return [typeof value.value, JSON.stringify(String(value.value))]
      case 'record':
        return [value.open ? 1 : 0, recordParts(value).map((part) => (isSpread(part) ? '...' : `${JSON.stringify(part.key)}${String(this.#idOf(part.at.node))}`)).join()] // prettier-ignore
      case 'list':
        return [
          value.open ? 1 : 0,
          listParts(value)
            .map((part) => (isSpread(part) ? '...' : ''))
            .join(),
        ]
      case 'function':
      case 'class':
        return [this.#idOf(value.node)]
      case 'instance':
        return [this.#idOf(value.of)]
      case 'module':
        return [this.#idOf(value.program)]
      case 'import':
        return [value.from, value.name, ...(value.orFrom ?? [])]
      case 'member':
      case 'symbol':
        return [JSON.stringify(value.name)]
      case 'call':
        return [value.isNew ? 1 : 0, value.args.length]
      case 'choice':
        return [this.#idOf(value.key), value.of.length]
      case 'unknown':
        return [JSON.stringify(value.reason)]
      case 'text':
        return [value.parts.length]
      case 'tagged':
        return [value.holes.length]
    }
  }

  #idOf(thing: object): number {
    const known = this.#ids.get(thing) ?? ++this.#lastId
    this.#ids.set(thing, known)
    return known
  }
}

/** How a run may end. */
interface Ends {
  readonly again: Value
  readonly isWhole: () => boolean
}

/** What values a value is made of, and whose method it is. */
function innerParts(value: Value): readonly Value[] {
  if (value.kind === 'function') return value.self ? [value.self] : []
  return partsOf(value)
}

function hasScope(value: Value): boolean {
  return (value.kind === 'function' || value.kind === 'class') && value.scope !== undefined
}

/** Whether nothing of a value goes on with what runs around it, as a function does that was made in a call: each call has its own. */
const isFreeOfScopes = ofAllParts((value) => !hasScope(value))

/** Whether something holds of a value and of all that it is made of; not where that is nested too deep to tell. */
export function ofAllParts(test: (one: Value) => boolean): (value: Value) => boolean {
  const known = new WeakMap<Value, boolean>()
  const holds = (value: Value, depth: number): boolean => {
    const before = known.get(value)
    if (before !== undefined) return before
    const is = depth < mostNested && test(value) && innerParts(value).every((part) => holds(part, depth + 1))
    known.set(value, is)
    return is
  }
  return (value) => holds(value, 0)
}
