import { isAggregate, isSetReturning } from '../../query/functions.ts'
import { printTerm } from '../../query/print.ts'
import type { Call, Column, Term } from '../../query/query.ts'
import { mapParts } from '../../query/tree.ts'
import { mapColumns } from '../../query/columns.ts'
import { placeOf, type Space } from './space.ts'

export function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

export function kindOf(node: object): unknown {
  return 'kind' in node ? node.kind : undefined
}

/** Whether a part of a node cannot be seen, or is a value of the program, which may be any text. */
export function isOpen(node: unknown): boolean {
  if (!isNode(node)) return false
  const kind = kindOf(node)
  return kind === 'hidden' || kind === 'program' || Object.values(node).some(isOpen)
}

const windowFunctions: ReadonlySet<string> = new Set([
  ...['row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile'],
  ...['lag', 'lead', 'first_value', 'last_value', 'nth_value'],
])

/** SQL/JSON has aggregates of its own, of which not all is seen. */
const partlySeen: ReadonlySet<string> = new Set(['json_array_agg', 'json_object_agg', 'json_objectagg', 'json_arrayagg'])

function isBuiltIn({ schema, operator }: Call): boolean {
  return !operator && (schema === undefined || schema === 'pg_catalog')
}

export function isPlainAggregate(call: Call): boolean {
  return isBuiltIn(call) && call.over === undefined && isAggregate(call.name) && !partlySeen.has(call.name)
}

export function isWindowFunction(call: Call): boolean {
  return isBuiltIn(call) && windowFunctions.has(call.name)
}

const orderedSets: ReadonlySet<string> = new Set(['percentile_cont', 'percentile_disc', 'mode'])

/** An aggregate of values in an order, without the order. */
export function lacksGroup(call: Call): boolean {
  return isBuiltIn(call) && orderedSets.has(call.name) && call.orderBy.length === 0
}

export function isSetFunction(call: Call): boolean {
  return isBuiltIn(call) && call.over === undefined && isSetReturning(call.name)
}

/** Functions of which it is known that they are no aggregates. */
const scalar: ReadonlySet<string> = new Set(
  `coalesce nullif greatest least lower upper trim btrim ltrim rtrim length char_length substring substr left right concat concat_ws replace
  split_part to_char to_date to_timestamp to_number date_trunc date_part extract age abs round ceil ceiling floor trunc mod power sqrt sign
  md5 format lpad rpad position strpos initcap reverse repeat json_build_object jsonb_build_object json_build_array jsonb_build_array to_json
  to_jsonb timezone make_date array_length cardinality array_to_string string_to_array encode decode`.split(/\s+/),
)

export function isScalar({ operator, name, schema }: Call): boolean {
  return operator || (schema === undefined && scalar.has(name))
}

/** A term without what its columns are read from and without casts: what Postgres takes for the same has the same. */
export function outline(term: Term): string {
  return printTerm(withoutCasts(mapColumns(term, (column) => ({ ...column, of: undefined, schema: undefined }))))
}

function withoutCasts<T>(node: T): T {
  if (isNode(node) && kindOf(node) === 'cast' && 'term' in node) return withoutCasts(node.term) as T
  return mapParts(node, (part) => withoutCasts(part))
}

/** Whether two terms may be the same to Postgres. */
export function mayBeSame(a: Term, b: Term, space: Space): boolean {
  if (a.kind === 'column' && b.kind === 'column') return mayBeSameColumn(a, b, space)
  return outline(a) === outline(b)
}

function mayBeSameColumn(a: Column, b: Column, space: Space): boolean {
  if (a.name !== b.name) return false
  const [left, right] = [placeOf(a, space)?.item, placeOf(b, space)?.item]
  return left === undefined || right === undefined || left === right
}

/** Whether a term may stand for more values than one, or none. */
export function isSpread(term: Term): boolean {
  return (term.kind === 'column' && term.name === '*') || (term.kind === 'part' && term.path.at(-1) === '*')
}

/** `3 columns`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
