/** Whether two lists hold the very same things in the same order. */
export function areSame<Thing>(some: readonly Thing[], others: readonly Thing[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i])
}
