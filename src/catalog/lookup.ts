/** What is looked up by names that others gave: one has nothing from `Object`, as `constructor` would. */
export function lookup<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), entries) as Readonly<Record<string, T>>
}
