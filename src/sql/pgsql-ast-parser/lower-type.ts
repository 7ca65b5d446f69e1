import type { BasicDataTypeDef, DataTypeDef } from 'pgsql-ast-parser'
import type { TypeReference } from '../../catalog/change.ts'
import { formatType, isSerial, typeName } from '../../catalog/types.ts'
import type { AstText } from './ast-text.ts'

function elementOf(type: DataTypeDef): BasicDataTypeDef {
  let element = type
  while (element.kind === 'array') element = element.arrayOf
  return element
}

export function lowerType(type: DataTypeDef, text: AstText): TypeReference {
  const element = elementOf(type)
  const array = type.kind === 'array'
  const first = text.first(element)
  const given = (element.config ?? []).map(String)
  if (element.schema === undefined) {
    const isQuoted = text.tokens.word(first) === ''
    const named = isQuoted ? catalogType(text.name(first), given) : ownType(element.name, first, given, text)
    return { schema: undefined, ...named, array }
  }
  const [schema, raw] = [text.name(first), text.name(first + 2)]
  return schema === 'pg_catalog'
    ? { schema: undefined, ...catalogType(raw, raw === 'bit' && given.length === 0 ? ['1'] : given), array }
    : { schema, name: raw, modifiers: given, array }
}

export function typeText(type: DataTypeDef, text: AstText): string {
  return formatType(lowerType(type, text))
}

export function isSerialType(type: DataTypeDef, text: AstText): boolean {
  const element = elementOf(type)
  return element.schema === undefined && isSerial(text.nameOf(element))
}

type Named = Pick<TypeReference, 'name' | 'modifiers'>

/** A type whose first word is not quoted; the package takes `time(3) with time zone` for a timestamp. */
function ownType(name: string, first: number, given: readonly string[], text: AstText): Named {
  const word = text.tokens.word(first)
  const zone = / (with(?:out)?) time zone$/.exec(name)?.[1]
  if (zone !== undefined) return { name: `${word} ${zone} time zone`, modifiers: given }
  if (name.includes(' ')) return { name: typeName(name), modifiers: given }
  switch (word) {
    case 'interval':
      return { name: given.length === 0 ? word : `${word}(${given.join(',')})`, modifiers: [] }
    case 'float':
      return { name: Number(given[0] ?? 53) <= 24 ? 'real' : 'double precision', modifiers: [] }
    case 'bit':
    case 'char':
    case 'character':
    case 'nchar':
      return { name: word === 'bit' ? word : 'character', modifiers: given.length === 0 ? ['1'] : given }
    default:
      return catalogType(text.name(first), given)
  }
}

/** A type by its name in Postgres' own catalog. */
function catalogType(raw: string, given: readonly string[]): Named {
  if (raw === 'char') return { name: '"char"', modifiers: given }
  if (raw === 'bpchar' && given.length === 0) return { name: raw, modifiers: given }
  const name = typeName(raw)
  return { name, modifiers: name === 'numeric' && given.length === 1 ? [...given, '0'] : given }
}
