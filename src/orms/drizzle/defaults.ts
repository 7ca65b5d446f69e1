import { quotedText } from '../../catalog/names.ts'
import { entriesOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Column } from './columns.ts'
import type { SqlText } from './sql-text.ts'

export interface Default {
  /** Undefined where it is not known. */
  readonly sql: string | undefined
  /** What says it. */
  readonly value: Value
}

/** The default that a column has in the database; what `$defaultFn` gives is Drizzle's own. */
export function defaultOf(column: Column, sql: SqlText, major: number): Default | undefined {
  const now = column.said.get('defaultNow')
  if (now) return { sql: 'now()', value: now.value }
  const random = column.said.get('defaultRandom')
  if (random) return { sql: 'gen_random_uuid()', value: random.value }
  const said = column.said.get('default')
  const [value] = said?.args ?? []
  if (!said || !value || (value.kind === 'literal' && (value.value === null || value.value === undefined))) return undefined
  return { sql: defaultText(value, column, sql, major), value: said.value }
}

function defaultText(value: Value, column: Column, sql: SqlText, major: number): string | undefined {
  if (value.kind === 'tagged' || value.kind === 'call') return moment(value, column) ?? sql.of(value)
  if (column.isArray && value.kind === 'list') return quoted(arrayText(value, column))
  if (/^jsonb?$/.test(column.baseType) && textOf(value) === undefined) return quoted(jsonText(value, column.baseType === 'jsonb'))
  if (value.kind === 'list' || value.kind === 'record') return quoted(tupleText(value, column.baseType))
  if (value.kind !== 'literal') return undefined
  const text = String(value.value)
  if (typeof value.value !== 'string') return major >= 1 && column.baseType.startsWith('numeric') ? quoted(text) : text
  return major >= 1 && /^(?:smallint|integer|bigint|real|double precision|boolean)$/.test(column.baseType) ? text : quoted(text)
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : quotedText(text)
}

/** `new Date('…')` */
function moment(value: Value, { baseType }: Column): string | undefined {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'symbol' || value.callee.name !== 'Date') return undefined
  const [first] = value.args
  const given = first?.kind === 'literal' ? first.value : undefined
  const date = typeof given === 'string' || typeof given === 'number' ? new Date(given) : undefined
  if (!date || Number.isNaN(date.getTime())) return undefined
  const text = date.toISOString()
  if (baseType === 'date') return quoted(text.slice(0, 10))
  return quoted(baseType.endsWith('with time zone') ? text : text.replace('T', ' ').slice(0, 23))
}

/** As Postgres prints an array. */
function arrayText(value: Value, column: Column): string | undefined {
  if (value.kind === 'list') {
    const items = value.open ? [undefined] : value.items.map((item) => arrayText(item, column))
    return items.includes(undefined) ? undefined : `{${items.join(',')}}`
  }
  if (value.kind !== 'literal') return undefined
  if (typeof value.value === 'boolean') return value.value ? 't' : 'f'
  const text = String(value.value)
  return text === '' || /[\s"\\{},]|^null$/i.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
}

/** As Postgres prints JSON: `jsonb` keeps an order of its own. */
function jsonText(value: Value, binary: boolean): string | undefined {
  const [colon, comma] = binary ? [': ', ', '] : [':', ',']
  if (value.kind === 'literal') return typeof value.value === 'bigint' ? String(value.value) : JSON.stringify(value.value ?? null)
  if (value.kind === 'list') {
    const items = value.open ? [undefined] : value.items.map((item) => jsonText(item, binary))
    return items.includes(undefined) ? undefined : `[${items.join(comma)}]`
  }
  if (value.kind !== 'record' || value.open) return undefined
  const entries = binary ? [...entriesOf(value)].sort((a, b) => a.key.length - b.key.length || (a.key < b.key ? -1 : 1)) : entriesOf(value)
  const parts = entries.map((entry) => {
    const text = jsonText(entry.value, binary)
    return text === undefined ? undefined : `${JSON.stringify(entry.key)}${colon}${text}`
  })
  return parts.includes(undefined) ? undefined : `{${parts.join(comma)}}`
}

/** Points, lines and vectors. */
function tupleText(value: Value, type: string): string | undefined {
  const values = value.kind === 'list' ? value.items : entriesOf(value).map((entry) => entry.value)
  const numbers = values.map((one) => (one.kind === 'literal' ? String(one.value) : undefined))
  if (numbers.includes(undefined)) return undefined
  if (type === 'point') return `(${numbers.join(',')})`
  if (type === 'line') return `{${numbers.join(',')}}`
  return /^(?:vector|halfvec)/.test(type) ? `[${numbers.join(',')}]` : undefined
}
