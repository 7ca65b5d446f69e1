/** Whether two trees of plain values say the same; what is of another kind is the same as itself alone. */
export function isSameTree(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => isSameTree(part, b[i]))
  if (a instanceof Map) return b instanceof Map && isSameMap(a, b)
  if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((part) => b.has(part))
  return isPlain(a) && isPlain(b) && isSameRecord(a, b)
}

function isSameMap(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  return a.size === b.size && [...a].every(([at, part]) => b.has(at) && isSameTree(part, b.get(at)))
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function isSameRecord(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) if (!isSameTree(a[key], b[key]) || (a[key] === undefined && !(key in b))) return false
  return true
}
