const keys = new WeakMap<object, WeakMap<object, object>>()

/** An object that stands for two others, always the same one. */
export function keyOf(one: object, other: object): object {
  const known = keys.get(one) ?? new WeakMap<object, object>()
  keys.set(one, known)
  const key = known.get(other) ?? {}
  known.set(other, key)
  return key
}
