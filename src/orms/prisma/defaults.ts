import { quotedText } from '../../catalog/names.ts'
import type { TypeReference } from '../../catalog/change.ts'
import { formatType } from '../../catalog/types.ts'
import type { ScalarField } from './datamodel.ts'
import { argumentOf, attributeOf, mappedName, stringOf } from './read-value.ts'
import type { Value } from './syntax.ts'

/** What `@default` says. */
function defaultValue(field: ScalarField): Value | undefined {
  return argumentOf(attributeOf(field, 'default')?.args, 'value', 'or first')
}

export function isAutoincrement(field: ScalarField): boolean {
  const value = defaultValue(field)
  return value?.kind === 'call' && value.name.text === 'autoincrement'
}

/**
 * The default that the database gets, as SQL; ids that the client makes are none.
 * Limit: a moment is kept as it is written, where Prisma sends it in another form.
 */
export function defaultSql(field: ScalarField, type: TypeReference): string | undefined {
  const value = defaultValue(field)
  if (!value) return undefined
  if (value.kind === 'call') return functionSql(value)
  if (value.kind !== 'array') return literalSql(value, field)
  return `ARRAY[${value.items.map((item) => literalSql(item, field)).join(', ')}]::${formatType(type)}`
}

function functionSql({ name, args }: Extract<Value, { kind: 'call' }>): string | undefined {
  if (name.text === 'now') return 'CURRENT_TIMESTAMP'
  const sql = name.text === 'dbgenerated' ? stringOf(args[0]?.value)?.text : undefined
  return sql === undefined || sql.trim() === '' ? undefined : sql
}

function literalSql(value: Value, { type }: ScalarField): string {
  if (value.kind === 'number') return value.text
  if (value.kind === 'word') return type.kind === 'enum' ? quotedText(labelOf(value.text, type.of.values)) : value.text
  if (value.kind !== 'string') return 'NULL'
  const isBytes = type.kind === 'scalar' && type.name === 'Bytes'
  return quotedText(isBytes ? `\\x${hexOf(value.text)}` : value.text)
}

function labelOf(id: string, values: Extract<ScalarField['type'], { kind: 'enum' }>['of']['values']): string {
  const value = values.find(({ name }) => name.text === id)
  return (value && mappedName(value)?.text) ?? id
}

function hexOf(base64: string): string {
  const letters = base64.replace(/[^A-Za-z0-9+/]/g, '')
  const whole = letters.length % 4 === 1 ? letters.slice(0, -1) : letters
  return Array.from(atob(whole), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
