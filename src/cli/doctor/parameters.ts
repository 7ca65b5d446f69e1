import type { Query, Value } from '../../query/query.ts'

function isValue(node: object): node is Value {
  return 'kind' in node && node.kind === 'value' && 'value' in node
}

function nameOf({ value }: Value): string | undefined {
  if (value.kind === 'literal') return undefined
  return value.kind === 'parameter' ? value.name : `\${${value.text}}`
}

/** What the values of a query are called that are given when it runs. */
export function parameterNames(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = isValue(node) ? nameOf(node) : undefined
  return own === undefined ? Object.values(node).flatMap(parameterNames) : [own]
}

/** The query with `$1`, `$2` for the values that are given to it; what is called the same is one value, or each is its own. */
export function numbered(query: Query, byName: boolean): Query {
  const given = new Map<string, number>()
  const taken = new Set(parameterNames(query).flatMap((name) => (/^\$\d+$/.test(name) ? [Number(name.slice(1))] : [])))
  const next = (): number => {
    let number = 1
    while (taken.has(number)) number++
    taken.add(number)
    return number
  }
  const numberOf = (name: string): string => {
    if (/^\$\d+$/.test(name)) return name
    const known = byName && name !== '?' ? given.get(name) : undefined
    const number = known ?? next()
    given.set(name, number)
    return `$${number}`
  }
  return withValues(query, numberOf) as Query
}

function withValues(node: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(node)) return node.map((one) => withValues(one, rename))
  if (typeof node !== 'object' || node === null) return node
  const name = isValue(node) ? nameOf(node) : undefined
  if (name !== undefined) return { ...node, value: { kind: 'parameter', name: rename(name) }, many: false }
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, withValues(inner, rename)]))
}
