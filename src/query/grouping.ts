import { all, always, link, sameOperand, when, type Formula, type Operand } from './formula.ts'
import { isAggregate } from './functions.ts'
import { operandsOf } from './operand.ts'
import type { Call, Output, Select, Term } from './query.ts'
import { shownName, sourceOf } from './relation.ts'
import { isOwnColumn, type Scope } from './scope.ts'

/** What becomes of rows when they are grouped. */
export interface Grouped {
  /** What columns mean after it. */
  readonly scope: Scope
  /** How columns after it hang together with those before. */
  readonly links: Formula
  /** What the rows that come out say of the rows that went in. */
  readonly shows: (formula: Formula) => Formula
}

/** GROUP BY and aggregates; without either, rows stay what they are. */
export function groupingOf(query: Select, scope: Scope): Grouped {
  const { groupBy } = query
  if (!groupBy) return isAggregated(query) ? wholeGroup(scope) : { scope, links: always, shows: (formula) => formula }
  const terms = (groupBy.kind === 'terms' ? groupBy.terms : groupBy.sets.flat()).map((term) => groupedTerm(term, query.output, scope))
  const grouped = operandsOf(terms, scope)
  return groupBy.kind === 'terms' ? plainGroups(grouped, scope) : setsOfGroups(grouped, scope)
}

/** Without GROUP BY there is one row, also of no rows. */
function wholeGroup(scope: Scope): Grouped {
  return { scope: { ...scope, grouped: () => undefined }, links: always, shows: () => always }
}

function plainGroups(columns: readonly Operand[], scope: Scope): Grouped {
  const grouped = (operand: Operand): Operand | undefined =>
    columns.some((column) => sameOperand(column, operand)) || dependsOnKey(operand, columns) ? operand : undefined
  return { scope: { ...scope, grouped }, links: always, shows: (formula) => formula }
}

/** Each column is NULL in the rows of the sets that leave it out: it is there or not, like a side of an outer join. */
function setsOfGroups(columns: readonly Operand[], scope: Scope): Grouped {
  const shown = columns.map((column, i) => {
    const side = { of: 'grouping sets' } as const
    const after: Operand = { kind: 'column', source: sourceOf('', 'relation', { sides: [side] }), name: `column${i + 1}` }
    return { column, after, side }
  })
  const grouped = (operand: Operand): Operand | undefined => shown.find(({ column }) => sameOperand(column, operand))?.after
  return {
    scope: { ...scope, grouped },
    links: all(shown.map(({ column, after, side }) => when([side], link(after, column)))),
    shows: (formula) => all(shown.map(({ side }) => when([side], formula))),
  }
}

/** A column of a table whose primary key is grouped is the same for the whole group. */
function dependsOnKey(operand: Operand, grouped: readonly Operand[]): boolean {
  if (operand.kind !== 'column') return false
  const { source } = operand
  const key = source.table?.primaryKey
  return (
    key?.columns.every((name) => grouped.some((g) => sameOperand(g, { kind: 'column', source, name: shownName(source, name) }))) ?? false
  )
}

/** GROUP BY 1, or by the name of an output that is no column of the tables, means the output. */
function groupedTerm(term: Term, output: readonly Output[], scope: Scope): Term {
  return byPosition(term, output) ?? (term.kind === 'column' && !isOwnColumn(term, scope) ? byName(term, output) : undefined) ?? term
}

/** DISTINCT ON reads names as ORDER BY does: outputs first. */
export function distinctTerm(term: Term, output: readonly Output[]): Term {
  return byPosition(term, output) ?? byName(term, output) ?? term
}

function byPosition(term: Term, output: readonly Output[]): Term | undefined {
  if (term.kind !== 'value' || term.value.kind !== 'literal' || typeof term.value.literal !== 'number') return undefined
  const at = output[term.value.literal - 1]
  return at?.kind === 'term' ? at.term : undefined
}

function byName(term: Term, output: readonly Output[]): Term | undefined {
  if (term.kind !== 'column' || term.of !== undefined) return undefined
  const named = output.find((one) => one.kind === 'term' && one.name === term.name)
  return named?.kind === 'term' ? named.term : undefined
}

/** Whether a SELECT without GROUP BY gives one row, whatever there is. */
export function isAggregated({ output, having, orderBy }: Select): boolean {
  if (having) return true
  for (const call of callsIn([output, orderBy])) if (call.over === undefined && isAggregation(call)) return true
  return false
}

/** One of Postgres' own, or one that is called as only an aggregate can be. */
export function isAggregation({ name, star, distinct, orderBy, filter }: Call): boolean {
  return isAggregate(name) || star || distinct || orderBy.length > 0 || filter !== undefined
}

function isCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call'
}

/** The calls of terms, not those of their subqueries. */
export function* callsIn(nodes: readonly object[]): Generator<Call> {
  const open = [...nodes]
  for (let next = open.pop(); next; next = open.pop()) {
    if ('kind' in next && (next.kind === 'subquery' || next.kind === 'exists')) continue
    if (isCall(next)) yield next
    for (const value of Object.values(next)) if (typeof value === 'object' && value !== null) open.push(value as object)
  }
}
