/** A way into a thing, from the outside inwards. */
type Path = readonly string[]

/** What stands at a place of a thing: a part of a row, or nothing of it. */
export interface PartGiven {
  readonly as: Path
  readonly of: Path | undefined
}

/** All of a row, as it is. */
export const itAll: readonly PartGiven[] = [{ as: [], of: [] }]

export function isWhole(parts: readonly PartGiven[]): boolean {
  return parts.every(({ as, of }) => as.length === 0 && of?.length === 0)
}

/** In a path: what is made of a part. */
const made = '()'

export function madeOf(path: Path): Path {
  return [...path, made]
}

/** What of a row a part of a thing is, or holds; nothing where it has nothing to do with the row. */
export function partOf(path: Path, parts: readonly PartGiven[]): Path | undefined {
  return partAt(path, parts) ?? (parts.some(({ as, of }) => of && isStart(path, as)) ? [] : undefined)
}

/** What stands at a place, or around that. */
function partAt(path: Path, parts: readonly PartGiven[]): Path | undefined {
  const around = parts.filter(({ as }) => isStart(as, path))
  const nearest = Math.max(...around.map(({ as }) => as.length))
  const [first, ...others] = around.flatMap(({ as, of }) => (of && as.length === nearest ? [of] : []))
  if (!first) return undefined
  const whole = others.every((other) => other.join('.') === first.join('.')) ? first : madeOf(first)
  return [...whole, ...path.slice(nearest)]
}

/** What is where in a thing that has parts of another. */
export function partsThrough(outer: readonly PartGiven[], inner: readonly PartGiven[]): readonly PartGiven[] {
  return outer.flatMap(({ as, of }): PartGiven[] => {
    if (!of) return [{ as, of }]
    const within = inner.flatMap((one) => (isStart(of, one.as) ? [{ as: [...as, ...one.as.slice(of.length)], of: one.of }] : []))
    const whole = partAt(of, inner)
    return whole && !within.some((one) => one.as.length === as.length) ? [{ as, of: whole }, ...within] : within
  })
}

function isStart(start: Path, path: Path): boolean {
  return start.every((step, i) => step === path[i])
}
