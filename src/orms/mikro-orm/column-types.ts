import { lookup } from '../../catalog/lookup.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { isTrue, numberOf, propertyOf, symbol, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { keysOf } from './fields.ts'
import { isObject, type Models, type Property } from './models.ts'
import { optionOf, textsOf } from './notation.ts'
import { enumValues, isMikroOrm } from './packages.ts'

/** What MikroORM knows of types. */
export type Mapped =
  | 'array'
  | 'bigint'
  | 'blob'
  | 'boolean'
  | 'character'
  | 'date'
  | 'datetime'
  | 'decimal'
  | 'double'
  | 'enum'
  | 'float'
  | 'fulltext'
  | 'integer'
  | 'interval'
  | 'json'
  | 'smallint'
  | 'string'
  | 'text'
  | 'time'
  | 'tinyint'
  | 'uuid'
  | 'unknown'

const words: Readonly<Record<string, Mapped>> = lookup({
  character: 'character',
  char: 'character',
  bpchar: 'character',
  string: 'string',
  varchar: 'string',
  interval: 'interval',
  text: 'text',
  int: 'integer',
  int4: 'integer',
  integer: 'integer',
  mediumint: 'integer',
  number: 'integer',
  serial: 'integer',
  serial4: 'integer',
  bigint: 'bigint',
  int8: 'bigint',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallint: 'smallint',
  int2: 'smallint',
  smallserial: 'smallint',
  tinyint: 'tinyint',
  float: 'float',
  float4: 'float',
  real: 'float',
  double: 'double',
  float8: 'double',
  decimal: 'decimal',
  numeric: 'decimal',
  bool: 'boolean',
  boolean: 'boolean',
  blob: 'blob',
  buffer: 'blob',
  bytea: 'blob',
  uint8array: 'blob',
  uuid: 'uuid',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  time: 'time',
  object: 'json',
  json: 'json',
  jsonb: 'json',
  enum: 'enum',
  tsvector: 'fulltext',
  array: 'array',
  enumarray: 'array',
})

/** The type that a word, or the type of a column, is to MikroORM. */
export function mappedType(type: string): Mapped {
  if (type.endsWith('[]')) return 'array'
  if (/^character varying/i.test(type)) return 'string'
  return words[/[^(), ]+/.exec(type.toLowerCase())?.[0] ?? ''] ?? 'unknown'
}

export interface Lengths {
  readonly length: number | undefined
  readonly precision: number | undefined
  readonly scale: number | undefined
}

/** What a type is in Postgres. */
function declaredType(mapped: Mapped, { length, precision, scale }: Lengths, major: number): string {
  const sized = (word: string): string => (length === undefined ? word : `${word}(${String(length)})`)
  switch (mapped) {
    case 'array':
      return 'text[]'
    case 'blob':
      return 'bytea'
    case 'character':
      return length === -1 ? 'char' : `char(${String(length ?? 1)})`
    case 'datetime':
      return length === undefined && major <= 5 ? 'timestamptz(0)' : sized('timestamptz')
    case 'date':
      return 'date'
    case 'decimal':
      return `numeric(${String(precision ?? 10)},${String(scale ?? 0)})`
    case 'double':
      return 'double precision'
    case 'enum':
      return 'text'
    case 'float':
      return 'real'
    case 'fulltext':
      return 'tsvector'
    case 'integer':
      return 'int'
    case 'interval':
      return sized('interval')
    case 'json':
      return 'jsonb'
    case 'string':
    case 'unknown':
      return length === -1 ? 'varchar' : `varchar(${String(length ?? 255)})`
    case 'time':
      return 'time(0)'
    case 'tinyint':
      return 'smallint'
    default:
      return mapped
  }
}

export function lengthsOf({ options }: Property): Lengths {
  const number = (key: string): number | undefined => numberOf(propertyOf(options, key))
  return { length: number('length'), precision: number('precision'), scale: number('scale') }
}

/** The types of the columns of a property; undefined where they are not known. */
export function columnTypes(property: Property, models: Models, depth = 0): readonly string[] | undefined {
  const known = models.columnTypes
  if (!known.has(property)) known.set(property, typesOf(property, models, depth))
  return known.get(property)
}

function typesOf(property: Property, models: Models, depth: number): readonly string[] | undefined {
  const { options, kind } = property
  const given = optionOf(options, 'columnTypes', 'columnType')
  if (given) return textsOf(given)
  if (kind === 'embedded') return isObject(property) ? ['jsonb'] : undefined
  if (kind === 'scalar') {
    const type = scalarType(property, models)
    return type === undefined ? undefined : [type]
  }
  const target = depth < 10 ? models.target(property) : undefined
  const types = target && keysOf(target).map((key) => columnTypes(key, models, depth + 1)?.map(withoutSequence))
  return types?.every((one) => one !== undefined) ? types.flat() : undefined
}

/** What refers to a number that counts itself does not count. */
function withoutSequence(type: string): string {
  return type.replace(/^(small|big)?serial$/i, (_, size: string | undefined) => (size ? `${size}int` : 'int'))
}

/** The type of an enum; MikroORM 5 makes none. */
export function nativeEnum({ options }: Property, { major }: Models): string | undefined {
  return major <= 5 ? undefined : textOf(propertyOf(options, 'nativeEnumName'))
}

/** The items of an enum, and whether all are texts. */
export function enumItems({ options, annotation }: Property, models: Models): readonly Value[] | undefined {
  const given = propertyOf(options, 'items')
  if (given) return enumValues(given.kind === 'function' ? models.entities.machine.follow(given, []).value : given)
  return models.config.readsTypes && isTrue(propertyOf(options, 'enum')) ? enumValues(annotation?.value) : undefined
}

export function isTextEnum(items: readonly Value[] | undefined): items is readonly Value[] {
  return items?.every((item) => textOf(item) !== undefined) === true
}

function scalarType(property: Property, models: Models): string | undefined {
  const { options } = property
  const native = nativeEnum(property, models)
  const isList = isTrue(propertyOf(options, 'array'))
  if (native !== undefined) return isList ? `${native}[]` : native
  if (isList) return 'text[]'
  const type = propertyOf(options, 'type')
  if (isTrue(propertyOf(options, 'enum')) && !type) return isTextEnum(enumItems(property, models)) ? 'text' : 'smallint'
  if (isTrue(propertyOf(options, 'enum')) && textOf(type) !== undefined && propertyOf(options, 'items'))
    return isTextEnum(enumItems(property, models)) ? 'text' : 'smallint'
  return type ? typeOfValue(type, property, models) : typeOfName(impliedType(property), property, models)
}

/** What the property is without a word on its type. */
export function impliedType({ annotation, initial, options }: Property): string {
  const named = annotation?.name
  if (named !== undefined && named !== 'any') return named
  const value = initial ?? propertyOf(options, 'default')
  if (value?.kind === 'literal' && value.value !== null && value.value !== undefined) return typeof value.value
  if (value?.kind === 'call' && value.isNew && value.callee.kind === 'symbol') return value.callee.name
  if (value?.kind === 'list') return 'array'
  return named ?? 'any'
}

/** Words that MikroORM 5 takes for something else. */
const inFive: Readonly<Record<string, Mapped>> = lookup({ date: 'datetime', character: 'string', interval: 'string' })

function typeOfName(name: string, property: Property, models: Models): string {
  const mapped = mappedType(name === 'Date' ? 'datetime' : name)
  const isOwn = mapped === 'unknown' && !/^(?:any|unknown|RegExp)$|[<>:"';{}]/.test(name)
  const lengths = lengthsOf(property)
  if (isOwn) return lengths.length === undefined || name.endsWith(')') ? name : `${name}(${String(lengths.length)})`
  return declaredType(models.major <= 5 ? (inFive[name] ?? mapped) : mapped, lengths, models.major)
}

function typeOfValue(type: Value, property: Property, models: Models): string | undefined {
  const name = textOf(type) ?? (type.kind === 'symbol' ? type.name.toLowerCase().replace(/^date$/, 'Date') : undefined)
  if (name !== undefined) return typeOfName(name, property, models)
  const made = type.kind === 'call' && type.isNew ? type.callee : type
  const known = namedType(made)
  if (known) return declaredType(known, lengthsOf(property), models.major)
  return made.kind === 'class' ? ofOwnType(made, property, models) : undefined
}

/** `types.json`, `t.uuid`, `JsonType` */
function namedType(value: Value): Mapped | undefined {
  if (value.kind === 'member' && isMikroOrm(value.object, 'types', 't')) return words[value.name.toLowerCase()] ?? 'unknown'
  if (value.kind !== 'import' || !isMikroOrm(value)) return undefined
  if (value.name === 'Type') return 'text'
  if (value.name === 'FullTextType') return 'fulltext'
  const word = /^(\w+)Type$/.exec(value.name)?.[1]
  return word === undefined ? undefined : (words[word.toLowerCase()] ?? 'unknown')
}

/** A type of the project says its column itself, or is what it extends. */
function ofOwnType(type: Kind<'class'>, property: Property, models: Models): string | undefined {
  const { machine } = models.entities
  const method = machine.method(type, 'getColumnType')
  if (method) {
    const found = machine.follow(method, [property.options, symbol(platform, method.at)]).value
    return textOf(found) ?? byPlatform(found, property, models)
  }
  const { superClass } = type.node
  return superClass ? typeOfParent(machine, type, property, models) : undefined
}

function typeOfParent(machine: Machine, { node, at }: Kind<'class'>, property: Property, models: Models): string | undefined {
  if (!node.superClass) return undefined
  const parent = machine.answer({ node: node.superClass, program: at.program })
  return typeOfValue(parent, property, models)
}

const platform = 'the platform of the database'

/** `platform.getJsonDeclarationSQL()` */
function byPlatform(value: Value, property: Property, models: Models): string | undefined {
  const { root, links } = chainOf(value)
  const [link] = links
  if (root.kind !== 'symbol' || root.name !== platform || !link || links.length !== 1) return undefined
  const word = /^get(\w+?)(?:Type)?DeclarationSQL$/.exec(link.name)?.[1]?.toLowerCase()
  const mapped = word === undefined ? undefined : words[word]
  return mapped && declaredType(mapped, lengthsOf(property), models.major)
}
