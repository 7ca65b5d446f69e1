import { entriesOf, propertyOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName } from '../../catalog/names.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { deferrable, referencesSql } from './columns.ts'
import { bareName, isOn, listOf, nameSql, namesSql, told, wordsSql } from './values.ts'

/** What is said of the constraints of a table, each with the property that says it. */
export function constraintsSql(table: Value | undefined, options: Value | undefined, name: Value | undefined, pen: Pen): Sql[] {
  const named = new ConstraintNames(table, name)
  const tail = isOn(options, 'deferrable') ? ` ${deferrable(options)}` : ''
  const constraints = entriesOf(options).flatMap((entry) => (isOn(options, entry.key) ? constraintsOf(entry, named, pen.at(entry.at)) : []))
  return constraints.map((sql) => (tail === '' ? sql : pen.sql`${sql}${tail}`))
}

/** Names that node-pg-migrate makes up. */
class ConstraintNames {
  readonly #table: string | undefined
  readonly #name: Value | undefined

  constructor(table: Value | undefined, name: Value | undefined) {
    this.#table = bareName(table)
    this.#name = name && bareName(name) ? name : undefined
  }

  called(own: Value | undefined, ending: string, pen: Pen): Sql {
    const given = own && bareName(own) ? own : this.#name
    if (given) return nameSql(given, pen)
    return this.#table === undefined ? pen.gap : pen.plain(quotedName(`${this.#table}_${ending}`))
  }
}

function constraintsOf({ key, value }: Entry, names: ConstraintNames, pen: Pen): Sql[] {
  switch (key) {
    case 'check':
      return value.kind === 'list'
        ? value.items.map((one, i) => pen.sql`CONSTRAINT ${names.called(undefined, `chck_${i + 1}`, pen)} CHECK (${wordsSql(one, pen)})`)
        : [pen.sql`CONSTRAINT ${names.called(undefined, 'chck', pen)} CHECK (${wordsSql(value, pen)})`]
    case 'unique':
      return uniqueSets(value).map((set) => {
        return pen.sql`CONSTRAINT ${names.called(undefined, `uniq_${shown(set)}`, pen)} UNIQUE (${namesSql(set, pen)})`
      })
    case 'primaryKey':
      return [pen.sql`CONSTRAINT ${names.called(undefined, 'pkey', pen)} PRIMARY KEY (${namesSql(value, pen)})`]
    case 'foreignKeys':
      return (listOf(value) ?? [value]).map((one) => foreignKey(one, names, pen))
    case 'exclude':
      return [pen.sql`CONSTRAINT ${names.called(undefined, 'excl', pen)} EXCLUDE ${wordsSql(value, pen)}`]
    default:
      return []
  }
}

function uniqueSets(value: Value): readonly Value[] {
  return value.kind === 'list' && value.items.some(({ kind }) => kind === 'list') ? value.items : [value]
}

function shown(set: Value): string {
  return (listOf(set) ?? []).map((column) => bareName(column) ?? '').join('_')
}

function foreignKey(options: Value, names: ConstraintNames, pen: Pen): Sql {
  const columns = propertyOf(options, 'columns')
  const name = names.called(propertyOf(options, 'referencesConstraintName'), `fk_${columns ? shown(columns) : ''}`, pen)
  return pen.sql`CONSTRAINT ${name} FOREIGN KEY (${columns ? namesSql(columns, pen) : pen.gap}) ${referencesSql((key) => told(options, key), pen)}`
}

export function likeSql(like: Value, pen: Pen): Sql {
  const table = propertyOf(like, 'table')
  const options = propertyOf(like, 'options')
  const words = (word: string, key: string): Sql[] =>
    (listOf(propertyOf(options, key)) ?? []).map((one) => pen.sql` ${word} ${wordsSql(one, pen)}`)
  return pen.sql`LIKE ${nameSql(table ?? like, pen)}${joined([...words('INCLUDING', 'including'), ...words('EXCLUDING', 'excluding')], [])}`
}
