import { lookup } from '../../catalog/lookup.ts'
import { isNothing, itemsOf, numberOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { quotedText } from '../../catalog/names.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { isRaw, rawSql } from './raw.ts'

/** The methods that make a column, and what Knex gives for them to Postgres; the others that it has give no type at all. */
const plainTypes: Readonly<Record<string, string>> = lookup({
  tinyint: 'smallint',
  smallint: 'smallint',
  mediumint: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  bigInteger: 'bigint',
  biginteger: 'bigint',
  float: 'real',
  double: 'double precision',
  boolean: 'boolean',
  bool: 'boolean',
  date: 'date',
  time: 'time',
  geometry: 'geometry',
  geography: 'geography',
  point: 'point',
  text: 'text',
  binary: 'bytea',
  json: 'json',
  jsonb: 'jsonb',
})

const computedTypes = new Set(
  'string varchar decimal bit datetime dateTime timestamp uuid increments bigincrements bigIncrements enum enu specificType'.split(' '),
)

const otherTypes = new Set(
  'int real serial year char set varbinary blob tinyblob mediumblob longblob tinytext mediumtext longtext'.split(' '),
)

export function isColumnMethod(name: string): boolean {
  return name in plainTypes || computedTypes.has(name) || otherTypes.has(name)
}

export function isIncrements(type: string): boolean {
  return /^(?:big)?increments$/i.test(type)
}

export interface TypeOf {
  readonly type: string
  /** What follows the column's name. */
  readonly args: readonly Value[]
  readonly name: Sql
  readonly mayBePrimary: boolean
  /** The schema that the table is made in. */
  readonly schema: Sql | undefined
}

/** The type of a column; with a gap where it is not known. */
export function typeSql({ type, args, name, mayBePrimary, schema }: TypeOf, pen: Pen): Sql {
  const plain = plainTypes[type]
  if (plain !== undefined) return pen.plain(plain)
  const [first, second] = args
  const primary = (given: boolean): string => (given && mayBePrimary ? ' primary key' : '')
  switch (type) {
    case 'string':
    case 'varchar':
      return pen.sql`varchar(${numberSql(first, 255, pen)})`
    case 'decimal':
      if (first?.kind === 'literal' && first.value === null) return pen.plain('decimal')
      return pen.sql`decimal(${numberSql(first, 8, pen)}, ${numberSql(second, 2, pen)})`
    case 'bit':
      return isNothing(propertyOf(first, 'length')) ? pen.plain('bit') : pen.sql`bit(${numberSql(propertyOf(first, 'length'), 1, pen)})`
    case 'datetime':
    case 'dateTime':
    case 'timestamp':
      return momentSql(first, second, pen)
    case 'uuid':
      return pen.plain(`uuid${primary(isSet(propertyOf(first, 'primaryKey'), false))}`)
    case 'increments':
      return pen.plain(`serial${primary(isSet(propertyOf(first, 'primaryKey'), !first))}`)
    case 'bigincrements':
    case 'bigIncrements':
      return pen.plain(`bigserial${primary(isSet(propertyOf(first, 'primaryKey'), !first))}`)
    case 'enum':
    case 'enu':
      return enumSql(first, second, name, schema, pen)
    case 'specificType':
      return isRaw(first) ? rawSql(first, pen) : first ? pen.raw(first) : pen.gap
    default:
      return pen.gap
  }
}

function isSet(value: Value | undefined, otherwise: boolean): boolean {
  return value?.kind === 'literal' ? Boolean(value.value) : otherwise
}

function numberSql(value: Value | undefined, otherwise: number, pen: Pen): Sql {
  if (isNothing(value)) return pen.plain(String(otherwise))
  const number = numberOf(value) ?? Number.parseInt(textOf(value) ?? '', 10)
  return Number.isNaN(number) ? pen.gap : pen.plain(String(number))
}

function momentSql(first: Value | undefined, second: Value | undefined, pen: Pen): Sql {
  const options = first?.kind === 'record'
  const withoutZone = options ? !isSet(propertyOf(first, 'useTz'), true) : isSet(first, false)
  const precision = options ? propertyOf(first, 'precision') : second
  return pen.sql`${withoutZone ? 'timestamp' : 'timestamptz'}${isNothing(precision) ? '' : pen.sql`(${numberSql(precision, 6, pen)})`}`
}

function enumSql(values: Value | undefined, options: Value | undefined, name: Sql, schema: Sql | undefined, pen: Pen): Sql {
  if (isSet(propertyOf(options, 'useNative'), false)) return enumName(options, schema, pen)
  const labels = values?.kind === 'list' && !values.open ? enumLabels(values, pen) : undefined
  return labels ? pen.sql`text check (${name} in (${labels}))` : pen.plain('text')
}

/** The name of a native type. */
export function enumName(options: Value | undefined, schema: Sql | undefined, pen: Pen): Sql {
  const own = propertyOf(options, 'schemaName')
  const before = own ? pen.name(own) : schema
  const name = pen.name(propertyOf(options, 'enumName'))
  return before ? pen.sql`${before}.${name}` : name
}

export function enumLabels(values: Value, pen: Pen): Sql {
  return joined(
    itemsOf(values).map((value) => {
      const text = value.kind === 'literal' ? String(value.value) : undefined
      return text === undefined ? pen.gap : pen.said(quotedText(text), value)
    }),
    pen.plain(', '),
  )
}
