import type { Value } from '../../javascript/symbolic/value.ts'
import { jsonOf } from '../literals.ts'

/** A value as Knex writes it into SQL; undefined where it is not known. */
export function escaped(value: Value): string | undefined {
  if (value.kind === 'list') return value.open ? undefined : allKnown(value.items.map(escaped))?.join(', ')
  if (value.kind === 'record') {
    const json = jsonOf(value)
    return json === undefined ? undefined : escapedText(json)
  }
  if (value.kind !== 'literal') return undefined
  const plain = value.value
  if (plain === null || plain === undefined) return 'NULL'
  return typeof plain === 'string' ? escapedText(plain) : String(plain)
}

export function escapedText(text: string): string {
  const body = text.replaceAll("'", "''").replaceAll('\\', '\\\\')
  return `${text.includes('\\') ? ' E' : ''}'${body}'`
}

export function allKnown<T>(parts: readonly (T | undefined)[]): T[] | undefined {
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length ? known : undefined
}
