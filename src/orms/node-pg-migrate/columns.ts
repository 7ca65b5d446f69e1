import { lookup } from '../../catalog/lookup.ts'
import { isNull, entryOf, isNothing, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { isWhole, joined, type Pen, type Sql } from '../placed-sql.ts'
import { isOn, literalText, nameSql, told, valueSql, wordsSql } from './values.ts'

/** Types that have names of their own, by name, those that were said last first: https://salsita.github.io/node-pg-migrate/migrations/#type-shorthands */
export type Shorthands = readonly Value[]

const adapters: Readonly<Record<string, string>> = lookup({
  int: 'integer',
  string: 'text',
  float: 'real',
  double: 'double precision',
  datetime: 'timestamp',
  bool: 'boolean',
})

/** What is said of a column: by itself, then by the names of its type. */
export interface ColumnOptions {
  readonly name: Entry
  readonly type: Value | undefined
  readonly said: readonly Value[]
  readonly isSerial: boolean
}

export function columnOptions(name: Entry, shorthands: Shorthands): ColumnOptions {
  const said: Value[] = []
  const seen = new Set<string>()
  let type: Value | undefined = name.value
  for (;;) {
    if (type.kind === 'record' && !literalText(type)) {
      said.push(type)
      type = propertyOf(type, 'type')
    }
    const text: string | undefined = textOf(type)
    const next: Value | undefined = text === undefined || seen.has(text) ? undefined : shorthandNamed(text, shorthands)
    if (text !== undefined) seen.add(text)
    if (!next) return { name, type, said, isSerial: text === 'id' }
    type = next
  }
}

function shorthandNamed(name: string, shorthands: Shorthands): Value | undefined {
  for (const one of shorthands) {
    const found = propertyOf(one, name)
    if (found) return found
  }
  return undefined
}

function option({ said }: ColumnOptions, key: string): Value | undefined {
  for (const options of said) {
    const value = told(options, key)
    if (value) return value
  }
  return undefined
}

/** The record that holds an option, for what is said beside it. */
function holder({ said }: ColumnOptions, key: string): Value | undefined {
  return said.find((options) => told(options, key))
}

function isSet(column: ColumnOptions, key: string): boolean {
  const value = option(column, key)
  return value !== undefined && !isNothing(value) && (value.kind !== 'literal' || Boolean(value.value))
}

export function isKey(column: ColumnOptions): boolean {
  return option(column, 'primaryKey') ? isSet(column, 'primaryKey') : column.isSerial
}

export function typeSql(value: Value | undefined, shorthands: Shorthands, pen: Pen): Sql {
  const { type, isSerial } = columnOptions(
    { key: '', value: value ?? { kind: 'unknown', reason: 'no type', at: pen.place }, at: pen.place },
    shorthands,
  )
  return typeWords(type, isSerial, pen)
}

function typeWords(type: Value | undefined, isSerial: boolean, pen: Pen): Sql {
  if (isSerial) return pen.said('serial', type)
  if (type?.kind === 'record') return nameSql(type, pen)
  const text = textOf(type)
  const adapted = text === undefined ? undefined : adapters[text]
  return adapted === undefined ? wordsSql(type, pen) : pen.said(adapted, type)
}

/** `"name" type …`, and what of it could not be told. */
export function columnSql(column: ColumnOptions, withKey: boolean, pen: Pen): Sql {
  const { name, type, isSerial } = column
  const array = option(column, 'array')
  const many =
    array?.kind === 'literal' && typeof array.value === 'number' ? ` ARRAY[${array.value}]` : isSet(column, 'array') ? ' ARRAY' : ''
  const nameValue: Value = { kind: 'literal', value: name.key, at: keyPlace(name) }
  const parts = [pen.sql`${nameSql(nameValue, pen)} ${typeWords(type, isSerial, pen)}${many}`, ...furtherParts(column, withKey, pen)]
  return joined(parts, pen.plain(' '))
}

/** The key of a property, which is where its column is named. */
function keyPlace({ at }: Entry): Value['at'] {
  return at.node.type === 'Property' ? { node: at.node.key, program: at.program } : at
}

function furtherParts(column: ColumnOptions, withKey: boolean, pen: Pen): Sql[] {
  const words = (key: string): Sql => wordsSql(option(column, key), pen)
  const value = option(column, 'default')
  const generated = option(column, 'sequenceGenerated') ?? option(column, 'generated')
  const references = option(column, 'references')
  return [
    ...(isSet(column, 'collation') ? [pen.sql`COLLATE ${words('collation')}`] : []),
    ...(value ? [pen.sql`DEFAULT ${wholeOr(valueSql(value, pen), pen.hole)}`] : []),
    ...(isSet(column, 'unique') ? [pen.plain('UNIQUE')] : []),
    ...(withKey && isKey(column) ? [pen.plain('PRIMARY KEY')] : []),
    ...(isSet(column, 'notNull') ? [pen.plain('NOT NULL')] : []),
    ...(isSet(column, 'check') ? [pen.sql`CHECK (${words('check')})`] : []),
    ...(references && !isNothing(references) ? [referencesOf(column, pen)] : []),
    ...(isSet(column, 'deferrable') ? [pen.plain(deferrable(holder(column, 'deferrable')))] : []),
    ...(generated && isSet(column, generated === option(column, 'generated') ? 'generated' : 'sequenceGenerated')
      ? [identitySql(generated, pen)]
      : []),
    ...(isSet(column, 'expressionGenerated') ? [pen.sql`GENERATED ALWAYS AS (${words('expressionGenerated')}) STORED`] : []),
  ]
}

function wholeOr(sql: Sql, other: Sql): Sql {
  return isWhole(sql) ? sql : other
}

function identitySql(options: Value, pen: Pen): Sql {
  return pen.sql`GENERATED ${wordsSql(propertyOf(options, 'precedence'), pen)} AS IDENTITY`
}

export function deferrable(options: Value | undefined): string {
  return `DEFERRABLE INITIALLY ${isOn(options, 'deferred') ? 'DEFERRED' : 'IMMEDIATE'}`
}

function referencesOf(column: ColumnOptions, pen: Pen): Sql {
  const name = option(column, 'referencesConstraintName')
  const start = name && !isNothing(name) ? pen.sql`CONSTRAINT ${nameSql(name, pen)} ` : ''
  return pen.sql`${start}${referencesSql((key) => option(column, key), pen)}`
}

/** A name, or SQL of its own with the columns. */
export function referencesSql(say: (key: string) => Value | undefined, pen: Pen): Sql {
  const references = say('references')
  const text = textOf(references)
  const isSql = text !== undefined && (text.startsWith('"') || text.endsWith(')'))
  const part = (key: string, words: string): Sql | string => {
    const value = say(key)
    return value && !isNothing(value) ? pen.sql` ${words} ${wordsSql(value, pen)}` : ''
  }
  const to = isSql && references ? pen.raw(references) : nameSql(references, pen)
  return pen.sql`REFERENCES ${to}${part('match', 'MATCH')}${part('onDelete', 'ON DELETE')}${part('onUpdate', 'ON UPDATE')}`
}

/** What `alterColumn` does to a column; shorthands are none of it. */
export function alterations(options: Value | undefined, pen: Pen): Sql[] {
  const value = told(options, 'default')
  const identity = told(options, 'sequenceGenerated') ?? told(options, 'generated')
  const expression = told(options, 'expressionGenerated')
  const using = propertyOf(options, 'using')
  const notNull = told(options, 'notNull')
  const isNot = notNull?.kind === 'literal' && notNull.value === false
  return [
    ...(value ? [isNull(value) ? pen.plain('DROP DEFAULT') : pen.sql`SET DEFAULT ${wholeOr(valueSql(value, pen), pen.hole)}`] : []),
    ...(entryOf(options, 'type') && isOn(options, 'type')
      ? [
          pen.sql`SET DATA TYPE ${typeWords(propertyOf(options, 'type'), false, pen)}${using ? pen.sql` USING ${wordsSql(using, pen)}` : ''}`,
        ]
      : []),
    ...(isOn(options, 'notNull') ? [pen.plain('SET NOT NULL')] : isNot || isOn(options, 'allowNull') ? [pen.plain('DROP NOT NULL')] : []),
    ...(identity
      ? [
          isOn({ kind: 'record', entries: [{ key: 'x', value: identity, at: identity.at }], open: false, at: identity.at }, 'x')
            ? pen.sql`ADD ${identitySql(identity, pen)}`
            : pen.plain('DROP IDENTITY'),
        ]
      : []),
    ...(expression ? [isNull(expression) ? pen.plain('DROP EXPRESSION') : pen.sql`SET EXPRESSION AS (${wordsSql(expression, pen)})`] : []),
  ]
}
