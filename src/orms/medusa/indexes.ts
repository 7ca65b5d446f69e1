import { quotedText } from '../../catalog/names.ts'
import { isNull, entriesOf, isTrue, literal, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Located } from '../../javascript/resolve.ts'
import { entry, record, textsOf, type IndexNotation, type Problem } from '../mikro-orm/notation.ts'

export interface ReadIndex {
  readonly index?: IndexNotation
  readonly problem?: Problem
}

/** `{ on: ['a', 'b'], unique: true, where: '…' }` */
export function listedIndex(given: Value, table: string): ReadIndex {
  const on = textsOf(propertyOf(given, 'on'))
  const where = conditionOf(entriesOf(given).find(({ key }) => key === 'where')?.value)
  if (!on || on.length === 0 || where === undefined) return { problem: { at: given.at, reason: 'the index is not all known' } }
  const name = propertyOf(given, 'name')
  const type = textOf(propertyOf(given, 'type'))
  return { index: indexOn(table, on, { unique: isTrue(propertyOf(given, 'unique')), where, type, name: textOf(name) }, given.at) }
}

interface IndexOptions {
  readonly unique: boolean
  readonly where: string | null
  readonly type?: string | undefined
  readonly name?: string | undefined
}

/** Indexes leave out deleted rows, unless something else is said. */
export const notDeleted = 'deleted_at IS NULL'

/** An index with the name and the condition that Medusa gives it. */
export function indexOn(table: string, on: readonly string[], options: IndexOptions, at: Located): IndexNotation {
  const { unique, where, type, name } = options
  const [own = table, schema] = table.split('.').reverse()
  const given = name ?? `IDX_${own}_${on.join('_')}${unique ? '_unique' : ''}`
  const target = schema === undefined ? `"${own}"` : `"${schema}"."${own}"`
  const keys = on.map((column) => `"${column}"`).join(', ')
  const method = type === undefined ? '' : ` USING ${type}`
  const condition = where === null || where === '' ? '' : ` WHERE ${where}`
  const sql = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS "${given}" ON ${target}${method} (${keys})${condition}`
  return { unique: false, options: record([entry('expression', literal(sql, at))], at), property: undefined, at }
}

/** Null where there is none; undefined where it is not known. */
function conditionOf(where: Value | undefined): string | null | undefined {
  if (where?.kind === 'literal' && where.value === null) return null
  if (where?.kind === 'record') {
    const parts = conditions(where)
    const isSaid = entriesOf(where).some(({ key, value }) => key === 'deleted_at' && !(value.kind === 'literal' && value.value === null))
    return parts && [...parts, ...(isSaid || parts.includes(notDeleted) ? [] : [notDeleted])].join(' AND ')
  }
  const text = textOf(where)
  if (where && where.kind !== 'literal' && text === undefined) return undefined
  if (text === undefined || text === '') return notDeleted
  return /deleted_at is (?:not )?null/i.test(text) ? text : `${text} AND ${notDeleted}`
}

function conditions(where: Value): string[] | undefined {
  const parts = entriesOf(where).map(({ key, value }) => {
    const other = propertyOf(value, '$ne') ?? entriesOf(value).find((one) => one.key === '$ne')?.value
    if (other) return isNull(other) ? `${key} IS NOT NULL` : constant(other, (text) => `${key} != ${text}`)
    if (value.kind === 'record') return conditions(value)?.join(' AND ')
    if (isNull(value)) return `${key} IS NULL`
    const isFlag = value.kind === 'literal' && typeof value.value === 'boolean'
    return constant(value, (text) => `${key} ${isFlag ? 'IS' : '='} ${text}`)
  })
  return parts.every((part) => part !== undefined) ? parts : undefined
}

function constant(value: Value, shown: (text: string) => string): string | undefined {
  if (value.kind !== 'literal') return undefined
  if (typeof value.value === 'string') return shown(quotedText(value.value))
  return shown(typeof value.value === 'boolean' ? String(value.value).toUpperCase() : String(value.value))
}
