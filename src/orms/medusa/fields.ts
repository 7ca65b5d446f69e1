import { lookup } from '../../catalog/lookup.ts'
import type { Located } from '../../javascript/resolve.ts'
import { entriesOf, itemsOf, literal, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { entry, record, type PropertyNotation } from '../mikro-orm/notation.ts'
import { linkNamed, type Field } from './dml.ts'

const columnTypes: Readonly<Record<string, string>> = lookup({
  id: 'text',
  text: 'text',
  boolean: 'boolean',
  dateTime: 'timestamptz',
  number: 'integer',
  bigNumber: 'numeric',
  float: 'real',
  json: 'jsonb',
  array: 'text[]',
})

export function isRelation({ type }: Field): boolean {
  return /^(?:hasOne|hasMany|belongsTo|manyToMany)$/.test(type)
}

/** The property that a field becomes; undefined where it is in no column. */
export function propertyOfField(name: string, field: Field, at: Located): PropertyNotation | undefined {
  if (linkNamed(field, 'computed')) return undefined
  const flag = (key: string, holds: boolean): Entry[] => (holds ? [entry(key, literal(true, at))] : [])
  const isPrimary = linkNamed(field, 'primaryKey') !== undefined
  const options = [
    ...typeOf(field, at),
    entry('fieldName', literal(name, at)),
    ...flag('primary', isPrimary),
    ...flag('nullable', !isPrimary && linkNamed(field, 'nullable') !== undefined),
    ...defaultIn(field),
  ]
  return scalar(name, options, at)
}

export function scalar(name: string, options: readonly Entry[], at: Located): PropertyNotation {
  return { name, kind: 'scalar', options: record(options, at), at, annotation: undefined, initial: undefined }
}

function typeOf({ type, args: [first] }: Field, at: Located): Entry[] {
  const text = (key: string, value: string): Entry => entry(key, literal(value, at))
  if (type === 'autoincrement') return [text('type', 'number'), entry('autoincrement', literal(true, at))]
  if (type === 'enum') return [entry('enum', literal(true, at)), ...(first ? [entry('items', choicesOf(first))] : [])]
  const column = columnTypes[type]
  return column === undefined
    ? [entry('columnType', { kind: 'unknown', reason: 'its type is not known', at })]
    : [text('columnType', column)]
}

function choicesOf(value: Value): Value {
  if (value.kind !== 'record') return value
  return { kind: 'list', items: entriesOf(value).map((one) => one.value), open: value.open, at: value.at }
}

function defaultIn(field: Field): Entry[] {
  const given = linkNamed(field, 'default')?.args?.[0]
  if (!given || (given.kind === 'literal' && given.value === undefined)) return []
  if (field.type !== 'json') return [entry('default', given)]
  const json = jsonText(given)
  return json === undefined ? [entry('default', given)] : [entry('default', literal(json, given.at))]
}

/** As JSON.stringify writes it; undefined where that is not known. */
function jsonText(value: Value): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'bigint' ? undefined : JSON.stringify(value.value)
  if (value.kind === 'list' && !value.open) {
    const items = itemsOf(value).map(jsonText)
    return items.every((item) => item !== undefined) ? `[${items.join(',')}]` : undefined
  }
  if (value.kind !== 'record' || value.open) return undefined
  const parts = value.entries.map((one) => {
    const text = jsonText(one.value)
    return text === undefined ? undefined : `${JSON.stringify(one.key)}:${text}`
  })
  return parts.every((part) => part !== undefined) ? `{${parts.join(',')}}` : undefined
}

/** Beside a big number, what it was given as. */
export function rawField(name: string, field: Field, at: Located): PropertyNotation | undefined {
  if (field.type !== 'bigNumber' || linkNamed(field, 'computed')) return undefined
  const given = linkNamed(field, 'default')?.args?.[0]
  const value = given?.kind === 'literal' ? String(given.value) : undefined
  const raw = given && (value === undefined ? given : literal(JSON.stringify({ value, precision: 20 }), given.at))
  const nullable = linkNamed(field, 'nullable') ? [entry('nullable', literal(true, at))] : []
  const column = `raw_${name}`
  return scalar(
    column,
    [
      entry('columnType', literal('jsonb', at)),
      entry('fieldName', literal(column, at)),
      ...nullable,
      ...(raw ? [entry('default', raw)] : []),
    ],
    at,
  )
}

/** What every model has. */
export function implicitFields(at: Located): PropertyNotation[] {
  const moment = (name: string, more: readonly Entry[]): PropertyNotation =>
    scalar(name, [entry('columnType', literal('timestamptz', at)), entry('fieldName', literal(name, at)), ...more], at)
  const now = [entry('defaultRaw', literal('now()', at))]
  return [moment('created_at', now), moment('updated_at', now), moment('deleted_at', [entry('nullable', literal(true, at))])]
}
