import type { Column, Term } from './query.ts'
import { mapParts } from './tree.ts'

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isColumn(value: object): value is Column {
  return 'kind' in value && value.kind === 'column'
}

/** A term without what only changes its type. */
export function withoutCast(term: Term): Term {
  return term.kind === 'cast' ? withoutCast(term.term) : term
}

/** Every column that an expression mentions, those of its subqueries included. */
export function columnsIn(node: object): Column[] {
  const found: Column[] = []
  const open: object[] = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    if (isColumn(next)) found.push(next)
    else open.push(...Object.values(next).filter(isNode))
  }
  return found
}

/** The columns that an expression mentions outside its subqueries. */
export function* ownColumns(node: unknown): Generator<Column> {
  if (!isNode(node) || ('kind' in node && (node.kind === 'subquery' || node.kind === 'exists'))) return
  if (isColumn(node)) yield node
  else for (const part of Object.values(node)) yield* ownColumns(part)
}

/** The same expression with other columns in it. */
export function mapColumns<T extends object>(node: T, change: (column: Column) => Column): T {
  const map = (value: unknown): unknown => {
    return isNode(value) && isColumn(value) ? change(value) : mapParts(value, map)
  }
  return map(node) as T
}
