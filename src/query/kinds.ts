import type { Condition, Term } from './query.ts'

const conditionKinds: Readonly<Record<Condition['kind'], true>> = {
  and: true,
  or: true,
  not: true,
  compare: true,
  null: true,
  truth: true,
  like: true,
  between: true,
  exists: true,
  constant: true,
  bare: true,
  hidden: true,
}

const termKinds: Readonly<Record<Term['kind'], true>> = {
  column: true,
  value: true,
  call: true,
  cast: true,
  collate: true,
  row: true,
  array: true,
  list: true,
  case: true,
  subquery: true,
  condition: true,
  part: true,
  hidden: true,
}

/** Whether a part of a query's tree is a condition; what is hidden is one, too. */
export function isCondition(node: object): node is Condition {
  return isOneOf(node, conditionKinds)
}

/** Whether a part of a query's tree is a term; what is hidden is one, too. */
export function isTerm(node: object): node is Term {
  return isOneOf(node, termKinds)
}

// A source of a query, which has a range as well, may be of the kind `values`, never of one of these.
function isOneOf(node: object, kinds: object): boolean {
  return 'kind' in node && 'range' in node && typeof node.kind === 'string' && Object.hasOwn(kinds, node.kind)
}
