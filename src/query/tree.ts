/** Whether a part of a tree cannot be seen. */
export function holdsHidden(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  return ('kind' in node && node.kind === 'hidden') || Object.values(node).some(holdsHidden)
}

/** The same list or object with other parts; anything else is as it is. */
export function mapParts<T>(value: T, change: (part: unknown, key: string) => unknown): T {
  if (Array.isArray(value)) return value.map((part, i) => change(part, String(i))) as T
  if (typeof value !== 'object' || value === null) return value
  const other: Record<string, unknown> = {}
  for (const key of Object.keys(value)) other[key] = change((value as Record<string, unknown>)[key], key)
  return other as T
}
