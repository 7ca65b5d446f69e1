import type { Select, Term } from './query.ts'

/** What a SELECT says that says nothing. */
export const emptySelect: Omit<Select, 'output' | 'range'> = {
  kind: 'select',
  with: [],
  recursive: false,
  distinct: false,
  from: [],
  where: undefined,
  groupBy: undefined,
  having: undefined,
  windows: [],
  locking: [],
  orderBy: [],
  limit: undefined,
  offset: undefined,
  withTies: false,
}

/** `SELECT 1`. */
export function selectOf(terms: readonly Term[]): Select {
  const range = terms[0]?.range ?? [0, 0]
  return { ...emptySelect, output: terms.map((term) => ({ kind: 'term', term, name: undefined, range: term.range })), range }
}
