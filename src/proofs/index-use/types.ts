import type { TypeReference } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { parseType } from '../../catalog/types.ts'
import type { Call, Term } from '../../query/query.ts'

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

/** What functions give that give nothing else; of those that give `numeric` or `double precision`, the one that casts fewer columns. */
const results: Readonly<Record<string, string>> = lookup({
  ...named('timestamp with time zone', 'now current_timestamp transaction_timestamp statement_timestamp'),
  ...named(
    'text',
    'btrim ltrim rtrim concat concat_ws replace split_part initcap left right md5 regexp_replace to_char translate lpad rpad',
  ),
  ...named('numeric', 'round ceil ceiling floor trunc sqrt power exp ln extract'),
  ...named('double precision', 'random date_part'),
})

function named(type: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]))
}

/** The type that a value has by itself; texts and parameters take that of what they are compared with. */
export function typeOfValue(term: Term): TypeReference | undefined {
  switch (term.kind) {
    case 'cast':
      return parseType(term.type)
    case 'value':
      if (term.value.kind !== 'literal' || typeof term.value.literal !== 'number') return undefined
      return parseType(Number.isInteger(term.value.literal) && !term.value.isNumeric ? 'integer' : 'numeric')
    case 'call':
      return term.operator ? typeOfOperation(term) : typeOfCall(term)
    case 'list':
    case 'array':
      return term.terms.map(typeOfValue).find((type) => type?.name === 'numeric') ?? (term.terms[0] && typeOfValue(term.terms[0]))
    default:
      return undefined
  }
}

function typeOfCall({ schema, name, args: [first] }: Call): TypeReference | undefined {
  if (schema !== undefined && schema !== 'pg_catalog') return undefined
  // Of a range these give its bounds.
  if (name === 'lower' || name === 'upper') return first && isOfNoRange(first) ? parseType('text') : undefined
  return Object.hasOwn(results, name) ? parseType(results[name] ?? '') : undefined
}

/** A parameter is taken for a text where a function has a form for texts. */
function isOfNoRange(term: Term): boolean {
  return term.kind === 'value' || familyOf(typeOfValue(term)) === 'text'
}

const mixing: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%'])

function typeOfOperation({ name, args }: Call): TypeReference | undefined {
  const types = args.map(typeOfValue)
  if (name === '||') return args.some(isWrittenText) || types.some((type) => familyOf(type) === 'text') ? parseType('text') : undefined
  if (!mixing.has(name) || !types.every((type) => type && numeric.has(familyOf(type) ?? ''))) return undefined
  return types.find((type) => familyOf(type) === 'float') ?? types.find((type) => familyOf(type) === 'numeric')
}

const numeric: ReadonlySet<string> = new Set(['integer', 'numeric', 'float'])

function isWrittenText(term: Term): boolean {
  return term.kind === 'value' && term.value.kind === 'literal' && typeof term.value.literal === 'string'
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
