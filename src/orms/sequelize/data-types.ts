import { lookup } from '../../catalog/lookup.ts'
import { chainOf, type Link } from '../../javascript/symbolic/chain.ts'
import { itemsOf, numberOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'

/** A type of Sequelize as it is in Postgres. */
export interface DataType {
  /** What Sequelize calls it; empty where a text says the type. */
  readonly name: string
  /** Empty for an enum, whose name is that of its column. */
  readonly sql: string
  /** The values of an enum. */
  readonly labels: readonly Value[] | undefined
  /** What an array is of. */
  readonly element: DataType | undefined
}

/** Types whose words are the same in Postgres, whatever is said of their length. */
const fixed: Readonly<Record<string, string>> = lookup({
  TEXT: 'TEXT',
  CITEXT: 'CITEXT',
  TINYINT: 'TINYINT',
  SMALLINT: 'SMALLINT',
  MEDIUMINT: 'MEDIUMINT',
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  REAL: 'REAL',
  DOUBLE: 'DOUBLE PRECISION',
  'DOUBLE PRECISION': 'DOUBLE PRECISION',
  TIME: 'TIME',
  DATE: 'TIMESTAMP WITH TIME ZONE',
  DATEONLY: 'DATE',
  BOOLEAN: 'BOOLEAN',
  BLOB: 'BYTEA',
  UUID: 'UUID',
  UUIDV1: 'UUIDV1',
  UUIDV4: 'UUIDV4',
  HSTORE: 'HSTORE',
  JSON: 'JSON',
  JSONB: 'JSONB',
  CIDR: 'CIDR',
  INET: 'INET',
  MACADDR: 'MACADDR',
  TSVECTOR: 'TSVECTOR',
  VIRTUAL: 'VIRTUAL',
})

const ranges: Readonly<Record<string, string>> = lookup({
  INTEGER: 'int4range',
  BIGINT: 'int8range',
  DECIMAL: 'numrange',
  NUMERIC: 'numrange',
  DATE: 'tstzrange',
  DATEONLY: 'daterange',
})

const known = /^(?:STRING|CHAR|FLOAT|DECIMAL|NUMERIC|ENUM|ARRAY|RANGE|GEOMETRY|GEOGRAPHY)$/

/** The type that a value is; undefined where it is none. */
export function dataTypeOf(value: Value | undefined): DataType | undefined {
  if (!value) return undefined
  const text = textOf(value)
  if (text !== undefined) return plainType('', text)
  const { root, links } = chainOf(value)
  const named: Link[] =
    root.kind === 'import' || root.kind === 'symbol' ? [{ name: root.name, args: undefined, at: root.at }, ...links] : [...links]
  const first = named.findIndex(({ name }) => name in fixed || known.test(name))
  const link = named[first]
  if (!link) return undefined
  const rest = named.slice(first + 1)
  const args = link.args ?? rest.find(({ name, args: given }) => name === '' && given)?.args ?? []
  if (rest.some(({ name }) => name === 'BINARY') && /^(?:STRING|CHAR)$/.test(link.name)) return plainType(link.name, 'BYTEA')
  return typeNamed(link.name, args)
}

function plainType(name: string, sql: string): DataType {
  return { name, sql, labels: undefined, element: undefined }
}

/** A type by the name that Sequelize gives it. */
export function typeNamed(name: string, args: readonly Value[] = []): DataType | undefined {
  const [first, second] = args
  switch (name) {
    case 'STRING':
    case 'CHAR':
      return plainType(name, lengthOf(name === 'STRING' ? 'VARCHAR' : 'CHAR', first, second))
    case 'FLOAT':
      return plainType(
        name,
        numberOf(first) === undefined || numberOf(second) !== undefined ? 'FLOAT' : `FLOAT(${String(numberOf(first))})`,
      )
    case 'DECIMAL':
    case 'NUMERIC':
      return plainType('DECIMAL', decimal(args))
    case 'GEOMETRY':
    case 'GEOGRAPHY':
      return plainType(name, shape(name, args))
    case 'RANGE':
      return plainType(name, ranges[dataTypeOf(propertyOf(first, 'subtype') ?? first)?.name ?? 'INTEGER'] ?? 'int4range')
    case 'ENUM':
      return { name, sql: '', labels: labelsOf(args), element: undefined }
    case 'ARRAY':
      return arrayOf(dataTypeOf(propertyOf(first, 'type') ?? first))
    default:
      return plainType(name, fixed[name] ?? name)
  }
}

function lengthOf(word: string, first: Value | undefined, second: Value | undefined): string {
  const isBinary = [propertyOf(first, 'binary'), second].some((one) => one?.kind === 'literal' && one.value === true)
  return isBinary ? 'BYTEA' : `${word}(${String(numberOf(propertyOf(first, 'length') ?? first) ?? 255)})`
}

function decimal([first, second]: readonly Value[]): string {
  const parts = [propertyOf(first, 'precision') ?? first, propertyOf(first, 'scale') ?? second].map(numberOf).filter(Boolean)
  return parts.length > 0 ? `DECIMAL(${parts.join(',')})` : 'DECIMAL'
}

function shape(name: string, [first, second]: readonly Value[]): string {
  const [kind, system] = [textOf(propertyOf(first, 'type') ?? first), numberOf(propertyOf(first, 'srid') ?? second)]
  return kind === undefined ? name : `${name}(${kind}${system ? `,${String(system)}` : ''})`
}

/** One after another, as a list, or under `values`. */
export function labelsOf(args: readonly Value[]): Value[] {
  const values = propertyOf(args[0], 'values')
  return (values ? [values] : args).flatMap((arg) => (arg.kind === 'list' ? itemsOf(arg) : [arg]))
}

function arrayOf(element: DataType | undefined): DataType | undefined {
  return element && { name: 'ARRAY', sql: `${element.sql}[]`, labels: element.labels, element }
}
