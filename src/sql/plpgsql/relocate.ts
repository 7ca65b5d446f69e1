import type { Range } from '../lexer.ts'

/** The same tree with the ranges of another text; what was one object stays one. */
export function relocate<T>(tree: T, move: (range: Range) => Range): T {
  const known = new Map<object, unknown>()
  const moved = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const before = known.get(value)
    if (before !== undefined) return before
    const made = Array.isArray(value) ? value.map(moved) : movedParts(value)
    known.set(value, made)
    return made
  }
  const movedParts = (value: object): object => {
    const copy: Record<string, unknown> = { ...value }
    for (const key of Object.keys(copy)) {
      const part = copy[key]
      copy[key] = key === 'range' && isRange(part) ? move(part) : moved(part)
    }
    return copy
  }
  return moved(tree) as T
}

function isRange(value: unknown): value is Range {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'number'
}
