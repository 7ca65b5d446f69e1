import type { Column, Term } from '../../query/query.ts'

/** What variables hold where that can be told; ranges are those of the body's text. */
export type Scope = Map<string, Term | undefined>

/** What queries set. */
export const found = 'found'

function nameIn({ of, name }: Column): string {
  return of === undefined ? name : `${of}.${name}`
}

export function variable(scope: Scope, column: Column): Term | undefined {
  return column.schema === undefined ? scope.get(nameIn(column)) : undefined
}

/** Makes variables unknown, with their fields. */
export function forget(scope: Scope, names: readonly string[]): void {
  for (const name of names) {
    scope.set(name, undefined)
    for (const key of scope.keys()) if (key.startsWith(`${name}.`)) scope.set(key, undefined)
  }
}

/** What is known after any one of several ways was gone. */
export function join(scope: Scope, ways: readonly Scope[]): void {
  for (const name of new Set(ways.flatMap((way) => [...way.keys()]))) {
    const [first, ...others] = ways.map((way) => way.get(name))
    scope.set(name, others.every((term) => term === first) ? first : undefined)
  }
}

/** A value that grows beyond this, round by round, is no longer followed. */
const maxSize = 5000

/** A tree with what its variables hold at this moment in their place; undefined where it has grown too large. */
export function settled<T>(tree: T, scope: Scope): T | undefined {
  let size = 0
  const settle = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(settle)
    if (typeof value !== 'object' || value === null || ++size > maxSize) return value
    if (isColumn(value) && value.schema === undefined && scope.has(nameIn(value))) {
      const held = variable(scope, value)
      size += sizeOf(held)
      return held ?? { kind: 'hidden', reason: 'a variable', range: value.range }
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]: [string, unknown]) => [key, settle(part)]))
  }
  const settledTree = settle(tree) as T
  return size > maxSize ? undefined : settledTree
}

function sizeOf(tree: unknown): number {
  if (typeof tree !== 'object' || tree === null) return 0
  return Object.values(tree).reduce((size: number, part) => size + sizeOf(part), 1)
}

function isColumn(value: object): value is Column {
  return 'kind' in value && value.kind === 'column' && 'name' in value
}
