import type { Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { shownName, type RowSource } from '../query/relation.ts'
import { operandOf } from '../query/operand.ts'
import { resolve, type Scope } from '../query/scope.ts'
import { isNull } from '../query/literal.ts'
import type { Comparison, Condition, Term } from '../query/query.ts'
import { ownColumns } from '../query/columns.ts'
import { printCondition, printTerm } from '../query/print.ts'
import { nodesOf, whereOf, type Block } from './blocks.ts'
import { conjuncts } from './predicate.ts'

/** A comparison that NULL makes something else of than it seems to say. */
export type NullComparison = { readonly range: Range; readonly written: string } & (
  | { readonly kind: 'unknown'; readonly instead: string }
  | { readonly kind: 'noRow' | 'unmatched' | 'branch' }
  | { readonly kind: 'vanishing'; readonly table: Table; readonly column: string }
)

/** Comparisons with NULL itself, which are neither true nor false. */
export const comparisonsWithNull = onceFor(({ query }: Block): NullComparison[] => {
  const denied = new Set<object>()
  return nodesOf(query).flatMap((node): NullComparison[] => {
    if (isNot(node) && isComparison(node.of)) {
      denied.add(node.of)
      return listed(node.of, node)
    }
    if (isComparison(node)) return denied.has(node) && node.quantifier ? [] : compared(node)
    return isCase(node) && node.of ? node.when.flatMap(({ when }) => (isNull(when) ? [branch(when)] : [])) : []
  })
})

function branch(when: Term): NullComparison {
  return { kind: 'branch', range: when.range, written: printTerm(when) }
}

function compared(node: Comparison): NullComparison[] {
  const { op, quantifier, left, right, range } = node
  if (op.startsWith('is ')) return []
  if (quantifier) return listed(node)
  const other = isNull(left) ? right : isNull(right) ? left : undefined
  if (!other || isNull(other) || other.kind === 'hidden') return []
  const instead = op === '=' ? ' IS NULL' : op === '<>' ? ' IS NOT NULL' : undefined
  return [
    { kind: 'unknown', range, written: printCondition(node), instead: instead === undefined ? 'IS NULL' : printTerm(other) + instead },
  ]
}

/** NULL in a list: nothing is in it, and nothing is surely not in it. */
function listed(node: Comparison, around?: Extract<Condition, { kind: 'not' }>): NullComparison[] {
  const { op, quantifier, right } = node
  if (right.kind !== 'list' || !right.terms.some(isNull)) return []
  const isNone = (op === '<>' && quantifier === 'all' && !around) || (op === '=' && quantifier === 'any' && around)
  if (isNone) return [{ kind: 'noRow', range: (around ?? node).range, written: printCondition(around ?? node) }]
  return op === '=' && quantifier === 'any' && !around ? [{ kind: 'unmatched', range: node.range, written: printCondition(node) }] : []
}

/** Conditions that something is another value, which rows without any do not meet. */
export const comparisonsThatLoseRows = onceFor(({ query, scope }: Block): NullComparison[] => {
  const where = whereOf(query)
  if (!where) return []
  const parts = conjuncts(where)
  return parts.flatMap((part): NullComparison[] => {
    const term = excludedOf(part)
    const found = term && nullableColumn(term, scope)
    if (!found || parts.some((other) => other !== part && mentions(other, found, scope))) return []
    return [{ kind: 'vanishing', range: part.range, written: printCondition(part), table: found.table, column: found.column }]
  })
})

/** The term that must be another than some literals. */
function excludedOf(part: Condition): Term | undefined {
  if (part.kind === 'not' && isComparison(part.of) && part.of.op === '=' && part.of.quantifier !== 'all')
    return isOfLiterals(part.of.right) ? part.of.left : undefined
  if (part.kind !== 'compare' || part.op !== '<>' || part.quantifier === 'any') return undefined
  return isOfLiterals(part.right) ? part.left : part.quantifier === undefined && isOfLiterals(part.left) ? part.right : undefined
}

function isOfLiterals(term: Term): boolean {
  if (term.kind === 'cast') return isOfLiterals(term.term)
  if (term.kind === 'list') return term.terms.length > 0 && term.terms.every(isOfLiterals)
  return term.kind === 'value' && term.value.kind === 'literal' && term.value.literal !== null
}

interface NullableColumn {
  readonly source: RowSource
  readonly table: Table
  readonly column: string
}

function nullableColumn(term: Term, scope: Scope): NullableColumn | undefined {
  const operand = term.kind === 'column' ? operandOf(term, scope) : undefined
  if (operand?.kind !== 'column') return undefined
  const { source, name } = operand
  const { table } = source
  const column = table?.columns.find((one) => shownName(source, one.name) === name)
  return table && column?.nullable ? { source, table, column: column.name } : undefined
}

function mentions(condition: Condition, { source, column }: NullableColumn, scope: Scope): boolean {
  return [...ownColumns(condition)].some((one) =>
    resolve(one, scope)?.operands.some(
      ({ operand }) => operand.kind === 'column' && operand.source === source && operand.name === shownName(source, column),
    ),
  )
}

function isComparison(node: object): node is Comparison {
  return 'kind' in node && node.kind === 'compare'
}

function isNot(node: object): node is Extract<Condition, { kind: 'not' }> {
  return 'kind' in node && node.kind === 'not'
}

function isCase(node: object): node is Extract<Term, { kind: 'case' }> {
  return 'kind' in node && node.kind === 'case'
}
