import type { TypeReference } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { typeName } from '../../catalog/types.ts'
import type { ScalarField } from './datamodel.ts'
import type { Expressions } from '../expressions.ts'
import type { Attribute } from './syntax.ts'

const byScalar: Readonly<Record<string, readonly [name: string, ...modifiers: string[]]>> = lookup({
  String: ['text'],
  Boolean: ['boolean'],
  Int: ['integer'],
  BigInt: ['bigint'],
  Float: ['double precision'],
  Decimal: ['numeric', '65', '30'],
  DateTime: ['timestamp without time zone', '3'],
  Json: ['jsonb'],
  Bytes: ['bytea'],
})

/** Native types that are called otherwise in Postgres. */
const native: Readonly<Record<string, string>> = lookup({
  DoublePrecision: 'double precision',
  ByteA: 'bytea',
})

/** Without a length these are of one. */
const ofOne: ReadonlySet<string> = new Set(['character', 'bit'])

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types */
export function columnType(field: ScalarField, expressions: Expressions): TypeReference {
  const { type, list } = field
  if (type.kind === 'enum') return { schema: type.of.schema?.text, name: type.of.name.text, modifiers: [], array: list }
  if (type.kind === 'unsupported') {
    const own = expressions.type(type.name)
    return { ...own, array: own.array || list }
  }
  const attribute = field.attributes.find(({ name }) => name.text.includes('.'))
  return { ...(attribute ? nativeType(attribute) : scalarType(type.name)), array: list }
}

function scalarType(scalar: string): TypeReference {
  const [name = 'text', ...modifiers] = byScalar[scalar] ?? []
  return { schema: undefined, name, modifiers, array: false }
}

function nativeType({ name, args }: Attribute): TypeReference {
  const word = name.text.slice(name.text.indexOf('.') + 1)
  const own = typeName(native[word] ?? word.toLowerCase())
  const modifiers = args.flatMap(({ value }) => (value.kind === 'number' ? [value.text] : []))
  return { schema: undefined, name: own, modifiers: modifiers.length === 0 && ofOne.has(own) ? ['1'] : modifiers, array: false }
}
