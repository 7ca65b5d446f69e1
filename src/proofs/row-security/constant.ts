import type { Table } from '../../catalog/catalog.ts'
import type { Condition, Term } from '../../query/query.ts'
import { isNullableIn, uncast } from './terms.ts'

/** What a condition is of every row: `null` is neither; undefined where that depends. */
export function constantOf(condition: Condition, table: Table): boolean | null | undefined {
  switch (condition.kind) {
    case 'constant':
      return condition.value
    case 'and':
    case 'or':
      return joined(
        condition.kind,
        condition.of.map((part) => constantOf(part, table)),
      )
    case 'not': {
      const of = constantOf(condition.of, table)
      return typeof of === 'boolean' ? !of : of
    }
    case 'bare':
      return booleanOf(condition.term)
    case 'null':
      return nullTest(condition.term, condition.not, table)
    case 'truth': {
      const of = constantOf(condition.of, table)
      if (of === undefined) return undefined
      const word = of === null ? 'unknown' : of ? 'true' : 'false'
      return (word === condition.is) !== condition.not
    }
    case 'compare':
      return condition.quantifier === undefined ? comparison(condition.op, condition.left, condition.right, table) : undefined
    default:
      return undefined
  }
}

/** Of AND a false part decides, of OR a true one. */
function joined(kind: 'and' | 'or', parts: readonly (boolean | null | undefined)[]): boolean | null | undefined {
  const decides = kind === 'or'
  if (parts.includes(decides)) return decides
  if (parts.includes(undefined)) return undefined
  return parts.includes(null) ? null : !decides
}

function booleanOf(term: Term): boolean | null | undefined {
  if (term.kind === 'condition') return undefined
  const literal = literalOf(term.kind === 'cast' && term.type === 'boolean' ? term.term : term)
  if (literal === undefined || typeof literal === 'boolean' || literal === null) return literal
  return { t: true, true: true, f: false, false: false }[String(literal).toLowerCase()]
}

function literalOf(term: Term): string | number | boolean | null | undefined {
  const plain = uncast(term)
  return plain.kind === 'value' && plain.value.kind === 'literal' && !plain.many ? plain.value.literal : undefined
}

function nullTest(term: Term, not: boolean, table: Table): boolean | undefined {
  const literal = literalOf(term)
  if (literal !== undefined) return (literal === null) !== not
  return term.kind === 'column' && !isNullableIn(table, term.name) ? not : undefined
}

function comparison(op: string, left: Term, right: Term, table: Table): boolean | null | undefined {
  const [a, b] = [left, right].map(literalOf)
  if (a !== undefined && b !== undefined) return ofLiterals(op, a, b)
  const isSame = left.kind === 'column' && right.kind === 'column' && left.name === right.name
  if (!isSame) return undefined
  if (op === 'is not distinct from') return true
  return (op === '=' || op === '<=' || op === '>=') && !isNullableIn(table, left.name) ? true : undefined
}

type Literal = string | number | boolean | null

function ofLiterals(op: string, a: Literal, b: Literal): boolean | null | undefined {
  if (typeof a !== typeof b || (op !== '=' && op !== '<>')) return undefined
  if (a === null) return null
  // Texts that differ may be the same value of another type.
  if (a !== b && typeof a === 'string') return undefined
  return (a === b) === (op === '=')
}
