import type { Range } from '../lexer.ts'

/** The same tree with the ranges of another text; what was one object stays one. */
export function relocate<T>(tree: T, move: (range: Range) => Range): T {
  const known = new Map<object, unknown>()
  const moved = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (!known.has(value)) known.set(value, Array.isArray(value) ? value.map(moved) : movedParts(value))
    return known.get(value)
  }
  const movedParts = (value: object): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, part]: [string, unknown]) => [key, key === 'range' && isRange(part) ? move(part) : moved(part)]),
    )
  return moved(tree) as T
}

function isRange(value: unknown): value is Range {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'number'
}
