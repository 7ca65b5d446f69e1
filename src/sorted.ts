/** The place of the first thing of a sorted list for which something holds, as it does for all behind that; the length where it holds for none. */
export function firstWhere<One>(sorted: readonly One[], holds: (one: One) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(sorted[middle] as One)) high = middle
    else low = middle + 1
  }
  return low
}
