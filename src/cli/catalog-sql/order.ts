/** Each item behind those that it depends on; in a circle they stay as they were. */
export function inOrder<T>(items: readonly T[], dependsOn: (item: T) => readonly T[]): T[] {
  const done = new Set<T>()
  const place = (first: T): void => {
    const open: { readonly item: T; readonly rest: T[] }[] = [{ item: first, rest: [...dependsOn(first)] }]
    const begun = new Set([first])
    for (let last = open.at(-1); last; last = open.at(-1)) {
      const next = last.rest.shift()
      if (next === undefined) {
        done.add(last.item)
        open.pop()
      } else if (!done.has(next) && !begun.has(next)) {
        begun.add(next)
        open.push({ item: next, rest: [...dependsOn(next)] })
      }
    }
  }
  for (const item of items) if (!done.has(item)) place(item)
  return [...done]
}
