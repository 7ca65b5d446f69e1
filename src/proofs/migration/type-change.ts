import type { Catalog } from '../../catalog/catalog.ts'
import type { TypeReference } from '../../catalog/change.ts'
import { isOwnType, typeName } from '../../catalog/types.ts'
import { binaryCoercions } from '../postgres/operator-classes.ts'
import { domainOf } from './domain.ts'

/** `by zone`: each row is written again unless the time zone of the session is UTC. */
export type TypeChange = 'as it is' | 'rewrite' | 'by zone'

/** Whether ALTER COLUMN TYPE writes the rows again; undefined where that cannot be told. */
export function typeChange(from: TypeReference, to: TypeReference, catalog: Catalog): TypeChange | undefined {
  const domain = domainOf(to, catalog)
  const isOfDomain = domain !== undefined && from.name === to.name && !from.array
  if (domain?.isConstrained && !isOfDomain) return 'rewrite'
  if (domain?.base && !isOfDomain) return typeChange(from, domain.base, catalog)
  const base = isOfDomain ? undefined : domainOf(from, catalog)?.base
  // The length of a domain is no length of its column.
  if (base) return typeChange({ ...base, modifiers: [] }, to, catalog)
  const [before, after] = [nameOf(from), nameOf(to)]
  const isSame =
    before === after && (isOwnType(before) || from.schema === to.schema || from.schema === undefined || to.schema === undefined)
  if (isSame && from.array === to.array) return sameType(before, from, to)
  if (!isKnown(from, catalog) || !isKnown(to, catalog)) return undefined
  if (from.array !== to.array) return 'rewrite'
  if (isZoned(before, after)) return from.array || to.modifiers.length > 0 ? 'rewrite' : 'by zone'
  if (from.array || !countsAs(before, after)) return 'rewrite'
  // What has no length at all fits no length.
  return to.modifiers.length === 0 || (isText(before) && isText(after) && fits(from, to)) ? 'as it is' : 'rewrite'
}

/** Of an interval, the parts that it keeps stand in the name. */
function nameOf({ name }: TypeReference): string {
  return name.startsWith('interval') ? 'interval' : typeName(name)
}

function sameType(name: string, from: TypeReference, to: TypeReference): TypeChange {
  if (from.name === to.name && String(from.modifiers) === String(to.modifiers)) return 'as it is'
  // Each element of an array is looked at.
  if (from.array && to.modifiers.length > 0) return 'rewrite'
  switch (name) {
    case 'character varying':
    case 'bit varying':
      return to.modifiers.length === 0 || fits(from, to) ? 'as it is' : 'rewrite'
    case 'numeric':
      return to.modifiers.length === 0 || isWiderNumeric(from, to) ? 'as it is' : 'rewrite'
    case 'timestamp with time zone':
    case 'timestamp without time zone':
    case 'time with time zone':
    case 'time without time zone':
      return keepsPrecision(from, to) ? 'as it is' : 'rewrite'
    case 'interval':
      return to.name === 'interval' && keepsPrecision(from, to) ? 'as it is' : 'rewrite'
    default:
      return isOwnType(name) && to.modifiers.length > 0 ? 'rewrite' : 'as it is'
  }
}

function fits(from: TypeReference, to: TypeReference): boolean {
  const [before, after] = [number(from, 0), number(to, 0)]
  return !from.array && before !== undefined && after !== undefined && before <= after
}

function isWiderNumeric(from: TypeReference, to: TypeReference): boolean {
  const [before, after] = [number(from, 0), number(to, 0)]
  if (before === undefined || after === undefined) return false
  return before <= after && (number(from, 1) ?? 0) === (number(to, 1) ?? 0)
}

function keepsPrecision(from: TypeReference, to: TypeReference): boolean {
  return (number(from, 0) ?? 6) <= (number(to, 0) ?? 6)
}

function number({ modifiers }: TypeReference, at: number): number | undefined {
  const text = modifiers[at]
  return text === undefined ? undefined : Number(text)
}

function isZoned(before: string, after: string): boolean {
  return before !== after && before.startsWith('timestamp with') && after.startsWith('timestamp with')
}

function isText(name: string): boolean {
  return name === 'text' || name === 'character varying'
}

/** Casts that are not made unasked. */
const alsoCounts = new Set([
  ...['text as character varying', 'xml as text', 'xml as character varying', 'oid as integer'],
  ...['class', 'collation', 'config', 'dictionary', 'namespace', 'oper', 'operator', 'proc', 'procedure', 'role', 'type'].map(
    (name) => `reg${name} as integer`,
  ),
])

/** Whether a value of one type is one of the other as it stands; `character` is left out, whose spaces are cut. */
function countsAs(before: string, after: string): boolean {
  if (before === 'character' || after === 'character' || after === 'bit') return false
  if (alsoCounts.has(`${before} as ${after}`)) return true
  return Object.hasOwn(binaryCoercions, before) && binaryCoercions[before]?.includes(after) === true
}

/** A type of Postgres, or an enum. */
function isKnown(type: TypeReference, { parts: { types } }: Catalog): boolean {
  const { schema, name } = type
  if (isOwnType(nameOf(type)) && (schema === undefined || schema === 'pg_catalog')) return true
  const found = types.filter((type) => type.name === name && (schema === undefined || type.schema === schema))
  return found.length > 0 && found.every(({ kind }) => kind === 'enum')
}
