import type { TypeReference } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { parseType } from '../../catalog/types.ts'
import type { Term } from '../../query/query.ts'

/** Types that one operator family of Postgres compares without casting either. */
const families: Readonly<Record<string, string>> = lookup({
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  numeric: 'numeric',
  real: 'float',
  'double precision': 'float',
  text: 'text',
  'character varying': 'text',
  name: 'text',
  character: 'character',
  citext: 'citext',
  date: 'time',
  'timestamp without time zone': 'time',
  'timestamp with time zone': 'time',
  boolean: 'boolean',
  uuid: 'uuid',
})

/** Undefined where it cannot be said what the type compares with. */
export function familyOf(type: TypeReference | undefined): string | undefined {
  if (!type || type.array) return undefined
  return (type.schema === undefined || type.name === 'citext') && Object.hasOwn(families, type.name) ? families[type.name] : undefined
}

/** By the family of a column: the families of values for which the column is cast, and not the value. */
const casting: Readonly<Record<string, readonly string[]>> = lookup({
  integer: ['numeric', 'float'],
  numeric: ['float'],
  character: ['text'],
  citext: ['text'],
})

/** Whether a comparison with a value of a type leaves a column as it is, so that an index on it can be used. */
export function keepsColumn(column: TypeReference | undefined, value: TypeReference | undefined): boolean {
  const [own, other] = [familyOf(column), familyOf(value)]
  return own === undefined || other === undefined || !(casting[own] ?? []).includes(other)
}

const now: ReadonlySet<string> = new Set(['now', 'current_timestamp', 'transaction_timestamp', 'statement_timestamp'])

/** The type that a value has by itself; texts and parameters take that of what they are compared with. */
export function typeOfValue(term: Term): TypeReference | undefined {
  switch (term.kind) {
    case 'cast':
      return parseType(term.type)
    case 'value':
      if (term.value.kind !== 'literal' || typeof term.value.literal !== 'number') return undefined
      return parseType(Number.isInteger(term.value.literal) && !term.value.isNumeric ? 'integer' : 'numeric')
    case 'call':
      return now.has(term.name) ? parseType('timestamp with time zone') : undefined
    case 'list':
    case 'array':
      return term.terms.map(typeOfValue).find((type) => type?.name === 'numeric') ?? (term.terms[0] && typeOfValue(term.terms[0]))
    default:
      return undefined
  }
}

/** Of an array, the type of what is in it. */
export function elementType(type: TypeReference | undefined): TypeReference | undefined {
  return type?.array ? { ...type, array: false } : type
}

/** A cast that changes nothing of how a value is kept: an index sees through it. */
export function isRelabelling(from: TypeReference | undefined, to: string): boolean {
  if (!from || from.array) return false
  const target = parseType(to)
  if (target.array || target.modifiers.length > 0 || target.schema !== undefined) return false
  if (from.schema !== undefined) return false
  if (from.name === target.name) return from.modifiers.length === 0 || !ofOneLetter.has(from.name)
  return (from.name === 'character varying' && target.name === 'text') || (from.name === 'text' && target.name === 'character varying')
}

/** Types of which the bare name means one letter, and not any length. */
const ofOneLetter: ReadonlySet<string> = new Set(['character', 'bit'])
