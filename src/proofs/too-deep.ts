/** Limit: of a statement that is nested more deeply than can be followed, nothing is said. */
export function unlessTooDeep<T>(run: () => T, otherwise: T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof RangeError) return otherwise
    throw error
  }
}
