import { lookup } from '../../catalog/lookup.ts'
import { quotedText } from '../../catalog/names.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, itemsOf, shownText, type Value } from '../../javascript/symbolic/value.ts'
import type { Column } from './column.ts'

/** Postgres' word for a type: https://github.com/typeorm/typeorm/blob/master/src/driver/postgres/PostgresDriver.ts */
const words: Readonly<Record<string, string>> = lookup({
  Number: 'integer',
  int: 'integer',
  int4: 'integer',
  String: 'character varying',
  varchar: 'character varying',
  Date: 'timestamp without time zone',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  Boolean: 'boolean',
  bool: 'boolean',
  'simple-array': 'text',
  'simple-json': 'text',
  'simple-enum': 'enum',
  int2: 'smallint',
  int8: 'bigint',
  decimal: 'numeric',
  float8: 'double precision',
  float: 'double precision',
  float4: 'real',
  char: 'character',
  varbit: 'bit varying',
})

/** Functions of JavaScript that TypeORM has no type for. */
const noTypes: ReadonlySet<string> = new Set(['Object', 'Array', 'BigInt', 'Buffer', 'Promise'])

export function normalType(type: string): string {
  if (noTypes.has(type)) return ''
  return Object.hasOwn(words, type) ? (words[type] ?? type) : type
}

/** What stands for a default that cannot be read. */
export const unknownDefault = '"?"()'

/** The SQL of a default. */
export function defaultText(value: Value | undefined, type: string, array: boolean, machine: Machine): string | undefined {
  if (value === undefined) return undefined
  if (array && value.kind === 'list') return arrayText(value)
  if (value.kind === 'function') {
    const text = shownText(machine.call(value, [], value.at))
    return text === undefined ? unknownDefault : momentText(text)
  }
  if (value.kind !== 'literal') return jsonDefault(value)
  if (typeof value.value === 'boolean' && type !== 'enum') return String(value.value)
  return value.value === null || value.value === undefined ? undefined : `'${String(value.value)}'`
}

function arrayText(value: Value): string {
  const texts = itemsOf(value).map(shownText)
  return texts.every((text) => text !== undefined) ? `'{${texts.join(',')}}'` : unknownDefault
}

function jsonDefault(value: Value): string {
  const plain = plainOf(value)
  return plain === undefined ? unknownDefault : quotedText(JSON.stringify(plain))
}

/** What a value is, where all of it is known. */
function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'bigint' ? undefined : value.value
    case 'list': {
      const items = value.items.map(plainOf)
      return value.open || items.includes(undefined) ? undefined : items
    }
    case 'record': {
      const entries = entriesOf(value).map(({ key, value: own }): [string, unknown] => [key, plainOf(own)])
      return value.open || entries.some(([, own]) => own === undefined) ? undefined : Object.fromEntries(entries)
    }
    default:
      return undefined
  }
}

const moments: Readonly<Record<string, string>> = lookup({
  CURRENT_DATE: 'date',
  CURRENT_TIME: 'time# with time zone',
  LOCALTIMESTAMP: 'timestamp# without time zone',
  LOCALTIME: 'time# without time zone',
})

/** Words for the present moment are sent in the form that Postgres keeps. */
function momentText(text: string): string {
  const [, word = '', precision = ''] =
    /^(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)(\(\d+\))?$/.exec(text.trim().toUpperCase()) ?? []
  if (word === '') return text
  if (word === 'CURRENT_TIMESTAMP') return precision === '' ? 'now()' : `('now'::text)::timestamp${precision} with time zone`
  return `('now'::text)::${(moments[word] ?? '').replace('#', precision)}`
}

const zoned: Readonly<Record<string, readonly [string, string]>> = lookup({
  'time without time zone': ['TIME', ''],
  'time with time zone': ['TIME', ' WITH TIME ZONE'],
  'timestamp without time zone': ['TIMESTAMP', ''],
  'timestamp with time zone': ['TIMESTAMP', ' WITH TIME ZONE'],
})

/** A type with all that is said of it. */
export function fullType(column: Column): string {
  const { type, length, precision, scale } = column
  return typeWith(type, { length, precision, scale }, column.spatial) + (column.array ? '[]' : '')
}

interface Modifiers {
  readonly length: string | undefined
  readonly precision: string | undefined
  readonly scale: string | undefined
}

function typeWith(type: string, { length, precision, scale }: Modifiers, spatial: string | undefined): string {
  const known = Object.hasOwn(zoned, type) ? zoned[type] : undefined
  if (known) return `${known[0]}${precision === undefined ? '' : `(${precision})`}${known[1]}`
  if (type === 'geometry' || type === 'geography') return type + (spatial === undefined ? '' : `(${spatial})`)
  if (length !== undefined && length !== '') return `${type}(${length})`
  if (precision === undefined) return type
  return scale === undefined ? `${type}(${precision})` : `${type}(${precision},${scale})`
}
