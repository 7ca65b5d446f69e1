import { areSame } from '../are-same.ts'

/** The same tree with other nodes in it; what holds none of them stays the same object. */
export function replaceNodes<T extends object>(tree: T, replace: (node: object) => object): T {
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const other = replace(value)
    if (other !== value) return other
    if (Array.isArray(value)) {
      const items: unknown[] = value.flatMap((item: unknown) => (Array.isArray(item) ? [visit(item)] : visit(item)))
      return areSame(items, value) ? value : items
    }
    const entries = Object.entries(value).map(([key, inner]) => [key, visit(inner)] as const)
    return entries.some(([key, inner]) => inner !== value[key as keyof typeof value]) ? Object.fromEntries(entries) : value
  }
  return visit(tree) as T
}
