import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Column, Comparison, Condition, Query, Select, Term } from '../../query/query.ts'
import { conjuncts } from '../predicate.ts'
import { constantOf } from './constant.ts'
import { asksWho, functionsIn, hasSubquery, isColumnOf, literalsIn, ownColumnsOf, uncast } from './terms.ts'

/** What a condition leaves of a table: rows of one tenant, rows of others too, or what cannot be told. */
export type Verdict = 'held' | 'open' | 'unknown'

export interface Row {
  readonly table: Table
  readonly catalog: Catalog
  /** Its tenant columns. */
  readonly columns: readonly string[]
}

export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('held')) return 'held'
  return verdicts.includes('unknown') ? 'unknown' : 'open'
}

export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('open')) return 'open'
  return verdicts.includes('unknown') ? 'unknown' : 'held'
}

/** Whether the rows of which a condition holds are those of the tenant that the session names. */
export function verdictOf(condition: Condition, row: Row): Verdict {
  const constant = constantOf(condition, row.table)
  if (constant !== undefined) return constant === true ? 'open' : 'held'
  switch (condition.kind) {
    case 'and':
      return allOf(condition.of.map((part) => verdictOf(part, row)))
    case 'or':
      return anyOf(condition.of.map((part) => verdictOf(part, row)))
    case 'not':
      return ofNegation(condition.of, row)
    case 'truth':
      return condition.is === 'true' && !condition.not ? verdictOf(condition.of, row) : 'unknown'
    case 'null':
      return ofNullTest(condition.term, condition.not, row)
    case 'compare':
      return ofComparison(condition, row)
    default:
      return ofOther(condition)
  }
}

function ofNegation(condition: Condition, row: Row): Verdict {
  const negated = (part: Condition): Verdict => ofNegation(part, row)
  switch (condition.kind) {
    case 'and':
      return anyOf(condition.of.map(negated))
    case 'or':
      return allOf(condition.of.map(negated))
    case 'not':
      return verdictOf(condition.of, row)
    case 'null':
      return ofNullTest(condition.term, !condition.not, row)
    case 'compare':
      return condition.op === '=' && ofComparison(condition, row) !== 'unknown' ? 'open' : 'unknown'
    default:
      return ofOther(condition)
  }
}

/** A row of nobody is no other tenant's. */
function ofNullTest(term: Term, not: boolean, { columns }: Row): Verdict {
  if (isColumnOf(uncast(term), columns)) return not ? 'open' : 'held'
  if (hasSubquery(term)) return 'unknown'
  // Whoever is signed in, or nobody: that is no tenant.
  return ownColumnsOf(term).length === 0 || !asksWho(term) ? 'open' : 'unknown'
}

function ofComparison(condition: Comparison, row: Row): Verdict {
  const { op, quantifier, left, right } = condition
  const isEquality = (op === '=' || op === 'is not distinct from') && quantifier !== 'all'
  for (const [own, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!isColumnOf(uncast(own), row.columns)) continue
    if (isEquality) return ofValue(other, row)
    if (isOrder(op) && quantifier === undefined && ofValue(other, row) === 'held') return 'open'
  }
  return isOfAnybody(condition) ? 'open' : ofOther(condition)
}

/** Other tenants are on the far side of it. */
function isOrder(op: string): boolean {
  return ['<>', '<', '>', '<=', '>=', 'is distinct from'].includes(op)
}

/** What a tenant column is equal to. */
function ofValue(term: Term, row: Row): Verdict {
  const value = uncast(term)
  if (value.kind === 'list' || value.kind === 'array') return anyOf(value.terms.map((part) => ofValue(part, row)))
  if (value.kind === 'subquery') return ofSubquery(value.query, row)
  if (value.kind === 'value' && value.value.kind === 'literal' && value.value.literal === null) return 'unknown'
  if (ownColumnsOf(value).length > 0) return fallsBack(value, row) ? 'open' : 'unknown'
  if (hasSubquery(value)) return value.kind === 'call' || value.kind === 'cast' ? insideOf(value, row) : 'unknown'
  return asksWho(value) ? 'held' : 'open'
}

/** `nullif((SELECT …), '')`, or `(SELECT …)::uuid[]`. */
function insideOf(term: Extract<Term, { kind: 'call' | 'cast' }>, row: Row): Verdict {
  if (term.kind === 'cast') return ofValue(term.term, row)
  return term.name === 'nullif' && term.args[0] ? ofValue(term.args[0], row) : 'unknown'
}

/** `coalesce(current_setting(…), tenant_id)`. */
function fallsBack(term: Term, { columns }: Row): boolean {
  return term.kind === 'call' && term.name === 'coalesce' && term.args.some((arg) => isColumnOf(uncast(arg), columns))
}

/** Rows that a condition on the session chooses, or all of them. */
function ofSubquery(query: Query, row: Row): Verdict {
  if (query.kind !== 'select' || query.with.length > 0) return 'unknown'
  const { from, where, output } = query
  const [only] = output
  if (output.length !== 1 || only?.kind !== 'term' || hasSubquery(only.term)) return 'unknown'
  if (from.length === 0) {
    if (where || ownColumnsOf(only.term).length > 0) return 'unknown'
    return asksWho(only.term) ? 'held' : 'open'
  }
  if (!from.every(({ kind }) => kind === 'table') || hasSubquery({ where }) || only.term.kind !== 'column') return 'unknown'
  const places = ownColumnsOf({ output, where }).map((column) => placeOf(column, query, row))
  if (places.includes('unknown')) return 'unknown'
  if (placeOf(only.term, query, row) === 'outside') return 'unknown'
  if (where && conjuncts(where).some((part) => isOfSession(part, query, row))) return 'held'
  return asksWho(query) || places.includes('outside') ? 'unknown' : 'open'
}

/** Whether a column is of the tables of a subquery: a name that none of them has is the policy's own row's. */
function placeOf({ of, name }: Column, { from }: Select, { catalog }: Row): 'inside' | 'outside' | 'unknown' {
  const sources = from.filter((source) => source.kind === 'table')
  if (of !== undefined) return sources.some((source) => (source.alias?.name ?? source.name) === of) ? 'inside' : 'outside'
  const tables = sources.map((source) => catalog.table(source.schema, source.name))
  if (tables.some((table) => table?.columns.some((column) => column.name === name))) return 'inside'
  return tables.every((table) => table?.complete === true) ? 'outside' : 'unknown'
}

/** A column is equal to something of the session. */
function isOfSession(condition: Condition, query: Select, row: Row): boolean {
  if (condition.kind !== 'compare' || condition.op !== '=' || condition.quantifier === 'all') return false
  const sides = [condition.left, condition.right].map(uncast)
  return (
    sides.some((side) => side.kind === 'column' && placeOf(side, query, row) === 'inside') &&
    sides.some((side) => ownColumnsOf(side).length === 0 && asksWho(side))
  )
}

/** `auth.role() = 'authenticated'`, `current_setting('app.org', true) = ''`: whoever is signed in, and whoever is not. */
function isOfAnybody(condition: Comparison): boolean {
  if (condition.op !== '=' || ownColumnsOf(condition).length > 0 || hasSubqueryWithRows(condition)) return false
  const calls = [...functionsIn(condition)].map(({ schema, name }) => `${schema ?? ''}.${name}`)
  const literals = [...literalsIn(condition)]
  if (calls.includes('auth.role')) return literals.includes('authenticated') || literals.includes('anon')
  return calls.includes('.current_setting') && literals.includes('') && !calls.includes('.nullif')
}

function hasSubqueryWithRows(node: object): boolean {
  return JSON.stringify(node).includes('"kind":"table"')
}

/** What is said of a row by its own values alone is said to everybody. */
function ofOther(condition: Condition): Verdict {
  return hasSubquery(condition) || asksWho(condition) ? 'unknown' : 'open'
}
