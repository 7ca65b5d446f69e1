import type { Table } from '../../catalog/catalog.ts'
import { lookup } from '../../catalog/lookup.ts'
import type { Range } from '../../catalog/place.ts'
import type { Origin } from '../../query/formula.ts'
import type { Condition, Term } from '../../query/query.ts'
import { resolve } from '../../query/scope.ts'
import type { Use } from '../uses.ts'

/** A text that Postgres cannot take for a value of the column that it is compared with. */
export interface InvalidValue {
  readonly column: string
  readonly type: string
  readonly written: string
  readonly range: Range
}

const integer = /^\s*[+-]?(?:\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)\s*$/i
const uuid = /^(?:[\da-f]{4}-?){7}[\da-f]{4}$/i

/** Which texts may be a value, by the name of the type. */
const accepts: Readonly<Record<string, (text: string) => boolean>> = lookup({
  uuid: (text) => uuid.test(/^\{(.*)\}$/s.exec(text)?.[1] ?? text),
  smallint: (text) => integer.test(text),
  integer: (text) => integer.test(text),
  bigint: (text) => integer.test(text),
})

/** Signs by which templates mark what is put in their place: `'{{ id }}'`, `'%s'`, `':id'`. */
const standsForAnother = /\{\{|\$\{|%[sdLI(]|^[:$@?]\w|<[^<>]+>|^\{[a-z_]+\}$/i

export function invalidValues(uses: readonly Use[]): InvalidValue[] {
  return uses.flatMap(({ leaves, table, access }) =>
    leaves.flatMap((leaf) => (leaf.kind === 'hidden' || !leaf.origin ? [] : invalidIn(leaf.origin, table, access.source))),
  )
}

function invalidIn({ condition, scope }: Origin, table: Table, source: Use['access']['source']): InvalidValue[] {
  return compared(condition).flatMap(([term, value]) => {
    if (term.kind !== 'column' || value.kind !== 'value' || value.value.kind !== 'literal') return []
    const { literal } = value.value
    const [meant, ...more] = resolve(term, scope)?.operands ?? []
    if (typeof literal !== 'string' || more.length > 0 || meant?.operand.kind !== 'column' || meant.operand.source !== source) return []
    const { name } = meant.operand
    const type = table.columns.find((column) => column.name === name)?.type
    if (!type || type.array || type.schema !== undefined || !Object.hasOwn(accepts, type.name)) return []
    return accepts[type.name]?.(literal) === false && !standsForAnother.test(literal)
      ? [{ column: name, type: type.name, written: `'${literal.replaceAll("'", "''")}'`, range: value.range }]
      : []
  })
}

/** What is compared with what, by an operator that takes both as one type. */
function compared(condition: Condition): [Term, Term][] {
  if (condition.kind === 'between') return [condition.low, condition.high].map((bound): [Term, Term] => [condition.term, bound])
  if (condition.kind !== 'compare' || !/^(?:=|<>|<|>|<=|>=)$/.test(condition.op)) return []
  const { left, right, quantifier } = condition
  if (quantifier !== undefined) return right.kind === 'list' ? right.terms.map((term): [Term, Term] => [left, term]) : []
  return [
    [left, right],
    [right, left],
  ]
}
