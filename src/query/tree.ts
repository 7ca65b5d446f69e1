/** The same list or object with other parts; anything else is as it is. */
export function mapParts<T>(value: T, change: (part: unknown, key: string) => unknown): T {
  if (Array.isArray(value)) return value.map((part, i) => change(part, String(i))) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]: [string, unknown]) => [key, change(part, key)])) as T
}
