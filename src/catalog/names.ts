import { visible, withCodes } from './visible.ts'
import type { Range } from './place.ts'

/** What a name stands for; each role that shares a namespace in Postgres has its own word. */
export type NameRole =
  | 'schema'
  | 'table'
  | 'index'
  | 'sequence'
  | 'view'
  | 'column'
  | 'constraint'
  | 'type'
  | 'enum label'
  | 'function'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'extension'
  | 'role'
  | 'database'
  | 'tablespace'
  | 'publication'
  | 'subscription'
  | 'operator class'
  | 'collation'
  | 'alias'
  | 'result column'
  | 'common table expression'
  | 'window'
  | 'parameter'
  | 'cursor'
  | 'prepared statement'
  | 'savepoint'
  | 'channel'
  | 'setting'
  | 'name'

/** One name written in a statement. */
export interface Name {
  /** As written, quotes undone and unquoted letters folded, not yet cut to 63 bytes. */
  readonly text: string
  readonly range: Range
  readonly role: NameRole
  /** True where the statement brings the name into being. */
  readonly defines: boolean
  /** What the name must be unique within: a schema, a table, or a query's place in the statement. */
  readonly within: string
  /** The statement says IF NOT EXISTS of it. */
  readonly ifNotExists: boolean
}

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
export const maxNameBytes = 63

function bytesOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

/** Whether each character is one byte, as in nearly all names. */
function isAscii(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 0x7f) return false
  return true
}

/** The length of a name in UTF-8, which is what Postgres counts. */
export function byteLength(name: string): number {
  if (isAscii(name)) return name.length
  let bytes = 0
  for (const character of name) bytes += bytesOf(character)
  return bytes
}

/** The name that Postgres keeps: the longest prefix of whole characters that fits. */
export function cutName(name: string, limit = maxNameBytes): string {
  if (name.length * 3 <= limit || (name.length <= limit && isAscii(name))) return name
  let bytes = 0
  let length = 0
  for (const character of name) {
    bytes += bytesOf(character)
    if (bytes > limit) return name.slice(0, length)
    length += character.length
  }
  return name
}

/** Keywords that are no name unless they are quoted: https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
const reserved: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date ' +
    'current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from ' +
    'grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing ' +
    'primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic ' +
    'when where window with authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like ' +
    'natural notnull outer overlaps right similar tablesample verbose'
  ).split(' '),
)

const plain = /^[a-z_][a-z0-9_$]*$/

/** A name as it must be written in SQL. */
export function quoteName(name: string): string {
  return plain.test(name) && !reserved.has(name) ? name : quotedName(name)
}

/** A name between quotes, which may be left out for some. */
export function quotedName(name: string): string {
  const inside = name.replaceAll('"', '""')
  const coded = withCodes(inside.replaceAll('\\', '\\\\'), (hex) => `\\${hex}`)
  return visible(name) === name ? `"${inside}"` : `U&"${coded}"`
}

/** A text as it is written in SQL. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** `organization_id` as programs call it. */
export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
