import { lookup } from '../../catalog/lookup.ts'
import { isUndefined } from '../../javascript/symbolic/value.ts'
import { keyAt } from '../query-sql.ts'
import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { fieldsOf, waysOf, type Field } from '../ways.ts'
import { argumentsOf } from '../arguments.ts'
import type { Link } from './client-schema.ts'
import type { ScalarField } from './datamodel.ts'
import { type Row, type Writing } from './where.ts'

/** What a row is given in one column. */
export interface Given {
  readonly column: string
  readonly value: Sql
  readonly at: Entry['at']
}

/** What `data` says of one row. */
export interface Data {
  readonly given: readonly Given[]
  /** What it says besides, as conditions decide. */
  readonly ways: readonly DataWays[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

interface DataWays {
  readonly key: object
  readonly on: string
  readonly of: readonly Data[]
}

export function dataOf(writing: Writing, row: Row, value: Value): Data {
  const ways = waysOf(value)
  if (ways) return { given: [], ways: [{ ...ways, of: ways.of.map((way) => dataOf(writing, row, way)) }], hidden: undefined }
  if (isUndefined(value)) return { given: [], ways: [], hidden: undefined }
  return value.kind === 'record' ? dataOfFields(writing, row, fieldsOf(value)) : { given: [], ways: [], hidden: value }
}

function dataOfFields(writing: Writing, row: Row, fields: readonly Field[]): Data {
  const given: Given[] = []
  const ways: DataWays[] = []
  let hidden: Value | undefined
  for (const field of fields) {
    if (field.kind === 'hidden') hidden ??= field.value
    else if (field.kind === 'ways') ways.push({ ...field, of: field.of.map((way) => dataOfFields(writing, row, way)) })
    else {
      const decided = waysOf(field.value)
      const isRelation = writing.schema.field(row.model, field.key)?.kind === 'relation'
      if (decided && (isRelation || decided.of.some(isUndefined)))
        ways.push({ ...decided, of: decided.of.map((way) => dataOfFields(writing, row, [{ ...field, value: way }])) })
      else given.push(...givenBy(writing, row, field))
    }
  }
  return { given, ways, hidden }
}

/** All columns that it may say something of. */
export function columnsGiven({ given, ways }: Data): string[] {
  return [...given.map(({ column }) => column), ...ways.flatMap(({ of }) => of.flatMap(columnsGiven))]
}

export function hiddenIn({ hidden, ways }: Data): Value | undefined {
  return hidden ?? ways.flatMap(({ of }) => of.map(hiddenIn)).find((one) => one !== undefined)
}

/** What a column is given, as conditions decide; undefined where nothing is said of it. */
export function valueIn(pen: QueryPen, { given, ways }: Data, column: string, otherwise: Sql): Sql | undefined {
  const way = ways.find(({ of }) => of.some((data) => columnsGiven(data).includes(column)))
  const sure = given.findLast((one) => one.column === column)?.value
  if (!way) return sure
  const of = way.of.map((data) => valueIn(pen, data, column, otherwise) ?? sure ?? otherwise)
  return pen.choice(way.key, way.on, of)
}

/** What a field of `data` sets: a column, or those that refer to a row. */
function givenBy(writing: Writing, row: Row, entry: Entry): Given[] {
  const { pen, schema } = writing
  const { key, value } = entry
  const at = keyAt(entry.at)
  const field = schema.field(row.model, key)
  if (!field || isUndefined(value)) return []
  if (field.kind === 'scalar') return [{ column: field.name.text, value: assignedSql(writing, row, field, value), at }]
  const link = schema.link(row.model, field)
  if (!link || link.list || link.isInverse) return []
  if (isOpen(value)) return link.pairs.map(([column]) => ({ column, value: pen.value(value), at }))
  const args = argumentsOf(value)
  if (args.of('disconnect') !== undefined || isTrueDelete(args.of('delete')))
    return link.pairs.map(([column]) => ({ column, value: pen.text('null'), at }))
  const connected = args.of('connect')
  const made = args.of('create') ?? args.of('connectOrCreate')
  if (!connected && !made) return []
  return link.pairs.map(([column, other]) => ({
    column,
    value: connected ? connectedSql(writing, link, other, connected) : pen.value(made ?? value),
    at,
  }))
}

/** Whether it cannot be seen what is done to a relation. */
function isOpen(value: Value): boolean {
  return value.kind === 'record' ? fieldsOf(value).some(({ kind }) => kind === 'hidden') : value.kind !== 'literal'
}

function isTrueDelete(value: Value | undefined): boolean {
  return value !== undefined && !(value.kind === 'literal' && value.value === false)
}

/** The key of the row that is connected: what is given of it, or what a query finds. */
function connectedSql({ pen, schema }: Writing, { target }: Link, column: string, where: Value): Sql {
  const key =
    where.kind === 'record'
      ? where.entries.find(({ key: id }) => {
          const field = schema.field(target, id)
          return field?.kind === 'scalar' && field.name.text === column
        })
      : undefined
  return pen.value(key?.value ?? where)
}

const arithmetic: Readonly<Record<string, string>> = lookup({ increment: '+', decrement: '-', multiply: '*', divide: '/' })

/** `{ increment: 1 }`, `{ set: … }`, or a value. */
function assignedSql({ pen }: Writing, { alias }: Row, { name }: ScalarField, value: Value): Sql {
  const [only, ...more] = value.kind === 'record' && !value.open ? value.entries : []
  const operator = only && more.length === 0 ? arithmetic[only.key] : undefined
  if (only && operator !== undefined) return pen.sql`${alias}.${pen.name(name.text)} ${operator} ${pen.value(only.value)}`
  if (only?.key === 'set' && more.length === 0) return pen.value(only.value)
  return value.kind === 'literal' && value.value === null ? pen.text('null') : pen.value(value)
}
